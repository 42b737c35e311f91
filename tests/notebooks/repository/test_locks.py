"""Locks of the evidence: each is kept for good beside the version it was made from."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from analytics.notebooks.notebook import FORMAT, Notebook
from analytics.notebooks.packs.lock import Lock, LockedRow
from analytics.notebooks.repository import NotFound, Repository, RepositoryError, Saved
from analytics.notebooks.repository.database import open_database
from analytics.notebooks.repository.rows import Draft
from analytics.notebooks.repository.schema import bring_up_to_date
from analytics.notebooks.repository.tables import NOTEBOOKS, VERSIONS
from tests.notebooks.repository.conftest import FIRST_MOMENT

DAY = date(2023, 9, 12)
ROW = LockedRow.of(
    "findings", {"document": "a", "locator": "L1", "theme": "workforce", "kind": "strength", "text": "Siân’s team ☂"}
)


def lock_of(notebook, version="v1"):
    return Lock(
        notebook=notebook.id,
        title=notebook.title,
        authority=notebook.authority,
        as_known_on=DAY,
        evidence_version=version,
        documents={"a": "A report"},
        rows=(ROW,),
    )


def test_a_lock_is_given_back_as_it_was_the_newest_first(repository):
    notebook = Notebook(authority="barnet")
    repository.save(notebook, None)
    first = repository.lock(1, lock_of(notebook))
    repository.save(notebook.retitled("Later"), 1)
    second = repository.lock(2, lock_of(notebook, "v2"))

    assert repository.locks(notebook.id) == [second, first]
    assert (first.version, second.version) == (1, 2)
    assert first.locked_at == FIRST_MOMENT + timedelta(minutes=1)
    assert first.lock.sha256 == lock_of(notebook).sha256


def test_locks_belong_to_their_notebook_and_outlive_its_deletion(repository):
    one, other = Notebook(authority="barnet"), Notebook(authority="barnet")
    for notebook in (one, other):
        repository.save(notebook, None)
    kept = repository.lock(1, lock_of(one))
    repository.delete(one.id)

    assert repository.locks(one.id) == [kept]
    assert repository.locks(other.id) == []


def test_the_same_may_be_locked_twice_and_nothing_changes_a_lock(repository):
    notebook = Notebook(authority="barnet")
    repository.save(notebook, None)
    first = repository.lock(1, lock_of(notebook))
    repository.lock(1, lock_of(notebook))

    assert repository.locks(notebook.id)[1] == first
    assert {name for name in dir(Repository) if "lock" in name and name[0] != "_"} == {"lock", "locks"}


def test_no_version_that_is_not_there_is_locked(repository):
    notebook = Notebook(authority="barnet")
    with pytest.raises(NotFound):
        repository.lock(1, lock_of(notebook))
    repository.save(notebook, None)
    with pytest.raises(NotFound, match="There is no version 2"):
        repository.lock(2, lock_of(notebook))
    assert repository.locks(notebook.id) == []


def test_a_database_without_locks_gets_room_for_them_and_keeps_what_it_had(url):
    database = open_database(url)
    with database.writing() as connection:
        bring_up_to_date(connection, upto="2")
        notebook = Draft.of(Notebook(title="Before", authority="barnet"), "", FIRST_MOMENT)
        entry = {"id": notebook.notebook.id, "version": 1, "last_version": 1, **notebook.entry()}
        connection.execute(insert(NOTEBOOKS).values(entry))
        # Only what the tables of that version had.
        row = {"notebook_id": entry["id"], "version": 1, "saved_at": FIRST_MOMENT, "why": "", "title": "Before"}
        row |= {"is_branch": False, "format": FORMAT, "content": notebook.content}
        connection.execute(insert(VERSIONS).values(row))
    kept = Saved(notebook.notebook, 1, FIRST_MOMENT)
    database.engine.dispose()

    repository = Repository.open(url)
    assert repository.get(kept.notebook.id) == kept
    assert repository.locks(kept.notebook.id) == []
    locked = repository.lock(1, lock_of(kept.notebook))
    assert repository.locks(kept.notebook.id) == [locked]
    repository.close()


def test_a_lock_that_cannot_be_read_is_said_in_words(sqlite_url):
    repository = Repository.open(sqlite_url)
    notebook = Notebook(authority="barnet")
    repository.save(notebook, None)
    repository.lock(1, lock_of(notebook))
    with repository._database.writing() as connection:
        connection.execute(text("UPDATE locks SET content = '{}'"))
    with pytest.raises(RepositoryError, match="The lock of version 1 cannot be opened"):
        repository.locks(notebook.id)
    repository.close()
