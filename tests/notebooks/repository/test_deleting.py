"""A deleted notebook leaves the list, and nothing of it is lost."""

import pytest

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import NotFound


@pytest.fixture
def kept(repository):
    notebook = Notebook(title="Kept", authority="barnet")
    repository.save(notebook, None)
    repository.save(notebook.retitled("Kept, more"), 1)
    return repository.get(notebook.id)


def test_it_leaves_the_list_and_says_so(repository, kept):
    repository.delete(kept.notebook.id)
    assert repository.listed() == []
    with pytest.raises(
        NotFound, match=r"“Kept, more” was deleted on 1 March 2026. Nothing of it is lost: bring it back"
    ):
        repository.get(kept.notebook.id)


def test_its_versions_can_still_be_read(repository, kept):
    repository.delete(kept.notebook.id)
    (entry,) = repository.listed(deleted=True)
    assert (entry.title, entry.deleted) == ("Kept, more", True)
    assert [one.version for one in repository.history(entry.id)] == [2, 1]
    assert repository.at(entry.id, 1).title == "Kept"


def test_it_comes_back_as_it_was(repository, kept):
    repository.delete(kept.notebook.id)
    repository.undelete(kept.notebook.id)
    assert repository.get(kept.notebook.id) == kept
    assert [entry.deleted for entry in repository.listed()] == [False]


def test_a_change_by_somebody_still_at_work_on_it_brings_it_back(repository, kept):
    repository.delete(kept.notebook.id)
    repository.save(kept.notebook, 2)
    assert repository.listed() == [], "nothing was changed"
    changed = kept.notebook.retitled("Still at it")
    repository.save(changed, 2)
    assert repository.get(changed.id).notebook == changed
