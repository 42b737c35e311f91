"""Charts as files of their own, each drawn once however many pages show it, and as small as they can be."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path

from analytics.charts import style
from analytics.charts.style import as_svg
from analytics.exports.page import chart as chart_page
from analytics.exports.page.chart import NARROW, WIDE, drawn_to_width
from analytics.notebooks.view import Chart, View
from analytics.site import lean
from analytics.site.lean import lighter

FOLDER = "charts"
# Up to this width a page shows the narrow drawing, as the style of the site does with everything else.
NARROW_SCREEN = "(max-width: 44rem)"


@dataclass(slots=True)
class Drawings:
    """The drawings of a site by path: those that its pages show so far.

    A drawing that is among the `earlier` ones is not made again. With `workers`, processes of their own, those of
    views are made meanwhile.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    earlier: Mapping[str, bytes] = field(default_factory=dict)
    workers: Executor | None = None
    _begun: dict[str, Future[bytes]] = field(default_factory=dict)

    def begin(self, view: View) -> None:
        """Have the workers draw what a view shows, so that it is there when its page is laid out."""
        if self.workers is None:
            return
        for chart, width in drawings_of(view):
            path = _path_of(chart, width)
            if path not in self.earlier and path not in self._begun:
                self._begun[path] = self.workers.submit(drawn, chart, width)

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
        """The path of a drawing, which is among the files from now on."""
        path = _path_of(chart, width)
        if path not in self.files:
            begun = self._begun.pop(path, None)
            self.files[path] = self.earlier.get(path) or (begun.result() if begun else drawn(chart, width))
        return path


def drawings_of(view: View) -> Iterator[tuple[Chart, int]]:
    """Each drawing that a page with this view shows: the chart, and the width of the drawing, 0 for its own."""
    for chart in view.charts:
        yield chart, NARROW
        if len(view.charts) == 1:
            yield chart, WIDE
    for row in view.table.rows if view.table else ():
        yield from ((entry.chart, 0) for entry in row if entry.chart)


def drawn(chart: Chart, width: int) -> bytes:
    """The drawing as a file. Raises ValueError where the chart cannot be drawn."""
    return lighter(drawn_to_width(chart, width) if width else as_svg(chart.spec)).encode()


@cache
def _drawn_by() -> str:
    """What changes whenever the same chart could be drawn otherwise."""
    program = b"".join(Path(str(module.__file__)).read_bytes() for module in (style, chart_page, lean))
    return f"{version('vl-convert-python')} {hashlib.sha256(program).hexdigest()}"


def _path_of(chart: Chart, width: int) -> str:
    """The path of a drawing, named by what is drawn and how, so that one in an earlier site is known to be the same."""
    asked = f"{_drawn_by()} {width} {json.dumps(chart.spec, sort_keys=True, default=str)}"
    return f"{FOLDER}/{hashlib.sha256(asked.encode()).hexdigest()[:16]}.svg"
