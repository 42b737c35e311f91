"""A chart in the page itself, drawn for wide and for narrow screens."""

import re
from collections.abc import Callable
from html import escape
from itertools import count

from analytics.charts.style import as_svg
from analytics.happenings import Happening, went_wrong
from analytics.notebooks.view import Chart

# Points across. A chart made for a desk has letters too small to read on a phone.
WIDE, NARROW = 720, 340


def charts_in_page(charts: tuple[Chart, ...], view_title: str, name: str) -> str:
    """The charts as figures; blank where there is none. `name` is theirs alone on the page.

    One chart has the width of the page, several stand side by side. A caption that repeats the title of the view is
    left out. A chart that cannot be drawn leaves what it says.
    """
    alone = len(charts) == 1
    figures = "".join(_figure(chart, view_title, f"{name}-{place}", alone=alone) for place, chart in enumerate(charts))
    return f'<div class="charts{" alone" if alone else ""}">{figures}</div>' if charts else ""


def _figure(chart: Chart, view_title: str, name: str, *, alone: bool) -> str:
    sizes = (("wide", WIDE), ("narrow", NARROW)) if alone else (("any", NARROW),)
    try:
        images = "".join(
            _image(drawn_to_width(chart, width), chart.alt, kind, f"{name}-{kind}") for kind, width in sizes
        )
    except Exception as error:  # whatever is wrong with one chart, the rest of the report goes on
        went_wrong(Happening.CHART_FAILED, error)
        return (
            f'<p class="gap" role="note"><strong>A chart could not be drawn. It says:</strong> {escape(chart.alt)}</p>'
        )
    caption = f"<figcaption>{escape(chart.title)}</figcaption>" if chart.title not in ("", view_title) else ""
    return f"<figure>{caption}{images}</figure>"


def drawings_in_cells(name: str) -> Callable[[Chart], str]:
    """What draws the small charts in the cells of a table, each with ids of its own; one that cannot be is blank."""
    counted = count()

    def draw(chart: Chart) -> str:
        try:
            return _image(as_svg(chart.spec), chart.alt, "any", f"{name}-cell-{next(counted)}")
        except Exception as error:  # the text in the cell says what the drawing would have
            went_wrong(Happening.CHART_FAILED, error)
            return ""

    return draw


def drawn_to_width(chart: Chart, width: int) -> str:
    """The chart as SVG that with its axes and margins is `width` wide; a narrow one has its key one below the other."""
    spec = {**chart.spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    if width <= NARROW and "config" in spec:
        config = spec["config"]
        spec["config"] = {**config, "legend": {**config.get("legend", {}), "columns": 1}}
    return as_svg(spec)


def _image(svg: str, alt: str, kind: str, name: str) -> str:
    """The drawing as one image to a screen reader, with its text alternative for a name."""
    named = f'<svg role="img" aria-label="{escape(alt)}" class="{kind}" '
    return re.sub(r"^<svg ", lambda _: named, with_own_ids(svg, name).replace(' class="marks"', "", 1), count=1)


def with_own_ids(svg: str, name: str) -> str:
    """The drawing with ids from its own name: the renderer counts them on from whatever was drawn before."""
    ids = list(dict.fromkeys(re.findall(r'<[^<>]*\sid="([^"]+)"', svg)))
    own = {given: f"{name}-{number}" for number, given in enumerate(ids)}
    used = re.compile(r'(\sid="|url\(#|href="#)([^")]+)')
    return re.sub(r"<[^<>]*>", lambda tag: used.sub(lambda found: found[1] + own.get(found[2], found[2]), tag[0]), svg)
