"""The feed of changes: documents and notebooks with the days that the evidence gives, never that of a build."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from analytics.evidence.wording import day_in_words
from analytics.notebooks.cells.before_the_meeting import taken_from
from analytics.site.page import Page
from analytics.site.pages.general import SOURCES
from analytics.site.pages.notebook import path_of
from analytics.site.publication import Publication, PublicNotebook
from analytics.site.templates import fill

PATH = "feed.xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document or notebook. `id` is the same in every edition, wherever the site is."""

    id: str
    title: str
    day: date
    path: str
    summary: str

    @property
    def updated(self) -> str:
        """The day as Atom writes it."""
        return f"{self.day.isoformat()}T00:00:00Z"


def feed(publication: Publication, pages: tuple[Page, ...], title: str) -> bytes:
    """The feed as Atom, the newest first. It has an entry for each document and each notebook."""
    entries = sorted(_entries(publication, pages), key=lambda entry: (entry.day, entry.id), reverse=True)
    base = publication.base_url
    return fill(
        "feed.xml",
        id=_identity("feed", base or " ".join(publication.authorities)),
        title=title,
        updated=entries[0].updated if entries else "1970-01-01T00:00:00Z",
        author=publication.publisher.name or "Scrutiny Notebook",
        base=base,
        entries=entries,
    ).encode()


def _entries(publication: Publication, pages: tuple[Page, ...]) -> Iterator[Entry]:
    paths = {target: page.path for page in pages for target, _ in page.answers}
    seen = set()
    for authority in publication.authorities:
        known = publication.known(authority)
        for slug, held in known.documents.items():
            if slug in seen:
                continue
            seen.add(slug)
            taken = taken_from(known, slug) if known.neighbours is None else "figures of every council"
            yield Entry(
                _identity("document", slug),
                held.file.title,
                held.file.available_from,
                paths.get(f"document:{slug}", SOURCES.path),
                f"{held.file.publisher}, {held.file.published}, figures up to {day_in_words(held.file.data_to)}: "
                f"{taken}.",
            )
    for one in publication.notebooks:
        day = _day(one, publication)
        if day is not None:
            name = publication.name(one.notebook.authority)
            summary = f"A notebook on {name}, as its owner published it."
            yield Entry(_identity("notebook", one.notebook.id), one.notebook.title, day, path_of(one.notebook), summary)


def _day(one: PublicNotebook, publication: Publication) -> date | None:
    """When a notebook was last changed; where it is kept in no versions, when the newest of its evidence was public."""
    known = publication.known(one.notebook.authority).as_known_on(one.notebook.as_known_on)
    public = (held.file.available_from for held in known.documents.values())
    return one.changed or max(public, default=None)


def _identity(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'scrutiny-notebook/{kind}/{name}')}"
