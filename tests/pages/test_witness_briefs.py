"""The page Witness briefs: what an officer does on it is kept in the notebook's meeting at once."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from analytics.exports.formats import Format
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.packs.meeting import Sharing
from analytics.notebooks.repository import Repository
from pages.shared.notebook import workspace
from tests.pages.kept import NOTE, a_workspace, notices, pressed, with_cells
from tests.pages.opened import headings, html, links, opened, stands
from tests.shipped import shipped

DAY = date(2023, 9, 12)
WORKFORCE = {"kind": "latest", "theme": "workforce"}
SERVICE_DIRECTOR = "Service Director, Children's Social Care, Children's Services"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


@pytest.fixture
def planned(kept):
    """A notebook with a meeting."""
    notebook = with_cells(WORKFORCE, as_known_on=DAY).planning(date=DAY)
    kept.save(notebook, None)
    return notebook


def page_of(notebook):
    app = opened("witness_briefs", notebook=notebook.id)
    assert not app.exception, [problem.value for problem in app.exception]
    return app


def field(app, label):
    kinds = (app.text_input, app.text_area, app.date_input, app.number_input, app.checkbox, app.multiselect)
    return next(one for kind in kinds for one in kind if one.label == label)


def filled(app, label, value):
    field(app, label).set_value(value).run()
    assert not app.exception, [problem.value for problem in app.exception]
    return app


def meeting_of(kept, notebook):
    return kept.get(notebook.id).notebook.meeting


def lines_of(kept, notebook):
    now = kept.get(notebook.id).notebook
    return chosen_for(now, shipped(), now.meeting).lines


def test_notebook_is_chosen_from_those_there_are_and_stands_in_the_address(kept):
    notebook = with_cells(NOTE, title="Autumn")
    kept.save(notebook, None)
    app = opened("witness_briefs")
    stands(app, "witness_briefs")

    app.selectbox(key="briefing_notebook").set_value(notebook.id).run()

    assert app.query_params["notebook"] == notebook.id
    assert f"notebook?notebook={notebook.id}" in links(app)


def test_notebook_begun_from_a_starter_on_the_page_stays_on_the_page(kept):
    app = opened("witness_briefs", authority="barnsley", known="2023-09-12")

    next(box for box in app.selectbox if box.label == "Begin with").set_value("Care leavers")
    pressed(app, "Begin")

    [entry] = kept.listed()
    assert headings(app, 1) == ["Witness briefs"]
    assert app.query_params["notebook"] == entry.id
    assert "Choose the date" in html(app)


def test_notebook_that_is_gone_is_said_and_another_can_be_chosen(kept):
    app = opened("witness_briefs", notebook="nothing")

    assert "There is no notebook “nothing” here." in notices(app)
    assert any(one.label == "Begin" for one in app.button)


def test_date_makes_the_meeting_and_its_plan_without_the_bank_holiday(kept):
    notebook = with_cells(WORKFORCE, as_known_on=DAY)
    kept.save(notebook, None)

    app = filled(page_of(notebook), "Date of the meeting", DAY)

    assert meeting_of(kept, notebook).date == DAY
    assert "Monday 28 August 2023 is a bank holiday and not counted." in html(app)
    assert "Monday 4 September 2023" in html(app)


@pytest.mark.parametrize(
    ("label", "value", "part"),
    [
        ("Place", "Council Chamber", "place"),
        ("Committee", "Children’s Scrutiny", "committee"),
        ("The Big Question", "Are caseloads safe?", "big_question"),
        ("Minutes for all questions together (for members only)", 45, "minutes"),
        ("Written answers are due", date(2023, 9, 1), "answers_due"),
        ("Corrections are invited until", date(2023, 9, 4), "corrections_due"),
        ("Time", "10.00", "time"),
        ("Author, as a role", "Principal Scrutiny Officer", "author"),
    ],
)
def test_every_particular_is_kept_as_a_version_at_once(kept, planned, label, value, part):
    filled(page_of(planned), label, value)

    assert getattr(meeting_of(kept, planned), part) == value
    assert kept.get(planned.id).version == 2


@pytest.mark.parametrize(
    ("label", "value", "why"),
    [
        ("Written answers are due", date(2023, 9, 20), "The day for written answers, 20 September 2023, is after the"),
        ("Committee", "", "This cannot be blank."),
        ("Minutes for all questions together (for members only)", 1, "This is too little: 5 is the least."),
        ("Author, as a role", "Cllr Ann Example", "“Cllr Ann Example” looks like a name."),
        ("Date of the meeting", None, "This needs a day."),
    ],
)
def test_what_will_not_do_is_refused_in_words_and_stays_where_it_was_typed(kept, planned, label, value, why):
    app = filled(page_of(planned), label, value)

    assert f"Not saved. {why}" in notices(app)
    assert field(app, label).value == value
    assert kept.get(planned.id).version == 1


def test_what_was_refused_is_kept_once_the_rest_goes_with_it(kept, planned):
    app = filled(page_of(planned), "Written answers are due", date(2023, 9, 20))

    filled(app, "Date of the meeting", date(2023, 10, 3))

    assert "Not saved" not in notices(app)
    assert meeting_of(kept, planned).answers_due == date(2023, 9, 20)


def test_witnesses_are_roles_of_the_papers_or_typed_and_no_names(kept, planned):
    app = page_of(planned)
    assert SERVICE_DIRECTOR in field(app, "Witnesses, by role").options

    filled(app, "Witnesses, by role", [SERVICE_DIRECTOR])
    filled(app, "Another role", "Designated Nurse")
    assert meeting_of(kept, planned).witnesses == (SERVICE_DIRECTOR, "Designated Nurse")
    assert field(app, "Another role").value == ""

    filled(app, "Another role", "Cllr Ann Example")
    assert "“Cllr Ann Example” looks like a name." in notices(app)
    assert field(app, "Another role").value == "Cllr Ann Example"
    assert meeting_of(kept, planned).witnesses == (SERVICE_DIRECTOR, "Designated Nurse")


def test_lines_are_kept_moved_dropped_and_put_back(kept, planned):
    first, second, third, *_ = (line.id for line in lines_of(kept, planned))
    app = page_of(planned)

    app.button(key=f"down_{first}").click().run()
    assert [line.id for line in lines_of(kept, planned)][:2] == [second, first]
    app.button(key=f"drop_{second}").click().run()
    assert second not in [line.id for line in lines_of(kept, planned)]
    app.button(key=f"keep_{third}").click().run()
    assert [line.id for line in lines_of(kept, planned)] == [third]
    assert "○ Left out of the papers" in html(app)
    app.button(key="restore").click().run()
    assert meeting_of(kept, planned).running_order.dropped == ()


def test_own_wording_gets_advice_and_a_private_note_is_kept_beside_the_line(kept, planned):
    line = lines_of(kept, planned)[0].id
    app = page_of(planned)

    app.text_area(key=f"briefing_own_wordings_{line}").set_value("Is it not bad?").run()
    app.text_area(key=f"briefing_notes_{line}").set_value("I lead.").run()

    meeting = meeting_of(kept, planned)
    assert (meeting.own_wordings, meeting.notes) == ({line: "Is it not bad?"}, {line: "I lead."})
    assert "Advice, not a rule for you" in html(app)
    assert "Your wording of line 1" in html(app)
    app.text_area(key=f"briefing_notes_{line}").set_value("").run()
    assert meeting_of(kept, planned).notes == {}


def test_questions_are_shared_only_once_the_chair_agreed(kept, planned):
    app = page_of(planned)
    agreed = next(box for box in app.checkbox if box.label.startswith("The Chair has agreed"))
    assert not agreed.value

    agreed.check().run()

    assert meeting_of(kept, planned).themes_or_questions is Sharing.QUESTIONS


def test_papers_are_made_only_when_asked_for_and_those_for_members_stand_apart(kept, planned):
    app = filled(page_of(planned), "Witnesses, by role", [SERVICE_DIRECTOR])
    assert not app.session_state["briefing_made"]
    app.selectbox(key="briefing_form").set_value(Format.HTML).run()

    app.button(key="make_members-pack").click().run()
    app.button(key="make_cover-report").click().run()
    assert not app.exception, [problem.value for problem in app.exception]

    made = app.session_state["briefing_made"]
    assert {wanted.paper for wanted in made} == {"members-pack", "cover-report"}
    pack = next(content for wanted, content in made.items() if wanted.paper == "members-pack").decode()
    assert "A good answer holds" in pack
    for mark in ("■ For members", "✉ For the witness", "✓ For publication"):
        assert mark in html(app)


def test_files_of_an_earlier_version_are_let_go(kept, planned):
    app = page_of(planned)
    app.selectbox(key="briefing_form").set_value(Format.HTML).run()
    app.button(key="make_print").click().run()
    assert app.session_state["briefing_made"]

    filled(app, "Place", "Elsewhere")

    assert not app.session_state["briefing_made"]
    assert app.button(key="make_print")


def test_brief_of_a_role_that_is_not_known_says_so_and_stops_nothing(kept, planned):
    app = filled(page_of(planned), "Another role", "Harbour Master")

    app.button(key="make_brief-harbour-master").click().run()

    assert not app.exception
    assert "There is no role “Harbour Master”." in notices(app)


def test_lock_is_kept_and_says_what_has_changed_since(kept, planned):
    app = page_of(planned)

    app.button(key="lock").click().run()
    [held] = kept.locks(planned.id)
    assert isinstance(held.lock, Lock)
    assert f"checksum {held.lock.sha256[:12]}" in html(app)
    assert "Changed in the notebook since: nothing." in html(app)
    # The inspection report was published after the day of the notebook.
    assert "There is a document that the pack did not use" in html(app)

    filled(app, "Place", "Town Hall")
    assert "The place: “blank” became “Town Hall”." in html(app)
    assert kept.locks(planned.id) == [held]


def test_second_of_two_people_keeps_both_changes_and_chooses_where_both_changed_one(kept, planned):
    line = lines_of(kept, planned)[0].id
    one, other = page_of(planned), page_of(planned)
    filled(one, "Place", "Town Hall")
    one.text_area(key=f"briefing_own_wordings_{line}").set_value("How do you know?").run()

    filled(other, "Time", "10.00")
    assert (meeting_of(kept, planned).place, meeting_of(kept, planned).time) == ("Town Hall", "10.00")

    one.text_area(key=f"briefing_own_wordings_{line}").set_value("How do they know?").run()
    other.text_area(key=f"briefing_own_wordings_{line}").set_value("What do you know?").run()
    assert meeting_of(kept, planned).own_wordings[line] == "How do they know?"
    assert "someone else changed it while you did. Theirs stands." in notices(other)
    pressed(other, "Use yours")
    assert meeting_of(kept, planned).own_wordings[line] == "What do you know?"


def test_day_before_any_document_says_so_and_shows_nothing_that_fails(kept):
    notebook = with_cells(WORKFORCE, as_known_on=date(2001, 2, 3)).planning(date=DAY)
    kept.save(notebook, None)

    assert "was public on 3 February 2001" in notices(page_of(notebook))


def test_change_that_cannot_be_saved_is_kept_for_later(kept, planned, monkeypatch):
    app = page_of(planned)

    def full(*_, **__):
        raise workspace.RepositoryError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(Repository, "save", full)
        filled(app, "Place", "Town Hall")
        assert "Not saved yet, but not lost while the app runs: your changes to" in notices(app)
    pressed(app, "Save again")
    assert meeting_of(kept, planned).place == "Town Hall"


def kept_on_lines():
    """The page Lines of questioning with two lines kept and one in own words, and its link to the papers."""
    app = opened("lines_of_questioning", authority="barnsley", known="2023-09-12")
    lines = [key.removeprefix("keep_") for key in (one.key or "" for one in app.button) if key.startswith("keep_")]
    for line in lines[1:3]:
        app.button(key=f"keep_{line}").click().run()
    own = next(one for one in app.text_area if one.label.startswith("Your question for line 2"))
    own.set_value("How many children is that?").run()
    link = next(href for href in links(app) if href.startswith("witness_briefs"))
    return lines, dict(parse_qsl(link.partition("?")[2]))


def test_lines_kept_and_reworded_come_along_to_the_papers(kept, planned):
    lines, link = kept_on_lines()

    app = opened("witness_briefs", **link, notebook=planned.id)
    assert "2 lines kept and 1 in your own words" in html(app)
    pressed(app, "Take them into the papers")

    meeting = meeting_of(kept, planned)
    assert meeting.running_order.kept == tuple(lines[1:3])
    assert meeting.own_wordings == {lines[1]: "How many children is that?"}
    assert [line.id for line in lines_of(kept, planned)] == lines[1:3]
    assert set(app.query_params) == {"authority", "known", "notebook"}
    assert "Take them into the papers" not in [one.label for one in app.button]


def test_they_are_still_there_after_a_notebook_was_begun_and_wait_for_its_date(kept):
    _, link = kept_on_lines()
    app = opened("witness_briefs", **link)

    pressed(app, "Begin")

    assert "Choose the date of the meeting, and they can be taken along." in html(app)
    [entry] = kept.listed()
    filled(app, "Date of the meeting", DAY)
    pressed(app, "Take them into the papers")
    assert len(kept.get(entry.id).notebook.meeting.running_order.kept) == 2


def test_a_notebook_begun_about_another_council_does_not_get_them(kept):
    _, link = kept_on_lines()
    app = opened("witness_briefs", **link)

    app.selectbox(key="begin_authority").set_value("barnet")
    pressed(app, "Begin")

    assert "The lines you chose are of Barnsley, and this notebook is about Barnet." in html(app)


def test_lines_of_another_council_are_not_taken_along(kept):
    notebook = with_cells(WORKFORCE, authority="barnet").planning(date=DAY)
    kept.save(notebook, None)
    _, link = kept_on_lines()

    app = opened("witness_briefs", **link, notebook=notebook.id)

    assert "The lines you chose are of Barnsley, and this notebook is about Barnet." in html(app)
    assert "Take them into the papers" not in [one.label for one in app.button]


def test_a_notebook_about_another_council_puts_the_wordings_by_and_says_so(kept, planned):
    line = lines_of(kept, planned)[0].id
    written = planned.planning(own_wordings={line: "Ours?"})
    moved = written.about("barnet", None)
    kept.save(moved, kept.get(planned.id).version)

    app = page_of(moved)

    assert "Ours?" not in html(app)
    assert "1 wording or note on the lines of Barnsley is put by" in html(app)
