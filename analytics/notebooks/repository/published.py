"""What was published, as anybody may read it; nothing else in the database, and nothing is changed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Row, Select, select

from analytics.measures.disclosure.policy import Covers, Policy, Rule, policy_from
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.members_only import for_publication
from analytics.notebooks.repository.database import Database, open_for_reading
from analytics.notebooks.repository.decided import Decided, mark_of, shown_from
from analytics.notebooks.repository.errors import RepositoryError
from analytics.notebooks.repository.place import default_url
from analytics.notebooks.repository.tables import POLICIES, PUBLISHED_NOTEBOOKS, PUBLISHED_RELEASES, SHOWN
from analytics.notebooks.stored import notebook_from_stored

_N, _R, _P, _S = PUBLISHED_NOTEBOOKS.c, PUBLISHED_RELEASES.c, POLICIES.c, SHOWN.c
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
    """A notebook without what is for members only, in the version and on the day (UTC) in which it was published."""

    notebook: Notebook = field(repr=False)
    version: int
    published_on: date


class Published:
    """What is published of one database. It may be used from any thread.

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
        """The notebooks, the last published first. One that cannot be opened is left out."""
        if self._is_not_made():
            return []
        rows = self._rows(_notebooks().order_by(_N.published_at.desc(), _N.notebook_id))
        return [found for row in rows if (found := _published(row)) is not None]

    def get(self, identity: str) -> PublishedNotebook:
        """One of the notebooks. Raises NotPublished where there is none of that name."""
        if self._is_not_made():
            raise NotPublished
        for row in self._rows(_notebooks().where(_N.notebook_id == identity)):
            found = _published(row)
            if found is not None:
                return found
        raise NotPublished

    def decided(self, usual: Policy, before: Decided | None = None) -> Decided:
        """The decisions in force; `usual` is the policy where none was chosen.

        `before` are those read last: what the public has seen is taken from there where it is the same to the byte. A
        backup that was put back may hold less, and as many parcels of other figures.
        """
        if self._is_not_made():
            return Decided(usual)
        newest = select(_P.rule, _P.covers).order_by(_P.number.desc()).limit(1)
        chosen = [_policy(row) for row in self._rows(newest)]
        releases = frozenset((row.release, row.fingerprint) for row in self._rows(select(_R.release, _R.fingerprint)))
        kept = [row.figures for row in self._rows(select(_S.figures).order_by(_S.number))]
        mark = mark_of(kept)
        shown = before.shown if before is not None and before.mark == mark else shown_from(kept)
        return Decided(chosen[0] if chosen else usual, releases, mark, shown)

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
        raise RepositoryError("What was published is written to all the time. Try again in a moment.")

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


def decided_in(environ: Mapping[str, str] = os.environ, url: str = "", before: Decided | None = None) -> Decided:
    """The decisions in force in a database, that of the environment where none is named; `before` as for `decided`.

    Raises RepositoryError where it cannot be read, and PolicyError where the environment names a policy that is none.
    """
    usual = policy_from(environ)
    published = Published.open(url or default_url(environ))
    try:
        return published.decided(usual, before)
    finally:
        published.close()


def _policy(row: Row[Any]) -> Policy:
    if row.rule not in list(Rule) or row.covers not in list(Covers):
        raise RepositoryError(
            f"The disclosure policy in force is “{row.rule} {row.covers}”, which a newer version of the app knows. "
            "Update the app, or choose another policy."
        )
    return Policy(rule=Rule(row.rule), covers=Covers(row.covers))


def _notebooks() -> Select[Any]:
    """Columns are named one by one: the public edition's user of the database may read these and no others."""
    return select(_N.content, _N.version, _N.published_at)


def _published(row: Row[Any]) -> PublishedNotebook | None:
    try:
        notebook = notebook_from_stored(row.content)
    except ValueError:
        return None
    # What was kept is stripped already. Stripped again, a mistake made once is not shown for good.
    return PublishedNotebook(for_publication(notebook), row.version, row.published_at.date())
