"""Whose a notebook is, and whom its owner opened it to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, or_, select, update

from analytics.access.log import Entry, Event, append, in_turn
from analytics.notebooks.repository.database import Database
from analytics.notebooks.repository.tables import NOTEBOOKS, SHARES

_N, _S = NOTEBOOKS.c, SHARES.c


@dataclass(frozen=True, slots=True)
class Owned:
    """A notebook's owner, blank for the workspace, and the people it is shared with, by name; and how it stands now.

    `public` says that it may be published.
    """

    owner: str
    version: int
    public: bool
    people: tuple[str, ...] = ()

    def is_open_to(self, name: str) -> bool:
        """Whether somebody may open it: everybody where it is the workspace's."""
        return not self.owner or name == self.owner or name in self.people


def _now() -> datetime:
    return datetime.now(UTC)


class Ownership:
    """The owners of the notebooks of one database. Every change is in the audit log."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def of(self, notebook: str) -> Owned | None:
        """Whose a notebook is, a deleted one too; None where there is no such notebook."""
        with self._database.reading() as connection:
            found = select(_N.owner, _N.version, _N.public).where(_N.id == notebook)
            row = connection.execute(found).one_or_none()
            query = select(_S.person).where(_S.notebook_id == notebook).order_by(_S.person)
            people = connection.execute(query).scalars().all() if row else ()
        if row is None:
            return None
        return Owned(row.owner or "", row.version, row.public, tuple(people))

    def open_to(self, name: str) -> frozenset[str]:
        """The ids of the notebooks that somebody may open."""
        shared = select(_S.notebook_id).where(_S.person == name)
        query = select(_N.id).where(or_(_N.owner.is_(None), _N.owner == name, _N.id.in_(shared)))
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def share(self, notebook: str, person: str, by: str, place: str = "") -> None:
        """Open a notebook to one more person; nothing where it is open to them already."""
        with in_turn(self._database) as connection:
            there = select(_S.person).where(_S.notebook_id == notebook, _S.person == person)
            if connection.execute(there).first() is None:
                connection.execute(insert(SHARES).values(notebook_id=notebook, person=person))
                append(connection, Entry(by, Event.SHARED, notebook, place, person), self._clock())

    def unshare(self, notebook: str, person: str, by: str, place: str = "") -> None:
        """Close a notebook to somebody; nothing where it was not shared with them."""
        gone = delete(SHARES).where(_S.notebook_id == notebook, _S.person == person)
        with in_turn(self._database) as connection:
            if connection.execute(gone).rowcount:
                append(connection, Entry(by, Event.UNSHARED, notebook, place, person), self._clock())

    def give_to_workspace(self, notebook: str, by: str, place: str = "") -> None:
        """Let a notebook belong to everybody who may open notebooks."""
        with in_turn(self._database) as connection:
            connection.execute(update(NOTEBOOKS).where(_N.id == notebook).values(owner=None))
            append(connection, Entry(by, Event.SHARED, notebook, place, "the workspace"), self._clock())
