"""A database, opened so that a crash at any moment leaves the last saved state, and its failures in words."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from analytics.happenings import Happening, went_wrong
from analytics.notebooks.repository.errors import RepositoryError

_WAIT_SECONDS = 30
# Parts of an address after its question mark that nobody may read on a screen.
_SECRETS = ("password", "sslpassword")
# Somebody who only reads has the rest of the app to read meanwhile.
_READER_WAITS_SECONDS = 5
_FORMS = "sqlite:////folder/notebooks.db or postgresql+psycopg://user:password@host/name"
_CALLED = "The database of the notebooks"
_FULL = (
    "The disk that holds the database of the notebooks is full. What was saved before is safe. Free some space and "
    "save again."
)
_OLDER = (
    f"{_CALLED} was made by an older version of the app. Start the workspace once, which brings its tables up to date; "
    "where the public edition has a user of its own, run .deploy/public-reader.sql again after that."
)
_BUSY = f"{_CALLED} was busy for too long. Nothing was changed. Try again in a moment."
# What a database says, in part, and what to tell the person. The first that fits is told.
_IN_WORDS = {
    "disk is full": _FULL,
    "no space left": _FULL,
    # On a full disk SQLite cannot even make the small files that it needs for reading.
    "disk i/o error": f"{_CALLED} cannot be read or written now: the disk that holds it is full, or it fails. What was "
    "saved before is safe. Look at the disk, then try again.",
    "readonly database": f"{_CALLED} may be read but not written. Ask for leave to write to the file and its folder, "
    "or name another place in SCRUTINY_WORKSPACE.",
    "read-only transaction": f"{_CALLED} may be read but not written. Ask its administrator for leave to write.",
    "permission denied": f"{_CALLED} may not be used by this user. Ask its administrator for leave to read and write.",
    "unable to open database file": f"{_CALLED} cannot be opened. Check that it is a file, and that you may read and "
    "write the file and its folder, or name another place in SCRUTINY_WORKSPACE.",
    "not a database": "The file of the notebooks is no database, or it is damaged. Put back a copy of it, or name "
    "another place in SCRUTINY_WORKSPACE.",
    "malformed": f"{_CALLED} is damaged. Put back a copy of the file, or name another place in SCRUTINY_WORKSPACE.",
    "no such table": _OLDER,
    'relation "': _OLDER,
    "database is locked": _BUSY,
    "lock timeout": _BUSY,
}


@dataclass(frozen=True, slots=True)
class Database:
    """An engine and the name of its place, without any password.

    Where a server or a file is, is for whoever looks after it alone: a page never says `place`.
    """

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
            is_file = self.engine.dialect.name == "sqlite"
            went_wrong(Happening.DATABASE_FAILED, error, **({"file": self.place} if is_file else {}))
            said = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".?")
            told = RepositoryError(_told(error, said))
            told.detail = f"({self.place}: {said}.)"
            raise told from error


def _told(error: Exception, said: str) -> str:
    for part, words in _IN_WORDS.items():
        if part in said.lower():
            return words
    if getattr(error, "connection_invalidated", False) or "connection" in said.lower():
        return (
            "There is no connection to the database of the notebooks. What was saved before is safe. Try again in a "
            "moment; if that does not help, whoever looks after this app should check that the server runs, that it "
            "can be reached from here, and the user, password and name in the address."
        )
    return f"{_CALLED} could not do it. What was saved before is safe."


def open_database(url: str) -> Database:
    """The database at an address; for SQLite the folder is made. Raises RepositoryError, in words.

    SQLite writes ahead (WAL) and waits for the disk at every commit (synchronous=FULL): after a crash or a power cut
    the file holds everything up to the last commit and nothing of a later one. See SQLite, "Write-Ahead Logging" and
    "PRAGMA synchronous".
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return _server(address, _WAIT_SECONDS)
    database = Database(_sqlite(address), str(address.database))
    with database._in_words():
        _write_ahead(database.engine)
    return database


def open_for_reading(url: str) -> Database:
    """The database at an address, in which nothing can be changed; nothing is made. Raises RepositoryError, in words.

    SQLite opens the file with `mode=ro`; a PostgreSQL server is told that every transaction only reads.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return _server(address, _READER_WAITS_SECONDS, "-c default_transaction_read_only=on")
    if "uri" in address.query:
        return Database(_engine(address.update_query_dict({"mode": "ro"})), str(address.database))
    file = Path(address.database or "").absolute()
    return Database(_engine(address, creator=partial(_connect_for_reading, file)), str(file))


def _connect_for_reading(file: Path) -> sqlite3.Connection:
    """A connection that can change nothing.

    Beside a file that is written ahead SQLite wants to make files of its own. Where it may not, and nobody is writing,
    the file is whole by itself and is read as one that does not change ("immutable", see SQLite, "URI Filenames").
    """
    alone = not _may_write_in(file.parent) and not file.with_name(f"{file.name}-wal").exists()
    options = "mode=ro&immutable=1" if alone else "mode=ro"
    # A name may hold what means something in an address.
    return sqlite3.connect(f"file:{quote(str(file))}?{options}", uri=True, check_same_thread=False)


def _may_write_in(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _server(address: URL, wait_seconds: int, *options: str) -> Database:
    """A server on which nothing waits without an end: for an answer, for a lock that another holds, for a lost network.

    See PostgreSQL, "Parameter Key Words" of libpq and "Client Connection Defaults" of the server.
    """
    said = address.query.get("options", ())
    given = [said] if isinstance(said, str) else [*said]
    arguments: dict[str, Any] = {
        "connect_timeout": wait_seconds,
        "options": " ".join([*given, f"-c lock_timeout={wait_seconds}s", *options]),
        "keepalives_idle": wait_seconds,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 1000 * wait_seconds,
    }
    try:
        engine = create_engine(address, pool_pre_ping=True, connect_args=arguments)
        shown = address.difference_update_query(_SECRETS).render_as_string(hide_password=True)
        return Database(engine, shown)
    except ModuleNotFoundError as error:
        raise RepositoryError(
            f"For PostgreSQL the package {error.name} is needed. Install scrutiny-notebook[postgresql]."
        ) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # Without its cause, which may quote what stands in the place of a port: a password, where the rest is missing.
        raise RepositoryError(f"This address names no database that can be used. Write it as {_FORMS}.") from None
    except ModuleNotFoundError:
        return address
    if "@" in (address.host or ""):
        # What stands before the second @ belongs to the password, and would be shown as part of the server's name.
        raise RepositoryError("The password in this address holds an @. Write %40 in its place there.")
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
            told = RepositoryError(
                f"The folder for the notebooks cannot be made: {error.strerror}. Make it yourself, or name another in "
                "SCRUTINY_WORKSPACE."
            )
            told.detail = f"({folder})"
            raise told from error
    return _engine(address)


def _engine(address: URL, **more: Any) -> Engine:
    # A connection each time costs little, holds no lock in between and may be used from any thread.
    engine = create_engine(address, poolclass=NullPool, **more)
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
