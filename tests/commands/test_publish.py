"""`scrutiny publish`: what it writes, what it refuses, and that a refusal writes nothing."""

import pytest
from typer.testing import CliRunner

from analytics.commands import app, publish
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from analytics.notebooks.stored import as_stored


def scrutiny(*arguments):
    return CliRunner().invoke(app, ["publish", *map(str, arguments)])


@pytest.fixture
def built(monkeypatch):
    """What was asked to be built, in place of building it."""
    asked = []

    def build(publication, told):
        asked.append(publication)
        return {"index.html": b"<html></html>", "feed.xml": publication.base_url.encode()}

    monkeypatch.setattr(publish, "build", build)
    return asked


@pytest.fixture
def database(tmp_path):
    """A repository with a public notebook, a private one, and a public one that was deleted."""
    url = f"sqlite:///{tmp_path}/notebooks.db"
    repository = Repository.open(url)
    for name, public in (("open", True), ("closed", False), ("gone", True)):
        asks = {"kind": "note", "text": "Mine alone", "private": True}
        book = Notebook(id=f"{name}-1", title=f"The {name} one", authority="barnet", public=public).adding(asks)
        repository.save(book, None)
    repository.delete("gone-1")
    repository.close()
    return url


def test_a_whole_site_is_written_and_said(tmp_path):
    out = tmp_path / "site"
    result = scrutiny("--out", out, "--authority", "barnet", "--database", f"sqlite:///{tmp_path}/none.db")
    assert result.exit_code == 0, result.stderr
    assert "The heaviest page has" in result.stdout
    assert "0 removed" in result.stdout
    assert (out / "barnet" / "index.html").is_file()
    assert "shown as they were published" in (out / "sources.html").read_text()
    assert not (out / "barnsley").exists()
    # Looking for notebooks makes no database.
    assert not (tmp_path / "none.db").exists()


def test_every_council_with_documents_is_published_unless_some_are_named(tmp_path, built):
    assert scrutiny("--out", tmp_path / "a").exit_code == 0
    assert scrutiny("--out", tmp_path / "b", "--authority", "barnsley", "--authority", "barnsley").exit_code == 0
    assert [one.authorities for one in built] == [("barnet", "barnsley"), ("barnsley",)]


def test_notebooks_that_are_kept_and_public_are_published_without_private_notes(tmp_path, built, database):
    assert scrutiny("--out", tmp_path / "site", "--database", database).exit_code == 0
    (publication,) = built
    assert [one.notebook.id for one in publication.notebooks] == ["open-1"]
    assert publication.notebooks[0].changed is not None
    assert publication.notebooks[0].notebook.cells == ()


def test_a_notebook_can_be_named_by_its_id_or_its_file(tmp_path, built, database):
    file = tmp_path / "from-file.json"
    file.write_text(as_stored(Notebook(id="file-1", title="From a file", authority="barnet", public=True)))
    named = ("--notebook", "open", "--notebook", file, "--notebook", "open-1")
    assert scrutiny("--out", tmp_path / "site", "--database", database, *named).exit_code == 0
    assert [one.notebook.id for one in built[0].notebooks] == ["open-1", "file-1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--notebook", "closed-1"), "“The closed one” is not marked public, so nothing was published"),
        (("--notebook", "gone-1"), "neither a file nor the id of one notebook"),
        (("--notebook", "nobody"), "See them all with: scrutiny notebook list"),
        (("--notebook", "pyproject.toml"), "pyproject.toml: This is no notebook"),
        (("--authority", "atlantis"), "no figure for a council called “atlantis”. There are figures for"),
        (("--base-url", "example.org"), "Write the whole address, such as https://example.org/figures/"),
    ],
    ids=["not public", "deleted", "unknown", "no notebook", "unknown council", "half an address"],
)
def test_what_cannot_be_published_is_refused_and_nothing_is_written(tmp_path, built, database, arguments, said):
    result = scrutiny("--out", tmp_path / "site", "--database", database, *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "site").exists()
    assert built == []


def test_a_private_notebook_in_a_file_is_refused(tmp_path, built):
    file = tmp_path / "mine.json"
    file.write_text(as_stored(Notebook(title="Mine", authority="barnet")))
    result = scrutiny("--out", tmp_path / "site", "--notebook", file)
    assert result.exit_code == 1
    assert "“Mine” is not marked public" in result.stderr
    assert built == []


def test_a_policy_that_is_none_is_refused(tmp_path, built, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "whatever")
    result = scrutiny("--out", tmp_path / "site")
    assert result.exit_code == 1
    assert "whatever" in result.stderr
    assert built == []


def test_the_policy_that_is_named_is_in_force_and_stated(tmp_path, built, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "10-5 everything")
    assert scrutiny("--out", tmp_path / "site").exit_code == 0
    (publication,) = built
    assert "nearest 5" in publication.policy[0]
    assert "withheld" in publication.policy[1]
    assert publication.evidence.observations["missing_reason"].is_in(["suppressed"]).sum() > 0


def test_a_folder_of_somebody_else_is_refused(tmp_path, built):
    (tmp_path / "theirs.txt").write_text("theirs")
    result = scrutiny("--out", tmp_path)
    assert result.exit_code == 1
    assert "did not write (“theirs.txt”)" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["theirs.txt"]


def test_the_address_of_the_site_ends_in_a_slash(tmp_path, built):
    assert scrutiny("--out", tmp_path / "site", "--base-url", "https://example.org/figures").exit_code == 0
    assert built[0].base_url == "https://example.org/figures/"


def test_a_page_that_is_too_heavy_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "build", lambda *_: {"index.html": b"x" * 200_000})
    result = scrutiny("--out", tmp_path / "site")
    assert "index.html has 195 KB with its charts, more than 150." in result.stderr
