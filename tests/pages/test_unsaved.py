"""What could not be saved stays its writer’s, on every page and in every tab, until it is saved or let go."""

from contextlib import contextmanager

import pytest

from analytics.access.actions import Role
from analytics.access.log import AuditLog
from analytics.access.ownership import Ownership
from analytics.access.person import Person
from analytics.notebooks.repository import Repository, RepositoryError
from analytics.notebooks.stored import notebook_from_stored
from pages.shared import door
from pages.shared.giving import NotGiven
from tests.access.test_bound import PROVIDER
from tests.pages.kept import NOTE, a_workspace, button, files_given, notices, page_of, pressed, with_cells
from tests.pages.opened import html, opened

ANNA, BEN = Person("anna@a", "Anna", Role.MEMBER), Person("ben@a", "Ben", Role.MEMBER)
NOT_SAVED = "Not saved yet, but not lost while the app runs"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


@pytest.fixture
def full(monkeypatch):
    """A block in which nothing can be saved, nor set down in the log."""

    def fails(*_, **__):
        raise RepositoryError("The disk is full.")

    @contextmanager
    def disk():
        with monkeypatch.context() as patched:
            patched.setattr(Repository, "save", fails)
            patched.setattr(AuditLog, "record", fails)
            yield

    return disk


@pytest.fixture
def at_the_screen(monkeypatch):
    """Whoever is given is at the screen from now on; None for somebody whose sign-in has ended."""
    monkeypatch.setattr(door, "_provider", lambda: PROVIDER)
    monkeypatch.setattr(door, "let_in", lambda pages: pages)
    monkeypatch.setattr(door, "go_on", lambda _: None)

    def signs_in(person):
        monkeypatch.setattr(door, "user", lambda: person or door._STRANGER)

    return signs_in


def a_note(kept, title="September", **more):
    """A notebook with one note, kept."""
    notebook = with_cells(NOTE, title=title)
    kept.save(notebook, None, **more)
    return notebook


def writing(notebook):
    """Its page, with the note open to be changed."""
    return pressed(page_of(notebook), "Edit")


def written(app, text):
    """The page after the note was changed."""
    return app.text_area[0].set_value(text).run()


def notes(kept, notebook):
    return [held.asks["text"] for held in kept.get(notebook.id).notebook.cells]


def test_what_was_not_saved_is_on_every_page_and_is_saved_from_any(kept, full):
    mine, other = a_note(kept), a_note(kept, "October")
    with full():
        app = written(writing(mine), "Mine")
        assert app.text_area[0].value == "Mine", "the words stay where they were written"
        assert "✓ Saved" not in html(app)
        app = written(writing(other), "Also mine")
        assert notices(app).count(NOT_SAVED) == 2
    elsewhere = opened("about")
    assert NOT_SAVED in notices(elsewhere)
    assert f'<a href="notebook?notebook={mine.id}" target="_self">September</a>' in html(elsewhere)
    assert '<blockquote class="clash">Mine</blockquote>' in html(elsewhere)

    pressed(elsewhere, "Save again")

    assert notes(kept, mine) == ["Mine"]
    assert notices(elsewhere).count(NOT_SAVED) == 1
    assert "✓ Saved: version 2" in html(page_of(mine))
    pressed(page_of(other), "Save again")
    assert notes(kept, other) == ["Also mine"]
    assert NOT_SAVED not in notices(opened("about"))


def test_the_next_change_saves_what_waited_too(kept, full):
    mine = a_note(kept)
    with full():
        written(writing(mine), "Mine")

    page_of(mine).text_input(key="notebook_title").set_value("October").run()

    assert notes(kept, mine) == ["Mine"]
    assert kept.get(mine.id).notebook.title == "October"


def test_saved_later_it_stands_beside_what_somebody_else_wrote_meanwhile(kept, full):
    mine = a_note(kept)
    with full():
        app = written(writing(mine), "Mine")
    kept.save(mine.changed(mine.cells[0].id, {"kind": "note", "text": "Theirs"}), 1)

    pressed(app, "Save again")

    assert notes(kept, mine) == ["Theirs", "Mine"]
    assert "You and someone else changed the same cell" in html(page_of(mine)), "also on a page that is opened anew"


@pytest.mark.parametrize("second", [0, 1], ids=["same-note", "other-note"])
def test_two_tabs_of_one_reader_lose_nothing_of_each_other(kept, full, second):
    mine = with_cells(NOTE, NOTE | {"text": "Another"})
    kept.save(mine, None)
    tabs = [writing(mine), pressed(page_of(mine), "Edit", second)]
    with full():
        for tab, text in zip(tabs, ["One", "Two"], strict=True):
            written(tab, text)

    pressed(tabs[0].run(), "Save again")

    assert notes(kept, mine) == (["One", "Two", "Another"], ["One", "Two"])[second]


def test_what_was_let_go_is_gone(kept, full):
    mine = a_note(kept)
    with full():
        app = written(writing(mine), "Mine")

    pressed(app, "Let these changes go")

    assert NOT_SAVED not in notices(app)
    assert app.text_area[0].value == NOTE["text"]
    assert notes(kept, mine) == [NOTE["text"]]


def test_what_was_kept_though_the_answer_was_lost_does_not_wait(kept, full):
    mine = a_note(kept)
    with full():
        written(writing(mine), "Mine")
    kept.save(mine.changed(mine.cells[0].id, NOTE | {"text": "Mine"}), 1)

    app = page_of(mine)

    assert NOT_SAVED not in notices(app.run())
    assert "✓ Saved: version 2" in html(app)


def test_alone_one_has_the_file_of_it_even_where_the_log_cannot_be_written(kept, full, monkeypatch):
    given, mine = files_given(monkeypatch), a_note(kept)
    with full():
        app = written(writing(mine), "Mine")
        [file] = given(app, "Download it with your changes")

    assert [held.asks["text"] for held in notebook_from_stored(file).cells] == ["Mine"]


def test_signed_in_one_has_the_words_and_no_file_that_nothing_sets_down(kept, full, at_the_screen, monkeypatch):
    at_the_screen(ANNA)
    given, mine = files_given(monkeypatch), a_note(kept, by=ANNA.name)
    monkeypatch.setattr(door, "_claims", dict)
    monkeypatch.setattr(door, "_named", lambda _: ANNA)
    with full():
        app = written(writing(mine), "Mine")
        with pytest.raises(NotGiven, match=r"log of what leaves cannot be written\. The disk is full"):
            given(app, "Download it with your changes")

    assert '<blockquote class="clash">Mine</blockquote>' in html(app)


def test_words_sent_after_a_sign_in_ended_wait_for_their_writer_and_nobody_else(kept, at_the_screen):
    at_the_screen(ANNA)
    mine = a_note(kept, by=ANNA.name)
    app = writing(mine)

    at_the_screen(None)
    written(app, "Mine")

    assert notes(kept, mine) == [NOTE["text"]]
    assert "Mine" not in notices(opened("about"))
    at_the_screen(BEN)
    assert NOT_SAVED not in notices(opened("about"))
    at_the_screen(ANNA)
    app = opened("about")
    assert button(app, "Save again")
    pressed(app, "Save again")
    assert notes(kept, mine) == ["Mine"]


def test_words_in_a_notebook_that_is_closed_to_one_meanwhile_can_still_be_read(kept, at_the_screen):
    at_the_screen(BEN)
    theirs = a_note(kept, by=ANNA.name)
    Ownership(kept.database).share(theirs.id, BEN.name, ANNA.name)
    app = writing(theirs)
    Ownership(kept.database).unshare(theirs.id, BEN.name, ANNA.name)

    written(app, "Mine")

    assert "There is no notebook" in notices(app)
    assert '<blockquote class="clash">Mine</blockquote>' in html(app)
    assert notes(kept, theirs) == [NOTE["text"]]
