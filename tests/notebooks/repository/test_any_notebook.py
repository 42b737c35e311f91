"""Whatever was done to a notebook, it is kept and comes back the same."""

import json

import pytest
from hypothesis import given

from analytics.notebooks.notebook import FORMAT, new_id
from analytics.notebooks.repository import Repository
from analytics.notebooks.stored import as_stored, notebook_from_stored
from tests.notebooks.repository.verbs import notebooks


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return Repository.open(f"sqlite:///{tmp_path_factory.mktemp('any')}/notebooks.db")


@given(notebooks(), notebooks())
def test_what_is_saved_is_what_is_got(kept, one, other):
    one = one.model_copy(update={"id": new_id()})
    other = other.model_copy(update={"id": one.id})
    kept.save(one, None)
    assert kept.get(one.id).notebook == one
    saved = kept.save(other, 1)
    assert kept.get(one.id) == saved
    assert saved.notebook == other
    assert kept.at(one.id, 1) == one
    assert kept.restore(one.id, 1, saved.version).notebook == one


@given(notebooks())
def test_the_stored_json_of_any_notebook_opens(notebook):
    text = as_stored(notebook)
    opened = notebook_from_stored(text)
    assert opened == notebook
    assert as_stored(opened) == text
    assert json.loads(text)["format"] == FORMAT
