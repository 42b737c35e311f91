"""Two replicas of a new version that start at the same moment: one changes the tables, the other waits for it."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, RepositoryError
from analytics.notebooks.repository import schema as schema_of
from analytics.notebooks.repository.database import open_database
from analytics.notebooks.repository.schema import MIGRATIONS, bring_up_to_date

ROOT = Path(__file__).resolve().parents[3]
# What a replica does with the database as it starts: it waits for the word, opens, and says that it has.
REPLICA = """
import sys
from analytics.notebooks.repository import Repository
print("ready", flush=True)
sys.stdin.readline()
Repository.open(sys.argv[1]).close()
print("open", flush=True)
"""


def test_replicas_that_start_at_once_change_the_tables_once(url):
    old = open_database(url)
    with old.writing() as connection:
        bring_up_to_date(connection, "1")
        connection.execute(
            text(
                "INSERT INTO notebooks (id, version, last_version, title, authority, public, saved_at) "
                "VALUES ('old', 1, 1, 'Kept', 'barnsley', false, '2026-03-01 09:00:00')"
            )
        )
    old.engine.dispose()
    replicas = [
        subprocess.Popen(
            [sys.executable, "-c", REPLICA, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for replica in replicas:
        assert replica.stdout.readline() == "ready\n"
    for replica in replicas:
        replica.stdin.write("go\n")
        replica.stdin.flush()

    said = [replica.communicate(timeout=120)[0] for replica in replicas]

    assert said == ["open\n", "open\n"]
    engine = create_engine(url)
    with engine.begin() as connection:
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        titles = connection.execute(text("SELECT title FROM notebooks")).scalars().all()
    engine.dispose()
    assert versions == ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert titles == ["Kept"]


def test_second_replica_waits_until_the_first_has_changed_the_tables(postgresql_url):
    first = create_engine(postgresql_url)
    opened = []
    second = threading.Thread(target=lambda: opened.append(Repository.open(postgresql_url)))
    with first.begin() as changing:
        changing.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": schema_of._LOCK_NUMBER})
        second.start()
        waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        until = time.monotonic() + 120
        while not changing.execute(waiting).scalar_one():
            assert time.monotonic() < until, "The second replica does not wait."
        assert opened == []
    second.join(120)
    first.dispose()

    assert opened[0].listed() == []
    opened[0].close()


def test_older_version_leaves_the_tables_of_a_newer_one_alone(url):
    repository = Repository.open(url)
    repository.save(Notebook(title="Kept", authority="barnsley"), None)
    repository.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))

    with pytest.raises(RepositoryError, match="newer version of the app"):
        Repository.open(url)

    with engine.begin() as connection:
        assert connection.execute(text("SELECT title FROM notebooks")).scalars().all() == ["Kept"]
    engine.dispose()
