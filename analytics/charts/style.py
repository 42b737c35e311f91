"""The look that every chart shares.

Colours are the Government Analysis Function's categorical palette; each series also has a shape of its own, and its
values are written beside it, so that nothing is said by colour alone. The background is white in light and dark
mode: the colours were chosen for it.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import disable_debug_mode

# Altair checks every part of a chart as it is made and the whole again at the end. The tests validate every chart
# there is, so a reader need not wait for it.
disable_debug_mode()

# Altair takes pandas from the modules that are loaded and reads from it at once. While Streamlit is still importing it
# in another thread, that would be half a module; importing it here waits until it is whole.
if find_spec("pandas"):
    import_module("pandas")

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#595959"
INK = "#1A1A1A"
FONT = "Arial, Helvetica, sans-serif"

Row = dict[str, Any]


def inline(rows: list[Row]) -> alt.Data:
    """Rows as a chart's own data, so that a chart carries all it shows."""
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


_LOOK = alt.Config(
    background="white",
    font=FONT,
    padding={"left": 6, "right": 40, "top": 10, "bottom": 6},
    view=alt.ViewConfig(stroke=None),
    axis=alt.AxisConfig(
        labelFontSize=13,
        titleFontSize=13,
        labelColor=INK,
        titleColor=INK,
        titleFontWeight="normal",
        gridColor="#E3E3E3",
        domainColor="#767676",
        tickColor="#767676",
        labelAngle=0,
        labelLimit=260,
        aria=False,
    ),
    legend=alt.LegendConfig(
        aria=False,
        orient="top",
        direction="horizontal",
        title=None,
        labelFontSize=13,
        labelColor=INK,
        symbolSize=110,
        labelLimit=320,
        columns=2,
    ),
    # The chart as a whole has a text alternative: axes and keys would be read out as a list of what is on them, and a
    # mark as the names of its columns.
    mark=alt.MarkConfig(aria=False),
    text=alt.MarkConfig(font=FONT, fontSize=13, color=INK),
)


def finished(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """The chart as plain data with the shared look."""
    # All of the look at once and on the chart itself: each configure_... of Altair's would copy it with its data.
    chart.config = _LOOK
    spec: dict[str, Any] = chart.to_dict(validate=False)  # the tests validate every chart
    return spec


def value_axis(values: list[float], *, percent: bool) -> tuple[alt.Scale, bool]:
    """A scale for values, and whether it starts at 0.

    It does, unless the values lie so close together far from 0 that nothing could be seen; then the view says so.
    """
    low, high = min([*values, 0.0]), max([*values, 0.0])
    least = min(values, default=0.0)
    if least > 0 and high > 0 and least / high > 0.6:
        room = max((high - least) * 0.25, high * 0.02)
        top = min(high + room, 100.0) if percent and high <= 100 else high + room
        return alt.Scale(domain=[max(least - room, 0.0), top], nice=True, zero=False), False
    return alt.Scale(domain=[low, high * 1.12 or 1.0], nice=True), True


def figures_axis(*, percent: bool, **look: Any) -> alt.Axis:
    """An axis of figures without a title, with their sign where they are percentages."""
    return alt.Axis(
        **{"title": None, "tickCount": 5, "labelExpr": "datum.label + '%'" if percent else "datum.label"} | look
    )


# The key of a phone has room for so many letters beside the marks of two columns; beside bars, whose names take their
# part of the width, for fewer.
_KEY_LETTERS, KEY_LETTERS_BESIDE_BARS = 36, 32


def key_of(names: list[str]) -> alt.Legend | Any:
    """The key of a chart: one name below the other where two columns of them would be cut off on a phone."""
    return alt.Undefined if fits_two_columns(names, _KEY_LETTERS) else alt.Legend(columns=1)


def fits_two_columns(names: list[str], letters: int) -> bool:
    """Whether the widest names of two columns of a key, filled row by row, are within so many letters."""
    return sum(max(map(len, names[place::2]), default=0) for place in (0, 1)) <= letters


# A Vega expression that breaks a long axis label between two words, so that a phone still has room for the marks.
_BREAK = "indexof(datum.label, ' ', 9)"
WRAPPED_LABEL = (
    f"length(datum.label) > 18 && {_BREAK} > 0"
    f" ? [slice(datum.label, 0, {_BREAK}), slice(datum.label, {_BREAK} + 1)] : datum.label"
)


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as #12436D, from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """White or near-black, whichever reads better on a colour."""
    return max("#FFFFFF", INK, key=lambda ink: contrast(ink, colour))


def as_svg(spec: dict[str, Any]) -> str:
    """The chart as SVG text."""
    return vl_convert.vegalite_to_svg(spec)


def as_png(spec: dict[str, Any], scale: float = 2.0) -> bytes:
    """The chart as a PNG image, `scale` pixels to a point."""
    return vl_convert.vegalite_to_png(spec, scale=scale)
