"""Who has which role: kept in the repository’s database, so that every replica of the app agrees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from analytics.access.actions import Role
from analytics.access.log import Entry, Event, append, in_turn
from analytics.access.person import name_from
from analytics.notebooks.repository.database import Database
from analytics.notebooks.repository.tables import ROLES

_R = ROLES.c


@dataclass(frozen=True, slots=True)
class Given:
    """A role that somebody has. `role` is None where the database holds a word that is no role, and allows nothing."""

    person: str
    role: Role | None
    at: datetime
    by: str

    @property
    def source(self) -> str:
        """Where the role came from, to end a sentence with."""
        return f"given on {self.at:%Y-%m-%d} by {self.by}"


class LastAdministrator(ValueError):
    """Nobody could give roles any more."""


def _now() -> datetime:
    return datetime.now(UTC)


class Roles:
    """The roles of one workspace. Every change is in the audit log, kept in the same transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def of(self, person: str) -> Given | None:
        """The role that somebody has; None where nobody has given one. `person` is a name as `name_from` writes it."""
        with self._database.reading() as connection:
            row = connection.execute(select(ROLES).where(_R.person == person)).one_or_none()
        return _given(row) if row else None

    def every(self) -> list[Given]:
        """Everybody with a role, by name."""
        with self._database.reading() as connection:
            return [_given(row) for row in connection.execute(select(ROLES).order_by(_R.person))]

    def grant(self, person: str, role: Role, by: str, place: str = "", *, keep_an_administrator: bool = False) -> None:
        """Give a role in the place of any other. Raises ValueError, in words, for what is no name.

        Raises LastAdministrator where nobody else is one and one is to be kept. At the server another can be made.
        """
        person = name_from(person)
        with in_turn(self._database) as connection:
            moment = self._clock()
            values = {"role": role.value, "given_at": moment, "given_by": by}
            if keep_an_administrator and role is not Role.ADMINISTRATOR:
                _keep_an_administrator(connection, person)
            if connection.execute(update(ROLES).where(_R.person == person).values(values)).rowcount == 0:
                connection.execute(insert(ROLES).values(person=person, **values))
            append(connection, Entry(by, Event.GAVE_ROLE, person, place, role.value), moment)

    def revoke(self, person: str, by: str, place: str = "", *, keep_an_administrator: bool = False) -> bool:
        """Take somebody's role away; False where there was none. Raises what `grant` does."""
        person = name_from(person)
        with in_turn(self._database) as connection:
            if keep_an_administrator:
                _keep_an_administrator(connection, person)
            if connection.execute(delete(ROLES).where(_R.person == person)).rowcount == 0:
                return False
            append(connection, Entry(by, Event.TOOK_ROLE, person, place), self._clock())
        return True


def _keep_an_administrator(connection: Connection, person: str) -> None:
    query = select(_R.person).where(_R.role == Role.ADMINISTRATOR.value)
    if connection.execute(query).scalars().all() == [person]:
        raise LastAdministrator(
            f"{person} is the only administrator, and somebody has to give roles. Make another one first."
        )


def _given(row: Row[Any]) -> Given:
    return Given(row.person, Role(row.role) if row.role in _ROLES else None, row.given_at, row.given_by)


_ROLES = frozenset(Role)
