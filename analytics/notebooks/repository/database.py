"""A database, opened so that a crash at any moment leaves the last saved state, and its failures in words."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from analytics.notebooks.repository.errors import RepositoryError

_WAIT_SECONDS = 30
_FORMS = "sqlite:////folder/notebooks.db or postgresql+psycopg://user:password@host/name"
_FULL = "The disk that holds {place} is full. What was saved before is safe. Free some space and save again."
# What a database says, in part, and what to tell the person. The first that fits is told.
_IN_WORDS = {
    "disk is full": _FULL,
    "no space left": _FULL,
    "readonly database": "{place} may be read but not written. Ask for leave to write to the file and its folder, or "
    "name another place in SCRUTINY_WORKSPACE.",
    "read-only transaction": "{place} may be read but not written. Ask its administrator for leave to write.",
    "permission denied": "{place} may not be used by this user. Ask its administrator for leave to read and write.",
    "unable to open database file": "{place} cannot be opened. Check that it is a file, and that you may read and "
    "write the file and its folder, or name another place in SCRUTINY_WORKSPACE.",
    "not a database": "{place} is no database of notebooks, or it is damaged. Put back a copy of the file, or name "
    "another place in SCRUTINY_WORKSPACE.",
    "malformed": "{place} is damaged. Put back a copy of the file, or name another place in SCRUTINY_WORKSPACE.",
    "database is locked": "{place} was busy for too long. Nothing was changed. Try again in a moment.",
}


@dataclass(frozen=True, slots=True)
class Database:
    """An engine and the name of its place, without any password."""

    engine: Engine
    place: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction for reading. Raises RepositoryError, in words."""
        with self._in_words(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole at its end, or not at all. Raises RepositoryError, in words."""
        # SQLite has one writer at a time. A transaction that began as a reader cannot wait its turn; one that says
        # so at once can.
        with self._in_words(), self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except (SQLAlchemyError, sqlite3.Error, UnicodeError) as error:
            raise RepositoryError(self._told(error)) from error

    def _told(self, error: Exception) -> str:
        said = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".?")
        for part, words in _IN_WORDS.items():
            if part in said.lower():
                return words.format(place=self.place)
        if getattr(error, "connection_invalidated", False) or "connection" in said.lower():
            return (
                f"There is no connection to {self.place}: {said}. Check that the server runs, that it can be reached "
                "from here, and the user, password and name in the address."
            )
        return f"{self.place} could not do it: {said}. What was saved before is safe."


def open_database(url: str) -> Database:
    """The database at an address; for SQLite the folder is made. Raises RepositoryError, in words.

    SQLite writes ahead (WAL) and waits for the disk at every commit (synchronous=FULL): after a crash or a power cut
    the file holds everything up to the last commit and nothing of a later one. See SQLite, "Write-Ahead Logging" and
    "PRAGMA synchronous".
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        try:
            engine = create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": _WAIT_SECONDS})
            return Database(engine, address.render_as_string(hide_password=True))
        except ModuleNotFoundError as error:
            raise RepositoryError(
                f"For PostgreSQL the package {error.name} is needed. Install scrutiny-notebook[postgresql]."
            ) from error
    database = Database(_sqlite(address), str(address.database))
    with database._in_words():
        _write_ahead(database.engine)
    return database


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise RepositoryError(f"This address names no database that can be used. Write it as {_FORMS}.") from error
    except ModuleNotFoundError:
        return address
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise RepositoryError(f"Notebooks are kept in SQLite or PostgreSQL. Write the address as {_FORMS}.")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise RepositoryError(f"This address names no file, so notebooks would be lost. Write it as {_FORMS}.")
    return address


def _sqlite(address: URL) -> Engine:
    folder = Path(address.database or "").absolute().parent
    if "uri" not in address.query:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RepositoryError(
                f"The folder {folder} cannot be made: {error.strerror}. Make it yourself, or name another in "
                "SCRUTINY_WORKSPACE."
            ) from error
    # A connection each time costs little, holds no lock in between and may be used from any thread.
    engine = create_engine(address, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    # sqlite3 would begin transactions by itself, and too late.
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {_WAIT_SECONDS * 1000}", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _write_ahead(engine: Engine) -> None:
    """Write ahead from now on, which the file remembers.

    Where two processes change it at the same moment SQLite may refuse without waiting, so it is asked again. Where the
    folder cannot do it SQLite keeps to its older way, which is as safe and lets nobody read while somebody writes.
    """
    until = time.monotonic() + _WAIT_SECONDS
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        while True:
            try:
                cursor.execute("PRAGMA journal_mode")
                if "wal" not in (cursor.fetchone() or ()):
                    cursor.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)
