"""The public edition as a server: everything a browser can get of it, searched for what must not be public."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import connect

from analytics.notebooks.repository import default_url
from pages.shared.browser_storage import COOKIES, STORAGE
from tests.browser.running import DESKTOP, PHONE, ROOT, at_rest
from tests.planted import (
    CANARIES,
    HIDDEN,
    LINE,
    MEETING,
    PUBLIC_NOTE,
    PUBLIC_TITLE,
    found_in,
    plant_figures,
    plant_library,
    plant_notebooks,
    plant_witnesses,
)
from tests.processes import a_port, end

pytestmark = pytest.mark.browser
PUBLIC = (
    "",
    "lines_of_questioning",
    "published_notebooks",
    "indicators",
    "beside_other_councils",
    "workforce",
    "progress_and_judgements",
    "figures_that_do_not_add_up",
    "findings",
    "documents_and_data",
    "method",
    "about",
    "accessibility",
)
OF_THE_WORKSPACE = ("notebooks", "notebook", "witness_briefs", "bring_in_figures", "publishing", "people")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the app with a word of its own in everything that is for members only."""
    folder = tmp_path_factory.mktemp("planted")
    for name in ("analytics", "pages", "data", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", folder)
    plant_library(folder / "data" / "questions")
    assert plant_witnesses(folder / "data" / "documents")
    return folder


@pytest.fixture(scope="module")
def ids(copy) -> dict[str, str]:
    url = default_url({"SCRUTINY_WORKSPACE": str(copy / "workspace")})
    found = plant_notebooks(url)
    plant_figures(copy / "workspace" / "releases", url)
    return found


@contextmanager
def serving(copy: Path, mode: str):
    """The address of the copy in one of its editions."""
    port = a_port()
    environment = os.environ | {"SCRUTINY_MODE": mode, "SCRUTINY_WORKSPACE": str(copy / "workspace")}
    environment["SCRUTINY_RELEASES"] = str(copy / "workspace" / "releases")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    with (
        (copy / f"{mode}.log").open("ab") as log,
        subprocess.Popen(command, cwd=copy, env=environment, stdout=log, stderr=log) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address, process)
            yield address
        finally:
            end(process)


def wait_for(address: str, process) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not start at {address}; its process ended with {process.poll()}.")


class Reader:
    """Somebody with a browser who keeps every byte that comes to them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="en-GB")
        self.page: Page = self.context.new_page()
        self.received: list[bytes] = []
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._keep))

    def _keep(self, frame: bytes | str) -> None:
        self.received.append(frame if isinstance(frame, bytes) else frame.encode())

    def opens(self, link: str) -> Page:
        self.page.goto(f"{self.address}/{link}")
        at_rest(self.page)
        self.received.append(self.page.content().encode())
        return self.page

    def takes_every_file(self) -> None:
        for button in self.page.get_by_test_id("stDownloadButton").get_by_role("button").all():
            if not button.is_visible():
                continue
            with self.page.expect_download() as coming:
                button.click()
            content = Path(coming.value.path()).read_bytes()
            self.files[coming.value.suggested_filename] = content
            self.received.append(content)

    def found(self) -> set[str]:
        return set().union(*(found_in(part) for part in self.received))


@pytest.fixture(scope="module")
def public(chromium, copy, ids):
    """The address of the public edition of the planted copy."""
    with serving(copy, "public") as address:
        yield address


@pytest.fixture
def reader(chromium, public):
    somebody = Reader(chromium, public)
    yield somebody
    somebody.context.close()


@pytest.mark.parametrize("first", ["notebooks", "bring_in_figures"])
def test_first_link_of_a_process_runs_no_page_of_the_workspace(chromium, copy, ids, first):
    with serving(copy, "public") as address:
        somebody = Reader(chromium, address)
        page = somebody.opens(f"{first}?notebook={ids['private']}")

        assert page.locator("h1.page").inner_text() == "This page is not in the public edition"
        assert page.get_by_role("textbox").count() == 0
        assert not somebody.found()
        somebody.context.close()


def test_nothing_that_is_for_members_only_reaches_a_browser(reader, ids):
    for link in (
        *PUBLIC,
        *OF_THE_WORKSPACE,
        f"lines_of_questioning?line={LINE}",
        "lines_of_questioning?authority=barnet&print=1&members=1",
        "indicators?indicator=cl_eet",
        "documents_and_data?document=barnsley-scrutiny-report-2023",
        f"documents_and_data?authority=barnet&document={HIDDEN}",
        "indicators?authority=barnet&indicator=cic_n",
        "indicators?authority=barnsley&indicator=cic_n",
        *(f"{page}?notebook={ids['public']}" for page in ("notebook", "witness_briefs")),
        *(f"published_notebooks?id={identity}" for identity in ids.values()),
    ):
        page = reader.opens(link)
        assert "not current performance" in page.locator("p.edition").inner_text()
        reader.takes_every_file()
    reader.opens("lines_of_questioning")
    for summary in reader.page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    at_rest(reader.page)

    said = b"".join(reader.received)
    assert PUBLIC_NOTE.encode() in said
    assert {name.rpartition(".")[2] for name in reader.files} >= {"csv", "html", "docx", "pdf"}
    assert reader.found() == set()
    assert {url.split("/")[2] for url in reader.asked if url.startswith("http")} == {reader.address.split("/")[2]}


def test_the_same_words_are_found_in_the_workspace(chromium, copy, ids):
    with serving(copy, "workspace") as address:
        somebody = Reader(chromium, address)
        somebody.opens("lines_of_questioning")
        somebody.opens("notebooks")
        somebody.page.get_by_text("Show deleted notebooks").click()
        somebody.page.get_by_role("button", name="Bring back").wait_for()
        somebody.opens(f"notebook?notebook={ids['private']}")
        page = somebody.opens(f"notebook?notebook={ids['public']}")
        page.get_by_text("Show earlier versions").click()
        page.get_by_role("button", name="Go back to version 2").wait_for()
        page.get_by_role("combobox", name="Version").last.click()
        page.get_by_role("option").last.click()
        page.get_by_role("button", name="Go back to version 1").wait_for()
        somebody.opens(f"witness_briefs?notebook={ids['public']}")
        somebody.opens("publishing")
        somebody.opens(f"documents_and_data?authority=barnet&document={HIDDEN}")
        somebody.takes_every_file()
        seen = somebody.found()
        somebody.context.close()
    kept = [file.read_bytes() for file in sorted((copy / "workspace").rglob("notebooks.db*"))]
    files = [file.read_bytes() for file in sorted((copy / "data" / "documents").rglob("witnesses.csv"))]

    unseen = {"kept lock", "who saved it", "witness of a document"}
    assert seen >= set(CANARIES) - unseen - {"note on such a figure"}
    assert set().union(*(found_in(part) for part in (*kept, *files))) >= unseen | set(MEETING)


def test_a_notebook_is_read_at_its_own_address(reader, ids):
    page = reader.opens("published_notebooks")
    assert page.locator("h2.listed").all_inner_texts() == [PUBLIC_TITLE]
    page.get_by_role("link", name=PUBLIC_TITLE).click()

    page.get_by_role("heading", level=1, name=PUBLIC_TITLE).wait_for()
    expect(page).to_have_url(f"{reader.address}/published_notebooks?id={ids['public']}")
    expect(page.get_by_text(PUBLIC_NOTE)).to_have_count(1)


def test_what_is_not_published_is_not_told_apart_from_what_never_was(reader, ids):
    said = set()
    for identity in (ids["private"], ids["withdrawn"], ids["deleted"], ids["waiting"], "nothing"):
        page = reader.opens(f"published_notebooks?id={identity}")
        said.add(page.get_by_test_id("stMain").inner_text())

    assert len(said) == 1
    assert "There is no published notebook at this address." in said.pop()


def test_what_the_browser_keeps_is_what_the_page_says(reader):
    for link in ("", "lines_of_questioning", "notebooks"):
        page = reader.opens(link)
    # The edge of the menu dragged, then the menu closed.
    edge = page.get_by_test_id("stSidebarResizeHandle").bounding_box()
    page.mouse.move(edge["x"] + edge["width"] / 2, 400)
    page.mouse.down()
    page.mouse.move(edge["x"] + 60, 400, steps=5)
    page.mouse.up()
    page.get_by_test_id("stSidebarHeader").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    page.get_by_test_id("stExpandSidebarButton").wait_for()
    for one in STORAGE:
        page.wait_for_function("name => Object.keys(localStorage).some(key => key.startsWith(name))", arg=one.name)
    kept = page.evaluate("() => Object.keys(localStorage)")

    assert [cookie["name"] for cookie in reader.context.cookies()] == list(COOKIES)
    assert {next((one.name for one in STORAGE if name.startswith(one.name)), name) for name in kept} == {
        one.name for one in STORAGE
    }
    assert page.evaluate("() => Object.keys(sessionStorage)") == []
    assert page.evaluate("() => indexedDB.databases()") == []
    assert page.evaluate("() => caches.keys()") == []
    said = reader.opens("about").get_by_test_id("stMain").inner_text()
    assert all(one.name in said for one in STORAGE)
    assert "sets no cookies" in said


def test_the_banner_stands_above_the_title_and_hides_nothing_on_a_phone(chromium, public):
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-GB")
    page, places = context.new_page(), set()
    for link in ("", "method", "notebooks"):
        page.goto(f"{public}/{link}")
        banner = at_rest(page).locator("p.edition").bounding_box()
        title = page.locator("h1.page").bounding_box()
        assert banner["y"] + banner["height"] <= title["y"] < PHONE[1] / 3
        places.add(round(banner["y"]))
    context.close()
    assert len(places) == 1


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_the_server_takes_nothing_but_questions(public, method):
    for path in ("_stcore/upload_file/session/file", "_stcore/agent/interact", "notebooks", ""):
        request = urllib.request.Request(f"{public}/{path}", data=b"x" * 10, method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=120)
        assert refused.value.code == 405
        refused.value.close()


def test_no_response_sets_a_cookie(public):
    for path in ("", "_stcore/health", "_stcore/host-config", "notebooks", "favicon.png"):
        with urllib.request.urlopen(f"{public}/{path}", timeout=120) as response:
            assert response.headers.get("Set-Cookie") is None


def test_a_message_made_by_hand_runs_no_page_of_the_workspace(public, ids):
    """What a browser would never send: the number of a page that is not in the menu, and states of its buttons."""
    for page in OF_THE_WORKSPACE:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = calc_hash(page)
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = f"notebook={ids['private']}"
        for name in ("notebook_history", f"$$ID-0-delete_{ids['public']}", "notebook_file"):
            asked.rerun_script.widget_states.widgets.add(id=name, bool_value=True)
        said = answer_to(public, asked)

        assert b"This page is not in the public edition" in said
        assert found_in(said) == set()


def answer_to(address: str, asked: BackMsg) -> bytes:
    """Everything that the server says to one message until its page has run."""
    said = []
    place = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(place, subprotocols=["streamlit"], open_timeout=120) as stream:
        stream.send(asked.SerializeToString())
        while True:
            said.append(stream.recv(timeout=120))
            answer = ForwardMsg()
            answer.ParseFromString(said[-1])
            if answer.WhichOneof("type") == "script_finished":
                return b"".join(said)
