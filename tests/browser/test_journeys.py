import csv
import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.running import DESKTOP, PHONE, TABLET, at_rest, choose, number_in, ready_for_keys, rows, titles

pytestmark = pytest.mark.browser
SCREENS = pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])


def downloaded(page, number=0):
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these figures (CSV)").nth(number).click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        return download.value.suggested_filename, list(csv.DictReader(file))


def value(row):
    return float(row["value"]) if row["value"] else None


@SCREENS
def test_reader_finds_an_indicator_shares_it_and_takes_its_figures_along(app, someone, screen):
    page = someone(app, screen)
    choose(page, "Council", "Barnet")
    page.wait_for_url("**/?authority=barnet")
    page.get_by_role("heading", name=re.compile("^1 document,")).first.wait_for()

    # Until the page has run to its end, what stands below may still be of the council before.
    at_rest(page)
    page.locator('a[href^="indicators?"]', has_text=re.compile("^Average caseload")).first.click()
    page.wait_for_url("**/indicators?*")
    page.locator("h2.finding", has_text=re.compile("^Average caseload")).first.wait_for()
    at_rest(page)
    assert titles(page)[0].startswith("Average caseload")

    other = someone(page.url, screen)
    assert titles(other) == titles(page)
    assert rows(other) == rows(page)

    name, figures = downloaded(page)
    (_, *columns), *body = rows(page)
    assert re.fullmatch(r"barnet-sw_caseload_avg-[a-z-]+\.csv", name)
    shown = {(team, period): words for team, *cells in body for period, words in zip(columns, cells, strict=True)}
    assert len(body) == len({row["member"] for row in figures}) > 1
    for row in figures:
        assert number_in(shown[row["member"], row["period"]]) == value(row)


@SCREENS
def test_csv_of_a_history_has_the_rows_of_its_table(app, someone, screen):
    page = someone(f"{app}/indicators?authority=barnsley&indicator=cl_eet", screen)

    name, figures = downloaded(page)

    header, *body = rows(page)
    assert header[:3] == ["Period", "Area", "Figure"]
    assert name == "barnsley-cl_eet.csv"
    assert len(body) > 2
    shown = Counter((period, number_in(words)) for period, _, words, *_ in body)
    assert shown == Counter((row["period"], value(row)) for row in figures)


def test_council_and_day_go_along_when_another_page_is_chosen_from_the_menu(app, someone):
    page = someone(f"{app}/findings?authority=barnet&known=2020-01-31&words=supervision")

    page.get_by_role("link", name="Workforce", exact=True).click()

    page.wait_for_url("**/workforce?*")
    page.wait_for_url(re.compile(r"authority=barnet&known=2020-01-31$"))
    page.get_by_role("heading", name="Workforce", level=1).wait_for()
    at_rest(page)
    expect(page.get_by_role("combobox", name="Council")).to_have_value("Barnet")
    assert all("Barnet" in line for line in page.locator("p.about").all_inner_texts())


def test_day_written_by_keyboard_shows_what_was_known(app, someone):
    page = ready_for_keys(someone(f"{app}/?authority=barnsley"))
    page.get_by_role("heading", name=re.compile("^4 documents,")).first.wait_for()

    page.get_by_role("spinbutton", name="day, As known on").focus()
    page.keyboard.type("30092018")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    page.wait_for_url("**/?authority=barnsley&known=2018-09-30")
    page.get_by_role("heading", name=re.compile("^2 documents,")).first.wait_for()


def test_council_is_reached_by_tab_and_chosen_by_keyboard(app, someone):
    page = ready_for_keys(someone(app))

    assert tab_to(page, "combobox", "Council") < 24
    page.keyboard.press("Control+A")
    page.keyboard.type("Barnet")
    expect(page.get_by_role("option")).to_have_text(["Barnet"])
    page.keyboard.press("Enter")

    page.wait_for_url("**/?authority=barnet")
    page.get_by_role("heading", name=re.compile("^1 document,")).first.wait_for()


def test_download_is_reached_by_tab_and_started_by_keyboard(app, someone):
    page = ready_for_keys(someone(f"{app}/?authority=barnet"))

    assert tab_to(page, "button", "Download these figures (CSV)") < 60
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "barnet-lines-of-questioning.csv"


LINK = "[log in](https://example.org) ![](https://example.org/a.png) https://example.org"


@pytest.mark.parametrize("address", ["?authority=", "?known=", "indicators?words=", "findings?words="])
def test_message_does_not_offer_a_link_that_the_address_brought_along(app, someone, address):
    page = someone(f"{app}/{address}{LINK}")

    message = page.get_by_text("log in").last
    assert "[log in](https://example.org)" in message.inner_text()
    assert page.locator("a[href^='https://example.org'], img[src^='https://example.org']").count() == 0


def test_page_asks_nothing_of_other_hosts(app, chromium):
    asked = []
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{app}/workforce")
        at_rest(page)

    assert asked
    assert [url for url in asked if not url.startswith((app, "data:", "blob:"))] == []


def tab_to(page, role, name):
    """How often Tab is pressed before the focus is on something."""
    wanted = page.get_by_role(role, name=name).first
    for times in range(1, 100):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return times
    raise AssertionError(f"Tab does not reach “{name}”.")
