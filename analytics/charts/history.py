"""An indicator's history with each comparator at its own period."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import altair as alt

from analytics.charts.style import (
    DARK_BLUE,
    DARK_PINK,
    GREY,
    INK,
    TURQUOISE,
    Row,
    figures_axis,
    finished,
    inline,
    key_of,
    value_axis,
)


class LineKind(StrEnum):
    """Whose figures a line shows."""

    OWN = "own"
    NEIGHBOURS = "neighbours"
    ENGLAND = "england"
    REGION = "region"


_COLOURS = {
    LineKind.OWN: DARK_BLUE,
    LineKind.NEIGHBOURS: TURQUOISE,
    LineKind.ENGLAND: DARK_PINK,
    LineKind.REGION: GREY,
}
_SHAPES = {
    LineKind.OWN: "circle",
    LineKind.NEIGHBOURS: "square",
    LineKind.ENGLAND: "diamond",
    LineKind.REGION: "triangle-up",
}


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
    """A named series of points, drawn the same way in every chart by its `kind`."""

    name: str
    kind: LineKind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A target, maximum or standard, and the periods during which it is known to have applied."""

    value: float
    label: str
    periods: tuple[str, ...]


# Where two lines have more points than this, only the council's own figures are written beside their points: the rest
# would lie upon each other, and are in the table.
_MOST_WRITTEN = 6
# Pixels that a written figure needs for itself. Where a screen has fewer for each period, only the first, the last, the
# highest and the lowest figure of a long line are written.
_FIGURE_WIDTH = 40
# A figure this near the foot of the chart, as a share of its height, is written above its point: below is the axis.
_FOOT = 0.08


# A channel that is named by a text is looked for among all of Altair's, which takes as long as the rest of a layer.
_FIGURE = alt.Text("label:N")
_ONE_LINE = [alt.Detail("series:N"), alt.Detail("run:N")]


def history_chart(
    periods: list[str], lines: list[Line], levels: list[Level], *, percent: bool, height: int = 360
) -> tuple[dict[str, Any], bool]:
    """The chart, and whether its scale starts at 0. `periods` are in order of time; the council's own line is first."""
    crowded = sum(len(line.points) > _MOST_WRITTEN for line in lines) > 1
    rows = [
        _row(lines, place, number) | ({"place": ""} if crowded and place else {})
        for place, line in enumerate(lines)
        for number in range(len(line.points))
    ]
    numbers = [row["value"] for row in rows if row["value"] is not None] + [level.value for level in levels]
    scale, from_zero = value_axis(numbers, percent=percent)
    rows = [row | _off_the_axis(row, scale) for row in rows]
    x, y = _axes(periods, scale, percent=percent)
    colour, shape = _looks(lines)
    base = alt.Chart(width="container", height=height)
    known = base.transform_filter("isValid(datum.value)")
    order = alt.Order("order:Q")
    tooltip = [
        alt.Tooltip("series:N", title="Who"),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title="Figure"),
    ]
    layers: list[Any] = [
        # First, so that the white around a figure keeps them from striking it out.
        *(layer for level in levels for layer in _level_lines(level, x, y)),
        known.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, order=order, detail=_ONE_LINE),
        known.transform_filter("!datum.provisional")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        known.transform_filter("datum.provisional")
        .mark_point(fill="white", size=90, strokeWidth=2.5, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(baseline="bottom", color=GREY, fontSize=12, lineBreak=" ", dy=-4)
        .encode(x=x, y=alt.Y(datum=_floor(scale)), text=_FIGURE),
    ]
    if any(row["place"] for row in rows):
        room = f"width >= {_FIGURE_WIDTH * len(periods)}"
        layers += _figures(known.transform_filter("datum.place"), x, y, f"{room} || datum.telling ? 1 : 0")
    layers += [layer for level in levels for layer in _level_name(level, x, y)]
    return finished(alt.layer(*layers, data=inline(rows))), from_zero


def _axes(periods: list[str], scale: alt.Scale, *, percent: bool) -> tuple[alt.X, alt.Y]:
    """The periods side by side, and the figures' own scale."""
    x = alt.X(
        "period:N",
        sort=periods,
        scale=alt.Scale(domain=periods, padding=0.5, type="point"),
        # On a narrow screen every other label of many is left out, before they run into each other.
        axis=alt.Axis(
            title=None,
            labelExpr="length(datum.label) > 8 ? split(datum.label, ' ') : datum.label",
            labelOverlap="parity" if len(periods) > _MOST_WRITTEN else False,
            labelSeparation=6,
        ),
    )
    y = alt.Y(
        "value:Q",
        scale=scale,
        axis=figures_axis(percent=percent),
    )
    return x, y


def _looks(lines: list[Line]) -> tuple[alt.Color, alt.Shape]:
    """The colour and the shape of each line, with their key."""
    names = [line.name for line in lines]
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=[_COLOURS[line.kind] for line in lines]),
        legend=key_of(names),
    )
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=[_SHAPES[line.kind] for line in lines]))
    return colour, shape


# Where the figure of a point is written, so that no line runs through it. Comparators often have one point each, at one
# period and with nearly the same value: all are written on the side that is free, in the order of their heights.
_PLACES: dict[str, Row] = {
    "above": {"dx": 0, "dy": -14, "align": "center"},
    "below": {"dx": 0, "dy": 16, "align": "center"},
    "right": {"dx": 10, "dy": 0, "align": "left"},
    "right-up": {"dx": 10, "dy": -7, "align": "left"},
    "right-down": {"dx": 10, "dy": 8, "align": "left"},
    "right-top": {"dx": 10, "dy": -16, "align": "left"},
    "right-bottom": {"dx": 10, "dy": 17, "align": "left"},
    "left": {"dx": -10, "dy": 0, "align": "right"},
    "left-top": {"dx": -10, "dy": -16, "align": "right"},
    "left-bottom": {"dx": -10, "dy": 17, "align": "right"},
    "left-up": {"dx": -10, "dy": -7, "align": "right"},
    "left-down": {"dx": -10, "dy": 8, "align": "right"},
    "above-left": {"dx": -2, "dy": -13, "align": "right"},
    "above-right": {"dx": 2, "dy": -13, "align": "left"},
    "below-left": {"dx": -2, "dy": 15, "align": "right"},
    "below-right": {"dx": 2, "dy": 15, "align": "left"},
}
# On a slope both sides of the line are free: where a comparator stands near on the one, the figure is on the other.
_OTHER_SIDE = {"above-left": "below-right", "above-right": "below-left"}
_NEAR = 0.18  # of the height of all the figures


def _place(lines: list[Line], line: int, number: int) -> str:
    """The place that is free of the lines: told from the slopes on its two sides, or from the council's own line."""
    points = lines[line].points
    here, period = points[number].value, points[number].period
    if here is None or (line == 0 and _is_alone(lines[line])):
        return "above"
    if _is_alone(lines[line]):
        side = "left" if _own_line_crosses_to_the_right(lines[0], period, here) else "right"
        return side + _height_beside_others(lines, line, period)
    before = next((point.value for point in reversed(points[:number]) if point.value is not None), None)
    after = next((point.value for point in points[number + 1 :] if point.value is not None), None)
    place = _beside_the_slopes(before, here, after)
    gaps = [value - here for other, value in _at(lines, period) if other != line and _is_alone(lines[other])]
    values = [point.value for one in lines for point in one.points if point.value is not None]
    near = _NEAR * (max(values) - min(values))
    if before is None and place == "below" and any(-near <= gap <= 0 for gap in gaps):
        return "above-left"
    return _OTHER_SIDE.get(place, place) if any(0 <= gap <= near for gap in gaps) else place


def _is_alone(line: Line) -> bool:
    """Whether a line is one figure only."""
    return sum(point.value is not None for point in line.points) == 1


def _at(lines: list[Line], period: str) -> list[tuple[int, float]]:
    """Every figure of a period, with the number of its line."""
    return [
        (number, point.value)
        for number, line in enumerate(lines)
        for point in line.points
        if point.period == period and point.value is not None
    ]


def _height_beside_others(lines: list[Line], line: int, period: str) -> str:
    """How high a comparator of one figure is written, so that those of one period never change places."""
    figures = [(value, -other) for other, value in _at(lines, period) if other and _is_alone(lines[other])]
    # From the lowest up; of two at one height the earlier line is the higher.
    upwards = [-other for _, other in sorted(figures)]
    if len(upwards) == 1:
        return "-up" if line == 1 else "-down"
    if len(upwards) == 2:
        return "-down" if line == upwards[0] else "-up"
    return {upwards[0]: "-bottom", upwards[-1]: "-top"}.get(line, "")


def _beside_the_slopes(before: float | None, here: float, after: float | None) -> str:
    if after is None:
        return "right"
    if (before is None or before <= here) and after <= here:
        return "above"
    if (before is None or before >= here) and after >= here:
        return "below"
    return "above-left" if after > here else "above-right"


def _own_line_crosses_to_the_right(own: Line, period: str, value: float) -> bool:
    """Whether the council's line, on its way to the next period, passes the height of `value`."""
    values = {point.period: point.value for point in own.points}
    here = values.get(period)
    later = [point.value for point in own.points if point.value is not None]
    if here is None or not later:
        return False
    after = next(
        (
            point.value
            for point in own.points[[point.period for point in own.points].index(period) + 1 :]
            if point.value is not None
        ),
        None,
    )
    return after is not None and min(here, after) <= value <= max(here, after)


def _floor(scale: alt.Scale) -> float:
    """Where the scale begins: a missing figure is named there, on the axis, and not at a height that could be read."""
    return float(scale.domain[0])


def _row(lines: list[Line], line_number: int, number: int) -> Row:
    line = lines[line_number]
    point = line.points[number]
    place = _place(lines, line_number, number)
    return {
        "series": line.name,
        "period": point.period,
        "value": point.value,
        "label": point.label,
        "provisional": point.provisional,
        "order": number,
        "run": point.run,
        "telling": number in _telling(line),
        "place": place,
        **_PLACES[place],
    }


def _telling(line: Line) -> set[int]:
    """The numbers of the points that are written on the narrowest screen: all of a short line."""
    known = [number for number, point in enumerate(line.points) if point.value is not None]
    if len(known) <= _MOST_WRITTEN:
        return set(known)
    by_height = sorted(known, key=lambda number: line.points[number].value or 0.0)
    return {known[0], known[-1], by_height[0], by_height[-1]}


def _off_the_axis(row: Row, scale: alt.Scale) -> Row:
    """A place above its point for a figure that would be written over the names of the periods."""
    low, high = _floor(scale), float(scale.domain[1])
    if row["value"] is None or not row["place"].startswith("below") or row["value"] - low > _FOOT * (high - low):
        return {}
    above = row["place"].replace("below", "above")
    return {"place": above, **_PLACES[above]}


def _figures(written: alt.Chart, x: alt.X, y: alt.Y, shown: str) -> list[alt.Chart]:
    """The figures beside their points, each where its place says. `shown` is an expression of how opaque each is."""
    where = {name: alt.ExprRef(f"datum.{name}") for name in ("dx", "dy", "align")}
    return _on_white(written, x, y, baseline="middle", opacity=alt.ExprRef(shown), **where)


def _on_white(chart: alt.Chart, x: alt.X, y: alt.Y, **look: Any) -> list[alt.Chart]:
    """Labels with white around them, so that a line behind them does not strike them out."""
    white = chart.mark_text(color="white", stroke="white", strokeWidth=5, strokeJoin="round", **look)
    return [layer.encode(x=x, y=y, text=_FIGURE) for layer in (white, chart.mark_text(color=INK, **look))]


def _level_lines(level: Level, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A dashed line over the periods of the level; a short stroke where that is one period."""
    base = alt.Chart(inline([{"value": level.value, "period": period} for period in level.periods]))
    return [
        base.mark_line(strokeDash=[6, 4], strokeWidth=2, color=INK).encode(x=x, y=y),
        base.mark_tick(thickness=2, size=46, color=INK, orient="horizontal").encode(x=x, y=y),
    ]


def _level_name(level: Level, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What the level is called, above where it begins."""
    name = alt.Chart(inline([{"value": level.value, "period": level.periods[0], "label": level.label}]))
    return _on_white(name, x, y, baseline="bottom", dy=-5)
