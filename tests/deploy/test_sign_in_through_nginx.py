"""Signing in at the address that people have: TLS in nginx, and two replicas behind it."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from analytics.access.actions import Role
from analytics.access.roles import Roles
from analytics.notebooks.repository import Repository
from tests.access.served import running
from tests.browser.running import a_chromium, chromium_path
from tests.deploy.deployed import a_folder, make_certificate, skip_without, standing, with_tls

pytestmark = pytest.mark.browser
pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e '.[test]'")

ASKED = "/indicators?authority=barnet&indicator=cl_eet"
STEPS = ("/_stcore/stream", "/auth/", "/oauth2callback")


@dataclass(frozen=True)
class Set:
    """Where it is reached, its two replicas and nginx."""

    address: str
    replicas: list[standing.Replica]
    front: standing.Front


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("There is no Chromium.")
    with a_chromium(path) as browser:
        yield browser


@pytest.fixture(scope="module")
def app() -> Iterator[Set]:
    skip_without(standing.nginx_program)
    with a_folder() as folder:
        make_certificate(folder)
        standing.make_site(folder / "site")
        *ports, tls, provider = standing.free_ports(9)
        address, issuer = f"https://{standing.LOOPBACK}:{tls}", f"http://{standing.LOOPBACK}:{provider}"
        workspace = folder / "workspace"
        repository = Repository.open(f"sqlite:///{workspace}/notebooks.db")
        Roles(repository.database).grant("officer@council.example", Role.OFFICER, "the test")
        repository.close()
        settings = {
            "SCRUTINY_WORKSPACE": str(workspace),
            "SCRUTINY_LOGIN_REDIRECT_URI": f"{address}/oauth2callback",
            "SCRUTINY_LOGIN_CLIENT_ID": "scrutiny",
            "SCRUTINY_LOGIN_CLIENT_SECRET": "a-secret-of-the-client",
            "SCRUTINY_LOGIN_COOKIE_SECRET": "one-secret-of-the-cookies-for-both-replicas",
            "SCRUTINY_LOGIN_METADATA_URL": f"{issuer}/.well-known/openid-configuration",
        }
        issue = [sys.executable, "-W", "ignore", "tests/access/provider_process.py", str(provider)]
        with (
            running([*issue, str(folder / "tokens")], folder / "out", f"{issuer}/jwks", AUTHLIB_INSECURE_TRANSPORT="1"),
            standing.running_replicas(ports[:2], folder, settings) as replicas,
            standing.running_front(
                folder / "nginx",
                standing.SERVERS,
                standing.placed(ports, folder / "site", over_a_network=True),
                f"http://{standing.LOOPBACK}:{ports[6]}/index.html",
                change=lambda front: with_tls(front.folder / "workspace.conf", folder, tls),
            ) as front,
        ):
            yield Set(address, replicas, front)


class Reader:
    """One reader: the page, and what nginx wrote down of it."""

    def __init__(self, context: BrowserContext, front: standing.Front) -> None:
        self._log = front.access_log
        self._before = len(self._every())
        self._streams: set[WebSocket] = set()
        self.page = context.new_page()
        self.page.on("websocket", self._listen)

    def _listen(self, stream: WebSocket) -> None:
        stream.on("framereceived", lambda _: self._streams.add(stream))

    def _every(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines()]

    def written(self) -> list[dict[str, str]]:
        """The lines of the log on this reader, who has gone: nginx writes that of a connection when it has ended."""
        until = time.monotonic() + 120
        while True:
            lines = self._every()[self._before :]
            if sum(line["path"] == STEPS[0] for line in lines) >= len(self._streams):
                return lines
            assert time.monotonic() < until, "nginx does not write down that a reader has gone."
            time.sleep(0.05)


@pytest.fixture
def reader(chromium: Browser, app: Set) -> Iterator[Reader]:
    context = chromium.new_context(ignore_https_errors=True)
    reader = Reader(context, app.front)
    yield reader
    context.close()
    # The next reader's lines begin after the last of this one.
    reader.written()


@pytest.fixture
def page(reader: Reader) -> Page:
    return reader.page


def sign_in(page: Page, app: Set) -> None:
    page.goto(app.address + ASKED)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="officer", exact=True).click()
    page.wait_for_url(f"{app.address}{ASKED}")
    expect(page.locator("h1.page")).to_have_text(["Indicators"])


def is_signed_in(page: Page) -> None:
    expect(page.get_by_text("Signed in as A officer, officer")).to_be_visible()


def replica_of(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "scrutiny_replica")


def test_one_signs_in_through_nginx_at_one_replica_and_no_cookie_goes_in_the_open(reader, page, app):
    sign_in(page, app)
    is_signed_in(page)
    page.reload()
    is_signed_in(page)
    ours = [one for one in page.context.cookies() if one["name"].startswith(("scrutiny_", "_streamlit"))]
    page.goto("about:blank")

    assert {"scrutiny_replica", "_streamlit_user"} <= {one["name"].partition("__")[0] for one in ours}
    assert [one["name"] for one in ours if not one["secure"]] == []
    assert [one["name"] for one in ours if "user" in one["name"] and not one["httpOnly"]] == []
    steps = [line for line in reader.written() if line["path"].startswith(STEPS)]
    assert {line["path"] for line in steps} >= {"/_stcore/stream", "/oauth2callback"}
    assert len({line["replica"] for line in steps}) == 1, "every step of one reader is at one replica"
    assert "code=" not in app.front.access_log.read_text(encoding="utf-8"), "what the provider sends is in no log"


def test_who_is_signed_in_stays_so_when_their_replica_is_gone_and_signs_out(page, app):
    sign_in(page, app)
    letter = replica_of(page)
    gone = app.replicas["ab".index(letter)]
    gone.kill()
    try:
        page.reload()
        expect(page.locator("h1.page")).to_have_text(["Indicators"])
        is_signed_in(page)
        assert replica_of(page) != letter
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="End session").click()
        page.wait_for_url(f"{app.address}/**")
        expect(page.locator("h1.page")).to_have_text(["Sign in"])
    finally:
        gone.start()
        gone.wait()


def test_sign_in_that_began_at_a_replica_that_is_gone_ends_at_the_other(page, app):
    page.goto(app.address + ASKED)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="officer", exact=True).wait_for()
    gone = app.replicas["ab".index(replica_of(page))]
    gone.kill()
    try:
        page.get_by_role("button", name="officer", exact=True).click()
        page.wait_for_url(f"{app.address}/**")
        is_signed_in(page)
    finally:
        gone.start()
        gone.wait()
