"""Every authority as a mark: the crowd on top, and below it a row of its own for each of those picked out."""

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import Any

import altair as alt

from analytics.charts.style import DARK_BLUE, GREY, INK, TURQUOISE, Row, figures_axis, finished, inline

# What stands in the crowd without being picked out: enough contrast to count, not enough to draw the eye.
_CROWD = "#8C8C8C"
_LINE, _DOT, _ROW = 19, 6, 26  # heights in pixels: of a line's name, a mark in the crowd, a row
_LIFT = 7  # half a line of letters, so that a name on two lines stands level with its mark
_BINS = 46
_LONGEST_NAME = 26  # letters


class Whose(StrEnum):
    """Whose figure a mark is."""

    OWN = "own"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


_LOOKS = {
    Whose.OWN: ("diamond", DARK_BLUE),
    Whose.NEIGHBOUR: ("square", TURQUOISE),
    Whose.OTHER: ("circle", _CROWD),
}


_SIZES = {Whose.OWN: 110, Whose.NEIGHBOUR: 44, Whose.OTHER: 30}


@dataclass(frozen=True, slots=True)
class Mark:
    """One returned figure. `name` has every authority that it is for."""

    name: str
    value: float
    label: str
    whose: Whose


@dataclass(frozen=True, slots=True)
class Level:
    """A line through all of the chart with its name: the median, a quarter's border, England's figure."""

    value: float
    label: str
    is_middle: bool = False


def distribution_chart(
    marks: list[Mark], levels: list[Level], names: dict[Whose, str], *, percent: bool
) -> tuple[dict[str, Any], bool]:
    """The chart, and whether its scale starts at 0. `names` are the words of the key.

    Above are all marks, stacked where they are nearly the same; below, one row for each that is picked out, lowest
    first, with its name and figure beside it. Each line's name has a line of its own, so that none hides another.
    """
    low, high = min(mark.value for mark in marks), max(mark.value for mark in marks)
    low, high = min([low, *(level.value for level in levels)]), max([high, *(level.value for level in levels)])
    room = (high - low) * 0.04 or abs(high) * 0.1 or 1.0
    start = max(low - room, 0.0) if low >= 0 else low - room
    middle = (start + high + room) / 2
    stacked = _stacked(marks, start, high + room)
    top = len(levels) * _LINE
    crowd = top + (max(row["layer"] for row in stacked) + 1) * _DOT + 14
    picked = sorted((mark for mark in marks if mark.whose is not Whose.OTHER), key=lambda mark: mark.value)
    total = crowd + len(picked) * _ROW + 14
    rows = [row | {"y": crowd - 12 - row["layer"] * _DOT} for row in stacked]
    rows += [
        _shared(mark)
        | {"y": crowd + (place + 0.5) * _ROW, "size": 120, "left": mark.value < middle, "lift": _lift(mark)}
        for place, mark in enumerate(picked)
    ]
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[start, high + room], nice=False, zero=False),
        axis=figures_axis(percent=percent, grid=False),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[total, 0], nice=False), axis=None)
    key = [whose for whose in names if any(mark.whose is whose for mark in marks)]
    colour = alt.Color(
        "whose:N",
        scale=alt.Scale(domain=[names[whose] for whose in key], range=[_LOOKS[whose][1] for whose in key]),
        legend=alt.Legend(columns=1),
    )
    shape = alt.Shape(
        "whose:N", scale=alt.Scale(domain=[names[whose] for whose in key], range=[_LOOKS[whose][0] for whose in key])
    )
    for row in rows:
        row["whose"] = names[Whose(row["whose"])]
    base = alt.Chart(width="container", height=total)
    tooltip = [alt.Tooltip("name:N", title="Authority"), alt.Tooltip("label:N", title="Figure")]
    layers: list[Any] = [
        *_level_lines(levels, middle, total, x, y),
        base.mark_point(filled=True, opacity=1).encode(
            x=x, y=y, color=colour, shape=shape, size=alt.Size("size:Q", scale=None), tooltip=tooltip
        ),
        *_on_white(base.transform_filter("isValid(datum.left)"), x, y, alt.Text("said:N"), beside=10),
    ]
    return finished(alt.layer(*layers, data=inline(rows))), start == 0


def _shared(mark: Mark) -> Row:
    # A phone has no room beside a mark for the longest names on one line.
    said = "\n".join(wrap(mark.name, _LONGEST_NAME)) + f" {mark.label}"
    return {"name": mark.name, "value": mark.value, "label": mark.label, "said": said, "whose": mark.whose.value}


def _lift(mark: Mark) -> int:
    """How far the words of a mark start above it: a drawing centres the first of several lines, not all of them."""
    return -_LIFT * (len(wrap(mark.name, _LONGEST_NAME)) - 1)


def _stacked(marks: list[Mark], start: float, end: float) -> list[Row]:
    """Each mark with its layer: how many lie below it at nearly the same value. Those picked out lie lowest."""
    order = {Whose.OWN: 0, Whose.NEIGHBOUR: 1, Whose.OTHER: 2}
    reached: dict[int, int] = {}
    rows = []
    for mark in sorted(marks, key=lambda mark: (order[mark.whose], mark.value, mark.name)):
        column = int((mark.value - start) / (end - start) * _BINS)
        layer = reached.get(column, 0)
        reached[column] = layer + 1
        rows.append(_shared(mark) | {"layer": layer, "size": _SIZES[mark.whose], "left": None})
    # What is drawn last lies on top.
    return rows[::-1]


def _level_lines(levels: list[Level], middle: float, total: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Each level's line from its name down to the axis."""
    rows: list[Row] = [
        {
            "value": level.value,
            "y": (place + 0.5) * _LINE,
            "end": total,
            "label": level.label,
            "is_middle": level.is_middle,
            "left": level.value < middle,
        }
        for place, level in enumerate(levels)
    ]
    base = alt.Chart(inline(rows))
    down = base.transform_filter
    return [
        down("!datum.is_middle").mark_rule(strokeDash=[4, 4], color=GREY).encode(x=x, y=y, y2=alt.Y2("end:Q")),
        down("datum.is_middle").mark_rule(strokeWidth=2, color=INK).encode(x=x, y=y, y2=alt.Y2("end:Q")),
        *_on_white(base, x, y, alt.Text("label:N"), beside=5),
    ]


def _on_white(base: alt.Chart, x: alt.X, y: alt.Y, text: alt.Text, *, beside: int) -> list[alt.Chart]:
    """Words on white, so that a line behind them does not strike them out, on the side that each row has room on."""
    look: dict[str, Any] = {
        "baseline": "middle",
        "lineBreak": "\n",
        "align": alt.ExprRef("datum.left ? 'left' : 'right'"),
        "dx": alt.ExprRef(f"datum.left ? {beside} : {-beside}"),
        "dy": alt.ExprRef("datum.lift || 0"),
    }
    white = base.mark_text(color="white", stroke="white", strokeWidth=5, strokeJoin="round", **look)
    return [layer.encode(x=x, y=y, text=text) for layer in (white, base.mark_text(color=INK, **look))]
