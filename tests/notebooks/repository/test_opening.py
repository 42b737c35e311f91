"""Opening makes the tables or brings them up to date, or says in words why it cannot."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, make_url, text

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, RepositoryError
from analytics.notebooks.repository.database import open_database
from analytics.notebooks.repository.schema import MIGRATIONS, bring_up_to_date
from analytics.notebooks.repository.tables import METADATA

ROOT = Path(__file__).parents[3]
EARLIER = ROOT / "tests" / "fixtures" / "notebooks" / "schema-1.sql"


def refusal(url):
    with pytest.raises(RepositoryError) as raised:
        Repository.open(url)
    return str(raised.value)


def refusals(url):
    """What a page says, and what the command line says."""
    with pytest.raises(RepositoryError) as raised:
        Repository.open(url)
    return str(raised.value), raised.value.in_full


@pytest.fixture
def earlier_url(tmp_path):
    """A database as the first version of the app left it."""
    with sqlite3.connect(tmp_path / "notebooks.db") as connection:
        connection.executescript(EARLIER.read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{tmp_path}/notebooks.db"


def test_the_migrations_make_the_tables_that_the_app_knows(url):
    database = open_database(url)
    with database.writing() as connection:
        bring_up_to_date(connection)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.engine.dispose()


def test_the_steps_one_by_one_come_to_the_same(url):
    database = open_database(url)
    with database.writing() as connection:
        bring_up_to_date(connection, upto="1")
        columns = connection.execute(text("SELECT * FROM notebooks")).keys()
        assert "deleted_at" not in columns
    Repository.open(url).close()
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.engine.dispose()


def test_notebooks_of_the_first_schema_are_all_there(earlier_url):
    repository = Repository.open(earlier_url)
    (entry,) = repository.listed()
    assert (entry.title, entry.version, entry.deleted) == ("Siân’s notebook", 2, False)
    assert f"{entry.saved_at:%Y-%m-%d %H:%M %Z}" == "2026-03-02 10:00 UTC"
    saved = repository.get(entry.id)
    assert saved.notebook.cells[0].asks["text"] == "How long do children wait?"
    assert repository.at(entry.id, 1).title == "Begun in March"
    # The tables hold the JSON as it was written then, in another order than ours: it is the same content.
    assert repository.save(saved.notebook, 2) == saved
    repository.delete(entry.id)
    assert repository.listed() == []


def test_a_step_that_fails_changes_nothing(earlier_url):
    file = make_url(earlier_url).database
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE notebooks ADD COLUMN deleted_at TEXT")
    before = list(connection.iterdump())
    connection.close()
    said, in_full = refusals(earlier_url)
    assert said == "The database of the notebooks could not do it. What was saved before is safe."
    assert "duplicate column name: deleted_at" in in_full
    connection = sqlite3.connect(file)
    assert list(connection.iterdump()) == before
    connection.close()


def test_opening_again_changes_nothing(url):
    repository = Repository.open(url)
    saved = repository.save(Notebook(authority="barnet"), None)
    again = Repository.open(url)
    assert again.get(saved.notebook.id) == saved
    repository.close()
    again.close()


def test_a_database_of_a_newer_app_is_left_alone(url):
    Repository.open(url).close()
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    assert refusal(url) == (
        "The database was made by a newer version of the app: its tables are of version 99, and this app knows "
        "1, 2, 3, 4, 5. Update the app, or name another database in SCRUTINY_DATABASE_URL."
    )
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "99"
    database.engine.dispose()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "This address names no database that can be used. Write it as sqlite:////folder/notebooks.db or"),
        ("postgres://host/name", "This address names no database that can be used. Write it as"),
        ("mysql://host/name", "Notebooks are kept in SQLite or PostgreSQL. Write the address as"),
        ("sqlite://", "This address names no file, so notebooks would be lost. Write it as"),
        ("sqlite:///:memory:", "This address names no file, so notebooks would be lost. Write it as"),
        ("sqlite:////proc/nowhere/notebooks.db", "The folder for the notebooks cannot be made:"),
        ("sqlite:////usr", "The database of the notebooks cannot be opened. Check that it is a file, and that"),
    ],
)
def test_an_address_that_will_not_do(url, reason):
    assert refusal(url).startswith(reason)


def test_a_server_that_does_not_answer_and_no_password_on_screen():
    said, in_full = refusals("postgresql+psycopg://anne:secret@127.0.0.1:9/notebooks")
    assert said.startswith("There is no connection to the database of the notebooks.")
    assert said.endswith("and the user, password and name in the address.")
    assert "127.0.0.1" not in said, "where it is, is not for a page"
    assert in_full.startswith(f"{said} (postgresql+psycopg://anne:***@127.0.0.1:9/notebooks: ")
    assert "secret" not in in_full


def test_a_database_that_is_not_on_the_server(server):
    said, in_full = refusals(f"postgresql+psycopg://postgres@/elsewhere?host={server}")
    assert said.startswith("There is no connection to")
    assert "elsewhere" not in said
    assert '"elsewhere" does not exist' in in_full


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "notebooks.db"
    file.write_text("Dear committee, " * 100)
    said, in_full = refusals(f"sqlite:///{file}")
    assert said == (
        "The file of the notebooks is no database, or it is damaged. Put back a copy of it, or name another place in "
        "SCRUTINY_WORKSPACE."
    )
    assert in_full == f"{said} ({file}: file is not a database.)", "where it is, is for the command line"
    assert file.read_text().startswith("Dear committee"), "it is left as it was"


def test_a_folder_that_may_only_be_read(tmp_path):
    tmp_path.chmod(0o500)
    if os.getuid() == 0:
        # Root may write anywhere, so the attempt is made as somebody else.
        os.seteuid(65534)
    try:
        said, in_full = refusals(f"sqlite:///{tmp_path}/mine/notebooks.db")
    finally:
        os.seteuid(os.getuid())
        tmp_path.chmod(0o700)
    assert said == (
        "The folder for the notebooks cannot be made: Permission denied. Make it yourself, or name another in "
        "SCRUTINY_WORKSPACE."
    )
    assert in_full == f"{said} ({tmp_path}/mine)"


def test_a_file_that_may_only_be_read(sqlite_url):
    saved = Repository.open(sqlite_url).save(Notebook(authority="barnet"), None)
    file = make_url(sqlite_url).database
    repository = Repository(open_database(f"sqlite:///file:{file.replace(' ', '%20')}?mode=ro&uri=true"))
    assert repository.get(saved.notebook.id) == saved
    with pytest.raises(RepositoryError, match=r"may be read but not written. Ask for leave to write to the file"):
        repository.save(saved.notebook.retitled("More"), 1)


def test_a_full_disk_loses_nothing_that_was_saved(sqlite_url):
    database = open_database(sqlite_url)
    repository = Repository.open(sqlite_url)
    saved = repository.save(Notebook(authority="barnet"), None)
    small = Repository(database)
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    @event.listens_for(database.engine, "connect")
    def no_room(connection, record):
        connection.execute(f"PRAGMA max_page_count = {pages}").close()

    with pytest.raises(
        RepositoryError, match=r"is full. What was saved before is safe. Free some space and save again"
    ):
        small.save(saved.notebook.adding({"kind": "note", "text": "x" * 100_000}), 1)
    assert repository.get(saved.notebook.id) == saved
    assert len(repository.history(saved.notebook.id)) == 1


def test_a_writer_that_waits_too_long_is_told_so(sqlite_url, monkeypatch):
    monkeypatch.setattr("analytics.notebooks.repository.database._WAIT_SECONDS", 0)
    one, other = Repository.open(sqlite_url), Repository.open(sqlite_url)
    with (
        one._database.writing(),
        pytest.raises(RepositoryError, match=r"was busy for too long. Nothing was changed. Try again in a moment"),
    ):
        other.save(Notebook(authority="barnet"), None)


def test_the_migrations_are_installed_with_the_package():
    # setuptools takes folders that are packages, and every folder on the way there must be one.
    versions = MIGRATIONS / "versions"
    assert all((folder / "__init__.py").is_file() for folder in (versions, *versions.parents[:4]))
    assert versions.parents[4] == ROOT
