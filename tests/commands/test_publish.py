"""`scrutiny publish`: what it writes, what it refuses, and that a refusal writes nothing."""

from datetime import date

import pytest
from typer.testing import CliRunner

from analytics.access.log import AuditLog, Event, Wanted
from analytics.access.publications import Publications
from analytics.commands import app, publish
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, decided_in
from analytics.notebooks.stored import as_stored
from tests.planted import HIDDEN, OWN, found_in, plant_figures


def scrutiny(*arguments):
    return CliRunner().invoke(app, ["publish", *map(str, arguments)])


@pytest.fixture
def built(monkeypatch):
    """What was asked to be built, in place of building it."""
    asked = []

    def build(publication, told, **_):
        asked.append(publication)
        return {"index.html": b"<html></html>", "feed.xml": publication.base_url.encode()}

    monkeypatch.setattr(publish, "build", build)
    return asked


@pytest.fixture
def database(tmp_path):
    """A repository with a published notebook, a private one, a published one that was deleted, and one that waits."""
    url = f"sqlite:///{tmp_path}/notebooks.db"
    repository = Repository.open(url)
    for name, public in (("open", True), ("closed", False), ("gone", True), ("waiting", True)):
        asks = {"kind": "note", "text": "Mine alone", "private": True}
        book = Notebook(id=f"{name}-1", title=f"The {name} one", authority="barnet", public=public).adding(asks)
        repository.save(book, None)
        if name in ("open", "gone"):
            Publications(repository.database).publish_notebook(book.id, 1, "an officer")
    repository.delete("gone-1")
    repository.close()
    return url


def test_a_whole_site_is_written_and_said_without_what_nobody_has_published(tmp_path, monkeypatch):
    plant_figures(tmp_path / "releases")
    monkeypatch.setenv("SCRUTINY_RELEASES", str(tmp_path / "releases"))
    out = tmp_path / "site"
    result = scrutiny("--out", out, "--authority", "barnet", "--database", f"sqlite:///{tmp_path}/none.db")
    assert result.exit_code == 0, result.stderr
    assert "The heaviest page has" in result.stdout
    assert "0 removed" in result.stdout
    assert (out / "barnet" / "index.html").is_file()
    assert "shown as they were published" in (out / "sources.html").read_text()
    assert not (out / "barnsley").exists()
    assert f"{HIDDEN} is not published, so nothing of it is here." in result.stderr
    for file in sorted(out.rglob("*")):
        if file.is_file():
            assert found_in(file.read_bytes()) == set(), file
    # Looking for notebooks makes no database.
    assert not (tmp_path / "none.db").exists()


def test_every_council_with_documents_is_published_unless_some_are_named(tmp_path, built):
    assert scrutiny("--out", tmp_path / "a").exit_code == 0
    assert scrutiny("--out", tmp_path / "b", "--authority", "barnsley", "--authority", "barnsley").exit_code == 0
    assert [one.authorities for one in built] == [("barnet", "barnsley"), ("barnsley",)]


def test_notebooks_that_were_published_are_on_the_site_without_private_notes(tmp_path, built, database):
    assert scrutiny("--out", tmp_path / "site", "--database", database).exit_code == 0
    (publication,) = built
    assert [one.notebook.id for one in publication.notebooks] == ["open-1"]
    assert publication.notebooks[0].changed is not None
    assert publication.notebooks[0].notebook.cells == ()
    repository = Repository.open(database)
    newest = AuditLog(repository.database).found(Wanted(what=Event.EXPORTED))[0]
    repository.close()
    assert (newest.about, newest.detail, newest.place) == ("site", "html, public", "command line")


def test_a_notebook_can_be_named_by_its_id_or_its_file(tmp_path, built, database):
    file = tmp_path / "from-file.json"
    file.write_text(as_stored(Notebook(id="file-1", title="From a file", authority="barnet", public=True)))
    named = ("--notebook", "open", "--notebook", file, "--notebook", "open-1")
    assert scrutiny("--out", tmp_path / "site", "--database", database, *named).exit_code == 0
    assert [one.notebook.id for one in built[0].notebooks] == ["open-1", "file-1"]


def test_own_figures_that_are_published_are_on_the_site_and_remembered(tmp_path, built, database, monkeypatch):
    plant_figures(tmp_path / "releases", database)
    monkeypatch.setenv("SCRUTINY_RELEASES", str(tmp_path / "releases"))
    assert scrutiny("--out", tmp_path / "site", "--database", database).exit_code == 0
    (publication,) = built
    assert OWN in publication.evidence.documents
    assert HIDDEN not in publication.evidence.documents
    assert sorted(decided_in(url=database).shown["value"]) == ["48211", "48977"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--notebook", "closed-1"), "“closed-1” is neither a file nor the id of one published notebook"),
        (("--notebook", "waiting-1"), "A notebook is published on the page Publishing."),
        (("--notebook", "gone-1"), "neither a file nor the id of one published notebook"),
        (("--notebook", "nobody"), "A notebook is published on the page Publishing."),
        (("--notebook", "pyproject.toml"), "pyproject.toml: This is no notebook"),
        (("--authority", "atlantis"), "no figure for a council called “atlantis”. There are figures for"),
        (("--base-url", "example.org"), "Write the whole address, such as https://example.org/figures/"),
    ],
    ids=["not public", "not published", "deleted", "unknown", "no notebook", "unknown council", "half an address"],
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
    *rules, came_of_it = publication.policy
    assert any("nearest 5" in rule for rule in rules)
    assert "withheld" in came_of_it
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
    monkeypatch.setattr(publish, "build", lambda *_, **__: {"index.html": b"x" * 200_000})
    result = scrutiny("--out", tmp_path / "site")
    assert "index.html has 195 KB with its charts, more than 150." in result.stderr


def test_a_site_of_the_same_figures_and_words_is_not_made_again(tmp_path, built, database):
    asked = ("--out", tmp_path / "site", "--authority", "barnet", "--database", database)
    assert scrutiny(*asked).exit_code == 0
    result = scrutiny(*asked)
    assert "0 written, 2 as they were, 0 removed" in result.stdout
    assert len(built) == 1
    assert scrutiny(*asked, "--contact", "scrutiny@example.org").exit_code == 0
    assert len(built) == 2
    (tmp_path / "site" / "index.html").write_bytes(b"changed by somebody")
    assert scrutiny(*asked, "--contact", "scrutiny@example.org").exit_code == 0
    assert len(built) == 3


def test_a_site_without_a_contact_is_warned_of(tmp_path, built, database):
    asked = ("--out", tmp_path / "site", "--authority", "barnet", "--database", database)
    assert "The accessibility statement has no contact" in scrutiny(*asked).stderr
    assert "has no contact" not in scrutiny(*asked, "--contact", "scrutiny@example.org").stderr


def test_what_an_option_says_of_the_publisher_counts_before_the_file(tmp_path, built, database):
    file = tmp_path / "statement.toml"
    file.write_text('name = "Example Council"\ncontact = "old@example.org"\ntested = 2026-01-04\n', encoding="utf-8")
    asked = ("--out", tmp_path / "site", "--authority", "barnet", "--database", database, "--statement", file)
    assert scrutiny(*asked, "--contact", "new@example.org").exit_code == 0
    said = built[0].publisher
    assert (said.name, said.contact, said.tested) == ("Example Council", "new@example.org", date(2026, 1, 4))
    file.write_text("contacts = 3", encoding="utf-8")
    result = scrutiny(*asked)
    assert result.exit_code != 0
    assert "contacts: Extra inputs are not permitted" in result.stderr
    assert len(built) == 1
