"""`scrutiny notebook`."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from analytics.access.log import AuditLog
from analytics.access.publications import Publications
from analytics.commands import app
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


@pytest.fixture
def repository(workspace):
    return Repository.open(f"sqlite:///{workspace}/notebooks.db")


@pytest.fixture
def kept(repository):
    """A notebook of two versions."""
    first = Notebook(id="abc1", title="Visits", authority="barnsley").adding({"kind": "note", "text": "Ask weekly"})
    repository.save(first, None, "Begun")
    repository.save(first.changed(first.cells[0].id, {"kind": "note", "text": "Ask monthly"}), 1)
    return repository.get("abc1")


def run(*arguments):
    return CliRunner().invoke(app, ["notebook", *map(str, arguments)])


def refusal(*arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_the_list(repository, kept):
    repository.save(Notebook(id="abd2", title="Gone", authority="barnet", public=True), None)
    repository.delete("abd2")
    assert run("list").stdout == f"abc1  v2  {kept.saved_at:%Y-%m-%d %H:%M}  barnsley  Visits\n"
    first, second = run("list", "--deleted").stdout.splitlines()
    assert first.endswith("barnet  Gone  public, deleted")
    assert second.startswith("abc1")


def test_an_empty_list_says_how_to_begin():
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No notebook yet. Begin one: scrutiny notebook new --authority NAME\n"


def test_a_notebook_cell_by_cell_with_its_history(kept):
    shown = run("show", "abc").stdout.splitlines()
    assert shown[:5] == [
        "Visits",
        "barnsley, with everything published so far",
        "Version 2, 1 cell",
        "",
        "1. Note “Ask monthly”",
    ]
    assert shown[-1].startswith("  1  ")
    assert shown[-1].endswith("Visits  Begun")
    assert "1. Note “Ask weekly”" in run("show", "abc1", "--version", 1).stdout


def test_a_new_notebook(repository):
    result = run("new", "--authority", "barnet", "--title", "Caseloads", "--as-known-on", "2019-07-31")
    saved = repository.get(result.stdout.strip())
    assert (saved.notebook.title, saved.notebook.authority, str(saved.notebook.as_known_on)) == (
        "Caseloads",
        "barnet",
        "2019-07-31",
    )
    assert saved.why == "Begun"


def test_a_new_notebook_from_a_starter(repository, tmp_path):
    folder = tmp_path / "data"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "documents").mkdir()
    starter = {"title": "Visits", "authority": "barnet", "cells": [{"id": "a", "asks": {"kind": "note", "text": "x"}}]}
    (folder / "notebooks" / "visits.json").write_text(json.dumps(starter), encoding="utf-8")
    identity = run("new", "--authority", "barnsley", "--starter", "visits", "--folder", folder).stdout.strip()
    saved = repository.get(identity)
    assert (saved.notebook.title, saved.notebook.authority, saved.why) == ("Visits", "barnsley", "Begun from visits")
    assert [held.asks["text"] for held in saved.notebook.cells] == ["x"]
    said = refusal("new", "--authority", "barnsley", "--starter", "nothing", "--folder", folder)
    assert said == f"There is no starter “nothing”. In {folder}/notebooks there is: visits.\n"
    (folder / "notebooks" / "visits.json").write_text("{")
    assert "visits.json: This is no notebook" in refusal(
        "new", "--authority", "barnsley", "--starter", "visits", "--folder", folder
    )


def test_a_new_notebook_needs_a_council_that_is_known():
    assert refusal("new") == "Name the council with --authority. Known: barnet, barnsley.\n"
    assert "The authority “atlantis” is not known" in refusal("new", "--authority", "atlantis")


def test_what_is_exported_can_be_imported_elsewhere(kept, tmp_path):
    file = tmp_path / "visits.json"
    assert run("export", "abc1", "--output", file).exit_code == 0
    assert run("export", "abc1").stdout == file.read_text(encoding="utf-8")
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    assert run("import", file, "--database", elsewhere).stdout == "abc1\n"
    saved = Repository.open(elsewhere).get("abc1")
    assert (saved.notebook, saved.version, saved.why) == (kept.notebook, 1, "Imported from visits.json")


def test_an_earlier_version_can_be_exported(kept):
    assert json.loads(run("export", "abc1", "--version", 1).stdout)["cells"][0]["asks"]["text"] == "Ask weekly"


def test_an_import_overwrites_nothing(repository, kept, tmp_path):
    file = tmp_path / "visits.json"
    file.write_text(kept.notebook.model_dump_json(), encoding="utf-8")
    assert run("import", file).stderr == "“Visits” is kept as version 2.\n", "it is the same content"
    changed = kept.notebook.retitled("Visits, more")
    file.write_text(changed.model_dump_json(), encoding="utf-8")
    assert refusal("import", file) == (
        "“Visits” is here already, as version 2, and the file differs from it. Add --replace to make the file its next "
        "version, or --copy to keep it as a notebook of its own.\n"
    )
    assert repository.get("abc1") == kept
    copy = run("import", file, "--copy").stdout.strip()
    assert copy != "abc1"
    assert repository.get(copy).notebook.title == "Visits, more"
    assert run("import", file, "--replace").stdout == "abc1\n"
    assert (repository.get("abc1").version, repository.at("abc1", 2)) == (3, kept.notebook)


def test_what_is_begun_or_brought_in_is_public_only_when_its_owner_says_so(repository, kept, tmp_path):
    begun = run("new", "--authority", "barnet", "--starter", "workforce-and-caseloads").stdout.strip()
    assert not repository.get(begun).notebook.public
    file = tmp_path / "public.json"
    public = kept.notebook.model_copy(update={"public": True})
    file.write_text(public.model_dump_json(), encoding="utf-8")
    copy = run("import", file, "--copy").stdout.strip()
    assert not repository.get(copy).notebook.public
    assert run("import", file).exit_code == 0
    assert repository.get("abc1") == kept, "the file’s mark alone changes nothing"
    repository.save(public, 2)
    assert run("import", file).exit_code == 0
    assert repository.get("abc1").notebook.public, "it is what its owner made of it"
    file.write_text(public.retitled("Visits, more").model_dump_json(), encoding="utf-8")
    assert run("import", file, "--replace").exit_code == 0
    assert not repository.get("abc1").notebook.public, "its owner has not seen what it has become"


def test_a_published_notebook_that_an_import_replaces_is_taken_back_and_that_is_set_down(repository, kept, tmp_path):
    repository.save(kept.notebook.model_copy(update={"public": True}), 2)
    Publications(repository.database).publish_notebook("abc1", 3, "an officer")
    file = tmp_path / "visits.json"
    file.write_text(kept.notebook.retitled("Visits, more").model_dump_json(), encoding="utf-8")
    assert run("import", file, "--replace").exit_code == 0
    assert Publications(repository.database).notebooks() == {}
    row = AuditLog(repository.database).newest()[0]
    assert (row.what, row.about, row.detail, row.place) == ("withdrew", "abc1", "version 4", "command line")
    assert row.who.endswith(" at the server")


def test_an_import_brings_a_deleted_notebook_back(repository, kept, tmp_path):
    file = tmp_path / "visits.json"
    file.write_text(kept.notebook.model_dump_json(), encoding="utf-8")
    repository.delete("abc1")
    assert run("import", file).stdout == "abc1\n"
    assert repository.get("abc1") == kept


def test_what_changed_from_one_version_to_another(repository, kept):
    expected = "Visits: from version 1 to version 2\n- Note “Ask monthly”: “weekly” became “monthly”.\n"
    assert run("diff", "abc1").stdout == expected
    assert run("diff", "abc1", 1, 2).stdout == expected
    assert "“monthly” became “weekly”" in run("diff", "abc1", 2, 1).stdout
    assert run("diff", "abc1", 2, 2).stdout == "Visits: from version 2 to version 2\nNothing differs.\n"


def test_what_changed_is_told_by_names_and_not_by_ids(repository, kept):
    planned = kept.notebook.model_copy(update={"authority": "barnet"}).planning(date=date(2023, 9, 12))
    repository.save(planned.planning(notes={"cl_eet": "Ask first."}), 2)
    repository.save(planned.planning(notes={"cl_eet": "Ask last."}), 3)
    told = run("diff", "abc1").stdout
    assert "Care leavers in education or work" in told
    assert "cl_eet" not in told
    assert "Barnet" in run("diff", "abc1", 1, 3).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "zzz"), "There is no notebook “zzz”. See them all with: scrutiny notebook list --deleted\n"),
        (("show", ""), "There is no notebook “”. See them all with: scrutiny notebook list --deleted\n"),
        (("show", "abc1", "--version", 9), "There is no version 9 of this notebook. Its versions are 1 to 2.\n"),
        (("diff", "abc1", 9), "There is no version 9 of this notebook. Its versions are 1 to 2.\n"),
        (("import", "/nowhere.json"), "/nowhere.json cannot be read: No such file or directory.\n"),
        (
            ("export", "abc1", "--output", "/nowhere/file.json"),
            "/nowhere/file.json cannot be written: No such file or directory. Name a file in a folder that is there.\n",
        ),
    ],
)
def test_what_would_work_is_said(kept, arguments, said):
    assert refusal(*arguments) == said


def test_the_beginning_of_an_id_must_fit_one(repository, kept):
    repository.save(Notebook(id="abd2", authority="barnet"), None)
    assert refusal("show", "ab") == "“ab” could be any of: abd2, abc1. Write more of it.\n"
    repository.save(Notebook(id="abc", title="Short", authority="barnet"), None)
    assert run("show", "abc").stdout.startswith("Short\n"), "a whole id is that notebook's"


def test_a_database_that_will_not_do():
    assert refusal("list", "--database", "nonsense").startswith("This address names no database that can be used.")


def test_the_environment_names_the_database(tmp_path, monkeypatch, kept):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    assert run("list").stdout == ""
    assert (tmp_path / "other.db").is_file()
