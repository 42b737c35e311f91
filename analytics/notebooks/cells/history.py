"""An indicator's history beside its benchmarks, each at its own period."""

import re
from typing import Any, Literal

import polars as pl

from analytics.charts.history import Level, Line, LineKind, Point, history_chart
from analytics.enquiry.not_known import not_known_in_words
from analytics.enquiry.older import older_in_words
from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import figure, listed, short_figure, short_period, span
from analytics.measures.facts import Facts
from analytics.measures.levels import applied
from analytics.measures.series import SERIES_KEY, with_runs
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.cells.same_year import gap_in_words
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.judging import judged
from analytics.notebooks.sentences import change_sentence, change_title, depends_on_neighbours
from analytics.notebooks.view import (
    CannotRender,
    Chart,
    Table,
    View,
    plain_row,
    without_blank_columns,
    without_idle_columns,
)

_MOST_WORDS = 10


class HistoryCell(Cell):
    """The history of one indicator, or of one member of a breakdown."""

    kind: Literal["history"] = "history"
    indicator: str
    dimension: str = ""
    member: str = ""
    compact: bool = False


def render_history(cell: HistoryCell, evidence: Evidence) -> View:
    """The history as a chart and a table, with gaps to each comparator."""
    need_indicator(evidence, cell.indicator)
    facts = cell.facts(evidence)
    indicator = facts.indicator(cell.indicator)
    own = facts.points(cell.authority, cell.indicator, cell.dimension, cell.member)
    if own.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no figures for “{indicator.name}” as a whole.")
    rows = pl.concat([own, _comparator_points(facts, cell)])
    latest = facts.latest.filter(_is(cell)).to_dicts()
    compared = facts.compared.filter(_is(cell)).to_dicts()
    if latest:
        title = change_title(indicator, latest[0])
        newest = judged(facts.latest.filter(_is(cell)), facts).row(0, named=True)
        sentences = [change_sentence(indicator, newest)]
        sentences += filter(None, [older_in_words(facts, newest)])
        sentences += [*unlike_in_words(facts, newest), *not_known_in_words(facts, newest)]
        sentences += [gap_in_words(facts, row) for row in compared]
        sentences += filter(None, [depends_on_neighbours(facts, latest[0])])
        if doubt := _doubt(latest[0]):
            longer = f"{title}, in doubt"
            title = longer if len(longer.split()) <= _MOST_WORDS else title
            sentences.insert(0, doubt)
    else:
        title = f"{indicator.short_name}: no figure published"
        sentences = ["Every figure is missing; the table says why."]
    targets = _targets(facts, cell)
    levels = _levels(targets, rows, indicator)
    chart, from_zero = _chart(rows, facts, cell, indicator, levels)
    name = cell.name(evidence)
    subtitle = (
        f"{indicator.name}{f', {cell.member}' if cell.member else ''}, {name}, "
        f"{span(own['period'][0], own['period'][-1])}"
        f"{', national releases' if facts.evidence.neighbours else ''}"
    )
    return View(
        title=title,
        subtitle=subtitle,
        summary=" ".join(sentences),
        charts=() if chart is None else (Chart(chart, f"{title}. {' '.join(sentences)}", title),),
        table=_table(rows, facts, indicator, subtitle),
        caveats=_caveats(
            rows,
            indicator,
            facts,
            from_zero=from_zero or chart is None,
            benchmarked=bool(compared),
            older=any(row["comparator_age_days"] > 0 for row in compared),
        ),
        sources=sources_of(facts.evidence, rows, targets if chart else targets.clear()),
        data=published_columns(rows),
        file_name=f"{cell.authority}-{cell.indicator}.csv",
    )


def _doubt(row: dict[str, Any]) -> str:
    """What a reader of the document doubts about the figure itself, which must be known before it; else blank."""
    found = re.search(r"reviewer['’]s notes: (.+)", row["note"] or "")
    return f"Read this figure with care: {found[1]}" if found else ""


def _is(cell: HistoryCell) -> pl.Expr:
    return (
        (pl.col("indicator") == cell.indicator)
        & (pl.col("dimension") == cell.dimension)
        & (pl.col("member") == cell.member)
    )


def _comparator_points(facts: Facts, cell: HistoryCell) -> pl.DataFrame:
    areas = ("england", facts.evidence.similar_to(cell.authority))
    return facts.series.filter(_is(cell) & (pl.col("area").is_in(areas) | pl.col("area").str.starts_with("region:")))


def _targets(facts: Facts, cell: HistoryCell) -> pl.DataFrame:
    return facts.evidence.targets.filter(
        (pl.col("indicator") == cell.indicator) & (pl.col("area") == cell.authority) & (pl.col("member") == cell.member)
    )


def _levels(targets: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator) -> list[Level]:
    """Each level with the periods of the chart during which it is known to have applied.

    One that was set twice is there for each of the two times, and one that two documents print is there once.
    """
    periods = rows.sort("period_end").unique("period", keep="first", maintain_order=True).to_dicts()
    levels = [
        Level(
            level["value"],
            f"{level['kind'].capitalize()} {figure(level['value'], indicator.unit)}",
            tuple(
                short_period(row["period"]) for row in periods if applied(level, row["period_start"], row["period_end"])
            ),
        )
        for level in targets.iter_rows(named=True)
    ]
    return [level for level in dict.fromkeys(levels) if level.periods]


def _chart(
    rows: pl.DataFrame, facts: Facts, cell: HistoryCell, indicator: Indicator, levels: list[Level]
) -> tuple[dict[str, object] | None, bool]:
    valued = rows.filter(pl.col("value").is_not_null())
    if valued["period"].n_unique() < 2 and valued.height < 2:
        return None, True
    runs = with_runs(rows.lazy()).select(*SERIES_KEY, "period", "run").collect()
    in_order = rows.join(runs, on=[*SERIES_KEY, "period"], how="left").sort("period_end", "period_start")
    periods = list(dict.fromkeys(short_period(period) for period in in_order["period"]))
    areas = [cell.authority, *(area for area in dict.fromkeys(rows["area"].to_list()) if area != cell.authority)]
    lines = [
        Line(
            _short_area(facts, area),
            _kind(area, cell),
            tuple(_points(in_order.filter(pl.col("area") == area), indicator)),
        )
        for area in areas
    ]
    return history_chart(
        periods, lines, levels, percent=indicator.unit.is_percentage, height=210 if cell.compact else 360
    )


def _points(rows: pl.DataFrame, indicator: Indicator) -> list[Point]:
    return [
        Point(
            period=short_period(row["period"]),
            value=row["value"],
            label=short_figure(row["value"], indicator.unit, row["printed"])
            if row["value"] is not None
            else MissingReason(row["missing_reason"]).plainly,
            run=row["run"] or 0,
            provisional=row["status"] in (Status.PROVISIONAL, Status.FORECAST, Status.ESTIMATED),
        )
        for row in rows.iter_rows(named=True)
    ]


def _kind(area: str, cell: HistoryCell) -> LineKind:
    if area == cell.authority:
        return LineKind.OWN
    return LineKind(area.partition(":")[0])


def _short_area(facts: Facts, area: str) -> str:
    if not area.startswith("neighbours:"):
        return facts.evidence.catalogue.area_name(area)
    chosen = facts.evidence.neighbours
    return f"Statistical neighbours ({chosen.plainly})" if chosen else "Statistical neighbours"


def _table(rows: pl.DataFrame, facts: Facts, indicator: Indicator, caption: str) -> Table:
    return (
        _by_document(rows, facts, indicator, caption)
        if facts.evidence.neighbours is None
        else _by_period(rows, facts, indicator, caption)
    )


def _by_period(rows: pl.DataFrame, facts: Facts, indicator: Indicator, caption: str) -> Table:
    """One row a period, newest first, and one column an area: national figures come for every area alike."""
    areas = [facts.authority, *(area for area in rows["area"].unique(maintain_order=True) if area != facts.authority)]
    cells = {(row["period"], row["area"]): row for row in rows.iter_rows(named=True)}
    newest_first = rows.sort("period_end", "period_start", descending=True)["period"].unique(maintain_order=True)
    names = tuple(facts.evidence.catalogue.area_name(area) for area in areas)
    body = [
        plain_row(period, *(_in_cell(cells.get((period, area)), indicator) for area in areas))
        for period in newest_first
    ]
    return Table(caption, ("Period", *names), tuple(body), frozenset(names))


def _in_cell(row: dict[str, Any] | None, indicator: Indicator) -> str:
    if row is None:
        return "–"
    firm = row["status"] in (None, Status.FINAL)
    return shown_value(row, indicator) + ("" if firm else f" ({row['status']})")


def _by_document(rows: pl.DataFrame, facts: Facts, indicator: Indicator, caption: str) -> Table:
    """One row a figure, the council's own first."""
    body = [
        plain_row(
            row["period"],
            facts.evidence.catalogue.area_name(row["area"]),
            shown_value(row, indicator),
            "" if row["status"] in (None, Status.FINAL) else row["status"].capitalize(),
            facts.evidence.where(row["document"], row["locator"]),
        )
        for row in rows.sort(
            [pl.col("area") != facts.authority, "area", "period_end"], descending=[False, False, True]
        ).iter_rows(named=True)
    ]
    table = Table(caption, ("Period", "Area", "Figure", "Status", "Printed in"), tuple(body), frozenset({"Figure"}))
    return without_blank_columns(without_idle_columns(table, "Printed in"), "Status")


def _caveats(
    rows: pl.DataFrame, indicator: Indicator, facts: Facts, *, from_zero: bool, benchmarked: bool, older: bool
) -> tuple[str, ...]:
    """What this history in particular calls for first, then what the indicator always calls for."""
    said = []
    for row in rows.filter(pl.col("status").is_in(["provisional", "forecast", "estimated"])).iter_rows(named=True):
        said.append(f"The figure for {row['period']} is {row['status']}.")
    said += _other_printings(rows, indicator, facts)
    if facts.evidence.neighbours is None:
        said += _notes(rows)
    if not benchmarked:
        said.append("These documents give no benchmark for it.")
    elif older:
        said.append("The benchmarks are for an earlier year than the council’s own latest figure.")
    if not from_zero:
        said.append("The scale of the chart does not start at 0.")
    if _unequal_steps(rows):
        said.append("The dates are not equally far apart, so the slope of the line says nothing.")
    similar = facts.evidence.similar_to(facts.authority)
    if facts.evidence.neighbours is not None:
        # How many councils an average is of differs from year to year; the latest says enough.
        averages = rows.filter(pl.col("area") == similar).sort("period_end")["note"].to_list()
        said += [*_notes(rows.filter(pl.col("area") != similar)), *averages[-1:]]
    return tuple(dict.fromkeys([*said, *indicator.caveats]))


def _notes(rows: pl.DataFrame) -> list[str]:
    """The notes on the figures, each with the periods that it is about where those are not all of them."""
    every = rows["period"].n_unique()
    said = []
    for note in rows["note"].unique(maintain_order=True):
        periods = rows.filter(pl.col("note") == note).sort("period_end")["period"].unique(maintain_order=True).to_list()
        if note:
            said.append(note if len(periods) == every else f"{listed(periods)}: {note}")
    return said


def _other_printings(rows: pl.DataFrame, indicator: Indicator, facts: Facts) -> list[str]:
    """What else was printed for a period: by other documents or, of the council's own national figures, earlier on."""
    said = []
    national = facts.evidence.neighbours is not None
    kept = rows.filter((pl.col("area") == facts.authority) | pl.lit(not national))
    for row in kept.filter(pl.col("values_printed") > 1).iter_rows(named=True):
        others = listed(figure(value, indicator.unit) for value in row["other_values"])
        if national:
            now = figure(row["value"], indicator.unit, row["printed"])
            said.append(f"For {row['period']} other releases print {others}; the newest prints {now}.")
        else:
            said.append(f"For {row['period']} the documents also print {others}. The list below says where.")
    return said


def _unequal_steps(rows: pl.DataFrame) -> bool:
    """Whether the periods drawn lie at clearly different distances from each other."""
    ends = rows.filter(pl.col("value").is_not_null())["period_end"].unique().sort()
    steps = ends.diff().drop_nulls().dt.total_days()
    return len(steps) > 1 and float(steps.max()) > 1.5 * float(steps.min())  # type: ignore[arg-type]
