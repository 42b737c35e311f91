"""A sparkline: a measure's history as small as a word, in a cell of a table that says the figures as well."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, GREY, finished, inline

# In pixels. Twice as many letters wide as it is high, so that slopes stay readable.
WIDTH, HEIGHT = 104, 30
LEAST_POINTS = 3


@dataclass(frozen=True, slots=True)
class SparkPoint:
    """A figure and the last day of its period. The line joins points of one `run` only."""

    day: date
    value: float
    run: int = 0


def sparkline(points: list[SparkPoint]) -> dict[str, Any]:
    """The drawing, of its own fixed size, without axes: shape only, the latest figure as a dot.

    Time runs evenly. A figure with no neighbour to be joined to is a small dot, so that none is left out. Raises
    ValueError for fewer than 3 points: two of them are a difference, and words say it better.
    """
    if len(points) < LEAST_POINTS:
        raise ValueError(f"A sparkline has at least {LEAST_POINTS} points; {len(points)} are too few.")
    alone = {point.run for point in points if sum(other.run == point.run for other in points) == 1}
    rows = [
        {
            "day": point.day.isoformat(),
            "value": point.value,
            "run": point.run,
            "is_last": point is points[-1],
            "is_alone": point.run in alone,
        }
        for point in points
    ]
    low, high = min(point.value for point in points), max(point.value for point in points)
    room = (high - low) * 0.15 or 1.0
    days = [points[0].day.isoformat(), points[-1].day.isoformat()]
    x = alt.X("day:T", scale=alt.Scale(type="utc", domain=days, padding=5), axis=None)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[low - room, high + room], zero=False, nice=False), axis=None)
    base = alt.Chart(inline(rows), width=WIDTH, height=HEIGHT)
    dots = base.mark_point(filled=True, opacity=1, shape="circle")
    # Channels by their classes: for one in a word or a dictionary Altair looks through all of its classes each time.
    lone, last = (alt.ColorValue(GREY), alt.SizeValue(16)), (alt.ColorValue(DARK_BLUE), alt.SizeValue(44))
    layers = [
        base.mark_line(color=GREY, strokeWidth=1.75).encode(x, y, alt.Order("day:T"), alt.Detail("run:N")),
        dots.transform_filter("datum.is_alone && !datum.is_last").encode(x, y, *lone),
        dots.transform_filter("datum.is_last").encode(x, y, *last),
    ]
    return finished(alt.layer(*layers)) | {"padding": 1}
