"""The audit log: who did what, when and from where. It is only ever added to, and tampering shows.

Each row holds the hash of the row before, so none can be changed, removed or put in between without every later hash
being wrong. Whoever can rewrite the whole database can make a whole new chain: note the last hash somewhere else now
and then, and `verify` says whether it is still there. The scheme is that of RFC 9162 without the tree.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, text

from analytics.notebooks.repository.database import Database
from analytics.notebooks.repository.tables import AUDIT

_A = AUDIT.c
_BEFORE_THE_FIRST = "0" * 64
_LONGEST = 200
_AT_A_TIME = 1000


class Event(StrEnum):
    """What the log sets down."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    REFUSED = "was refused"
    EXPORTED = "exported"
    RESTORED = "put a backup back"
    PUBLISHED = "published"
    WITHDREW = "withdrew"
    CHOSE_POLICY = "chose what is withheld"
    SHARED = "shared"
    UNSHARED = "stopped sharing"
    GAVE_ROLE = "gave a role"
    TOOK_ROLE = "took a role away"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done: by whom, to which notebook, person or sign-in, on which page, and a word more.

    Never what anything says: an id, a role, a format and an action are all that `about` and `detail` may hold.
    """

    who: str
    what: Event
    about: str = ""
    place: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as the log holds it. `at` is in UTC. `what` may be a word that a newer version of the app wrote."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    place: str
    detail: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: by whom, of which kind, from which day to which, in UTC and both included. Blank for any."""

    who: str = ""
    what: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for the database. The last day that a calendar has ends with it."""
        found = [column == value for column, value in ((_A.who, self.who), (_A.what, self.what)) if value]
        if self.first:
            found.append(_A.at >= datetime.combine(self.first, time(), UTC))
        if self.last and self.last < date.max:
            found.append(_A.at < datetime.combine(self.last + timedelta(days=1), time(), UTC))
        return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the whole chain came to: how many rows, the last hash, and what is wrong, blank for nothing."""

    rows: int
    last: str
    wrong: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


class AuditLog:
    """The log in one database. It may be written by any number of threads and processes at once."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def record(self, entry: Entry) -> None:
        """Add an entry. Raises RepositoryError where that cannot be: then what it is about must not be done."""
        with in_turn(self._database) as connection:
            append(connection, entry, self._clock())

    def record_once(self, entry: Entry) -> None:
        """Add an entry unless the same was said of the same thing before, in however many tabs and replicas."""
        same = select(_A.number).where(_A.what == entry.what, _A.about == _short(entry.about), _A.who == entry.who)
        with self._database.reading() as connection:
            if connection.execute(same.limit(1)).first():
                return
        with in_turn(self._database) as connection:
            if not connection.execute(same.limit(1)).first():
                append(connection, entry, self._clock())

    def ended(self, numbers: Iterable[str]) -> tuple[frozenset[str], datetime | None]:
        """Which of these sign-ins were signed out, by their numbers, and when a backup was put back the last time.

        That is in UTC, and None where none ever was. It is one question, because it is asked as often as pages run.
        """
        signed_out = (_A.what == Event.SIGNED_OUT) & _A.about.in_(list(numbers))
        last = select(func.max(_A.number)).where(_A.what == Event.RESTORED).scalar_subquery()
        with self._database.reading() as connection:
            rows = connection.execute(select(_A.what, _A.about, _A.at).where(signed_out | (_A.number == last))).all()
        restored = next((row.at for row in rows if row.what == Event.RESTORED), None)
        return frozenset(row.about for row in rows if row.what == Event.SIGNED_OUT), restored

    def newest(self, most: int = 100) -> list[Logged]:
        """The last entries, the newest first."""
        return self._read(select(AUDIT).order_by(_A.number.desc()).limit(most))

    def found(self, wanted: Wanted, most: int | None = None) -> list[Logged]:
        """The entries that are wanted, the newest first; at most so many."""
        return self._read(select(AUDIT).where(*wanted.conditions).order_by(_A.number.desc()).limit(most))

    def count(self, wanted: Wanted) -> int:
        """How many entries are wanted."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(AUDIT).where(*wanted.conditions)).scalar_one()

    def everybody(self) -> list[str]:
        """Everybody of whom there is an entry, by name."""
        with self._database.reading() as connection:
            return sorted(connection.execute(select(_A.who).distinct()).scalars())

    def verify(self, noted: str = "") -> Verdict:
        """Whether the chain is whole from its first row to its last, and holds a hash that was noted before."""
        count, last, seen = 0, _BEFORE_THE_FIRST, not noted
        for row in self._every():
            count += 1
            wrong = _fault(row, count, last)
            if wrong:
                return Verdict(count, last, wrong)
            last = row.hash
            seen = seen or row.hash == noted
        wrong = (
            "" if seen else "The hash that was noted is not in it: rows were removed, or the whole log was rewritten."
        )
        return Verdict(count, last, wrong)

    def _every(self) -> Iterator[Logged]:
        """Every row by number, some at a time, so that a log of any length fits."""
        query = select(AUDIT).order_by(_A.number).limit(_AT_A_TIME)
        while rows := self._read(query):
            yield from rows
            query = query.where(_A.number > rows[-1].number)

    def _read(self, query: Select[Any]) -> list[Logged]:
        with self._database.reading() as connection:
            return [_logged(row) for row in connection.execute(query)]


def append(connection: Connection, entry: Entry, at: datetime) -> None:
    """Add an entry within a transaction whose turn it is, so that it is kept with what it is about, or neither is."""
    last = connection.execute(select(_A.number, _A.hash).order_by(_A.number.desc()).limit(1)).one_or_none()
    number, previous = (last.number + 1, last.hash) if last else (1, _BEFORE_THE_FIRST)
    said = {name: _short(str(value)) for name, value in asdict(entry).items()}
    row = Logged(number=number, at=at.astimezone(UTC), previous=previous, hash="", **said)
    connection.execute(insert(AUDIT).values(asdict(row) | {"hash": _hash(row)}))


@contextmanager
def in_turn(database: Database) -> Iterator[Connection]:
    """A transaction for writing what is logged. Nobody else writes such a thing until it ends.

    So what it reads still holds when it writes, and two who decide at once come one after the other. Raises
    RepositoryError, in words.
    """
    with database.writing() as connection:
        take_turn(connection)
        yield connection


def take_turn(connection: Connection) -> None:
    """Wait, in a transaction that has changed nothing yet, until nobody else writes what is logged before it ends."""
    # SQLite has one writer at a time as it is. With PostgreSQL two could read the same last row. It is asked before
    # anything else is locked, or two could wait for each other.
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))


def _hash(row: Logged) -> str:
    held = {name: value for name, value in asdict(row).items() if name != "hash"}
    held["at"] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(json.dumps(held, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _fault(row: Logged, number: int, previous: str) -> str:
    if row.number != number:
        return f"Row {number} is missing: the next is row {row.number}."
    if row.previous != previous:
        return f"Row {number} does not follow from the row before it."
    return "" if row.hash == _hash(row) else f"Row {number} was changed after it was written."


def _logged(row: Row[Any]) -> Logged:
    return Logged(**row._mapping)


def _short(words: str) -> str:
    """One line that every database takes, of a length that holds no contents."""
    return "".join(letter if letter.isprintable() else " " for letter in words.encode(errors="replace").decode())[
        :_LONGEST
    ]
