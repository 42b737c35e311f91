"""What is saved is what is got back, and every version stays."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from analytics.enquiry.settings import Settings
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import NotFound, Repository, RepositoryError
from tests.notebooks.repository.conftest import FIRST_MOMENT


def note(text):
    return {"kind": "note", "text": text}


def test_a_notebook_comes_back_as_it_was_saved(repository):
    notebook = Notebook(
        title="Workforce",
        authority="barnsley",
        as_known_on=date(2023, 9, 12),
        settings=Settings(material_points=5),
        public=True,
    ).adding({"kind": "history", "indicator": "cp_visit_time"})
    notebook = notebook.folded(notebook.cells[0].id, collapsed=True)
    saved = repository.save(notebook, None, "Begun")
    assert (saved.notebook, saved.version, saved.saved_at, saved.why) == (notebook, 1, FIRST_MOMENT, "Begun")
    assert repository.get(notebook.id) == saved
    (entry,) = repository.listed()
    assert (entry.id, entry.title, entry.authority, entry.as_known_on, entry.version, entry.saved_at) == (
        notebook.id, "Workforce", "barnsley", date(2023, 9, 12), 1, FIRST_MOMENT,
    )  # fmt: skip
    assert (entry.public, entry.deleted) == (True, False)


def test_each_save_is_a_version_and_the_earlier_stay(repository):
    first = Notebook(title="One", authority="barnet")
    second = first.retitled("Two").adding(note("More"))
    repository.save(first, None, "Begun")
    assert repository.save(second, 1, "A note").version == 2
    assert repository.get(first.id).notebook == second
    assert [repository.at(first.id, version) for version in (1, 2)] == [first, second]
    assert [(one.version, one.why, one.title, one.is_branch) for one in repository.history(first.id)] == [
        (2, "A note", "Two", False),
        (1, "Begun", "One", False),
    ]
    assert repository.listed()[0].title == "Two"


def test_the_last_saved_is_listed_first(repository):
    one, other = Notebook(title="One", authority="barnet"), Notebook(title="Other", authority="barnet")
    repository.save(one, None)
    repository.save(other, None)
    assert [entry.title for entry in repository.listed()] == ["Other", "One"]
    repository.save(one.adding(note("")), 1)
    assert [entry.title for entry in repository.listed()] == ["One", "Other"]


@pytest.mark.parametrize("expected", [None, 1, 7])
def test_the_same_content_again_makes_no_version(repository, expected):
    notebook = Notebook(authority="barnet").adding({"kind": "history", "indicator": "cp_visit_time"})
    saved = repository.save(notebook, None, "Begun")
    turned = notebook.changed(notebook.cells[0].id, {"indicator": "cp_visit_time", "kind": "history"})
    assert repository.save(turned, expected, "Again") == saved
    assert len(repository.history(notebook.id)) == 1


def test_a_restored_version_is_a_new_one_and_those_between_stay(repository):
    first = Notebook(authority="barnet").adding(note("As it was"))
    repository.save(first, None)
    repository.save(first.without(first.cells[0].id), 1)
    restored = repository.restore(first.id, 1, expected=2)
    assert (restored.version, restored.notebook, restored.why) == (3, first, "Version 1 restored")
    assert repository.get(first.id) == restored
    assert repository.at(first.id, 2).cells == ()


@pytest.mark.parametrize(
    "text",
    [
        "Siân, Łódź, 児童, עברית, 👩‍👧‍👦, e\u0301",
        "x" * 100_000,
        "“” \\ ' \" \t\r\n ; -- %s {0}",
        "\u2028 \ufeff \x00 \x1b",
    ],
)
def test_any_text_comes_back_to_the_letter(repository, text):
    notebook = Notebook(title=text[:200], authority="barnet").adding(note(text))
    repository.save(notebook, None, text)
    got = repository.get(notebook.id)
    assert got.notebook == notebook
    # A word beside the notebook loses only the character that PostgreSQL does not take.
    assert got.why == text.replace("\x00", "")
    assert repository.listed()[0].title == notebook.title.replace("\x00", "")


def test_moments_are_in_utc_whatever_the_clock_says(url):
    summer = timezone(timedelta(hours=1))
    repository = Repository.open(url, clock=lambda: datetime(2026, 7, 1, 0, 30, tzinfo=summer))
    identity = repository.save(Notebook(authority="barnet"), None).notebook.id
    assert repository.get(identity).saved_at == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert repository.get(identity).saved_at.utcoffset() == timedelta(0)
    repository.close()


def test_what_is_not_there_is_said_in_words(repository):
    with pytest.raises(NotFound, match=r"There is no notebook “nothing” here. Choose one from the list"):
        repository.get("nothing")
    for ask in (repository.history, repository.delete, repository.undelete):
        with pytest.raises(NotFound, match=r"There is no notebook “nothing” here"):
            ask("nothing")
    with pytest.raises(NotFound, match=r"There is no notebook “nothing” here"):
        repository.at("nothing", 1)
    notebook = repository.save(Notebook(title="Mine", authority="barnet"), None).notebook
    with pytest.raises(NotFound, match=r"There is no version 2 of this notebook. Its versions are 1 to 1"):
        repository.at(notebook.id, 2)
    with pytest.raises(NotFound, match=r"“Lost” is not kept here any more. Save it as a new notebook"):
        repository.save(Notebook(title="Lost", authority="barnet"), 3)


@pytest.mark.parametrize(
    ("asks", "reason"),
    [
        ({"text": "half: \ud83d"}, "One of its texts holds half a character. Write that text again."),
        ({"size": float("inf")}, "A cell asks for what JSON cannot hold"),
        ({"of": object()}, "A cell asks for what JSON cannot hold"),
        ({"deep": json.loads("[" * 300 + "]" * 300)}, ""),
    ],
)
def test_what_could_not_be_opened_again_is_not_kept(repository, asks, reason):
    with pytest.raises(RepositoryError, match=f"“Untitled notebook” cannot be kept as it is. {reason}"):
        repository.save(Notebook(authority="barnet").adding(asks), None)
    assert repository.listed() == []
