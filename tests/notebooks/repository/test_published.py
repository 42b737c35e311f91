"""Anybody may read what was published, and nobody can change anything or learn what else is kept."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.repository import NotPublished, Published, Repository, RepositoryError, database, default_url

SCHEMA_1 = Path(__file__).parents[2] / "fixtures" / "notebooks" / "schema-1.sql"
PRIVATE = {"kind": "note", "text": "For us alone", "private": True}
OPEN = {"kind": "note", "text": "For everyone"}


def notebook(title, *, public=True):
    return Notebook(title=title, authority="barnsley", public=public).adding(PRIVATE).adding(OPEN)


@pytest.fixture
def published(url, repository):
    """What anybody may read of the repository's database."""
    opened = Published.open(url)
    yield opened
    opened.close()


def titles(published):
    return [one.notebook.title for one in published.listed()]


def test_only_public_notebooks_are_listed_the_last_saved_first(repository, published):
    for one in (notebook("First"), notebook("Not yet", public=False), notebook("Second")):
        repository.save(one, None)

    assert titles(published) == ["Second", "First"]


def test_what_is_for_members_only_is_taken_out_as_it_is_read(repository, published):
    meeting = Meeting(date="2026-05-01", notes={"cl_eet": "Ask twice"}, own_wordings={"cl_eet": "Why?"})
    kept = repository.save(notebook("May").model_copy(update={"meeting": meeting}), None).notebook

    for read in (published.get(kept.id).notebook, published.listed()[0].notebook):
        assert [held.asks for held in read.cells] == [OPEN]
        assert read.meeting is None


def test_the_newest_version_is_read_and_no_other(repository, published):
    first = repository.save(notebook("Draft title"), None)
    second = repository.save(first.notebook.retitled("Final title"), first.version)

    found = published.get(first.notebook.id)
    assert (found.notebook.title, found.version, found.saved_on) == (
        "Final title",
        second.version,
        second.saved_at.date(),
    )


def test_withdrawn_deleted_private_and_never_made_are_not_told_apart(repository, published):
    private = repository.save(notebook("Private", public=False), None)
    deleted = repository.save(notebook("Deleted"), None)
    repository.delete(deleted.notebook.id)
    withdrawn = repository.save(notebook("Withdrawn"), None)
    repository.save(withdrawn.notebook.model_copy(update={"public": False}), withdrawn.version)

    said = set()
    for identity in (*(one.notebook.id for one in (private, deleted, withdrawn)), "no-such-notebook", "' OR 1=1 --"):
        with pytest.raises(NotPublished) as raised:
            published.get(identity)
        said.add(str(raised.value))
    assert len(said) == 1
    assert published.listed() == []


def test_the_notebook_itself_decides_whether_it_is_public(url, repository, published):
    kept = repository.save(notebook("Private", public=False), None).notebook
    with repository._database.writing() as connection:
        connection.execute(text("UPDATE notebooks SET public = true"))

    with pytest.raises(NotPublished):
        published.get(kept.id)
    assert published.listed() == []


def test_a_damaged_notebook_hides_no_other(repository, published):
    damaged = repository.save(notebook("Damaged"), None).notebook
    repository.save(notebook("Whole"), None)
    with repository._database.writing() as connection:
        connection.execute(
            text("UPDATE versions SET content = '{' WHERE notebook_id = :identity"), {"identity": damaged.id}
        )

    assert titles(published) == ["Whole"]


@pytest.mark.parametrize(
    "statement", ["DELETE FROM notebooks", "UPDATE notebooks SET public = true", "DROP TABLE locks"]
)
def test_the_database_itself_refuses_every_change(repository, published, statement):
    kept = repository.save(notebook("Kept"), None)

    with pytest.raises(RepositoryError), published._database.writing() as connection:
        connection.execute(text(statement))
    assert repository.get(kept.notebook.id) == kept
    assert repository.locks(kept.notebook.id) == []


def test_where_there_is_no_file_nothing_is_published_and_none_is_made(tmp_path):
    published = Published.open(f"sqlite:///{tmp_path}/not/there/notebooks.db")

    assert published.listed() == []
    with pytest.raises(NotPublished):
        published.get("anything")
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_write_beside_the_file_reads_it_and_makes_nothing_there(tmp_path, monkeypatch):
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    repository.save(notebook("Found"), None)
    repository.close()
    monkeypatch.setattr(database, "_may_write_in", lambda _: False)

    assert titles(Published.open(f"sqlite:///{tmp_path}/notebooks.db")) == ["Found"]
    assert [file.name for file in tmp_path.iterdir()] == ["notebooks.db"]


def test_who_may_not_write_beside_the_file_reads_whole_notebooks_while_others_save(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_may_write_in", lambda _: False)
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    saved = repository.save(notebook("0"), None)
    published = Published.open(f"sqlite:///{tmp_path}/notebooks.db")
    read = []

    def save_often():
        kept = saved
        for number in range(1, 30):
            kept = repository.save(kept.notebook.retitled(str(number)), kept.version)

    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(save_often)
        while not saving.done():
            read.append(int(published.get(saved.notebook.id).notebook.title))
        saving.result()

    assert published.get(saved.notebook.id).notebook.title == "29"
    assert read == sorted(read)


def test_an_older_schema_is_left_as_it_is(tmp_path):
    file = tmp_path / "notebooks.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    connection.close()
    before = file.read_bytes()

    with pytest.raises(RepositoryError):
        Published.open(f"sqlite:///{file}").listed()
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["with space", "per%20cent", "question?mode=rw", "hash#", "ünï"])
def test_any_name_of_a_folder_leads_to_its_file(tmp_path, name):
    folder = tmp_path / name
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    repository.save(notebook("Found"), None)
    repository.close()
    folder.mkdir()
    shutil.move(tmp_path / "notebooks.db", folder / "notebooks.db")
    url = default_url({"SCRUTINY_WORKSPACE": str(folder)})

    assert titles(Published.open(url)) == ["Found"]


def test_a_server_that_does_not_answer_is_said():
    published = Published.open("postgresql+psycopg://reader:secret@127.0.0.1:1/notebooks")

    with pytest.raises(RepositoryError) as raised:
        published.listed()
    assert "secret" not in str(raised.value)
