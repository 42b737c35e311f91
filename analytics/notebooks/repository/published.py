"""The notebooks that were published, as anybody may read them; nothing else in the database, and nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Row, Select, select

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.members_only import for_publication
from analytics.notebooks.repository.database import Database, open_for_reading
from analytics.notebooks.repository.errors import RepositoryError
from analytics.notebooks.repository.tables import NOTEBOOKS, VERSIONS
from analytics.notebooks.stored import notebook_from_stored

_N, _V = NOTEBOOKS.c, VERSIONS.c
_MOST_TRIES = 20
NOT_PUBLISHED = "There is no published notebook at this address."


class NotPublished(RepositoryError):
    """There is no published notebook of that name: it never existed, is not public, was withdrawn or deleted.

    The words are the same for all, so that nobody learns which.
    """

    def __init__(self) -> None:
        super().__init__(NOT_PUBLISHED)


@dataclass(frozen=True, slots=True)
class PublishedNotebook:
    """A notebook without what is for members only, and the day (UTC) on which it was last saved."""

    notebook: Notebook = field(repr=False)
    version: int
    saved_on: date


class Published:
    """The published notebooks of one database. It may be used from any thread.

    Where no file was made yet, nothing is published. Every method raises RepositoryError where the database cannot be
    read: its tables are of an older version of the app, its server does not answer. Its words name places and are for
    whoever runs the app.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Those at an address such as sqlite:////folder/notebooks.db, which is opened only when something is asked."""
        return cls(open_for_reading(url))

    def close(self) -> None:
        """Let go of the connections."""
        self._database.engine.dispose()

    def listed(self) -> list[PublishedNotebook]:
        """All of them, the last saved first. One that cannot be opened is left out."""
        if self._is_not_made():
            return []
        rows = self._rows(_public().order_by(_V.saved_at.desc(), _N.id))
        return [found for row in rows if (found := _published(row)) is not None]

    def get(self, identity: str) -> PublishedNotebook:
        """One of them. Raises NotPublished where there is none of that name."""
        if self._is_not_made():
            raise NotPublished
        for row in self._rows(_public().where(_N.id == identity)):
            found = _published(row)
            if found is not None:
                return found
        raise NotPublished

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """What a query gives; asked again where SQLite’s file changed meanwhile, as not every reader is kept from."""
        for _ in range(_MOST_TRIES):
            before = self._stamp()
            try:
                with self._database.reading() as connection:
                    rows = connection.execute(query).all()
            except RepositoryError:
                if self._stamp() == before:
                    raise
            else:
                if self._stamp() == before:
                    return rows
        raise RepositoryError(f"{self._database.place} is written to all the time. Try again in a moment.")

    def _stamp(self) -> tuple[int, ...]:
        """Another one whenever SQLite's file has changed; always the same for a server, which keeps readers apart."""
        try:
            state = Path(self._database.place).stat()
        except OSError:
            return ()
        return state.st_mtime_ns, state.st_size

    def _is_not_made(self) -> bool:
        file = Path(self._database.place)
        return self._database.engine.dialect.name == "sqlite" and file.is_absolute() and not file.exists()


def _public() -> Select[Any]:
    """The newest version of every notebook that is public and not deleted; of no other is anything read.

    Columns are named one by one, so that a database to which a newer version added some can be read as well.
    """
    newest = (_N.id == _V.notebook_id) & (_N.version == _V.version)
    public = select(_V.content, _V.version, _V.saved_at).join(NOTEBOOKS, newest)
    return public.where(_N.public, _N.deleted_at.is_(None))


def _published(row: Row[Any]) -> PublishedNotebook | None:
    try:
        notebook = notebook_from_stored(row.content)
    except ValueError:
        return None
    # The notebook says itself whether it is public; the column only saves reading the others.
    if not notebook.public:
        return None
    return PublishedNotebook(for_publication(notebook), row.version, row.saved_at.date())
