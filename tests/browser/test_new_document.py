import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.running import ROOT, at_rest, choose, running_app, titles

pytestmark = pytest.mark.browser
NEW = "barnet-performance-report-2019"


def test_document_put_into_the_folder_is_there_at_the_next_click_without_a_restart(chromium, someone, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns(NEW))
    with running_app(data) as app:
        page = someone(f"{app}/documents_and_data")
        assert titles(page)[0].startswith("4 documents")
        page.get_by_role("combobox", name="Council").click()
        expect(page.get_by_role("option")).to_have_text(["Barnsley"])
        page.keyboard.press("Escape")

        shutil.copytree(ROOT / "data" / "documents" / NEW, tmp_path / NEW)
        (tmp_path / NEW).rename(data / "documents" / NEW)
        page.get_by_role("link", name="Findings", exact=True).click()
        page.get_by_role("heading", name="Findings", level=1).wait_for()
        at_rest(page)

        choose(page, "Council", "Barnet")
        page.get_by_role("heading", name="94 findings in 1 document").wait_for()
