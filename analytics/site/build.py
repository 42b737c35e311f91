"""The whole site as files in memory: the same publication gives the same bytes, in every process."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from analytics.exports.page.look import STYLE
from analytics.notebooks.report import Shown
from analytics.notebooks.view import View
from analytics.site.drawing import Drawings
from analytics.site.feed import PATH as FEED
from analytics.site.feed import feed
from analytics.site.index import SCRIPT, index_pages
from analytics.site.layout import SITE, Layout, colour_rules
from analytics.site.page import Folded, Page
from analytics.site.pages.council import council_pages
from analytics.site.pages.general import accessibility, glossary, home, method_pages, sources
from analytics.site.pages.notebook import notebook_pages
from analytics.site.publication import Publication
from analytics.site.templates import text_of

STYLE_SHEET = "site.css"
ICON = "icon.svg"
Told = Callable[[str, int, int], None]
"""Hears what is being worked on, how many are done, and of how many: 0 where that is not known yet."""


def build(
    publication: Publication,
    told: Told = lambda *_: None,
    *,
    earlier: Mapping[str, bytes] | None = None,
    workers: int = 0,
) -> dict[str, bytes]:
    """Every file of the site by its path from the top, in the order of the paths.

    Of drawings that are the same as `earlier` ones, those are taken. The rest are made by so many processes beside this
    one while it works out the pages; with none, by this one.
    """
    with _workers(workers) as pool:
        drawings = Drawings(earlier=earlier or {}, workers=pool)
        pages = _pages(publication, drawings, told)
        layout = Layout(publication, pages, drawings)
        files: dict[str, bytes] = {}
        for done, page in enumerate(pages, 1):
            files[page.path] = layout.html(page)
            told("Pages laid out", done, len(pages))
    style = (STYLE + text_of("site.css") + colour_rules(layout.colours)).encode()
    files |= layout.files | drawings.files
    files |= {name: text_of(name).encode() for name in (SCRIPT, ICON)}
    files |= {STYLE_SHEET: style, FEED: feed(publication, pages, SITE)}
    return dict(sorted(files.items()))


@contextmanager
def _workers(number: int) -> Iterator[Executor | None]:
    """Processes that begin anew, because a copy of this one would wait for threads that it does not have."""
    if not number:
        yield None
        return
    pool = ProcessPoolExecutor(number, get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _pages(publication: Publication, drawings: Drawings, told: Told) -> tuple[Page, ...]:
    about: list[Page] = []
    for authority in publication.authorities:
        for page in council_pages(publication, authority):
            for view in _views(page):
                drawings.begin(view)
            about.append(page)
            told(f"Pages about {publication.name(authority)}", len(about), 0)
    notebooks = notebook_pages(publication)
    fronts = [page for page in about if page.path == f"{page.council}/index.html"]
    pages = [
        home(publication, fronts, notebooks),
        *about,
        *notebooks,
        *method_pages(),
        glossary(publication),
        sources(publication, [*_documents(about)]),
        accessibility(publication),
    ]
    return (*pages, *index_pages(publication, pages))


def _views(page: Page) -> Iterator[View]:
    return (block.view for block in page.blocks if isinstance(block, (Shown, Folded)))


def _documents(pages: list[Page]) -> Iterator[Page]:
    return (page for page in pages if any(target.startswith("document:") for target, _ in page.answers))
