"""What earlier versions wrote opens for good, and what a newer one wrote is refused in words."""

import json
from datetime import date
from pathlib import Path

import pytest

from analytics.enquiry.settings import Settings
from analytics.notebooks import stored
from analytics.notebooks.notebook import FORMAT, Notebook
from analytics.notebooks.stored import as_stored, notebook_from_stored

FIXTURES = Path(__file__).parents[1] / "fixtures" / "notebooks"


def test_a_file_of_the_first_format_opens_for_good():
    opened = notebook_from_stored((FIXTURES / "format-1.json").read_bytes())
    assert (opened.format, opened.title) == (FORMAT, "Workforce – before the meeting of 12 September 2023")
    assert (opened.authority, opened.as_known_on, opened.public) == ("barnsley", date(2023, 9, 12), False)
    assert opened.settings == Settings(material_points=5, most_lines=6)
    assert [held.collapsed for held in opened.cells] == [False, True, False]
    note, history, lines = [opened.cell(held) for held in opened.cells]
    assert note.text == "# What members want to know\n\nSiân’s question: “How long do children wait?” ☂\n"
    assert note.private
    assert (history.indicator, history.as_known_on) == ("cp_visit_time", date(2023, 9, 12))
    assert (lines.theme, lines.as_known_on, lines.settings.gap_points) == ("workforce", date(2018, 12, 31), 4)


def test_a_file_of_the_second_format_opens_for_good_with_its_meeting():
    opened = notebook_from_stored((FIXTURES / "format-2.json").read_bytes())
    meeting = opened.meeting
    assert (meeting.date, meeting.place, meeting.minutes) == (date(2023, 9, 12), "Council Chamber", 45)
    assert meeting.running_order.order == ("agency_workers", "sw_caseload_avg")
    assert meeting.own_wordings == {"agency_workers": "How do you decide when an agency worker is the right answer?"}
    assert meeting.notes == {"agency_workers": "Siân leads on this one ☂"}
    assert meeting.themes_or_questions.value == "questions"


def test_two_cells_of_one_name_are_both_kept_each_by_its_own():
    notebook = Notebook(authority="barnsley").adding({"kind": "note", "text": "One"})
    first = notebook.cells[0]
    twice = notebook.model_copy(
        update={"cells": (first, first.model_copy(update={"asks": first.asks | {"text": "Two"}}))}
    )
    opened = notebook_from_stored(as_stored(twice))
    assert [held.asks["text"] for held in opened.cells] == ["One", "Two"]
    assert opened.cells[0].id == first.id != opened.cells[1].id
    assert notebook_from_stored(as_stored(twice)) == opened == notebook_from_stored(as_stored(opened))
    assert notebook_from_stored(as_stored(notebook)) == notebook


def test_a_notebook_of_the_first_format_has_no_meeting():
    assert notebook_from_stored((FIXTURES / "format-1.json").read_bytes()).meeting is None


def test_every_format_there_was_has_a_file_and_a_step_to_the_next():
    for number in range(1, FORMAT + 1):
        assert notebook_from_stored((FIXTURES / f"format-{number}.json").read_bytes()).format == FORMAT
    assert sorted(stored.STEPS) == list(range(1, FORMAT))


def test_an_earlier_format_is_brought_up_step_by_step(monkeypatch):
    # As it would be if format 2 called the title `name`, and format 3 the title again, in capitals.
    monkeypatch.setattr(stored, "FORMAT", 3)
    monkeypatch.setattr(
        stored,
        "STEPS",
        {
            1: lambda old: {("name" if key == "title" else key): value for key, value in old.items()},
            2: lambda old: (
                {("title" if key == "name" else key): value for key, value in old.items()}
                | {"title": old["name"].upper()}
            ),
        },
    )
    opened = notebook_from_stored('{"format": 1, "title": "Visits", "authority": "barnet"}')
    assert (opened.format, opened.title) == (3, "VISITS")
    assert notebook_from_stored('{"format": 2, "name": "Visits", "authority": "barnet"}').title == "VISITS"
    assert notebook_from_stored('{"format": 3, "title": "Visits", "authority": "barnet"}').title == "Visits"


def test_a_file_that_names_no_format_is_of_the_first():
    assert notebook_from_stored('{"authority": "barnet"}').format == FORMAT


def test_a_file_saved_by_windows_notepad_opens():
    assert notebook_from_stored('{"title": "Siân", "authority": "barnet"}'.encode("utf-8-sig")).title == "Siân"


def test_a_newer_format_is_refused_in_words():
    with pytest.raises(ValueError, match="This notebook has format 99, from a newer version of the app") as raised:
        notebook_from_stored('{"format": 99, "authority": "barnet", "what": "nobody knows yet"}')
    assert str(raised.value).endswith(
        f"this version opens up to {FORMAT}. Update the app, or ask for it to be exported from a version like yours."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "This is no notebook: it is not JSON"),
        ("Dear committee", "This is no notebook: it is not JSON"),
        (b"\xff\xfe{}", "This is no notebook: it is not JSON"),
        ('{"authority": "\ud83d"}', "This is no notebook: it is not JSON"),
        ('{"authority": NaN}', "This is no notebook: it is not JSON"),
        ("[" * 10_000, "This is no notebook: it is not JSON"),
        ("[]", "This is no notebook: the file holds no JSON object. Choose a file that was exported"),
        ('{"format": "1"}', "This is no notebook: its format is “1”, and formats are counted from 1"),
        ('{"format": true}', "This is no notebook: its format is “True”"),
        ('{"format": 0}', "This is no notebook: its format is “0”"),
        ("{}", "This is no notebook: authority: Field required"),
        ('{"authority": "barnet", "cels": []}', "This is no notebook: cels: Extra inputs are not permitted"),
        ('{"authority": "barnet", "title": ""}', "This is no notebook: title: String should have at least 1 character"),
    ],
)
def test_what_is_no_notebook_is_said_in_words(text, reason):
    with pytest.raises(ValueError, match=reason):
        notebook_from_stored(text)


def test_equal_notebooks_are_stored_alike():
    one = Notebook(authority="barnet").adding({"kind": "history", "indicator": "a"})
    other = one.changed(one.cells[0].id, {"indicator": "a", "kind": "history"})
    assert as_stored(one) == as_stored(other)
    assert as_stored(one) != as_stored(one.changed(one.cells[0].id, {"kind": "history", "indicator": "b"}))
    assert json.loads(as_stored(one)) == one.model_dump(mode="json")
