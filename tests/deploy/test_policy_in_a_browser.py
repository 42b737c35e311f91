import re

import pytest

from tests.browser.running import a_chromium, at_rest, chromium_path
from tests.deploy.deployed import ROOT, a_folder, one_replica_behind_nginx

pytestmark = pytest.mark.browser
# The first page answers at the root, and a notebook's page has nothing to show without a notebook.
PAGES = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "before_the_meeting", "notebook"})


@pytest.fixture(scope="module")
def address():
    with a_folder() as folder, one_replica_behind_nginx(folder) as (address, _, _):
        yield address


@pytest.fixture(scope="module")
def browser():
    path = chromium_path()
    if path is None:
        pytest.skip("There is no Chromium or Chrome on this machine.")
    with a_chromium(path) as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.violations = []
    page.on("console", lambda said: page.violations.append(said.text[-300:]) if "Policy" in said.text else None)
    page.on("pageerror", lambda error: page.violations.append(str(error)))
    yield page
    page.close()


def test_every_page_runs_under_the_policy(page, address):
    charts = 0
    for name in ("", *PAGES):
        page.goto(f"{address}/{name}?authority=barnsley")
        at_rest(page)
        charts += page.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").count()

        assert page.violations == [], name

    assert charts >= 3, "No charts were drawn."


def test_download_and_upload_reach_their_replica(page, address):
    page.goto(f"{address}/workforce?authority=barnsley")
    at_rest(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    table = download.value.path().read_text(encoding="utf-8")
    page.goto(f"{address}/bring_in_figures?authority=barnsley")
    at_rest(page)
    with page.expect_response(lambda answer: "upload_file" in answer.url) as sent:
        page.locator("input[type=file]").first.set_input_files(
            {"name": "figures.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
        )

    assert table.startswith("document,")
    assert sent.value.ok
    assert page.violations == []


def test_policy_stops_what_it_is_for(page, address):
    page.goto(address)
    at_rest(page)
    with page.expect_console_message(lambda said: "Policy" in said.text and "script-src" in said.text):
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }""")
    with page.expect_console_message(lambda said: "Policy" in said.text and "127.0.0.1:9" in said.text):
        fetched = page.evaluate("() => fetch('http://127.0.0.1:9/').catch(error => 'stopped')")

    assert fetched == "stopped"
    assert page.evaluate("() => window.ran") is None
