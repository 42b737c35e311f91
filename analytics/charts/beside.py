"""One of many small charts of a measure over years: one council's line, and the reader's own faint behind it."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from analytics.charts.history import Point
from analytics.charts.style import DARK_BLUE, INK, TURQUOISE, Row, figures_axis, finished, inline, value_axis

_HEIGHT = 130


@dataclass(frozen=True, slots=True)
class _Look:
    colour: str
    shape: str
    size: int
    width: float
    dash: tuple[int, ...] = (1, 0)


_OURS = _Look(DARK_BLUE, "circle", 50, 2.5)
_THEIRS = _Look(TURQUOISE, "square", 50, 2.5)
_BEHIND = _Look("#8C8C8C", "circle", 20, 1.5, (3, 3))


def shared_scale(values: list[float], *, percent: bool) -> tuple[tuple[float, float], bool]:
    """The ends of the one scale that all of the charts have, and whether it starts at 0."""
    scale, from_zero = value_axis(values, percent=percent)
    low, high = scale.domain
    return (float(low), float(high)), from_zero


def beside_chart(
    periods: list[str],
    points: tuple[Point, ...],
    own: tuple[Point, ...],
    ends: tuple[float, float],
    *,
    percent: bool,
) -> dict[str, Any]:
    """The chart of one area. `own` is the council's line, faint and dotted; it is empty in the council's own chart.

    `ends` is the scale that all have, so that heights compare. A line joins points of one run only; the latest figure
    is written beside its point.
    """
    x = alt.X(
        "period:N",
        scale=alt.Scale(domain=periods, padding=0.4, type="point"),
        axis=alt.Axis(title=None, values=[periods[0], periods[-1]] if len(periods) > 1 else periods, grid=False),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=list(ends), nice=True, zero=False),
        axis=figures_axis(percent=percent, tickCount=3),
    )
    layers = [*_line(own, x, y, _BEHIND), *_line(points, x, y, _THEIRS if own else _OURS)]
    known = [point for point in points if point.value is not None]
    if known:
        last = alt.Chart(inline([_row(known[-1])]))
        look: dict[str, Any] = {"dy": -13, "baseline": "middle", "fontSize": 12}
        white = last.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **look)
        layers += [
            layer.encode(x=x, y=y, text=alt.Text("label:N")) for layer in (white, last.mark_text(color=INK, **look))
        ]
    return finished(alt.layer(*layers).properties(width="container", height=_HEIGHT))


def _line(points: tuple[Point, ...], x: alt.X, y: alt.Y, look: _Look) -> list[alt.Chart]:
    known = [_row(point) | {"order": place} for place, point in enumerate(points) if point.value is not None]
    if not known:
        return []
    base = alt.Chart(inline(known))
    tooltip = [alt.Tooltip("period:N", title="Period"), alt.Tooltip("label:N", title="Figure")]
    joined = base.mark_line(color=look.colour, strokeWidth=look.width, strokeDash=list(look.dash))
    dots = base.mark_point(filled=True, opacity=1, color=look.colour, shape=look.shape, size=look.size)
    return [
        joined.encode(x=x, y=y, order=alt.Order("order:Q"), detail=alt.Detail("run:N")),
        dots.encode(x=x, y=y, tooltip=tooltip),
    ]


def _row(point: Point) -> Row:
    return {"period": point.period, "value": point.value, "label": point.label, "run": point.run}
