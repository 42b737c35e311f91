"""The starter notebooks: every one loads, renders for both councils, and keeps to what a view keeps to."""

import json

import pytest

from analytics.notebooks.notebook import FORMAT
from analytics.notebooks.view import CannotRender
from tests.notebooks.packs.made import COUNCILS, STARTERS, names, starter
from tests.shipped import shipped

DOCUMENTS = {f"document-{slug}": held.file.authority for slug, held in shipped().documents.items()}


def test_there_is_one_for_each_subject_and_each_document():
    subjects = {
        "workforce-and-caseloads",
        "front-door",
        "child-protection",
        "children-in-care",
        "care-leavers",
        "improvement-programme",
    }
    assert set(names()) == subjects | set(DOCUMENTS)


@pytest.mark.parametrize("name", names())
def test_a_starter_is_readable_json_of_the_present_format_with_stable_ids(name):
    text = (STARTERS / f"{name}.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    assert text == json.dumps(stored, ensure_ascii=False, indent=2) + "\n"
    assert (stored["format"], stored["id"]) == (FORMAT, f"starter-{name}")
    ids = [cell["id"] for cell in stored["cells"]]
    assert ids == [f"{name}-{place}" for place in range(1, len(ids) + 1)]


@pytest.mark.parametrize("name", names())
def test_a_starter_has_four_to_nine_cells_begins_with_a_note_and_leads_to_lines(name):
    kinds = [held.asks["kind"] for held in starter(name).cells]
    assert 4 <= len(kinds) <= 9
    assert kinds[0] == "note"
    assert kinds[-1] == "lines"
    assert kinds.count("note") >= 2


@pytest.mark.parametrize("name", names())
def test_notes_are_short_and_in_whole_sentences(name):
    notes = [held.asks["text"] for held in starter(name).cells if held.asks["kind"] == "note"]
    for note in notes:
        paragraphs = [part for part in note.split("\n\n") if not part.startswith("#")]
        assert all(part.endswith((".", "?")) for part in paragraphs)
        assert all(len(part.split()) <= 50 for part in paragraphs)


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("name", names())
def test_every_cell_gives_a_view_with_a_short_title_or_says_why_not(name, council):
    for held, result in starter(name).about(council, None).views(shipped()):
        if isinstance(result, CannotRender):
            assert "There is no kind of cell" not in str(result)
            assert "cannot be read" not in str(result)
            assert str(result).endswith("."), held
        else:
            assert 1 <= len(result.title.split()) <= 10, held


@pytest.mark.parametrize("name", names())
def test_about_its_own_council_most_of_a_starter_can_be_shown(name):
    about = starter(name).about(DOCUMENTS.get(name, "barnsley"), None)
    results = [result for _, result in about.views(shipped())]
    shown = [result for result in results if not isinstance(result, CannotRender)]
    assert len(shown) >= 0.7 * len(results)
    assert not isinstance(results[-1], CannotRender), "the lines"
