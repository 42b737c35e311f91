"""What the public edition's user of the database reads on PostgreSQL: what is published now, and nothing else."""

import os

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from analytics.access.actions import Role
from analytics.access.log import AuditLog, Entry, Event
from analytics.access.roles import Roles
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Conflict, Published, Repository
from analytics.notebooks.repository.copies import copy_database, tables_version
from tests.deploy.deployed import DEPLOY, a_folder, skip_without, standing

SQL = (DEPLOY / "public-reader.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def postgres():
    if os.name == "nt":
        pytest.skip("The set-up is for Linux.")
    skip_without(standing.postgres_programs, standing.postgres_user)
    with a_folder() as folder, standing.running_postgres(folder / "postgres") as server:
        as_administrator(server, "postgres", 'CREATE ROLE scrutiny LOGIN; CREATE ROLE "scrutiny-public" LOGIN')
        yield server


def as_administrator(server, database, statements):
    with psycopg.connect(host=str(server.folder), user="postgres", dbname=database, autocommit=True) as connection:
        connection.execute(statements)


@pytest.fixture
def server(postgres):
    """With a database as `.deploy/README.md` has it made, anew."""
    as_administrator(postgres, "postgres", "DROP DATABASE IF EXISTS scrutiny WITH (FORCE)")
    as_administrator(postgres, "postgres", "CREATE DATABASE scrutiny OWNER scrutiny")
    return postgres


def url(server, user):
    return f"postgresql+psycopg://{user}@/scrutiny?host={server.folder}"


@pytest.fixture
def kept(server):
    repository = Repository.open(url(server, "scrutiny"))
    # What an earlier README granted is taken back.
    as_administrator(
        server,
        "scrutiny",
        'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "scrutiny-public"; '
        'ALTER DEFAULT PRIVILEGES FOR ROLE scrutiny IN SCHEMA public GRANT SELECT ON TABLES TO "scrutiny-public"',
    )
    for _ in range(2):
        as_administrator(server, "scrutiny", SQL)
    yield repository
    repository.close()


@pytest.fixture
def published(kept, server):
    opened = Published.open(url(server, "scrutiny-public"))
    yield opened
    opened.close()


def asked(server, query):
    with psycopg.connect(host=str(server.folder), user="scrutiny-public", dbname="scrutiny") as connection:
        return connection.execute(query).fetchall()


CONTENT = "SELECT content FROM versions"
OPEN = Notebook(authority="barnsley", title="Open", public=True)


def test_what_is_published_now_is_read_in_its_newest_version(kept, published, server):
    kept.save(Notebook(authority="barnsley", title="canary draft").adding({"kind": "note", "text": "canary"}), None)
    kept.save(OPEN.retitled("canary older"), None)
    kept.save(OPEN, 1)
    assert [found.notebook.title for found in published.listed()] == ["Open"]
    assert published.get(OPEN.id).version == 2
    read = asked(server, CONTENT)
    assert len(read) == 1
    assert "canary" not in str(read)
    assert asked(server, "SELECT id, version FROM notebooks") == [(OPEN.id, 2)]


def test_a_change_that_made_a_branch_is_not_read(kept, server):
    kept.save(OPEN, None)
    kept.save(OPEN.retitled("Second"), 1)
    with pytest.raises(Conflict):
        kept.save(OPEN.retitled("canary branch"), 1)
    assert "canary" not in str(asked(server, CONTENT))


@pytest.mark.parametrize("taken_back", ["withdrawn", "deleted"])
def test_what_is_taken_back_is_read_in_no_version(kept, published, server, taken_back):
    kept.save(OPEN, None)
    kept.save(OPEN.retitled("Second"), 1)
    if taken_back == "withdrawn":
        kept.save(OPEN.model_copy(update={"public": False}), 2)
    else:
        kept.delete(OPEN.id)
    assert published.listed() == asked(server, CONTENT) == asked(server, "SELECT id FROM notebooks") == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT title FROM notebooks",
        "SELECT owner FROM notebooks",
        "SELECT why FROM versions",
        "SELECT saved_by FROM versions",
        *(f"SELECT 1 FROM {table}" for table in ("audit", "locks", "roles", "shares")),
        "SELECT 1 FROM later",
        "UPDATE notebooks SET public = true",
        "DELETE FROM versions",
    ],
)
def test_everything_else_is_refused(kept, server, query):
    kept.save(OPEN, None)
    Roles(kept.database).grant("anna@a", Role.OFFICER, "the test")
    AuditLog(kept.database).record(Entry("anna@a", Event.SIGNED_IN))
    with psycopg.connect(host=str(server.folder), user="scrutiny", dbname="scrutiny") as connection:
        connection.execute("CREATE TABLE later (id int)")
    with pytest.raises(InsufficientPrivilege):
        asked(server, query)


def test_the_workspace_its_backup_and_the_status_go_on(kept, server, tmp_path):
    saved = kept.save(OPEN, None)
    assert kept.save(OPEN.retitled("Second"), saved.version).version == 2
    assert [entry.title for entry in kept.listed()] == ["Second"]
    assert copy_database(url(server, "scrutiny"), tmp_path)
    assert tables_version(url(server, "scrutiny-public")) == tables_version(url(server, "scrutiny"))
