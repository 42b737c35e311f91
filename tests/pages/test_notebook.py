from datetime import date

import pytest

from analytics.access.publications import Publications
from analytics.exports.formats import Format
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import FOR_MEMBERS, FOR_PUBLICATION
from analytics.notebooks.repository import RepositoryError
from analytics.notebooks.repository.decided import nothing_shown
from pages.shared import library
from tests.pages.kept import HISTORY, NOTE, a_workspace, button, notices, page_of, pressed, with_cells
from tests.pages.opened import headings, html, opened, said, subtitles


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


def asks(kept, notebook):
    return [held.asks for held in kept.get(notebook.id).notebook.cells]


def test_cells_are_shown_in_order_under_the_title(kept):
    notebook = with_cells(HISTORY, NOTE, {"kind": "survey"})
    kept.save(notebook, None)

    app = page_of(notebook)

    assert headings(app, 1) == ["September"]
    assert [heading.partition(" ")[0] for heading in headings(app)] == ["Care", "Staff"]
    assert "<p>How many <strong>wait</strong>?</p>" in html(app)
    assert app.query_params == {"notebook": notebook.id}


def test_title_and_note_are_text_and_never_html_or_a_picture_from_elsewhere(kept):
    notebook = with_cells({"kind": "note", "text": "# Big\n![](https://example.org/a.png)"}, title="<b>September</b>")
    kept.save(notebook, None)

    app = page_of(notebook)

    assert "<b>September" not in html(app)
    assert "<h2>Big</h2>\n<p>[Picture: without description]</p>" in html(app)
    assert "<img" not in html(app)


def test_council_day_and_thresholds_of_the_notebook_are_those_of_every_cell(kept):
    notebook = with_cells(HISTORY, {"kind": "papers"}, {"kind": "signals"})
    kept.save(notebook, None)
    app = page_of(notebook)

    app.date_input(key="notebook_as_known_on").set_value(date(2018, 12, 31)).run()
    early = subtitles(app)
    assert headings(app)[1].startswith("2 documents")
    app.selectbox(key="notebook_authority").set_value("barnet").run()
    app.date_input(key="notebook_as_known_on").set_value(None).run()
    app.number_input(key="notebook_threshold_gap_points").set_value(7.0).run()

    assert all("Barnsley" in line for line in early)
    assert all("Barnet" in line for line in subtitles(app))
    assert "Changed to 7" in html(app)
    now = kept.get(notebook.id).notebook
    assert (now.authority, now.as_known_on, now.settings.gap_points) == ("barnet", None, 7.0)
    pressed(app, "Use the usual thresholds")
    assert "Changed to 7" not in html(app)


def test_threshold_that_will_not_do_is_said_and_left_as_it_was(kept):
    notebook = with_cells()
    kept.save(notebook, None)

    app = page_of(notebook).number_input(key="notebook_threshold_gap_points").set_value(-1.0).run()

    assert "-1 will not do" in notices(app)
    assert app.number_input(key="notebook_threshold_gap_points").value == 5.0


def test_note_is_written_and_saved_when_the_box_is_left(kept):
    notebook = with_cells()
    kept.save(notebook, None)

    app = pressed(page_of(notebook), "Write a note")
    app.text_area[0].set_value("What **changed**?").run()

    assert asks(kept, notebook) == [{"kind": "note", "text": "What **changed**?"}]
    assert "<p>What <strong>changed</strong>?</p>" in html(app)
    again = page_of(notebook)
    assert "<p>What <strong>changed</strong>?</p>" in html(again)


def test_cell_is_moved_copied_folded_and_opened(kept):
    notebook = with_cells(NOTE, HISTORY)
    kept.save(notebook, None)

    app = pressed(page_of(notebook), "▼ Down")
    assert [one["kind"] for one in asks(kept, notebook)] == ["history", "note"]
    assert button(app, "▲ Up").disabled
    assert button(app, "▼ Down", -1).disabled
    pressed(app, "Duplicate")
    assert [one["kind"] for one in asks(kept, notebook)] == ["history", "history", "note"]
    pressed(app, "Fold")
    assert html(app).count("<table") == 1
    pressed(app, "Open")
    assert html(app).count("<table") == 2


@pytest.mark.parametrize("place", [0, 1, 2])
def test_deleted_cell_is_put_back_where_it_was(kept, place):
    notebook = with_cells(NOTE, HISTORY, {"kind": "survey"})
    kept.save(notebook, None)
    before = asks(kept, notebook)

    app = pressed(page_of(notebook), "Delete", place)
    assert asks(kept, notebook) == [one for one in before if one != before[place]]
    assert "was deleted" in notices(app)
    pressed(app, "Undo")

    assert asks(kept, notebook) == before
    assert "was deleted" not in notices(app)


def test_what_is_put_back_is_what_was_written_last(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = pressed(page_of(notebook), "Edit")

    # To press a button is to leave the box: both reach the server at once.
    app.text_area[0].set_value("Written last")
    pressed(pressed(app, "Delete"), "Undo")

    assert [one["text"] for one in asks(kept, notebook)] == ["Written last"]


def test_what_was_deleted_and_stays_because_somebody_changed_it_is_not_said_to_be_gone(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = page_of(notebook)
    kept.save(notebook.changed(notebook.cells[0].id, {"kind": "note", "text": "Theirs"}), 1)

    pressed(app, "Delete")

    assert asks(kept, notebook) == [{"kind": "note", "text": "Theirs"}]
    assert "was deleted" not in notices(app)
    assert "Someone else changed this notebook" in notices(app)


def test_the_only_cell_deleted_can_be_put_back(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)

    app = pressed(pressed(page_of(notebook), "Delete"), "Undo")

    assert asks(kept, notebook) == [NOTE]
    assert not app.exception


def test_form_of_a_cell_changes_what_it_shows(kept):
    notebook = with_cells(HISTORY)
    kept.save(notebook, None)

    app = pressed(page_of(notebook), "Edit")
    indicator = next(box for box in app.selectbox if box.label == "Indicator" and not box.key.startswith("draft"))
    indicator.set_value("cl_accom").run()

    assert asks(kept, notebook) == [{"kind": "history", "indicator": "cl_accom"}]
    assert headings(app)[0].startswith("Care leavers suitably housed")


def test_cell_of_a_kind_goes_where_it_is_wanted(kept):
    notebook = with_cells(NOTE, HISTORY)
    kept.save(notebook, None)

    app = page_of(notebook)
    app.selectbox(key="notebook_kind").set_value("latest").run()
    app.selectbox(key="draft_latest_theme").set_value("workforce").run()
    app.selectbox(key="notebook_where").set_value(notebook.cells[0].id).run()
    pressed(app, "Add this cell")

    assert asks(kept, notebook) == [NOTE, {"kind": "latest", "theme": "workforce"}, HISTORY]


def test_kind_for_which_the_papers_offer_nothing_is_said(kept):
    notebook = with_cells(authority="barnet")
    kept.save(notebook, None)

    app = page_of(notebook).selectbox(key="notebook_kind").set_value("judgements").run()

    assert "These papers hold nothing to choose for it. Choose another kind." in said(app)
    assert "Add this cell" not in [one.label for one in app.button]


def test_cell_that_cannot_be_shown_says_why_and_stops_no_other(kept):
    notebook = with_cells({"kind": "crystal-ball"}, {"kind": "staffing"}, {"kind": "survey"})
    kept.save(notebook, None)

    app = page_of(notebook)

    assert "There is no kind of cell called “crystal-ball” in this version." in said(app)
    assert "Barnsley’s documents print no table of posts and who fills them." in said(app)
    assert headings(app)[0].startswith("Staff")


def test_cell_with_a_council_of_its_own_says_so_and_can_follow_the_notebook(kept):
    notebook = with_cells({"kind": "papers", "authority": "barnet"})
    kept.save(notebook, None)

    app = pressed(page_of(notebook), "Edit")
    assert "Barnet" in subtitles(app)[0]
    pressed(app, "Follow the notebook")

    assert asks(kept, notebook) == [{"kind": "papers"}]
    assert "Barnsley" in subtitles(app)[0]


def test_words_are_found_in_notes_and_in_what_cells_show(kept):
    notebook = with_cells(NOTE, HISTORY, {"kind": "survey"})
    kept.save(notebook, None)
    app = page_of(notebook)

    app.text_input(key="notebook_words").set_value("WAIT many").run()
    assert "1 of 3 cells say that" in html(app)
    assert headings(app) == []
    app.text_input(key="notebook_words").set_value("worried or concerned").run()
    assert headings(app)[0].startswith("Staff")
    assert len(headings(app)) == 1


def test_buttons_of_different_cells_have_different_names(kept):
    notebook = with_cells(NOTE, HISTORY, {"kind": "survey"}, {"kind": "papers"})
    kept.save(notebook, None)

    labels = [one.label for one in page_of(notebook).button]

    assert len(set(labels)) == len(labels)


def test_earlier_version_is_compared_and_restored(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = pressed(page_of(notebook), "Delete")

    app.toggle(key="notebook_history").set_value(True).run()
    assert "was removed" in html(app)
    pressed(app, "Go back to version 1")

    assert asks(kept, notebook) == [NOTE]
    assert kept.get(notebook.id).version == 3


def test_taking_a_restored_version_back_keeps_what_somebody_else_wrote_since(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = pressed(page_of(notebook), "Duplicate")
    app.toggle(key="notebook_history").set_value(True).run()
    pressed(app, "Go back to version 1")
    now = kept.get(notebook.id)
    kept.save(now.notebook.adding({"kind": "note", "text": "Theirs"}), now.version)

    pressed(app.run(), "Undo")

    assert sorted(one["text"] for one in asks(kept, notebook)) == sorted([NOTE["text"], NOTE["text"], "Theirs"])


def test_change_of_someone_else_to_another_cell_stands_beside_ours(kept):
    notebook = with_cells(NOTE, HISTORY)
    saved = kept.save(notebook, None)
    app = pressed(page_of(notebook), "Edit")
    theirs = saved.notebook.adding({"kind": "survey"})
    kept.save(theirs, saved.version)

    app.text_area[0].set_value("Mine").run()

    assert asks(kept, notebook) == [{"kind": "note", "text": "Mine"}, HISTORY, {"kind": "survey"}]
    assert "Someone else changed this notebook" in notices(app)


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("Keep both", ["Theirs", "Mine"]),
        ("Keep only theirs", ["Theirs"]),
        ("Keep only yours", ["Mine"]),
    ],
)
def test_two_wordings_of_one_note_are_both_shown_and_either_can_be_kept(kept, choice, left):
    notebook = with_cells(NOTE)
    saved = kept.save(notebook, None)
    app = pressed(page_of(notebook), "Edit")
    kept.save(saved.notebook.changed(notebook.cells[0].id, {"kind": "note", "text": "Theirs"}), saved.version)

    app.text_area[0].set_value("Mine").run()
    assert '<blockquote class="clash">Theirs</blockquote>' in html(app)
    assert '<blockquote class="clash">Mine</blockquote>' in html(app)
    assert [one["text"] for one in asks(kept, notebook)] == ["Theirs", "Mine"]
    pressed(app, choice)

    assert [one["text"] for one in asks(kept, notebook)] == left
    assert "clash" not in notices(app)


@pytest.mark.parametrize(("place", "title"), [(0, "Theirs"), (1, "Mine")])
def test_two_titles_are_both_shown_and_either_can_be_kept(kept, place, title):
    notebook = with_cells()
    saved = kept.save(notebook, None)
    app = page_of(notebook)
    kept.save(saved.notebook.retitled("Theirs"), saved.version)

    app.text_input(key="notebook_title").set_value("Mine").run()
    assert headings(app, 1) == ["Theirs"]
    app.button(key=("theirs_0", "yours_0")[place]).click().run()

    assert headings(app, 1) == [title]
    assert kept.get(notebook.id).notebook.title == title


def test_a_choice_that_is_still_open_stays_open_when_others_go_on_changing_the_notebook(kept):
    notebook = with_cells()
    saved = kept.save(notebook, None)
    app = page_of(notebook)
    kept.save(saved.notebook.retitled("Theirs"), saved.version)
    app.text_input(key="notebook_title").set_value("Mine").run()
    now = kept.get(notebook.id)
    kept.save(now.notebook.adding(NOTE), now.version)

    app.number_input(key="notebook_threshold_gap_points").set_value(7.0).run()
    assert "someone else chose “Theirs” while you chose “Mine”" in notices(app)
    app.button(key="yours_0").click().run()

    kept_now = kept.get(notebook.id).notebook
    assert (kept_now.title, kept_now.settings.gap_points, len(kept_now.cells)) == ("Mine", 7.0, 1)
    assert "while you chose" not in notices(app)


def test_change_that_could_not_be_saved_is_said_and_saved_later(kept, monkeypatch):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = pressed(page_of(notebook), "Edit")

    def full(*_, **__):
        raise RepositoryError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(type(kept), "save", full)
        app.text_area[0].set_value("Mine").run()
        assert "The disk is full." in notices(app)
    pressed(app, "Save again")

    assert asks(kept, notebook) == [{"kind": "note", "text": "Mine"}]
    assert "The disk is full." not in notices(app)


def test_notebook_deleted_by_someone_else_comes_back_with_the_change(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = pressed(page_of(notebook), "Edit")
    kept.delete(notebook.id)

    app.text_area[0].set_value("Mine").run()

    assert asks(kept, notebook) == [{"kind": "note", "text": "Mine"}]


@pytest.mark.parametrize(("marking", "has_secret"), [(FOR_PUBLICATION, False), (FOR_MEMBERS, True)])
def test_file_for_publication_holds_no_private_note(kept, marking, has_secret):
    notebook = with_cells(NOTE, {"kind": "note", "text": "Ask the director alone", "private": True})
    kept.save(notebook, None)

    app = page_of(notebook)
    app.selectbox(key="notebook_form").set_value(Format.HTML).run()
    app.selectbox(key="notebook_for").set_value(marking).run()
    pressed(app, "Make the file")

    wanted, content = app.session_state["notebook_file_made"]
    assert wanted.private is has_secret
    assert (b"Ask the director alone" in content) is has_secret
    assert any("Download the Web page" in one.label for one in app.get("download_button"))


@pytest.mark.parametrize(("marking", "is_still_offered"), [(FOR_MEMBERS, True), (FOR_PUBLICATION, False)])
def test_a_file_for_everyone_that_was_made_under_another_policy_is_not_given_any_more(kept, marking, is_still_offered):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = page_of(notebook)
    app.selectbox(key="notebook_form").set_value(Format.HTML).run()
    app.selectbox(key="notebook_for").set_value(marking).run()
    pressed(app, "Make the file")

    policy = Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING)
    Publications(kept.database).choose_policy(policy, nothing_shown(), "somebody else", knowing="")
    library.decide_anew()
    app.run()

    offered = [one.label for one in app.get("download_button") if "Download the Web page" in one.label]
    assert bool(offered) is is_still_offered


@pytest.mark.parametrize("form", Format)
def test_every_format_is_made(kept, form):
    notebook = with_cells(NOTE, HISTORY, {"kind": "crystal-ball"})
    kept.save(notebook, None)

    app = page_of(notebook)
    app.selectbox(key="notebook_form").set_value(form).run()
    pressed(app, "Make the file")

    assert len(app.session_state["notebook_file_made"][1]) > 1000


def test_page_without_any_notebook_says_so_and_leads_to_the_list(kept):
    app = opened("notebook")

    assert headings(app, 1) == ["Notebook"]
    assert said(app) == ["There is no notebook yet. Make one on the page My notebooks."]


@pytest.mark.parametrize("name", ["nothing", "<b>"])
def test_unknown_notebook_is_said(kept, name):
    app = opened("notebook", notebook=name)

    assert not app.exception
    assert len(said(app)) == 1


def test_page_opened_without_a_name_opens_the_notebook_saved_last(kept):
    kept.save(Notebook(title="Old", authority="barnet"), None)
    newest = Notebook(title="New", authority="barnet")
    kept.save(newest, None)

    app = opened("notebook")

    assert headings(app, 1) == ["New"]
    assert app.query_params == {"notebook": newest.id}


def test_add_to_notebook_beside_a_view_adds_its_cell_and_says_where(kept):
    app = opened("workforce", authority="barnet", known="2020-01-31")

    pressed(app, "Add to notebook", 0)

    [entry] = kept.listed()
    notebook = kept.get(entry.id).notebook
    assert (notebook.authority, notebook.as_known_on) == ("barnet", date(2020, 1, 31))
    assert [set(one) & {"authority", "as_known_on"} for one in asks(kept, notebook)] == [set()]
    assert f"notebook?notebook={notebook.id}" in html(app)
    pressed(app, "Add to notebook", 1)
    assert len(asks(kept, notebook)) == 2
    assert html(app).count(f"notebook?notebook={notebook.id}") == 1


def test_cell_of_another_council_keeps_it(kept):
    notebook = with_cells()
    kept.save(notebook, None)

    pressed(opened("workforce", authority="barnet"), "Add to notebook")

    assert asks(kept, notebook)[0]["authority"] == "barnet"


def test_workspace_that_cannot_be_used_is_said_and_the_page_stands(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "file" / "folder"))

    for page in ("notebook", "notebooks"):
        app = opened(page)
        assert not app.exception
        assert said(app)
    app = pressed(opened("workforce"), "Add to notebook")
    assert "It was not added." in html(app)


def test_nothing_is_kept_before_anyone_keeps_something(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))

    opened("workforce")

    assert list(tmp_path.iterdir()) == []
