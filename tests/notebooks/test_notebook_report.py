from datetime import date

import pytest

from analytics.enquiry.settings import Settings
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import FOR_MEMBERS, FOR_PUBLICATION, notebook_report
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, Shown
from tests.shipped import shipped

SECRET, OPEN = "Ask the director alone", "For everyone"
LINE = "plan_major"
NOTEBOOK = (
    Notebook(authority="barnsley", title="September")
    .adding({"kind": "note", "text": OPEN})
    .adding({"kind": "note", "text": SECRET, "private": True})
    .adding({"kind": "line", "line": LINE})
    .adding({"kind": "staffing"})
    .adding({"kind": "crystal-ball"})
)


def reported(notebook=NOTEBOOK, *, private=False):
    return notebook_report(notebook, shipped(), private=private)


def test_cells_come_in_order_and_what_cannot_be_shown_is_a_gap_with_its_reason():
    blocks = reported().blocks

    assert [type(block) for block in blocks] == [Markdown, Shown, Gap, Gap]
    assert blocks[2].what == "Posts by role: permanent, agency and vacant"
    assert "Barnsley’s documents print no table of posts" in blocks[2].why
    assert "crystal-ball" in blocks[3].why


def test_build_for_publication_holds_neither_private_notes_nor_what_members_hope_to_hear():
    line = next(line for line in NOTEBOOK.cell(NOTEBOOK.cells[2]).enquiry(shipped()).every_line if line.id == LINE)
    members, public = reported(private=True), reported()

    for text in (SECRET, *line.good_answer, *line.worry):
        assert text in repr(members.blocks)
        assert text not in repr(public.blocks)
    assert (members.marking, public.marking) == (FOR_MEMBERS, FOR_PUBLICATION)


def test_private_note_that_cannot_be_read_leaves_no_sign_in_the_build_for_publication():
    broken = Notebook(authority="barnsley").adding({"kind": "note", "private": True, "colour": "red"})

    assert reported(broken).blocks == ()
    assert isinstance(reported(broken, private=True).blocks[0], Gap)


def test_folded_cell_is_there_in_full():
    folded = NOTEBOOK.folded(NOTEBOOK.cells[2].id, collapsed=True)

    assert [type(block) for block in reported(folded).blocks] == [type(block) for block in reported().blocks]


def test_empty_note_is_left_out():
    assert reported(Notebook(authority="barnsley").adding({"kind": "note", "text": " \n"})).blocks == ()


def test_thresholds_that_were_changed_are_named():
    changed = NOTEBOOK.model_copy(update={"settings": Settings(gap_points=7)})

    heading, bullets = reported(changed).blocks[-2:]

    assert isinstance(heading, Heading)
    assert isinstance(bullets, Bullets)
    assert [item.partition(":")[0] for item in bullets.items] == ["Changed to 7"]


@pytest.mark.parametrize(
    ("day", "words", "papers"),
    [
        (None, "Everything published so far is used", "4 published documents"),
        (date(2018, 5, 1), "As known on 1 May 2018", "1 published document,"),
    ],
)
def test_report_says_what_was_known_and_what_it_was_made_from(day, words, papers):
    report = reported(NOTEBOOK.about("barnsley", day))

    assert words in report.as_known_on
    assert papers in report.made_from
    assert f"evidence version {shipped().version[:12]}." in report.made_from
    assert not report.version, "it is said once"
    assert (report.title, report.subtitle) == ("September", "Barnsley")


def test_whoever_waits_hears_of_every_cell():
    heard = []

    notebook_report(NOTEBOOK, shipped(), private=True, told=lambda done, of: heard.append((done, of)))

    assert heard == [(place, 5) for place in range(1, 6)]
