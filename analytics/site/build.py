"""The whole site as files in memory: the same publication gives the same bytes, in every process."""

from collections.abc import Callable, Iterator

from analytics.exports.page.look import STYLE
from analytics.site.feed import PATH as FEED
from analytics.site.feed import feed
from analytics.site.index import SCRIPT, index_pages
from analytics.site.layout import SITE, Layout, colour_rules
from analytics.site.page import Page
from analytics.site.pages.council import council_pages
from analytics.site.pages.general import accessibility, glossary, home, method_pages, sources
from analytics.site.pages.notebook import notebook_pages
from analytics.site.publication import Publication
from analytics.site.templates import text_of

STYLE_SHEET = "site.css"
ICON = "icon.svg"
Told = Callable[[str, int, int], None]
"""Hears what is being worked on, how many are done, and of how many."""


def build(publication: Publication, told: Told = lambda *_: None) -> dict[str, bytes]:
    """Every file of the site by its path from the top, in the order of the paths."""
    pages = _pages(publication, told)
    layout = Layout(publication, pages)
    files: dict[str, bytes] = {}
    for done, page in enumerate(pages, 1):
        files[page.path] = layout.html(page)
        told("Pages laid out", done, len(pages))
    style = (STYLE + text_of("site.css") + colour_rules(layout.colours)).encode()
    files |= layout.files | layout.drawings.files
    files |= {name: text_of(name).encode() for name in (SCRIPT, ICON)}
    files |= {STYLE_SHEET: style, FEED: feed(publication, pages, SITE)}
    return dict(sorted(files.items()))


def _pages(publication: Publication, told: Told) -> tuple[Page, ...]:
    about: list[Page] = []
    for done, authority in enumerate(publication.authorities, 1):
        about += council_pages(publication, authority)
        told("Councils worked out", done, len(publication.authorities))
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


def _documents(pages: list[Page]) -> Iterator[Page]:
    return (page for page in pages if any(target.startswith("document:") for target, _ in page.answers))
