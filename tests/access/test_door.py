"""The app behind its door: which pages each role opens, and what is asked again where it is done."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from typer.testing import CliRunner

from analytics.access.actions import Action, Role
from analytics.access.claims import Refused, SignIn
from analytics.access.log import AuditLog, Entry, Event
from analytics.access.person import Denied
from analytics.access.roles import Roles
from analytics.commands import app as scrutiny
from analytics.exports.formats import Format
from analytics.notebooks.notebook import Notebook
from pages.shared import door
from pages.shared.bringing.workspace import store
from pages.shared.giving import NotGiven
from tests.access.test_bound import PROVIDER
from tests.pages.kept import NOTE, a_workspace, files_given, page_of, pressed
from tests.pages.opened import NO_COMPONENTS, ROOT, TITLES, headings, html, opened

NAME = "anna@council.example"
SIGN_IN = door._sign_in
OPENS = {
    Role.VIEWER: (),
    Role.MEMBER: ("notebooks",),
    Role.OFFICER: ("notebooks", "witness_briefs", "bring_in_figures"),
    Role.ADMINISTRATOR: ("notebooks", "witness_briefs", "bring_in_figures", "people"),
}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


@pytest.fixture(autouse=True)
def as_started(monkeypatch):
    """Every page runs through app.py, as the server settles when it starts; else a test would run its file alone."""
    begun = PagesManager.__init__

    def settled(self, *arguments, **more):
        begun(self, *arguments, **more)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", settled)


@pytest.fixture
def signed_in(kept, monkeypatch):
    """Somebody signed in, in whichever role is given; None for none."""
    monkeypatch.setattr(door, "_provider", lambda: PROVIDER)
    monkeypatch.setattr(door, "_role_of", door._role_of.__wrapped__)
    # A test has no browser, and so no cookie.
    monkeypatch.setattr(door, "page_asked_for", lambda _: None)
    monkeypatch.setattr(door, "_sign_in", lambda _: SignIn(NAME, "Anna <b>", "0123456789abcdef", datetime.now(UTC)))

    def in_role(role):
        roles = Roles(kept.database)
        roles.grant(NAME, role, "the test") if role else roles.revoke(NAME, "the test")

    return in_role


@pytest.fixture
def by_cookie(signed_in, monkeypatch):
    """Somebody known by the claims of their sign-in, as a browser's cookie brings them."""
    signed_in(Role.OFFICER)
    monkeypatch.setattr(door, "_sign_in", SIGN_IN)

    claims = {
        "is_logged_in": True,
        "iss": PROVIDER.issuer,
        "aud": PROVIDER.client_id,
        "email": NAME,
        "email_verified": True,
    }

    def signs_in(nonce):
        moment = {"iat": time.time(), "nonce": nonce}
        monkeypatch.setattr(door, "_claims", lambda: claims | moment)

    return signs_in


def at(page):
    """The page at an address, be it its own or the one that stands in its place, which has no file."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app._bidi_component_manager = NO_COMPONENTS
    app._page_hash = calc_hash(page)
    return app.run()


def said_beside(app):
    """What stands beside the menu."""
    return "".join(part.value for part in app.sidebar.get("html"))


def events(kept):
    return [(row.who, row.what, row.about, row.detail) for row in AuditLog(kept.database).newest()]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_opens_its_own_pages(signed_in, role):
    signed_in(Role(role))
    for page in OPENS[Role.ADMINISTRATOR]:
        title = TITLES[page] if page in OPENS[Role(role)] else "This page is not yours to open"
        assert headings(at(page), 1) == [title]
    about = at("about")
    assert headings(about, 1) == [TITLES["about"]]
    assert "Signed in as <strong>Anna &lt;b&gt;</strong>" in said_beside(about)


def test_without_a_role_every_page_says_whom_to_ask(signed_in, kept, monkeypatch):
    signed_in(None)
    app = at("about")
    assert headings(app, 1) == ["Nobody has let you in yet"]
    assert "There is no administrator yet." in html(app)
    assert (NAME, "was refused", "0123456789abcdef", "no role") in events(kept)
    Roles(kept.database).grant("ada@council.example", Role.ADMINISTRATOR, "the test")
    assert "for a role: ada@council.example." in html(at("notebooks"))
    monkeypatch.setenv("SCRUTINY_CONTACT", "Democratic Services, <b>1234</b>")
    assert "Ask for a role: Democratic Services, &lt;b&gt;1234&lt;/b&gt;." in html(at("notebooks"))


def test_a_sign_in_that_does_not_count_is_said_why(signed_in, monkeypatch):
    signed_in(Role.OFFICER)

    def over(_):
        raise Refused("Your sign-in has ended.")

    monkeypatch.setattr(door, "_sign_in", over)
    app = at("notebooks")
    assert headings(app, 1) == ["Sign in"]
    assert "Your sign-in has ended." in html(app)
    assert not door.may(Action.READ)


def test_a_sign_in_that_was_signed_out_counts_nowhere_any_more(by_cookie, kept):
    by_cookie("first")
    tab, other_tab = at("notebooks"), at("notebooks")
    assert headings(tab, 1) == headings(other_tab, 1) == [TITLES["notebooks"]]
    pressed(tab, "Sign out")
    signed_in_as = next(about for _, what, about, _ in events(kept) if what == "signed in")
    assert events(kept)[0] == (NAME, "signed out", signed_in_as, "")
    for app in (other_tab.run(), at("notebooks")):
        assert headings(app, 1) == ["Sign in"]
        assert "You have signed out. Sign in again." in html(app)
    assert not door.may(Action.READ)
    with pytest.raises(Denied):
        store(Action.BRING_IN_FIGURES)
    by_cookie("second")
    assert headings(at("notebooks"), 1) == [TITLES["notebooks"]], "a later sign-in is another one"


@pytest.mark.parametrize("replaced", ["there", "gone"])
def test_a_sign_in_from_before_a_backup_was_put_back_counts_nowhere_any_more(
    by_cookie, kept, tmp_path, tmp_path_factory, replaced
):
    backup = tmp_path_factory.mktemp("elsewhere") / "backup"
    by_cookie("first")
    assert headings(at("notebooks"), 1) == [TITLES["notebooks"]]
    command("backup", backup)
    pressed(at("notebooks"), "Sign out")
    if replaced == "gone":
        for file in tmp_path.glob("notebooks.db*"):
            file.unlink()
    command("restore", backup, "--replace")

    assert (NAME, "signed out") not in {(who, what) for who, what, *_ in events(kept)}, "the backup knows of none"
    door._ended.clear()
    app = at("notebooks")
    assert headings(app, 1) == ["Sign in"]
    assert "A backup was put back since you signed in. Sign in again." in html(app)
    assert not door.may(Action.READ)
    by_cookie("second")
    assert headings(at("notebooks"), 1) == [TITLES["notebooks"]]


def command(*arguments):
    result = CliRunner().invoke(scrutiny, [*map(str, arguments)])
    assert result.exit_code == 0, result.output


def test_from_elsewhere_every_page_is_closed(kept, monkeypatch):
    monkeypatch.setattr(door, "_not_here", lambda: "It came through a proxy.")
    app = at("bring_in_figures")
    assert headings(app, 1) == ["This workspace is closed"]
    assert "It came through a proxy." in html(app)
    assert not any(door.may(action) for action in Action)
    with pytest.raises(Denied):
        store(Action.BRING_IN_FIGURES)


def test_alone_everything_is_open_and_nobody_is_named(kept):
    assert all(door.may(action) for action in Action)
    assert "Signed in as" not in said_beside(at("about"))


def test_what_acts_is_asked_again_and_a_refusal_is_set_down(signed_in, kept):
    signed_in(Role.OFFICER)
    store(Action.BRING_IN_FIGURES)
    with pytest.raises(Denied, match="the role officer does not have it"):
        store(Action.REMOVE_RELEASES)
    assert events(kept)[0] == (NAME, "was refused", "", "remove-releases")


def test_a_press_after_the_role_is_gone_changes_nothing(signed_in, kept):
    signed_in(Role.MEMBER)
    mine = Notebook(authority="barnsley", title="Mine").adding(NOTE)
    kept.save(mine, None, by=NAME)
    app = page_of(mine)
    signed_in(Role.VIEWER)
    pressed(app, "Write a note")
    assert headings(app, 1) == ["This page is not yours to open"]
    assert kept.get(mine.id).version == 1


def test_a_notebook_of_the_workspace_is_for_members_to_read(signed_in, kept):
    signed_in(Role.MEMBER)
    old = Notebook(authority="barnsley", title="From before").adding(NOTE)
    kept.save(old, None)
    app = page_of(old)
    assert headings(app, 1) == ["From before"]
    assert "You may read this notebook and not change it." in html(app)
    assert {button.label for button in app.button} == {"Make the file", "Sign out"}


def test_a_file_is_set_down_when_it_is_taken(signed_in, kept, monkeypatch):
    given = files_given(monkeypatch)
    signed_in(Role.MEMBER)
    mine = Notebook(authority="barnsley", title="Canary").adding(NOTE)
    kept.save(mine, None, by=NAME)
    app = page_of(mine)
    assert app.selectbox(key="notebook_for").options == ["Members: with private notes"]
    app.selectbox(key="notebook_form").select(Format.HTML)
    pressed(app, "Make the file")
    assert "exported" not in [what for _, what, *_ in events(kept)], "nothing has left yet"
    (content,) = given(app, "Download the Web page")
    assert content.startswith(b"<!DOCTYPE html>")
    assert events(kept)[0] == (NAME, "exported", mine.id, "html, members")
    assert given(app, "Download the Web page") == [content]
    assert [what for _, what, *_ in events(kept)].count("exported") == 2
    signed_in(Role.OFFICER)
    assert page_of(mine).selectbox(key="notebook_for").options[0] == "Everyone: without private notes"


def test_a_button_that_was_drawn_gives_no_file_once_the_right_is_gone(signed_in, kept, monkeypatch):
    given = files_given(monkeypatch)
    signed_in(Role.MEMBER)
    mine = Notebook(authority="barnsley", title="Canary").adding(NOTE)
    kept.save(mine, None, by=NAME)
    app = page_of(mine)
    (content,) = given(app, "Download the notebook itself")
    assert "Canary" in content
    signed_in(Role.VIEWER)
    with pytest.raises(NotGiven, match=r"No file was given.*the role viewer does not have it"):
        given(app, "Download the notebook itself")
    assert events(kept)[0] == (NAME, "was refused", "", "export-for-members")

    def over(_):
        raise Refused("You have signed out.")

    signed_in(Role.MEMBER)
    monkeypatch.setattr(door, "_sign_in", over)
    with pytest.raises(NotGiven):
        given(app, "Download the notebook itself")
    assert [what for _, what, *_ in events(kept)].count("exported") == 1


def test_the_log_says_on_which_page_it_was_whatever_the_browser_says(kept, monkeypatch):
    monkeypatch.setattr(type(door.st.context), "url", "https://scrutiny.example/ada gave a role")
    given = files_given(monkeypatch)
    given(opened("findings", authority="barnsley"), "Download these figures")
    given(opened("before_the_meeting", authority="barnsley"), "Download these figures")
    assert {row.place for row in AuditLog(kept.database).newest()} == {"before_the_meeting", "findings"}


def test_no_file_is_given_that_could_not_be_set_down(kept, monkeypatch):
    given = files_given(monkeypatch)
    app = opened("workforce", authority="barnsley")
    with kept.database.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO elsewhere"))
    with pytest.raises(NotGiven) as raised:
        given(app)
    assert str(raised.value).startswith("No file was given, because the log of what leaves cannot be written. The ")
    assert kept.database.place not in str(raised.value)


def test_sharing_on_the_page(signed_in, kept):
    signed_in(Role.MEMBER)
    mine = Notebook(authority="barnsley", title="Mine").adding(NOTE)
    kept.save(mine, None, by=NAME)
    app = page_of(mine)
    app.text_input(key="sharing_person").input("vera@council.example").run()
    assert "It was not shared. vera@council.example has no role here that opens notebooks" in html(app)
    Roles(kept.database).grant("ben@council.example", Role.MEMBER, "the test")
    app.text_input(key="sharing_person").input("Ben@council.example").run()
    assert "Ben@council.example may open it from now on." in html(app)
    assert events(kept)[0] == (NAME, "shared", mine.id, "ben@council.example")
    Roles(kept.database).grant("ben@council.example", Role.VIEWER, "the test")
    assert "ben@council.example, who has no role any more that opens notebooks" in html(app.run())
    pressed(app, "Stop sharing")
    assert events(kept)[0][1] == "stopped sharing"


def test_the_page_of_people_changes_a_role_only_after_a_second_press(signed_in, kept):
    signed_in(Role.ADMINISTRATOR)
    Roles(kept.database).grant("ben@council.example", Role.OFFICER, "the test")
    app = opened("people")
    assert headings(app)[0] == "2 people have a role"
    app.selectbox(key="people_person").select("ben@council.example")
    app.selectbox(key="people_role").select("viewer")
    pressed(app, "Go on")
    assert "<strong>ben@council.example</strong> is an officer now and would be a viewer." in html(app)
    assert "They could no longer" in html(app)
    assert "They could then" not in html(app)
    pressed(app, "No, leave it as it is")
    assert "Nothing was changed." in html(app)
    pressed(app, "Go on")
    pressed(app, "Yes, do that")
    assert "ben@council.example is now a viewer." in html(app)
    assert Roles(kept.database).of("ben@council.example").role is Role.VIEWER
    assert events(kept)[0] == (NAME, "gave a role", "ben@council.example", "viewer")


def test_the_only_administrator_cannot_take_their_own_role_away(signed_in, kept):
    signed_in(Role.ADMINISTRATOR)
    app = opened("people")
    app.selectbox(key="people_person").select(NAME)
    app.selectbox(key="people_role").select("no role: take it away")
    pressed(app, "Go on")
    pressed(app, "Yes, do that")
    assert f"Nothing was changed. {NAME} is the only administrator" in html(app)
    assert Roles(kept.database).of(NAME).role is Role.ADMINISTRATOR


def test_a_second_press_after_the_role_is_gone_changes_nothing(signed_in, kept):
    signed_in(Role.ADMINISTRATOR)
    Roles(kept.database).grant("ben@council.example", Role.OFFICER, "the test")
    app = opened("people")
    app.selectbox(key="people_person").select("ben@council.example")
    app.selectbox(key="people_role").select("administrator")
    pressed(app, "Go on")
    signed_in(Role.MEMBER)
    pressed(app, "Yes, do that")
    assert headings(app, 1) == ["This page is not yours to open"]
    assert Roles(kept.database).of("ben@council.example").role is Role.OFFICER


def test_the_page_finds_entries_and_says_whether_the_log_is_whole(signed_in, kept, monkeypatch):
    given = files_given(monkeypatch)
    signed_in(Role.ADMINISTRATOR)
    log = AuditLog(kept.database)
    for number in range(120):
        log.record(Entry("=1+1", Event.EXPORTED, f"n{number}", "notebook", "pdf, members"))
    app = opened("people", kind="exported")
    assert "120 entries, the newest 100 of them here." in html(app)
    assert "exported · n119 · pdf, members" in html(app)
    assert "exported · n19 ·" not in html(app)
    (table,) = given(app)
    assert len(table.splitlines()) == 121
    assert ",'=1+1,exported,n119," in table
    assert events(kept)[0] == (NAME, "exported", "audit-log", "csv, administrators")
    assert "✓ The log is whole: 122 entries" in html(app)
    assert "There is no such entry." in html(opened("people", kind="withdrew"))
    with kept.database.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET who = 'nobody' WHERE number = 7"))
    log.record(Entry("anna", Event.EXPORTED, "n1"))
    assert "✗ The log was tampered with.</strong> Row 7 was changed after it was written." in html(opened("people"))


def test_alone_the_page_says_that_nobody_signs_in_and_shows_the_log(kept):
    app = opened("people")
    assert "Nobody signs in here, so nobody has a role" in html(app)
    assert headings(app) == ["What was done"]
