"""The pages on which one finds all others: from A to Z, and with a field that shortens the list where scripts run."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from analytics.evidence.wording import count_of
from analytics.site.page import Html, Link, Page, relative
from analytics.site.pages.general import INDEX
from analytics.site.publication import Publication
from analytics.site.templates import fill

SCRIPT = "filter.js"
# More entries than this are too heavy for one page: then each council has an index of its own.
_MOST = 500


def index_pages(publication: Publication, pages: Sequence[Page]) -> tuple[Page, ...]:
    """One index of every page; where that is too long, one for each council, and one of the rest that leads to them."""
    listed = [page for page in pages if page.listed]
    if len(listed) <= _MOST:
        return (_index(INDEX.path, listed, "", INDEX.text),)
    councils = tuple(
        _index(
            f"{authority}/a-to-z.html",
            [page for page in listed if page.council == authority],
            authority,
            f"{publication.name(authority)} from A to Z",
        )
        for authority in publication.authorities
    )
    others = [page for page in listed if page.council not in publication.authorities]
    fronts = [page for page in listed if page.path in {f"{name}/index.html" for name in publication.authorities}]
    return (*councils, _index(INDEX.path, [*others, *fronts, *councils], "", INDEX.text))


def _index(path: str, pages: Sequence[Page], council: str, title: str) -> Page:
    entries = sorted((Link(page.listed, page.path, "", page.words) for page in pages), key=lambda link: _key(link.text))
    groups = [(letter, tuple(some)) for letter, some in groupby(entries, key=lambda link: _key(link.text)[:1].upper())]

    letters = [(letter, letter.lower()) for letter, _ in groups]

    def linked(link: Link) -> Markup:
        return Markup('<a href="{}">{}</a>').format(relative(link.path, path), link.text)

    return Page(
        path=path,
        title=title,
        lead=f"All {count_of(len(entries), 'page')}, in the order of the alphabet.",
        blocks=(Html(fill("index.html", groups=groups, letters=letters, linked=linked, slug=str.lower)),),
        trail=(Link(council, f"{council}/index.html"),) if council else (),
        council=council,
        listed=title if council else "",
        script=SCRIPT,
    )


def _key(text: str) -> str:
    return text.casefold().lstrip("“‘(")
