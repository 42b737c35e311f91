"""An indicator's history beside its benchmarks, each at its own period."""

from typing import Literal

import polars as pl

from analytics.charts.history import Level, Line, LineKind, Point, history_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import figure, listed, short_figure, short_period, span
from analytics.measures.facts import Facts, applied
from analytics.measures.series import SERIES_KEY, with_runs
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.sentences import change_sentence, change_title, gap_sentence
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row, without_idle_columns


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
        sentences = [change_sentence(indicator, latest[0])]
        sentences += [gap_sentence(indicator, row, evidence.catalogue) for row in compared]
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
            from_zero=from_zero or chart is None,
            benchmarked=bool(compared),
            older=any(row["comparator_age_days"] > 0 for row in compared),
        ),
        sources=sources_of(facts.evidence, rows, targets if chart else targets.clear()),
        data=published_columns(rows),
        file_name=f"{cell.authority}-{cell.indicator}.csv",
    )


def _is(cell: HistoryCell) -> pl.Expr:
    return (
        (pl.col("indicator") == cell.indicator)
        & (pl.col("dimension") == cell.dimension)
        & (pl.col("member") == cell.member)
    )


def _comparator_points(facts: Facts, cell: HistoryCell) -> pl.DataFrame:
    areas = ("england", f"neighbours:{cell.authority}")
    return facts.series.filter(_is(cell) & (pl.col("area").is_in(areas) | pl.col("area").str.starts_with("region:")))


def _targets(facts: Facts, cell: HistoryCell) -> pl.DataFrame:
    return facts.evidence.targets.filter(
        (pl.col("indicator") == cell.indicator) & (pl.col("area") == cell.authority) & (pl.col("member") == cell.member)
    )


def _levels(targets: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator) -> list[Level]:
    """Each level with the periods of the chart during which it is known to have applied."""
    periods = rows.sort("period_end").unique("period", keep="first", maintain_order=True).to_dicts()
    levels = [
        Level(
            level["value"],
            f"{level['kind'].capitalize()} {figure(level['value'], indicator.unit)}",
            tuple(
                short_period(row["period"]) for row in periods if applied(level, row["period_start"], row["period_end"])
            ),
        )
        for level in targets.unique("value", maintain_order=True).iter_rows(named=True)
    ]
    return [level for level in levels if level.periods]


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
    return "Statistical neighbours" if area.startswith("neighbours:") else facts.evidence.catalogue.area_name(area)


def _table(rows: pl.DataFrame, facts: Facts, indicator: Indicator, caption: str) -> Table:
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
    return without_idle_columns(table, "Status", "Printed in")


def _caveats(
    rows: pl.DataFrame, indicator: Indicator, *, from_zero: bool, benchmarked: bool, older: bool
) -> tuple[str, ...]:
    """What this history in particular calls for first, then what the indicator always calls for."""
    said = []
    for row in rows.filter(pl.col("status").is_in(["provisional", "forecast", "estimated"])).iter_rows(named=True):
        said.append(f"The figure for {row['period']} is {row['status']}.")
    for row in rows.filter(pl.col("values_printed") > 1).iter_rows(named=True):
        others = listed(figure(value, indicator.unit) for value in row["other_values"])
        said.append(f"For {row['period']} the documents also print {others}. The list below says where.")
    if not benchmarked:
        said.append("These documents give no benchmark for it.")
    elif older:
        said.append("The benchmarks are for an earlier year than the council’s own latest figure.")
    if not from_zero:
        said.append("The scale of the chart does not start at 0.")
    if _unequal_steps(rows):
        said.append("The dates are not equally far apart, so the slope of the line says nothing.")
    said += [note for note in rows["note"].unique(maintain_order=True) if note]
    return tuple(dict.fromkeys([*said, *indicator.caveats]))


def _unequal_steps(rows: pl.DataFrame) -> bool:
    """Whether the periods drawn lie at clearly different distances from each other."""
    ends = rows.filter(pl.col("value").is_not_null())["period_end"].unique().sort()
    steps = ends.diff().drop_nulls().dt.total_days()
    return len(steps) > 1 and float(steps.max()) > 1.5 * float(steps.min())  # type: ignore[arg-type]
