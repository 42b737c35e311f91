"""Bars: one a row, whole or made up of parts."""

from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from analytics.charts.style import (
    DARK_BLUE,
    INK,
    KEY_LETTERS_BESIDE_BARS,
    WRAPPED_LABEL,
    Row,
    finished,
    fits_two_columns,
    inline,
    readable_on,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: which bar, which part, how long, what is written in it, and in what colour."""

    bar: str
    name: str
    value: float
    label: str
    colour: str = DARK_BLUE


# Pixels of bold letters at the size that charts have, and the least room on both sides of them.
_WIDTH_OF_A_LETTER = 8
_ROOM_AROUND = 4


def bar_chart(parts: list[Part], axis_title: str, *, whole: float | None = None) -> dict[str, Any]:
    """Horizontal bars from 0, stacked where a bar has several parts. `whole` fixes the end of the scale, such as 100.

    Bars and parts keep the order in which they come. A part too short for its label shows it in the table and the
    tooltip only.
    """
    bars = list(dict.fromkeys(part.bar for part in parts))
    names = list(dict.fromkeys(part.name for part in parts))
    colours = {part.name: part.colour for part in parts}
    longest = whole or max((sum(part.value for part in parts if part.bar == bar) for bar in bars), default=1.0)
    rows = _rows(parts)
    single = len(names) == 1
    scale = alt.Scale(domain=[0, longest * (1.0 if whole else 1.08)], nice=False)
    x = alt.X("start:Q", scale=scale, axis=alt.Axis(title=axis_title, tickCount=5))
    y = alt.Y(
        "bar:N",
        sort=bars,
        scale=alt.Scale(domain=bars, padding=0.25),
        axis=alt.Axis(title=None, labelLimit=170, ticks=False, grid=False, labelExpr=WRAPPED_LABEL),
    )
    columns = 2 if fits_two_columns(names, KEY_LETTERS_BESIDE_BARS) else 1
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=names, range=[colours[name] for name in names]),
        legend=None if single else alt.Legend(columns=columns, symbolType="square"),
    )
    height = (70 if single else 90 + 18 * ceil(len(names) / columns)) + 46 * len(bars)
    base = alt.Chart(width="container", height=height)
    tooltip = [
        alt.Tooltip("bar:N", title="Of"),
        alt.Tooltip("part:N", title="Part"),
        alt.Tooltip("label:N", title="Figure"),
    ]
    drawn = base.mark_bar(stroke="white", strokeWidth=1.5).encode(
        x=x, x2=alt.X2("end:Q"), y=y, color=colour, tooltip=tooltip
    )
    if single:
        text = base.mark_text(align="left", dx=5, color=INK).encode(
            x=alt.X("end:Q", scale=scale), y=y, text=alt.Text("label:N")
        )
        return finished(alt.layer(drawn, text, data=inline(rows)))
    middle = alt.X("middle:Q", scale=scale)
    # As wide as the chart is drawn: what fits a desk does not fit a phone.
    inside = base.transform_filter(f"datum.value / {scale.domain[1]!r} * width >= datum.needs")
    text = inside.mark_text(fontWeight="bold").encode(
        x=middle, y=y, text=alt.Text("label:N"), color=alt.Color("ink:N", scale=None)
    )
    return finished(alt.layer(drawn, text, data=inline(rows)))


def _rows(parts: list[Part]) -> list[Row]:
    """A row a part: from where to where it reaches in its bar, and what is written in it, in which ink."""
    rows: list[Row] = []
    reached = dict.fromkeys((part.bar for part in parts), 0.0)
    for part in parts:
        start = reached[part.bar]
        reached[part.bar] = start + part.value
        rows.append(
            {
                "bar": part.bar,
                "part": part.name,
                "value": part.value,
                "label": part.label,
                "start": start,
                "end": start + part.value,
                "middle": start + part.value / 2,
                "needs": _ROOM_AROUND + _WIDTH_OF_A_LETTER * len(part.label),
                "ink": readable_on(part.colour),
            }
        )
    return rows
