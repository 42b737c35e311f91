"""Charts as files of their own, each drawn once however many pages show it, and as small as they can be."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from analytics.charts.style import as_svg
from analytics.exports.page.chart import NARROW, WIDE, drawn_to_width, with_own_ids
from analytics.notebooks.view import Chart

FOLDER = "charts"
# Up to this width a page shows the narrow drawing, as the style of the site does with everything else.
NARROW_SCREEN = "(max-width: 44rem)"


@dataclass(slots=True)
class Drawings:
    """The drawings made so far, by path."""

    files: dict[str, bytes] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)

    def figures_html(self, charts: tuple[Chart, ...], view_title: str, address: Callable[[str], str]) -> str:
        """The charts as figures: one across the page, several side by side; blank where there is none.

        A caption that repeats the title of the view is left out. A chart that cannot be drawn leaves what it says.
        """
        if not charts:
            return ""
        alone = len(charts) == 1
        figures = "".join(self._figure(chart, view_title, address, alone=alone) for chart in charts)
        return f'<div class="charts{" alone" if alone else ""}">{figures}</div>'

    def small_html(self, chart: Chart, address: Callable[[str], str]) -> str:
        """A drawing as small as a word; blank where it cannot be drawn, because the text beside it says the same."""
        try:
            path = self._path(chart, 0)
        except ValueError:
            return ""
        return self._image(path, chart.alt, address)

    def _figure(self, chart: Chart, view_title: str, address: Callable[[str], str], *, alone: bool) -> str:
        try:
            narrow = self._path(chart, NARROW)
            image = self._image(self._path(chart, WIDE) if alone else narrow, chart.alt, address)
        except ValueError:
            return (
                '<p class="gap" role="note"><strong>A chart could not be drawn. It says:</strong> '
                f"{escape(chart.alt)}</p>"
            )
        if alone:
            width, height = self._size(narrow)
            image = (
                f'<picture><source media="{NARROW_SCREEN}" srcset="{escape(address(narrow))}" width="{width}" '
                f'height="{height}">{image}</picture>'
            )
        caption = f"<figcaption>{escape(chart.title)}</figcaption>" if chart.title not in ("", view_title) else ""
        return f"<figure>{caption}{image}</figure>"

    def _image(self, path: str, alt: str, address: Callable[[str], str]) -> str:
        width, height = self._size(path)
        return f'<img src="{escape(address(path))}" alt="{escape(alt)}" width="{width}" height="{height}">'

    def _size(self, path: str) -> tuple[str, str]:
        found = re.search(rb'width="(\d+)" height="(\d+)"', self.files[path])
        assert found is not None
        return found[1].decode(), found[2].decode()

    def _path(self, chart: Chart, width: int) -> str:
        """The path of a drawing of some width, 0 for its own, named by what it shows."""
        asked = f"{width} {json.dumps(chart.spec, sort_keys=True, default=str)}"
        if asked not in self._paths:
            svg = lighter(drawn_to_width(chart, width) if width else as_svg(chart.spec)).encode()
            self._paths[asked] = f"{FOLDER}/{hashlib.sha256(svg).hexdigest()[:16]}.svg"
            self.files[self._paths[asked]] = svg
        return self._paths[asked]


# An image has one text alternative for all of it, so what its parts would say to a screen reader is never heard.
_UNHEARD = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events|version|xmlns:xlink)="[^"]*"| opacity="1"')
_UNSEEN = re.compile(r'<path(?: d="(?:M0,0h0v0h0Z)?"| display="none")*/>')
_LONG = re.compile(r"-?\d+\.\d{2,}")


def lighter(svg: str) -> str:
    """The same drawing in fewer letters: nothing that is neither seen nor heard, and tenths of a pixel."""
    svg = re.sub(r"<[^<>]*>", lambda tag: _LONG.sub(_rounded, _UNHEARD.sub("", tag[0])), svg)
    svg = _UNSEEN.sub("", svg)
    while "<g></g>" in svg:
        svg = svg.replace("<g></g>", "")
    return with_own_ids(svg, "i")


def _rounded(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 1):g}"
