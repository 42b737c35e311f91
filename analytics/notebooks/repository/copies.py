"""A whole database of notebooks copied into a file while it is in use, and put back from one, all of it or nothing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from analytics.notebooks.repository.database import open_for_reading
from analytics.notebooks.repository.errors import RepositoryError
from analytics.notebooks.repository.schema import known_versions

# The file of each kind of database, which says whose it is.
FILE_OF = {"sqlite": "notebooks.db", "postgresql": "notebooks.sql"}
_VERSION_TABLE = "alembic_version"
_WAIT_SECONDS = 30
# Everything of ours in the database's first schema, in the transaction that makes it again. Tables that a newer version
# of the app has added go too, or going back to an older one would leave them in the way.
_EMPTY = """
DO $$ DECLARE one text; BEGIN
FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = current_schema()
LOOP EXECUTE 'DROP TABLE ' || one || ' CASCADE'; END LOOP;
FOR one IN SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
LOOP EXECUTE 'DROP FUNCTION ' || one || ' CASCADE'; END LOOP;
END $$;
"""


def kind_of(url: str) -> str:
    """Which kind of database an address names: sqlite or postgresql."""
    return make_url(url).get_backend_name()


def tables_version(url: str) -> str:
    """The version of the tables that are there now; blank where there are none. Raises RepositoryError, in words."""
    if kind_of(url) == "sqlite" and not _file_of(url).is_file():
        return ""
    database = open_for_reading(url)
    try:
        with database.reading() as connection:
            if not inspect(connection).has_table(_VERSION_TABLE):
                return ""
            return str(connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one())
    except SQLAlchemyError as error:
        raise RepositoryError(f"{database.place} cannot be looked at: {error}") from error
    finally:
        database.engine.dispose()


def copy_database(url: str, folder: Path) -> Path | None:
    """The file, in a folder, that now holds all that was saved up to this moment; None where there is no database yet.

    Nobody has to stop saving meanwhile: SQLite's own backup and pg_dump see one moment. Raises RepositoryError.
    """
    if not tables_version(url):
        return None
    target = folder / FILE_OF[kind_of(url)]
    if kind_of(url) == "sqlite":
        _copy_sqlite(_file_of(url), target)
        with closing(sqlite3.connect(target)) as copy:
            # One file that needs no other beside it.
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        check_copy(target)
    else:
        _run("pg_dump", url, "--no-owner", "--no-privileges", "--file", str(target))
    return target


def check_copy(file: Path) -> None:
    """Look through a copy of a SQLite database. Raises RepositoryError where it is damaged.

    A copy of PostgreSQL is text, which its fingerprint speaks for.
    """
    if file.name != FILE_OF["sqlite"]:
        return
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise RepositoryError(f"{file} is damaged: {found}. Use another backup.")


def put_back(file: Path, url: str) -> None:
    """Put what a copy holds in place of all that is in the database, in one step that a failure leaves undone.

    Raises RepositoryError: where the copy is of the other kind of database, or the database cannot be written.
    """
    if file.name != FILE_OF[kind_of(url)]:
        raise RepositoryError(
            f"{file.name} is not a copy of a {kind_of(url)} database. Set SCRUTINY_DATABASE_URL to a database of the "
            "kind that was backed up, or leave it unset for the file in the workspace."
        )
    if kind_of(url) == "sqlite":
        target = _file_of(url)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(file, target)
        return
    _run(
        "psql", url, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        "--command", _EMPTY, "--file", str(file),
    )  # fmt: skip


def refuse_newer(version: str) -> None:
    """Raise RepositoryError where the tables of a copy are of a version that this app does not know."""
    if version and version not in known_versions():
        raise RepositoryError(
            f"This backup was made by a newer version of the app: its tables are of version {version}. Update the app "
            "first, then restore."
        )


def _file_of(url: str) -> Path:
    return Path(make_url(url).database or "").absolute()


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source, timeout=_WAIT_SECONDS)) as of,
            closing(sqlite3.connect(target, timeout=_WAIT_SECONDS)) as to,
        ):
            of.backup(to)
    except sqlite3.Error as error:
        raise RepositoryError(
            f"{source} could not be copied to {target}: {error}. Check that there is room, and that both may be "
            "written."
        ) from error


def _run(program: str, url: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise RepositoryError(f"For a PostgreSQL database {program} is needed: apt-get install postgresql-client.")
    said = subprocess.run(
        [found, *arguments], env=os.environ | _told(make_url(url)), capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise RepositoryError(f"{program} could not do it, and nothing was changed: {said.stderr.strip()}")


def _told(url: URL) -> dict[str, str]:
    """Where the database is, for PostgreSQL's own programs: in the environment, where no list of processes shows it."""
    told = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGDATABASE": url.database}
    # psycopg takes the rest of a connection's settings from the address; PostgreSQL knows them by these names.
    names = {"host": "PGHOST", "port": "PGPORT", "options": "PGOPTIONS", "sslmode": "PGSSLMODE"}
    told |= {names[name]: value for name, value in url.query.items() if name in names and isinstance(value, str)}
    told["PGPASSWORD"] = url.password
    return {name: str(value) for name, value in told.items() if value is not None}
