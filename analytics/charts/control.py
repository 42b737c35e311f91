"""A control chart: figures month by month, their mean, and the limits within which they usually lie."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, DARK_PINK, GREY, INK, Row, figures_axis, finished, inline, value_axis
from analytics.measures.control_chart import Variation

# What the key calls a point and how it is drawn. No two share a shape, so that colour is never all that tells them
# apart; the usual ones are as often as not the most, and have a colour of their own.
KEY = {
    Variation.COMMON: ("Within the usual range", "circle"),
    Variation.OUTSIDE: ("Outside the limits", "diamond"),
    Variation.TREND: ("Seven or more rising or falling in a row", "triangle-up"),
    Variation.TWO_IN_THREE: ("Two of three near one limit", "cross"),
    Variation.SHIFT: ("Seven or more in a row on one side of the mean", "square"),
}


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A figure on the first day of its period, and what it shows. The line joins points of one `run` only."""

    day: date
    period: str
    value: float
    label: str
    shows: Variation = Variation.COMMON
    run: int = 0


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A line over the whole chart with its name: the mean, a limit, or (unnamed) a warning line."""

    value: float
    label: str
    dash: tuple[int, ...] = ()


def control_chart(
    points: list[ControlPoint],
    lines: list[ControlLine],
    target: ControlLine | None,
    *,
    percent: bool,
    every: str,
    height: int = 360,
) -> tuple[dict[str, Any], bool]:
    """The chart, and whether its scale starts at 0. `every` is what a point stands for: month or quarter.

    Points that stand out have another shape and colour than the rest, one shape for each reason. The last has its
    figure beside it, and so has the furthest of each stretch beyond a limit. Time runs evenly, so that a month without
    a figure leaves a gap.
    """
    levels = [*lines, *([target] if target else [])]
    scale, from_zero = value_axis([point.value for point in points] + [line.value for line in levels], percent=percent)
    x, y = _axes(points, scale, percent=percent, every=every)
    colour, shape = _kinds(points)
    named = _named(points)
    rows = [
        _row(point, named=place in named) | {"last": place == len(points) - 1} for place, point in enumerate(points)
    ]
    base = alt.Chart(inline(rows), width="container", height=height)
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title="Figure"),
        alt.Tooltip("kind:N", title="What it shows"),
    ]
    layers: list[Any] = [
        *(layer for line in lines for layer in _line(line)),
        *(_target(target, points[0].day.isoformat(), x) if target else []),
        base.mark_line(strokeWidth=2, color=DARK_BLUE).encode(
            x=x, y=y, order=alt.Order("order:T"), detail=alt.Detail("run:N")
        ),
        base.mark_point(filled=True, size=80, opacity=1).encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
    ]
    layers += _figures(base.transform_filter("datum.named"), x, y)
    # The names of the lines make their own room to the right of the plot.
    return finished(alt.layer(*layers)) | {"padding": {"left": 6, "right": 6, "top": 10, "bottom": 6}}, from_zero


def _axes(points: list[ControlPoint], scale: alt.Scale, *, percent: bool, every: str) -> tuple[alt.X, alt.Y]:
    """Time from the first point to the last, and the figures' own scale."""
    first, last = points[0].day.isoformat(), points[-1].day.isoformat()
    x = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=[first, last], padding=14),
        axis=alt.Axis(
            title="Quarter beginning" if every == "quarter" else None,
            format="%b %Y",
            labelExpr="split(utcFormat(datum.value, '%b %Y'), ' ')",
            tickCount=6,
            labelOverlap="greedy",
            grid=False,
            labelFlush=False,
        ),
    )
    y = alt.Y(
        "value:Q",
        scale=scale,
        axis=figures_axis(percent=percent),
    )
    return x, y


def _kinds(points: list[ControlPoint]) -> tuple[alt.Color, alt.Shape]:
    """How the kinds of points that there are look, with a key where there are several."""
    key = [KEY[kind] for kind in Variation if any(point.shows is kind for point in points)]
    names = [name for name, _ in key]
    colours = [DARK_BLUE if name == KEY[Variation.COMMON][0] else DARK_PINK for name in names]
    legend = alt.Legend(columns=1) if len(names) > 1 else None
    colour = alt.Color("kind:N", scale=alt.Scale(domain=names, range=colours), legend=legend)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=names, range=[shape for _, shape in key]), legend=legend)
    return colour, shape


def _figures(written: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The figures above their points, with white around them."""
    # The last figure ends at its point: beyond it are the names of the lines.
    look: dict[str, Any] = {"dy": -13, "baseline": "middle", "align": alt.ExprRef("datum.last ? 'right' : 'center'")}
    look["dx"] = alt.ExprRef("datum.last ? 7 : 0")
    halo = written.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **look)
    return [layer.encode(x=x, y=y, text=alt.Text("label:N")) for layer in (halo, written.mark_text(color=INK, **look))]


def _named(points: list[ControlPoint]) -> set[int]:
    """The places of the points whose figures are written: too many would hide each other."""
    last, mean = len(points) - 1, sum(point.value for point in points) / len(points)
    places = {last}
    for outside, stretch in groupby(range(last + 1), key=lambda place: points[place].shows is Variation.OUTSIDE):
        furthest = max(stretch, key=lambda place: abs(points[place].value - mean))
        if outside and last - furthest > len(points) // 8:
            places.add(furthest)
    return places


def _row(point: ControlPoint, *, named: bool) -> Row:
    day = point.day.isoformat()
    return {
        "day": day,
        "order": day,
        "period": point.period,
        "value": point.value,
        "label": point.label,
        "kind": KEY[point.shows][0],
        "named": named,
        "run": point.run,
    }


def _line(line: ControlLine) -> list[alt.Chart]:
    """A line from side to side, its name to the right of the plot, where no point can be."""
    base = alt.Chart(inline([{"value": line.value, "label": line.label}]))
    y = alt.Y("value:Q")
    rule = base.mark_rule(color=GREY, strokeWidth=1.5, strokeDash=list(line.dash) or [1, 0]).encode(y=y)
    if not line.label:
        return [rule]
    name = base.mark_text(align="left", baseline="middle", dx=6, fontSize=12, color=INK)
    return [rule, name.encode(x=alt.value("width"), y=y, text=alt.Text("label:N"))]


def _target(line: ControlLine, first: str, x: alt.X) -> list[alt.Chart]:
    base = alt.Chart(inline([{"value": line.value, "label": line.label, "day": first}]))
    y = alt.Y("value:Q")
    rule = base.mark_rule(color=INK, strokeWidth=2, strokeDash=[10, 4]).encode(y=y)
    look: dict[str, Any] = {"align": "left", "baseline": "bottom", "dy": -4}
    halo = base.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **look)
    return [
        rule,
        *(layer.encode(x=x, y=y, text=alt.Text("label:N")) for layer in (halo, base.mark_text(color=INK, **look))),
    ]
