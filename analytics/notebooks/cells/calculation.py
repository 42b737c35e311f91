"""A calculation: two measures made into one, with the units checked and every step shown."""

from collections.abc import Iterator
from typing import Literal

import polars as pl

from analytics.charts.history import Line, LineKind, Point, history_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import figure, short_period, span
from analytics.measures.calculation import Operation, calculated, why_not
from analytics.measures.series import with_runs
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Spec, Table, View, plain_row

Row = dict[str, float | str | None]


class CalculationCell(Cell):
    """A ratio, difference, rate per 10,000 or index of two indicators of one council."""

    kind: Literal["calculation"] = "calculation"
    operation: Operation
    first: str
    second: str


def render_calculation(cell: CalculationCell, evidence: Evidence) -> View:
    """One row a period: both figures and what they make."""
    for name in (cell.first, cell.second):
        need_indicator(evidence, name)
    facts = cell.facts(evidence)
    one, other = facts.indicator(cell.first), facts.indicator(cell.second)
    wrong = why_not(cell.operation, one.unit, other.unit)
    if wrong:
        raise CannotRender(wrong)
    first, second = (facts.points(cell.authority, name) for name in (cell.first, cell.second))
    result = calculated(first.lazy(), second.lazy(), cell.operation).collect()
    rows = result.join(_runs(first, result), on="period", how="left", maintain_order="left").to_dicts()
    if not rows:
        raise CannotRender(
            f"There is no figure for the same period of both “{one.short_name}” and “{other.short_name}” in these "
            "documents."
        )
    subtitle = (
        f"{_what(cell.operation, one, other)}, {cell.name(evidence)}, {span(rows[0]['period'], rows[-1]['period'])}"
    )
    last = rows[-1]
    title = f"{_name(cell.operation)} in {last['period']}: {_result(last, cell.operation, one, other)}"
    summary = f"{_arithmetic(last, cell.operation, one, other)}, {last['period']}."
    used = first.filter(first["period"].is_in([row["period"] for row in rows]))
    used_second = second.filter(second["period"].is_in([row["second_period"] for row in rows]))
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=tuple(Chart(spec, f"{title}. {summary}", title) for spec in _specs(rows, cell.operation, one, other)),
        table=Table(
            subtitle,
            ("Period", one.short_name, other.short_name, _name(cell.operation), "Worked out"),
            tuple(
                plain_row(
                    str(row["period"]),
                    figure(row["first"], one.unit),
                    figure(row["second"], other.unit)
                    + ("" if row["second_period"] == row["period"] else f" ({row['second_period']})"),
                    _result(row, cell.operation, one, other),
                    _arithmetic(row, cell.operation, one, other),
                )
                for row in rows
            ),
            frozenset({one.short_name, other.short_name}),
        ),
        caveats=(
            "This is worked out here and printed in no report.",
            *dict.fromkeys((*one.caveats[:1], *other.caveats[:1])),
        ),
        sources=sources_of(facts.evidence, used, used_second),
        data=published_columns(used).vstack(published_columns(used_second)),
        file_name=f"{cell.authority}-calculation.csv",
    )


def _runs(first: pl.DataFrame, result: pl.DataFrame) -> pl.DataFrame:
    """Each period that has a result with its `run`: a line breaks where the first measure's own would."""
    has_result = result.filter(pl.col("result").is_not_null()).select("period")
    return (
        with_runs(first.lazy().join(has_result.lazy(), on="period", how="semi", maintain_order="left"))
        .select("period", "run")
        .collect()
    )


def _name(operation: Operation) -> str:
    return {
        Operation.RATIO: "Ratio",
        Operation.DIFFERENCE: "Difference",
        Operation.PER_10K: "Rate per 10,000",
        Operation.INDEX: "Index",
    }[operation]


def _what(operation: Operation, one: Indicator, other: Indicator) -> str:
    joined = {
        Operation.RATIO: "as a share of" if one.unit is other.unit else "for each of",
        Operation.DIFFERENCE: "less",
        Operation.PER_10K: "for every 10,000 of",
        Operation.INDEX: "beside",
    }[operation]
    return f"{one.short_name} {joined} {other.short_name.lower()}"


def _is_share(operation: Operation, one: Indicator, other: Indicator) -> bool:
    return operation is Operation.RATIO and one.unit is other.unit


def _result(row: Row, operation: Operation, one: Indicator, other: Indicator) -> str:
    if operation is Operation.INDEX:
        return f"{_rounded(row['first_index'])} and {_rounded(row['second_index'])}"
    value = row["result"]
    if value is None:
        return "Cannot be divided by 0"
    if _is_share(operation, one, other):
        return f"{float(value) * 100:.1f}%"
    unit = {Operation.DIFFERENCE: one.unit, Operation.PER_10K: Unit.RATE_PER_10K}.get(operation, Unit.RATIO)
    if operation is Operation.DIFFERENCE and unit.is_percentage:
        return f"{float(value):.1f} percentage points".replace("-", "−")
    return figure(round(float(value), 3 if operation is Operation.RATIO else 1), unit)


def _rounded(value: float | str | None) -> str:
    return "none" if value is None else f"{float(value):.1f}"


def _arithmetic(row: Row, operation: Operation, one: Indicator, other: Indicator) -> str:
    first, second = figure(float(row["first"] or 0), one.unit), figure(float(row["second"] or 0), other.unit)
    result = _result(row, operation, one, other)
    match operation:
        case Operation.DIFFERENCE:
            return f"{first} − {second} = {result}"
        case Operation.PER_10K:
            return f"{first} ÷ {second} × 10,000 = {result}"
        case Operation.INDEX:
            return f"{first} and {second}, with 100 at the first period: {result}"
        case _:
            return f"{first} ÷ {second} = {result}"


def _specs(rows: list[Row], operation: Operation, one: Indicator, other: Indicator) -> Iterator[Spec]:
    """A line, or two for an index; nothing where there is one period."""
    if len(rows) < 2:
        return
    periods = [short_period(str(row["period"])) for row in rows]
    if operation is Operation.INDEX:
        lines = [
            _line(one.short_name, LineKind.OWN, rows, "first_index", 1.0),
            _line(other.short_name, LineKind.ENGLAND, rows, "second_index", 1.0),
        ]
    else:
        factor = 100.0 if _is_share(operation, one, other) else 1.0
        lines = [_line(_name(operation), LineKind.OWN, rows, "result", factor)]
    spec, _ = history_chart(periods, lines, [], percent=_is_share(operation, one, other))
    yield spec


def _line(name: str, kind: LineKind, rows: list[Row], column: str, factor: float) -> Line:
    points = []
    for row in rows:
        value = row[column]
        shown = None if value is None else round(float(value) * factor, 1)
        label = "none" if shown is None else f"{shown:,.1f}"
        points.append(Point(short_period(str(row["period"])), shown, label, run=int(row["run"] or 0)))
    return Line(name, kind, tuple(points))
