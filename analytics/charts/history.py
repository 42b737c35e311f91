"""An indicator's history with each comparator at its own period."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, DARK_PINK, GREY, INK, TURQUOISE, Row, finished, inline, value_axis

_COLOURS = (DARK_BLUE, DARK_PINK, TURQUOISE, GREY)
_SHAPES = ("circle", "diamond", "square", "triangle-up")


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. `value` is None where it is missing, and `label` then says why.

    The line joins points of one `run` only.
    """

    period: str
    value: float | None
    label: str
    provisional: bool = False
    run: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of points."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A target, maximum or standard to draw across the chart."""

    value: float
    label: str


def history_chart(
    periods: list[str], lines: list[Line], levels: list[Level], *, percent: bool, height: int = 360
) -> tuple[dict[str, Any], bool]:
    """The chart, and whether its scale starts at 0. `periods` are in order of time; the council's own line is first."""
    names = [line.name for line in lines]
    rows = [_row(line, place, number) for place, line in enumerate(lines) for number in range(len(line.points))]
    numbers = [row["value"] for row in rows if row["value"] is not None] + [level.value for level in levels]
    scale, from_zero = value_axis(numbers, percent=percent)
    x = alt.X(
        "period:N",
        sort=periods,
        scale=alt.Scale(domain=periods, padding=0.5, type="point"),
        axis=alt.Axis(title=None, labelExpr="length(datum.label) > 8 ? split(datum.label, ' ') : datum.label"),
    )
    y = alt.Y(
        "value:Q",
        scale=scale,
        axis=alt.Axis(title=None, tickCount=5, labelExpr="datum.label + '%'" if percent else "datum.label"),
    )
    colour = alt.Color("series:N", scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)])))
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(_SHAPES[: len(names)])))
    base = alt.Chart(inline(rows), width="container", height=height)
    known = base.transform_filter("isValid(datum.value)")
    order = alt.Order("order:Q")
    tooltip = [
        alt.Tooltip("series:N", title="Who"),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title="Figure"),
    ]
    layers: list[Any] = [
        known.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, order=order, detail=["series:N", "run:N"]),
        known.transform_filter("!datum.provisional")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        known.transform_filter("datum.provisional")
        .mark_point(fill="white", size=90, strokeWidth=2.5, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(baseline="bottom", color=GREY, fontSize=12, lineBreak=" ", dy=-4)
        .encode(x=x, y=alt.Y(datum=_floor(scale)), text="label:N"),
    ]
    layers += [_labels(known, place, x, y) for place in dict.fromkeys(row["place"] for row in rows)]
    for level in levels:
        layers += _level(level, y)
    return finished(alt.layer(*layers)), from_zero


# Where the figure of a point is written, so that the line does not run through it. Comparators often have one point
# each, at one period and with nearly the same value: the first is written to its left, the second to its right.
_PLACES: dict[str, Row] = {
    "above": {"dy": -14, "align": "center"},
    "below": {"dy": 16, "align": "center"},
    "right": {"dx": 10, "align": "left"},
    "left": {"dx": -10, "align": "right"},
    "above-left": {"dx": -2, "dy": -13, "align": "right"},
    "above-right": {"dx": 2, "dy": -13, "align": "left"},
}


def _place(points: tuple[Point, ...], number: int, line: int) -> str:
    """The place that is free of the line through a point, told from the slopes on its two sides."""
    known = [point.value for point in points if point.value is not None]
    here = points[number].value
    if here is None or len(known) == 1:
        return ("above", "left", "right", "below")[line] if line < 4 else "above"
    before = next((point.value for point in reversed(points[:number]) if point.value is not None), None)
    after = next((point.value for point in points[number + 1 :] if point.value is not None), None)
    if after is None:
        return "right"
    if (before is None or before <= here) and after <= here:
        return "above"
    if (before is None or before >= here) and after >= here:
        return "below"
    return "above-left" if after > here else "above-right"


def _floor(scale: alt.Scale) -> float:
    """Where the scale begins: a missing figure is named there, on the axis, and not at a height that could be read."""
    return float(scale.domain[0])


def _row(line: Line, line_number: int, number: int) -> Row:
    point = line.points[number]
    return {
        "series": line.name,
        "period": point.period,
        "value": point.value,
        "label": point.label,
        "provisional": point.provisional,
        "order": number,
        "run": point.run,
        "place": _place(line.points, number, line_number),
    }


def _labels(known: alt.Chart, place: str, x: alt.X, y: alt.Y) -> alt.Chart:
    text: alt.Chart = (
        known.transform_filter(alt.datum.place == place)
        .mark_text(baseline="middle", color=INK, **_PLACES[place])
        .encode(x=x, y=y, text="label:N")
    )
    return text


def _level(level: Level, y: alt.Y) -> list[alt.Chart]:
    rows = inline([{"value": level.value, "label": level.label}])
    rule = alt.Chart(rows).mark_rule(strokeDash=[6, 4], strokeWidth=2, color=INK).encode(y=y)
    text = (
        alt.Chart(rows)
        .mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=INK)
        .encode(x=alt.value(0), y=y, text="label:N")
    )
    return [rule, text]
