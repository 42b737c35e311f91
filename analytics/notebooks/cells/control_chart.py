"""A control chart: whether a monthly or quarterly figure has moved by more than it usually does."""

from typing import Any, Literal

import polars as pl

from analytics.charts.control import ControlLine, ControlPoint, control_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Polarity, Status, Unit
from analytics.evidence.wording import count_of, figure, qualified, short_figure, span, when_of
from analytics.measures.control_chart import LEAST_POINTS, Assurance, Variation, assurance, control_limits
from analytics.measures.facts import Facts
from analytics.measures.levels import applied
from analytics.measures.series import SERIES_KEY
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.control_words import (
    control_summary,
    control_title,
    every_of,
    in_plain_words,
    why_it_stands_out,
)
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row, without_idle_columns

Row = dict[str, Any]
_LIMITS = ("mean", "lower", "upper", "lower_warning", "upper_warning", "variation")
# What cannot be below nothing, so that a limit below it would say nothing either.
_NEVER_NEGATIVE = frozenset(Unit) - {Unit.GBP_MILLION}
_YEARS = ("financial_year", "academic_year", "calendar_year")


class ControlChartCell(Cell):
    """One measure of the council over months or quarters, with its mean and the limits that it usually keeps to."""

    kind: Literal["control-chart"] = "control-chart"
    indicator: str
    dimension: str = ""
    member: str = ""


def enough_for_limits(rows: pl.DataFrame) -> bool:
    """Whether there are months or quarters enough for a page to show limits without being asked for them."""
    return rows.filter(pl.col("period_kind").is_in(["month", "quarter"])).height >= LEAST_POINTS


def invites_limits(rows: pl.DataFrame) -> bool:
    """Whether so many months or quarters have a figure that a reader may look for limits: three, as a trend takes.

    Where those are fewer than limits take, the cell says so.
    """
    counted = rows.filter(pl.col("period_kind").is_in(["month", "quarter"]) & pl.col("value").is_not_null())
    return counted["period"].n_unique() >= 3


def render_control_chart(cell: ControlChartCell, evidence: Evidence) -> View:
    """The chart with its limits, and each figure with why it stands out. CannotRender where there are too few."""
    need_indicator(evidence, cell.indicator)
    facts = cell.facts(evidence)
    indicator = facts.indicator(cell.indicator)
    own = facts.points(cell.authority, cell.indicator, cell.dimension, cell.member).with_columns(
        pl.lit(indicator.at_period_end).alias("at_period_end")
    )
    if own.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no figures for “{indicator.name}” as a whole.")
    points = control_limits(own.lazy()).collect()
    if points.is_empty() or points["why_not"][0] is not None:
        raise CannotRender(_too_few(own, points, indicator))
    target = _target(facts, cell, points)
    rows = [_within_reason(row, indicator.unit) for row in points.to_dicts()]
    verdict = _assurance(points, target, indicator)
    name = cell.name(evidence)
    whose = f"{indicator.name}{f', {cell.member}' if cell.member else ''}"
    subtitle = f"{whose}, {name}, {span(rows[0]['period'], rows[-1]['period'])}"
    title = control_title(rows, indicator)
    level = figure(target["value"], indicator.unit) if target else ""
    summary = control_summary(rows, indicator, verdict, f"{target['kind']} of {level}" if target else "")
    spec, from_zero = _chart(rows, target, indicator)
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=(Chart(spec, f"{title}. {summary}", title),),
        table=_table(own, rows, indicator, subtitle),
        caveats=_caveats(own, rows, indicator, from_zero=from_zero),
        sources=sources_of(facts.evidence, own, *([pl.DataFrame([target])] if target else [])),
        data=published_columns(own).join(points.select("period", *_LIMITS), on="period", how="left"),
        file_name=f"{cell.authority}-{cell.indicator}-control-chart.csv",
    )


def _too_few(own: pl.DataFrame, points: pl.DataFrame, indicator: Indicator) -> str:
    """Why there are no limits: how many figures there are, and how many it takes."""
    takes = f"A control chart takes at least {LEAST_POINTS} monthly or quarterly figures, one after the other."
    on = "Look at how the measure has moved instead."
    verb = "is" if points.height == 1 else "are"
    about = f"There {verb} {count_of(points.height, 'counted figure')} of “{indicator.name}”"
    if own["period_kind"][0] in _YEARS:
        return f"{about}, one for each year. {takes} {on}"
    if points.is_empty() or points["why_not"][0].startswith("fewer"):
        return f"{about}. {takes} {on}"
    if "gaps" in points["why_not"][0]:
        return f"{about}, with too many gaps between them. {takes} {on}"
    return f"{about}, neither monthly nor quarterly. {takes} {on}"


def _target(facts: Facts, cell: ControlChartCell, points: pl.DataFrame) -> Row | None:
    """The level that applied at the latest figure; None where none is known to have."""
    levels = facts.evidence.targets.filter(
        (pl.col("indicator") == cell.indicator) & (pl.col("area") == cell.authority) & (pl.col("member") == cell.member)
    ).to_dicts()
    last = points.row(-1, named=True)
    found = [level for level in levels if applied(level, last["period_start"], last["period_end"])]
    return found[-1] if found else None


def _assurance(points: pl.DataFrame, target: Row | None, indicator: Indicator) -> Assurance | None:
    key = points.select(SERIES_KEY).head(1)
    levels = key.with_columns(
        pl.lit(target["value"] if target else None, pl.Float64).alias("target"),
        pl.lit(indicator.polarity.sign).alias("polarity_sign"),
    )
    found = assurance(points.lazy(), levels.lazy()).collect()["assurance"][0]
    return Assurance(found) if found else None


def _within_reason(row: Row, unit: Unit) -> Row:
    """The row with limits that figures of this unit can have: none below 0, no share above 100%."""
    least = 0.0 if unit in _NEVER_NEGATIVE else float("-inf")
    most = 100.0 if unit.is_percentage and row["value"] <= 100 else float("inf")
    return row | {name: min(max(row[name], least), most) for name in _LIMITS[:-1]}


def _chart(rows: list[Row], target: Row | None, indicator: Indicator) -> tuple[dict[str, Any], bool]:
    first, unit = rows[0], indicator.unit
    run, points = 0, []
    for place, row in enumerate(rows):
        # No moving range is taken over a gap, so a figure without one begins a new line.
        run += place > 0 and row["moving_range"] is None
        label = short_figure(row["value"], unit, row["printed"])
        points.append(
            ControlPoint(row["period_start"], row["period"], row["value"], label, Variation(row["variation"]), run)
        )
    lines = [ControlLine(first["mean"], f"Mean {_rounded(first['mean'], indicator)}")]
    if first["upper"] - first["lower"] > 1e-9:
        for name in ("upper", "lower"):
            lines.append(ControlLine(first[name], f"{name.capitalize()} {_rounded(first[name], indicator)}", (6, 4)))
            lines.append(ControlLine(first[f"{name}_warning"], "", (1, 4)))
    level = (
        ControlLine(target["value"], f"{target['kind'].capitalize()} {figure(target['value'], unit)}")
        if target
        else None
    )
    return control_chart(points, lines, level, percent=unit.is_percentage, every=every_of(rows))


def _rounded(value: float, indicator: Indicator) -> str:
    return in_plain_words(value, indicator).replace(" million", "m").replace(" per 10,000", "")


def _table(own: pl.DataFrame, rows: list[Row], indicator: Indicator, caption: str) -> Table:
    """Every figure, the newest first, with why it stands out; those that are not counted too."""
    counted = {row["period"]: row for row in rows}
    body = []
    for row in own.reverse().iter_rows(named=True):
        point = counted.get(row["period"])
        if row["value"] is None:
            shown, why = MissingReason(row["missing_reason"]).plainly, "No figure"
        else:
            shown = qualified(row, indicator.unit)
            why = why_it_stands_out(point) if point else f"Not counted: {row['status']}"
        status = "" if row["status"] in (None, Status.FINAL) else row["status"].capitalize()
        body.append(plain_row(row["period"], shown, status, why))
    table = Table(caption, ("Period", "Figure", "Status", "What it shows"), tuple(body), frozenset({"Figure"}))
    return without_idle_columns(table, "Status")


def _caveats(own: pl.DataFrame, rows: list[Row], indicator: Indicator, *, from_zero: bool) -> tuple[str, ...]:
    every = every_of(rows)
    said = [
        f"A figure that stands out is a reason to ask. The chart does not say what happened in that {every}.",
        f"Upper and Lower are limits: 2.66 times the usual change from one {every} to the next, either side of the "
        "mean. The dotted lines lie two thirds of the way to them.",
    ]
    if _is_stock(own, indicator):
        said.append(
            f"The limits are indicative: most of the children or posts counted were there the {every} before, so "
            "figures follow on from each other."
        )
    left_out = own.filter(pl.col("value").is_not_null()).height - len(rows)
    if left_out:
        said.append(f"{count_of(left_out, 'figure is', 'figures are')} not counted: rounded in words, or a forecast.")
    if any(row["moving_range"] is None for row in rows[1:]):
        said.append(f"There are gaps: a {every} without a figure. No pattern is followed across a gap.")
    if not from_zero:
        said.append("The scale of the chart does not start at 0.")
    unsure = [row for row in rows if row["status"] == Status.PROVISIONAL]
    said += [f"The figure {when_of(row)} is provisional." for row in unsure[-1:]]
    if indicator.polarity is Polarity.NEITHER:
        said.append(indicator.polarity.plainly)
    said += [note for note in own["note"].unique(maintain_order=True) if note]
    return tuple(dict.fromkeys([*said, *indicator.caveats]))


def _is_stock(own: pl.DataFrame, indicator: Indicator) -> bool:
    """Whether figures count what there is on a day, such as open cases, rather than what happened in a period."""
    on_a_day = own["period_kind"][0] == "snapshot" or indicator.at_period_end
    return on_a_day or indicator.unit is Unit.CHILDREN_PER_WORKER
