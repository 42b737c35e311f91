"""Two people save the same notebook: the first is the newest version, and the other's text is kept beside it."""

import pytest

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Conflict


@pytest.fixture
def begun():
    return Notebook(title="Ours", authority="barnet").adding({"kind": "note", "text": "Begun"})


def with_note(notebook, text):
    return notebook.adding({"kind": "note", "text": text})


def conflict_of(repository, notebook, expected, why=""):
    with pytest.raises(Conflict) as raised:
        repository.save(notebook, expected, why)
    return raised.value


def test_both_texts_are_kept(repository, begun):
    theirs, ours = with_note(begun, "Theirs"), with_note(begun, "Ours")
    repository.save(begun, None)
    repository.save(theirs, 1)
    conflict = conflict_of(repository, ours, 1, "My note")
    assert (conflict.theirs.notebook, conflict.theirs.version) == (theirs, 2)
    assert (conflict.ours.notebook, conflict.ours.version, conflict.ours.why) == (ours, 3, "My note")
    assert repository.get(begun.id).notebook == theirs
    assert repository.at(begun.id, 3) == ours
    assert [(one.version, one.is_branch) for one in repository.history(begun.id)] == [(3, True), (2, False), (1, False)]
    assert str(conflict) == (
        "“Ours” has been saved by somebody else since you opened it: theirs is version 2. Nothing is lost: yours is "
        "kept as version 3. Compare the two in the history, then restore yours or copy into theirs what is missing."
    )


def test_the_next_version_takes_no_number_of_a_branch(repository, begun):
    repository.save(begun, None)
    repository.save(with_note(begun, "Theirs"), 1)
    conflict_of(repository, with_note(begun, "Ours"), 1)
    assert repository.save(with_note(begun, "Theirs, more"), 2).version == 4


def test_a_branch_can_be_restored(repository, begun):
    ours = with_note(begun, "Ours")
    repository.save(begun, None)
    repository.save(with_note(begun, "Theirs"), 1)
    branch = conflict_of(repository, ours, 1).ours
    assert repository.restore(begun.id, branch.version, expected=2).version == 4
    assert repository.get(begun.id).notebook == ours


def test_the_same_text_is_kept_beside_it_once(repository, begun):
    repository.save(begun, None)
    repository.save(with_note(begun, "Theirs"), 1)
    ours = with_note(begun, "Ours")
    versions = {conflict_of(repository, ours, 1).ours.version for _ in range(3)}
    assert versions == {3}
    assert len(repository.history(begun.id)) == 3


@pytest.mark.parametrize("expected", [None, 2, -1])
def test_only_the_newest_version_can_be_followed(repository, begun, expected):
    repository.save(begun, None)
    conflict = conflict_of(repository, with_note(begun, "Ours"), expected)
    assert (conflict.theirs.version, conflict.ours.version) == (1, 2)
    assert repository.get(begun.id).notebook == begun


def test_to_restore_is_to_save(repository, begun):
    repository.save(begun, None)
    repository.save(with_note(begun, "Two"), 1)
    repository.save(with_note(begun, "Three"), 2)
    with pytest.raises(Conflict) as raised:
        repository.restore(begun.id, 1, expected=2)
    # What was to be restored is a version already.
    assert (raised.value.theirs.version, raised.value.ours.version) == (3, 1)
