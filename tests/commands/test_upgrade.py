import sqlite3

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.notebooks.repository.copies import tables_version
from analytics.notebooks.repository.schema import known_versions


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    return tmp_path / "notebooks.db"


def upgraded():
    return CliRunner().invoke(app, ["upgrade"])


def test_tables_are_made_before_anybody_comes_and_a_second_time_changes_nothing(file):
    assert upgraded().stdout == "The tables are up to date.\n"
    assert tables_version(f"sqlite:///{file}") == max(known_versions(), key=int)
    before = file.read_bytes()

    assert upgraded().exit_code == 0
    assert file.read_bytes() == before


def test_tables_of_a_newer_version_are_left_alone(file):
    upgraded()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '99'")
    connection.close()

    said = upgraded()

    assert said.exit_code == 1
    assert said.stderr.startswith("The tables are as they were. The database was made by a newer version of the app")


def test_who_keeps_the_server_is_told_where_the_file_is_that_will_not_do(file):
    file.write_bytes(b"no database at all" * 100)

    said = upgraded()

    assert said.exit_code == 1
    assert f"({file}: file is not a database.)" in said.stderr
