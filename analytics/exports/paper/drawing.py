"""Charts drawn as wide as a page's text."""

from collections.abc import Callable
from typing import Any, TypeVar

from analytics.charts.style import as_png, as_svg
from analytics.exports.paper.parts import Prose
from analytics.exports.paper.wording import gap_prose, on_one_line
from analytics.happenings import Happening, went_wrong
from analytics.notebooks.view import Chart

# 17 cm of text at 96 pixels to an inch, so that the letters of a chart are as large as those of a table.
PAGE_WIDTH = 640
# Over the same 17 cm, letters of 13 pixels are 16 points high.
LARGE_PRINT_WIDTH = 390

_Image = TypeVar("_Image", bytes, str)


def png_of(chart: Chart) -> bytes | Prose:
    """The chart as a PNG of two pixels to a point, or the paragraph that stands in its place."""
    return _drawn(chart, lambda: as_png(_fitted(chart, PAGE_WIDTH), scale=2.0))


def large_print_png_of(chart: Chart) -> bytes | Prose:
    """The chart as a PNG whose letters are 16 points high over a page's text, or what stands in its place."""
    return _drawn(chart, lambda: as_png(_flatter(_fitted(chart, LARGE_PRINT_WIDTH)), scale=3.0))


def small_png_of(chart: Chart) -> bytes | None:
    """A drawing in a cell as a PNG sharp enough to be printed; None where it could not be drawn: the text says it."""
    drawn = _drawn(chart, lambda: as_png(chart.spec, scale=4.0))
    return drawn if isinstance(drawn, bytes) else None


def small_svg_of(chart: Chart) -> str | None:
    """A drawing in a cell as SVG, of its own size; None where it could not be drawn: the text says it."""
    drawn = _drawn(chart, lambda: as_svg(chart.spec))
    return drawn if isinstance(drawn, str) else None


def svg_of(chart: Chart, width: int = PAGE_WIDTH) -> str | Prose:
    """The chart as SVG, or the paragraph that stands in its place."""
    return _drawn(chart, lambda: as_svg(_fitted(chart, width)))


def large_print_svg_of(chart: Chart) -> str | Prose:
    """The chart as SVG whose letters are 16 points high over a page's text, or what stands in its place."""
    return _drawn(chart, lambda: as_svg(_flatter(_fitted(chart, LARGE_PRINT_WIDTH))))


def instead_of(chart: Chart) -> Prose:
    """What stands in the place of a chart that could not be drawn: that it is missing, and what it would have said."""
    return gap_prose(on_one_line(chart.title) or "a chart", f"it could not be drawn. It says: {chart.alt}")


def _fitted(chart: Chart, width: int) -> dict[str, Any]:
    """A chart that with its axes and margins is `width` wide; on a screen it is as wide as what holds it."""
    return {**chart.spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}}


def _flatter(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart that leaves room on its page for the heading above it."""
    height = spec.get("height")
    return {**spec, "height": round(height * 0.8)} if isinstance(height, int) else spec


def _drawn(chart: Chart, draw: Callable[[], _Image]) -> _Image | Prose:
    try:
        return draw()
    except Exception as error:  # whatever is wrong with one chart, the rest of the report goes on
        went_wrong(Happening.CHART_FAILED, error)
        return instead_of(chart)
