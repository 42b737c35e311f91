"""A process is killed while it saves: everything it was told was kept is there, and can be read."""

import sqlite3
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import make_url

from analytics.notebooks.repository import Repository

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("lines", [1, 37, 120])
def test_the_last_saved_state_is_there_and_can_be_read(sqlite_url, lines):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.notebooks.repository.saver", sqlite_url, "shared", "a", "0", "100000"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        told = [int(line) for line in islice(process.stdout, lines)]
        process.kill()
    assert told == list(range(1, lines + 1)), "it was killed while it saved"

    repository = Repository.open(sqlite_url)
    newest = repository.get("shared")
    assert lines <= newest.version < 100000
    assert [one.version for one in repository.history("shared")] == list(range(newest.version, 0, -1))
    assert all(len(repository.at("shared", version).cells) == version for version in range(1, newest.version + 1))
    assert [entry.version for entry in repository.listed()] == [newest.version]
    assert repository.save(newest.notebook.retitled("After"), newest.version).version == newest.version + 1


def test_each_commit_waits_for_the_disk(sqlite_url):
    repository = Repository.open(sqlite_url)
    with repository._database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")
        }
    assert pragmas == {"synchronous": 2, "journal_mode": "wal"}, "2 is FULL"


def test_at_rest_one_file_holds_everything(sqlite_url):
    process = [sys.executable, "-m", "tests.notebooks.repository.saver", sqlite_url, "shared", "a", "0", "5"]
    subprocess.run(process, cwd=ROOT, check=True, capture_output=True)
    file = Path(make_url(sqlite_url).database)
    assert [place.name for place in file.parent.iterdir()] == ["notebooks.db"]
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
