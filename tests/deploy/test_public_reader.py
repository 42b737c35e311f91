"""What the public edition's user of the database reads on PostgreSQL: what was published, and nothing else."""

import os

import polars as pl
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from analytics.access.actions import Role
from analytics.access.log import AuditLog, Entry, Event
from analytics.access.publications import Publications
from analytics.access.roles import Roles
from analytics.measures.disclosure.memory import SHOWN
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Conflict, Published, Repository
from analytics.notebooks.repository.copies import copy_database, tables_version
from tests.deploy.deployed import DEPLOY, a_folder, skip_without, standing
from tests.planted import MEETING, NOTEBOOKS, PUBLIC_TITLE, found_in, plant_notebooks

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
        'GRANT SELECT (notebook_id, content) ON versions TO "scrutiny-public"; '
        "ALTER TABLE versions ENABLE ROW LEVEL SECURITY; "
        'CREATE POLICY published ON versions FOR SELECT TO "scrutiny-public" USING (true); '
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


CONTENT = "SELECT content FROM published_notebooks"
OPEN = Notebook(authority="barnsley", title="Open", public=True)
TABLES = {
    "alembic_version": ("version_num",),
    "published_notebooks": ("notebook_id", "version", "published_at", "content"),
    "published_releases": ("release", "fingerprint"),
    "disclosure_policies": ("number", "rule", "covers"),
    "shown_figures": ("number", "figures"),
}


def publish(kept, notebook, version):
    Publications(kept.database).publish_notebook(notebook.id, version, "canary officer")


def test_what_was_published_is_read_as_it_was_and_nothing_else(kept, published, server):
    kept.save(Notebook(authority="barnsley", title="canary draft").adding({"kind": "note", "text": "canary"}), None)
    kept.save(OPEN.retitled("canary older"), None)
    kept.save(OPEN.adding({"kind": "note", "text": "canary private", "private": True}), 1)
    publish(kept, OPEN, 2)
    kept.save(OPEN.retitled("canary later"), 2)
    with pytest.raises(Conflict):
        kept.save(OPEN.retitled("canary branch"), 2)
    assert [found.notebook.title for found in published.listed()] == ["Open"]
    assert published.get(OPEN.id).version == 2
    read = asked(server, "SELECT notebook_id, version, published_at, content FROM published_notebooks")
    assert len(read) == 1
    assert "canary" not in str(read)


@pytest.mark.parametrize("taken_back", ["withdrawn", "not to be published any more", "deleted"])
def test_what_is_taken_back_is_read_in_no_version(kept, published, server, taken_back):
    kept.save(OPEN, None)
    publish(kept, OPEN, 1)
    if taken_back == "withdrawn":
        Publications(kept.database).withdraw_notebook(OPEN.id, "an officer")
    elif taken_back == "deleted":
        kept.delete(OPEN.id)
    else:
        kept.save(OPEN.model_copy(update={"public": False}), 1)
    assert published.listed() == asked(server, CONTENT) == []


def test_what_was_decided_is_read_and_by_whom_is_not(kept, published, server):
    shown = pl.DataFrame([("barnsley", "cic_n", "", "", "31 May 2025", "304")], SHOWN, orient="row")
    publications = Publications(kept.database)
    publications.publish_release("own-1", "a", shown, "canary officer", knowing="")
    publications.choose_policy(Policy(covers=Covers.EVERYTHING), shown, "canary officer", knowing="")
    decided = published.decided(Policy())
    assert (decided.policy.covers, decided.releases) == (Covers.EVERYTHING, {("own-1", "a")})
    assert decided.shown.rows() == shown.rows()


def test_nothing_that_is_planted_to_stay_inside_can_be_read(kept, server):
    """Every column of every table, asked for one by one."""
    plant_notebooks(url(server, "scrutiny"))
    with psycopg.connect(host=str(server.folder), user="scrutiny", dbname="scrutiny") as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        ).fetchall()
        kept_inside = "".join(
            str(connection.execute(f"SELECT {column} FROM {table}").fetchall()) for table, column in columns
        )
    readable, seen = set(), ""
    for table, column in columns:
        try:
            seen += str(asked(server, f"SELECT {column} FROM {table}"))
        except InsufficientPrivilege:
            continue
        readable.add((table, column))
    assert readable == {(table, column) for table, names in TABLES.items() for column in names}
    assert PUBLIC_TITLE in seen
    assert found_in(seen.encode()) == set()
    assert found_in(kept_inside.encode()) >= set(NOTEBOOKS) | set(MEETING)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 FROM notebooks",
        "SELECT 1 FROM versions",
        "SELECT published_by FROM published_notebooks",
        "SELECT published_by FROM published_releases",
        "SELECT chosen_by FROM disclosure_policies",
        *(f"SELECT 1 FROM {table}" for table in ("audit", "locks", "roles", "shares")),
        "SELECT 1 FROM later",
        "UPDATE notebooks SET public = true",
        "DELETE FROM versions",
        "DELETE FROM shown_figures",
        "INSERT INTO published_releases VALUES ('own-1', 'a', now(), 'me')",
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
