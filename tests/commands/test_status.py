"""`scrutiny status`."""

import json
import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.evidence.loading import SHIPPED
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.shipped import shipped


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    monkeypatch.delenv("SCRUTINY_MODE", raising=False)
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


def told(*arguments):
    said = CliRunner().invoke(app, ["status", "--format", "json", *map(str, arguments)])
    return said.exit_code, json.loads(said.stdout)


def test_shipped_evidence_without_a_notebook_is_well(workspace):
    code, found = told()

    assert code == 0
    assert found["documents"] == len(shipped().documents)
    assert found["newest"] == max(held.file.data_to for held in shipped().documents.values()).isoformat()
    assert found["notebooks"] == "none yet"
    assert not workspace.exists(), "Asking changes nothing."


def test_notebooks_that_answer_are_said_to(workspace):
    repository = Repository.open(f"sqlite:///{workspace}/notebooks.db")
    repository.save(Notebook(title="September", authority="barnsley"), None)
    repository.close()

    assert told()[1]["notebooks"] == "can be read"


@pytest.mark.parametrize("harm", ["damaged", "newer"])
def test_notebooks_that_cannot_be_used_end_with_one(workspace, harm):
    Repository.open(f"sqlite:///{workspace}/notebooks.db").close()
    if harm == "damaged":
        (workspace / "notebooks.db").write_bytes(b"no database at all" * 100)
    else:
        connection = sqlite3.connect(workspace / "notebooks.db")
        connection.execute("UPDATE alembic_version SET version_num = '99'")
        connection.commit()
        connection.close()

    code, found = told()

    assert code == 1
    assert found["notebooks"] == {"damaged": "cannot be read", "newer": "of another version"}[harm]


def test_server_that_does_not_answer_is_said_and_its_password_is_not(monkeypatch):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", "postgresql+psycopg://me:canary-word@127.0.0.1:9/none")

    code, found = told()

    assert code == 1
    assert found["notebooks"] == "cannot be read"
    assert "canary-word" not in json.dumps(found)
    assert "127.0.0.1" not in json.dumps(found)


def test_no_evidence_is_not_well(tmp_path):
    shutil.copytree(SHIPPED / "catalogue", tmp_path / "data" / "catalogue")
    (tmp_path / "data" / "documents").mkdir()

    code, found = told("--folder", tmp_path / "data")

    assert code == 1
    assert found["documents"] == 0


def test_public_edition_names_its_policy(monkeypatch):
    monkeypatch.setenv("SCRUTINY_MODE", "public")
    said = CliRunner().invoke(app, ["status"])

    assert said.exit_code == 0
    assert "public edition" in said.stdout
    assert told()[1]["policy"] in said.stdout
