"""Signing in with a real provider: who is let in, to what, and what is never written down."""

import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.access.actions import Role
from analytics.access.log import AuditLog, Wanted
from analytics.access.roles import Roles
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.access.served import SERVE, running
from tests.browser.running import DESKTOP, PHONE, TABLET, at_rest
from tests.browser.test_accessibility import broken, in_the_dark
from tests.browser.test_layout import too_wide
from tests.processes import a_port

pytestmark = pytest.mark.browser
pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e '.[test]'")

CANARIES = ("canary-client-secret", "canary-cookie-secret-canary-cookie-secret")
# What only the evidence says: a council's name, a measure.
EVIDENCE = ("Barnsley", "caseload", "Care leavers")
ASKED = "/indicators?authority=barnet&indicator=cl_eet"


@dataclass(frozen=True)
class Set:
    """A running app with its provider: where, what it wrote, and which tokens were given."""

    address: str
    workspace: Path
    output: Path
    tokens: Path

    @property
    def repository(self) -> Repository:
        return Repository.open(f"sqlite:///{self.workspace}/notebooks.db")


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Set]:
    """The workspace as `scrutiny serve` starts it, with roles for all but the newcomer."""
    folder, port, provider = tmp_path_factory.mktemp("sign_in"), a_port(), a_port()
    found = Set(f"http://127.0.0.1:{port}", folder / "workspace", folder / "output", folder / "tokens")
    found.tokens.touch()
    repository = found.repository
    for role in Role:
        Roles(repository.database).grant(f"{role}@council.example", role, "the test")
    repository.close()
    issuer = f"http://127.0.0.1:{provider}"
    login = {
        "SCRUTINY_LOGIN_REDIRECT_URI": f"{found.address}/oauth2callback",
        "SCRUTINY_LOGIN_CLIENT_ID": "scrutiny",
        "SCRUTINY_LOGIN_CLIENT_SECRET": CANARIES[0],
        "SCRUTINY_LOGIN_COOKIE_SECRET": CANARIES[1],
        "SCRUTINY_LOGIN_METADATA_URL": f"{issuer}/.well-known/openid-configuration",
        "SCRUTINY_WORKSPACE": str(found.workspace),
        "SCRUTINY_CONTACT": "",
        "STREAMLIT_LOGGER_LEVEL": "debug",
    }
    issue = [sys.executable, "-W", "ignore", "tests/access/provider_process.py", str(provider), str(found.tokens)]
    with (
        running(issue, folder / "provider", f"{issuer}/jwks", AUTHLIB_INSECURE_TRANSPORT="1"),
        running([*SERVE, "--port", str(port)], found.output, f"{found.address}/_stcore/health", **login),
    ):
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def sign_in(page: Page, app: Set, who: str, asked: str = "/") -> Page:
    """As somebody does it: open a page, press the button, choose oneself at the provider, come back."""
    page.goto(app.address + asked)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{app.address}/**")
    return at_rest(page)


def h1(page: Page) -> str:
    return page.locator("h1.page").inner_text()


def events(app: Set) -> list[tuple[str, str]]:
    repository = app.repository
    found = [(row.who, row.what) for row in AuditLog(repository.database).newest(1000)]
    repository.close()
    return found


def test_one_signs_in_comes_back_to_the_page_and_signs_out(page, app):
    page.goto(app.address + ASKED)
    expect(page.locator("h1.page")).to_have_text(["Sign in"])
    assert page.locator("section[data-testid=stSidebar] a").count() == 0
    sign_in(page, app, "officer", ASKED)
    page.wait_for_url(f"{app.address}{ASKED}")
    expect(page.locator("h1.page")).to_have_text(["Indicators"])
    expect(page.locator("h2.finding").first).to_contain_text("Care leavers")
    expect(page.get_by_text("Signed in as A officer, officer")).to_be_visible()
    assert ("officer@council.example", "signed in") in events(app)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{app.address}/**")
    expect(page.locator("h1.page")).to_have_text(["Sign in"])
    assert ("officer@council.example", "signed out") in events(app)
    page.goto(app.address + ASKED)
    expect(page.locator("h1.page")).to_have_text(["Sign in"])


def test_signing_out_in_one_tab_ends_every_tab_and_whoever_copied_the_cookie(chromium, page, app):
    sign_in(page, app, "member", ASKED)
    expect(page.locator("h1.page")).to_have_text(["Indicators"])
    other_tab = page.context.new_page()
    other_tab.goto(app.address + ASKED)
    expect(other_tab.locator("h1.page")).to_have_text(["Indicators"])
    copied = page.context.cookies()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{app.address}/**")
    expect(page.locator("h1.page")).to_have_text(["Sign in"])
    other_tab.get_by_role("link", name="Findings").first.click()
    expect(other_tab.locator("h1.page")).to_have_text(["Sign in"])
    expect(other_tab.get_by_role("alert")).to_contain_text("You have signed out.")
    thief = chromium.new_context()
    thief.add_cookies(copied)
    with_the_cookie = thief.new_page()
    with_the_cookie.goto(app.address + ASKED)
    expect(with_the_cookie.locator("h1.page")).to_have_text(["Sign in"])
    expect(with_the_cookie.get_by_role("alert")).to_contain_text("You have signed out.")
    thief.close()


@pytest.mark.parametrize("who", ["wrong-issuer", "wrong-audience", "expired"])
def test_a_token_that_the_library_refuses(page, app, who):
    sign_in(page, app, who, ASKED)
    expect(page.locator("h1.page")).to_have_text(["Sign in"])
    assert not [name for name, _ in events(app) if name.startswith(who)]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("wrong-audience-same-party", "Your sign-in was made for another app."),
        ("unverified", "The provider does not say that the e-mail address is yours."),
    ],
)
def test_a_token_that_the_library_takes_and_the_app_does_not(page, app, who, why):
    sign_in(page, app, who, ASKED)
    expect(page.locator("h1.page")).to_have_text(["Sign in"])
    expect(page.get_by_role("alert")).to_contain_text(why)


@pytest.mark.parametrize("who", ["newcomer", None])
def test_without_a_role_one_is_told_whom_to_ask_and_receives_nothing(page, app, who):
    received = []

    def listen(websocket):
        # Playwright marks the function it is given, and a method of a list takes no mark.
        websocket.on("framereceived", lambda frame: received.append(frame))  # noqa: PLW0108

    page.on("websocket", listen)
    if who:
        sign_in(page, app, who, ASKED)
        expect(page.locator("h1.page")).to_have_text(["Nobody has let you in yet"])
        expect(page.get_by_text("newcomer@council.example")).to_be_visible()
        expect(page.get_by_text("Ask an administrator of this workspace for a role")).to_contain_text(
            "administrator@council.example"
        )
        assert (f"{who}@council.example", "was refused") in events(app)
    for path in ("/", ASKED, "/notebooks", "/bring_in_figures", "/witness_briefs", "/notebook?notebook=x"):
        page.goto(app.address + path)
        at_rest(page)
        assert h1(page) in ("Nobody has let you in yet", "Sign in")
    session = re.search(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"".join(received))[
        0
    ].decode()
    sent = page.request.put(f"{app.address}/_stcore/upload_file/{session}/1", multipart={"file": "x"})
    assert (sent.status, sent.text()) == (403, "Sign in before you send a file.\n")
    frames = b"".join(frame if isinstance(frame, bytes) else frame.encode() for frame in received)
    assert len(frames) > 1000
    assert not [words for words in EVIDENCE if words.encode() in frames]


def test_a_viewer_reads_and_has_no_way_to_keep_or_bring_in(page, app):
    sign_in(page, app, "viewer", ASKED)
    page.wait_for_url(f"{app.address}{ASKED}")
    ready(page, "Indicators")
    menu = page.locator("section[data-testid=stSidebar]").inner_text()
    assert "Indicators" in menu
    assert not [title for title in ("My notebooks", "Witness briefs", "Bring in figures") if title in menu]
    assert page.get_by_role("button", name="Add to notebook").count() == 0
    for path in ("/notebooks", "/bring_in_figures", "/witness_briefs", "/notebook"):
        page.goto(app.address + path)
        expect(page.locator("h1.page")).to_have_text(["This page is not yours to open"])
        expect(page.get_by_text("The role viewer may not")).to_contain_text("Ask an administrator of this workspace")


def test_a_role_that_is_taken_away_is_gone_at_the_next_press(page, app):
    sign_in(page, app, "member", "/notebooks")
    expect(page.locator("h1.page")).to_have_text(["My notebooks"])
    page.get_by_label("Title").fill("Mine alone")
    repository = app.repository
    Roles(repository.database).revoke("member@council.example", "the test")
    time.sleep(1.1)  # As long as a role is remembered.
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("h1.page")).to_have_text(["Nobody has let you in yet"])
    assert "Mine alone" not in [entry.title for entry in repository.listed(deleted=True)]
    Roles(repository.database).grant("member@council.example", Role.MEMBER, "the test")
    time.sleep(1.1)  # As long as it is remembered that there was none: another test signs the member in.
    repository.close()


def test_a_members_notebook_is_theirs_alone(page, app, chromium):
    sign_in(page, app, "member", "/notebooks")
    page.get_by_label("Title").fill("Siân’s own")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("h1.page")).to_have_text(["Siân’s own"])
    at_rest(page)
    address = page.url
    other = chromium.new_context().new_page()
    sign_in(other, app, "officer", "/notebooks")
    expect(other.locator("h1.page")).to_have_text(["My notebooks"])
    at_rest(other)
    assert "Siân’s own" not in other.locator("body").inner_text()
    other.goto(address)
    expect(other.locator(".note").first).to_contain_text("There is no notebook")
    other.context.close()
    repository = app.repository
    (entry,) = [one for one in repository.listed() if one.title == "Siân’s own"]
    assert entry.owner == "member@council.example"
    assert {version.saved_by for version in repository.history(entry.id)} == {"member@council.example"}
    repository.close()


def ready(page: Page, title: str) -> None:
    expect(page.locator("h1.page")).to_have_text([title])
    at_rest(page)


def test_an_administrator_gives_a_role_after_a_second_press_and_reads_that_in_the_log(page, app):
    sign_in(page, app, "administrator", "/people")
    ready(page, "People and log")
    go_on_with(page, "Bea@council.example")
    expect(page.get_by_text("bea@council.example has no role now and would be a viewer.")).to_be_visible()
    assert "bea@council.example" not in roles(app)
    page.get_by_role("button", name="Yes, do that").click()
    expect(page.get_by_text("bea@council.example is now a viewer.")).to_be_visible()
    assert roles(app)["bea@council.example"] is Role.VIEWER
    expect(page.locator(".st-key-people_log tbody tr").first).to_contain_text("gave a role · bea@council.example")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download these entries (CSV)").click()
    assert "gave a role,bea@council.example,people,viewer" in taken.value.path().read_text()
    assert events(app)[0] == ("administrator@council.example", "exported")


def go_on_with(page: Page, name: str) -> None:
    """Write the name of somebody new, and go on to the question."""
    box = page.get_by_role("combobox", name="Person").first
    box.fill(name)
    page.get_by_role("option", name=f"Add: {name}", exact=True).wait_for()
    box.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Go on").click()


def roles(app: Set) -> dict[str, Role | None]:
    repository = app.repository
    found = {one.person: one.role for one in Roles(repository.database).every()}
    repository.close()
    return found


# Keeps what a page sends over its connection, and the connection itself.
_LISTEN = """() => {
    window.__sent = []; window.__sockets = [];
    const Real = window.WebSocket;
    window.WebSocket = class extends Real {
        constructor(...given) { super(...given); window.__sockets.push(this); }
        send(data) { window.__sent.push([...Uint8Array.from(data)]); super.send(data); }
    };
}"""


def connections_of(page: Page) -> list[WebSocket]:
    """The connections that a page makes, as it makes them."""
    found: list[WebSocket] = []
    page.on("websocket", lambda made: found.append(made))  # noqa: PLW0108 - a method of a list takes no mark
    return found


def send(page: Page, connection: WebSocket, messages: list[list[int]]) -> None:
    """Send messages over a page's connection, each once the run that the one before asked for has ended."""
    for message in messages:
        if BackMsg.FromString(bytes(message)).WhichOneof("type") != "rerun_script":
            continue
        with connection.expect_event("framereceived", ends_a_run):
            page.evaluate(
                "bytes => window.__sockets.findLast(one => one.readyState === 1).send(new Uint8Array(bytes))", message
            )


def ends_a_run(frame: bytes | str) -> bool:
    said = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
    return said.WhichOneof("type") == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def test_what_an_administrator_sent_does_nothing_when_somebody_else_sends_it(chromium, app):
    """A connection takes any bytes, so somebody may send what an administrator's browser sent, press by press."""
    name = "chris@council.example"
    theirs = chromium.new_context()
    theirs.add_init_script(f"({_LISTEN})()")
    page = theirs.new_page()
    sign_in(page, app, "administrator", "/people")
    ready(page, "People and log")
    go_on_with(page, name)
    page.get_by_role("button", name="Yes, do that").click()
    expect(page.get_by_text(f"{name} is now a viewer.")).to_be_visible()
    sent = page.evaluate("window.__sent")
    assert len(sent) >= 4
    theirs.close()
    repository = app.repository
    Roles(repository.database).revoke(name, "the test")
    before = roles(app)

    for who in ("viewer", "member", "officer", "newcomer"):
        context = chromium.new_context()
        context.add_init_script(f"({_LISTEN})()")
        other = context.new_page()
        connections = connections_of(other)
        sign_in(other, app, who, "/people")
        title = "Nobody has let you in yet" if who == "newcomer" else "This page is not yours to open"
        ready(other, title)
        send(other, connections[-1], sent)
        ready(other, title)
        assert roles(app) == before
        assert "Who has which role" not in other.content()
        context.close()
    given = AuditLog(repository.database).found(Wanted(what="gave a role"))
    assert {row.who for row in given} == {"the test", "administrator@council.example"}
    repository.close()
    # The same bytes do what they did where an administrator sends them, so it was not the bytes that failed.
    context = chromium.new_context()
    context.add_init_script(f"({_LISTEN})()")
    other = context.new_page()
    connections = connections_of(other)
    sign_in(other, app, "administrator", "/people")
    ready(other, "People and log")
    send(other, connections[-1], sent)
    assert roles(app) == before | {name: Role.VIEWER}
    context.close()


@pytest.mark.parametrize(
    ("who", "path", "title"),
    [
        (None, "/", "Sign in"),
        ("unverified", "/", "Sign in"),
        ("newcomer", "/", "Nobody has let you in yet"),
        ("viewer", "/people", "This page is not yours to open"),
        ("administrator", "/people", "People and log"),
    ],
    ids=["stranger", "refused", "without-a-role", "not-theirs", "people"],
)
def test_no_rule_is_broken_at_the_door(page, app, who, path, title):
    if who:
        sign_in(page, app, who, path)
    else:
        page.goto(app.address + path)
    ready(page, title)
    for screen in (DESKTOP, TABLET, PHONE):
        page.set_viewport_size({"width": screen[0], "height": screen[1]})
        assert too_wide(page) == []
        assert broken(page) == []
    assert broken(in_the_dark(page), ["color-contrast", "link-in-text-block"]) == []


def test_who_shares_sees_what_came_of_it(page, app):
    repository = app.repository
    repository.save(Notebook(id="shared", title="Shared", authority="barnet"), None, by="member@council.example")
    sign_in(page, app, "member", "/notebook?notebook=shared")
    page.goto(f"{app.address}/notebook?notebook=shared")
    ready(page, "Shared")
    page.locator("summary", has_text="Who else may open this notebook").click()
    for who, said in (("viewer", "has no role here that opens notebooks"), ("officer", "may open it from now on.")):
        page.get_by_label("Share it with").fill(f"{who}@council.example")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{who}@council.example {said}")).to_be_visible()
        # What stands below the words, as the box for the next name, may still be changing.
        at_rest(page)
    repository.close()


def test_no_secret_and_no_token_is_written_down(page, app):
    sign_in(page, app, "administrator")
    expect(page.get_by_text("Signed in as A administrator")).to_be_visible()
    given = [json.loads(part) for part in re.split(r"(?<=\})\s*\n(?=\{)", app.tokens.read_text().strip())]
    tokens = {value for token in given for name, value in token.items() if name.endswith("_token")}
    assert len(tokens) > 2
    repository = app.repository
    log = AuditLog(repository.database)
    places = {"output": app.output.read_text(), "log": repr(log.newest(1000)), "screen": page.content()}
    assert not log.verify().wrong
    repository.close()
    assert "streamlit" in places["output"].lower() or len(places["output"]) > 1000, "the server writes at all"
    for secret in (*CANARIES, *tokens, *(token.rpartition(".")[2] for token in tokens)):
        assert not [name for name, written in places.items() if secret in written]
