"""An indicator's history with each comparator at its own period."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, DARK_PINK, GREY, INK, TURQUOISE, Row, finished, inline, value_axis

_COLOURS = (DARK_BLUE, DARK_PINK, TURQUOISE, GREY)
_SHAPES = ("circle", "diamond", "square", "triangle-up")


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. `value` is None where it is missing, and `label` then says why."""

    period: str
    value: float | None
    label: str
    provisional: bool = False


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
    periods: list[str], lines: list[Line], levels: list[Level], unit_title: str, *, percent: bool, height: int = 300
) -> tuple[dict[str, Any], bool]:
    """The chart, and whether its scale starts at 0. `periods` are in order of time; the council's own line is first."""
    names = [line.name for line in lines]
    rows = [_row(line, point) for line in lines for point in line.points]
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
        axis=alt.Axis(title=unit_title, tickCount=5, titleAngle=0, titleAlign="left", titleY=-12, titleX=0),
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
        known.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, order=order, detail="series:N"),
        known.transform_filter("!datum.provisional")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        known.transform_filter("datum.provisional")
        .mark_point(filled=True, fill="white", size=90, strokeWidth=2.5, opacity=1)
        .encode(
            x=x,
            y=y,
            stroke=alt.Color(
                "series:N", legend=None, scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)]))
            ),
            shape=shape,
            tooltip=tooltip,
        ),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(baseline="bottom", color=GREY, fontSize=12, lineBreak=" ", dy=-4)
        .encode(x=x, y=alt.value(height), text="label:N"),
    ]
    layers += [_labels(known, name, place, x, y) for name, place in zip(names, _PLACES, strict=False)]
    for level in levels:
        layers += _level(level, y)
    return finished(alt.layer(*layers)), from_zero


# The council's own figures above its points; a first comparator's to the left and a second's to the right of
# theirs, because the two often stand at one period with nearly the same value.
_PLACES: tuple[Row, ...] = (
    {"dy": -13, "align": "center"},
    {"dx": -9, "align": "right"},
    {"dx": 9, "align": "left"},
    {"dy": 15, "align": "center"},
)


def _row(line: Line, point: Point) -> Row:
    return {
        "series": line.name,
        "period": point.period,
        "value": point.value,
        "label": point.label,
        "provisional": point.provisional,
        "order": line.points.index(point),
    }


def _labels(known: alt.Chart, name: str, place: Row, x: alt.X, y: alt.Y) -> alt.Chart:
    text: alt.Chart = (
        known.transform_filter(alt.datum.series == name)
        .mark_text(baseline="middle", color=INK, stroke="white", strokeWidth=0, **place)
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
