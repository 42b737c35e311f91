"""An officer drops files on the page: a good one is on the other pages at once, a faulty one shows all its faults."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running import DESKTOP, PHONE, TABLET, a_server, at_rest, choose
from tests.browser.test_layout import too_wide
from tests.pages.dropped import CASELOADS, HOMES, councils, data_file, with_three_faults

pytestmark = pytest.mark.browser


@pytest.fixture
def app(chromium, tmp_path):
    """A workspace of its own: what is brought in here is on no other test's pages."""
    with a_server(workspace=tmp_path / "workspace") as (address, _):
        yield address


@pytest.fixture(scope="module")
def empty(chromium, tmp_path_factory):
    """A workspace into which nothing is brought: files are only looked at."""
    with a_server(workspace=tmp_path_factory.mktemp("empty")) as (address, _):
        yield address


def dropped(page, *files):
    """The page once files were chosen in the first place for them."""
    given = [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files]
    page.locator('input[type="file"]').first.set_input_files(given)
    page.locator(".stMain h2.finding").filter(has_text=re.compile(r"^[0-9]+ file")).first.wait_for()
    return at_rest(page)


def test_a_data_file_of_every_council_of_a_region_is_brought_in_and_seen(app, someone):
    assert len(councils()) >= 10
    page = someone(f"{app}/bring_in_figures")
    dropped(page, ("rates.csv", data_file(rates={("barnsley", 2025): 123})))
    page.get_by_text("councils and England, 2021 to 2025").wait_for()

    page.get_by_role("button", name="Bring in 1 file", exact=True).click()
    page.get_by_role("heading", name="Brought in: 1 file").wait_for()
    at_rest(page)
    choose(page, "See it for", "Rotherham")
    page.get_by_role("link", name="Rotherham beside other councils").click()
    page.wait_for_url("**/beside_other_councils?authority=rotherham*")
    at_rest(page)
    expect(page.get_by_role("combobox", name="Council", exact=True)).to_have_value("Rotherham")

    page.goto(f"{app}/beside_other_councils?authority=barnsley&indicator=cic_rate")
    at_rest(page)
    assert "123" in page.locator(".stMain").inner_text()
    assert "Rotherham" in page.locator(".stMain").inner_text()


def test_a_file_with_three_faults_shows_all_three_and_is_not_taken(empty, someone):
    page = dropped(someone(f"{empty}/bring_in_figures"), ("rates.csv", with_three_faults()))

    cells = page.locator(".stMain table").first.locator("tr").all_inner_texts()
    for where, column in (("Row 3", "rate_per_10000"), ("Row 4", "geographic_level"), ("Row 5", "time_period")):
        assert [cell for cell in cells if where in cell and column in cell], cells
    assert page.get_by_role("button", name="Bring in").count() == 0


@pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_no_sideways_scrolling_and_every_button_can_be_hit(empty, someone, screen):
    page = someone(f"{empty}/bring_in_figures", screen)
    dropped(page, ("rates.csv", data_file()), ("faults.csv", with_three_faults()), ("own.csv", CASELOADS))
    page.get_by_role("button", name="Say what its columns are").click()
    page.get_by_text("4 figures, the first of them").wait_for()
    at_rest(page)

    assert too_wide(page) == []
    buttons = page.locator(".stMain .stButton button:visible, .stMain .stDownloadButton button:visible")
    sizes = buttons.evaluate_all("all => all.map(one => [one.innerText, one.getBoundingClientRect().height])")
    assert sizes
    assert [size for size in sizes if size[1] < 43.9] == []


def test_an_unknown_file_is_told_by_keyboard_and_mouse_and_known_the_next_time(app, someone):
    page = dropped(someone(f"{app}/bring_in_figures"), ("homes.csv", HOMES))
    page.get_by_role("button", name="Say what its columns are").click()
    page.get_by_role("textbox", name="What these figures are called").fill("Children’s homes")
    page.keyboard.press("Tab")
    choose(page, "Column of figures", "homes_open")
    box = page.get_by_role("combobox", name="What “homes_open” is")
    box.fill("children in care")
    page.get_by_role("option", name="Children in care", exact=True).click()
    page.get_by_text("the first of them").wait_for()
    page.get_by_role("button", name="Save, and read the file by it").click()
    page.get_by_role("heading", name="1 file without faults").wait_for()

    again = dropped(someone(f"{app}/bring_in_figures"), ("homes-again.csv", HOMES))
    again.get_by_role("heading", name="1 file without faults").wait_for()
