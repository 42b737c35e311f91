"""In a real browser, with hostile evidence, notebooks, files and addresses: nothing runs or is asked elsewhere."""

from datetime import date
from urllib.parse import urlencode

import pytest

from analytics.notebooks.repository import Repository
from tests.browser.running import a_server, at_rest
from tests.imported import evidence_with, figures, release
from tests.pages.dropped import data_file
from tests.security.hostile_data import hostile_data
from tests.security.payloads import EVERYTHING, PAYLOADS, SHORT
from tests.security.test_notebooks import hostile

pytestmark = pytest.mark.browser
ADDRESSES = (
    "?authority=barnsley",
    "lines_of_questioning?authority=barnsley",
    "indicators?authority=barnsley&theme=stability",
    "indicators?authority=barnsley&indicator=sw_caseload_avg",
    "documents_and_data?authority=barnsley",
    "documents_and_data?authority=barnsley&document=barnsley-scrutiny-report-2023",
    "progress_and_judgements?authority=barnsley",
    "about",
    "notebooks",
    "notebook?notebook=hostile",
    "witness_briefs?notebook=hostile",
    f"indicators?{urlencode(dict.fromkeys(('authority', 'known', 'theme', 'words', 'indicator'), EVERYTHING[:1500]))}",
)


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    notebook = hostile().planning(date=date(2023, 9, 12), place=EVERYTHING, big_question=EVERYTHING)
    repository = Repository.open(f"sqlite:///{folder}/notebooks.db")
    repository.save(notebook, None)
    repository.close()
    said = dict.fromkeys(("title", "short_title", "publisher", "attribution"), EVERYTHING)
    row = {"area": "barnsley", "indicator": "icpc_15", "period": "2024/25", "value": 80.0}
    evidence_with(folder / "releases", figures(release(2025, **said), [row]))
    with a_server(hostile_data(folder), workspace=folder) as (address, _):
        yield address


def test_nothing_runs_and_nothing_is_asked_elsewhere(chromium, site):
    asked, dialogs, pwned = [], [], {}
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for address in ADDRESSES:
            page.goto(f"{site}/{address}")
            at_rest(page)
            page.evaluate("() => document.querySelectorAll('.stMain details > summary').forEach(one => one.click())")
            # Whatever waits for a pointer or the keyboard gets both.
            page.locator(".stMain [onmouseover], .stMain [onfocus]").evaluate_all(
                "all => all.forEach(one => one.focus())"
            )
            pwned[address] = page.evaluate("() => window.__pwned")
        page.goto(f"{site}/bring_in_figures")
        at_rest(page)
        column = {"children_count": PAYLOADS["picture"], "rate_per_10000": SHORT[0]}
        name = f"{SHORT[0].replace('/', ' ')}.csv"
        file = {"name": name, "mimeType": "text/csv", "buffer": data_file(columns=column)}
        page.locator("input[type=file]").first.set_input_files([file])
        page.get_by_text("1 file not known yet").wait_for()
        page.get_by_role("button", name="Say what its columns are").click()
        page.get_by_role("textbox", name="What these figures are called").wait_for()
        at_rest(page)
        pwned["a file"] = page.evaluate("() => window.__pwned")
        shown = page.locator(".stMain").inner_text()

    home = (site, site.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(home)] == []
    assert dialogs == []
    assert {address for address, found in pwned.items() if found is not None} == set()
    assert "pwned.example" in shown, "the name of the column stands there, as letters"
