import pytest
from playwright.sync_api import TimeoutError as TooLong

from tests.browser.running import DESKTOP, PHONE, SMALLEST, TABLET, at_rest

pytestmark = pytest.mark.browser
WITH_CHARTS = (
    "indicators?authority=barnsley&indicator=cl_eet",
    "indicators?authority=barnsley&theme=stability",
    "lines_of_questioning?authority=barnet&line=cic_dental",
    "workforce?authority=barnsley",
    "workforce?authority=barnet",
    "progress_and_judgements?authority=barnsley",
)
ADDRESSES = (
    *WITH_CHARTS,
    "?authority=barnsley",
    "?authority=barnet",
    "lines_of_questioning?authority=barnsley",
    "lines_of_questioning?authority=barnsley&print=1&members=1",
    "indicators?authority=barnsley",
    "indicators?authority=barnet&indicator=sw_caseload_avg",
    "progress_and_judgements?authority=barnet",
    "figures_that_do_not_add_up?authority=barnsley",
    "findings?authority=barnsley",
    "bring_in_figures",
    "documents_and_data?authority=barnsley",
    "documents_and_data?authority=barnsley&document=barnsley-self-evaluation-2018",
    "witness_briefs?authority=barnsley",
    "about",
    "accessibility",
)
# What reaches beyond the right edge of the page or of the part of it that scrolls.
TOO_WIDE = """() => {
    const main = document.querySelector(".stMain");
    const edge = main.getBoundingClientRect().left + main.clientWidth + 1;
    const found = [...main.querySelectorAll("table, tr, th, td, p, figure, img, svg.marks, button, input")]
        .filter(element => element.getBoundingClientRect().right > edge)
        .map(element => `${element.tagName} “${element.textContent.slice(0, 40)}”`);
    for (const element of [document.documentElement, main]) {
        if (element.scrollWidth > element.clientWidth) found.push(`${element.tagName} scrolls sideways`);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def reader(chromium):
    """One reader who opens page after page."""
    with chromium.new_context() as context:
        page = context.new_page()
        yield page


def opened(reader, app, address, screen=DESKTOP):
    resized(reader, screen)
    reader.goto(f"{app}/{address}")
    return at_rest(reader)


def resized(page, screen):
    width, height = screen
    page.set_viewport_size({"width": width, "height": height})


def too_wide(page):
    """What is still too wide once the page has had time to follow its screen."""
    try:
        page.wait_for_function(f"() => ({TOO_WIDE})().length === 0")
    except TooLong:
        return page.evaluate(TOO_WIDE)
    return []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_needs_no_sideways_scrolling_on_any_screen(app, reader, address):
    page = opened(reader, app, address)

    for screen in (DESKTOP, TABLET, PHONE, SMALLEST):
        resized(page, screen)
        assert too_wide(page) == [], screen


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_page_opened_on_a_phone_needs_no_sideways_scrolling(app, reader, address):
    assert too_wide(opened(reader, app, address, PHONE)) == []


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_every_chart_has_a_name_that_says_what_it_shows(app, reader, address):
    page = opened(reader, app, address)

    names = page.locator(".stVegaLiteChart").evaluate_all("all => all.map(chart => chart.getAttribute('aria-label'))")
    names += page.locator(".stMain img").evaluate_all("all => all.map(image => image.alt)")
    assert names
    assert all(name and len(name.split()) > 5 for name in names), names
    assert len(set(names)) == len(names)


def test_table_is_a_table_on_a_desktop_and_blocks_beside_the_menu_of_a_tablet(app, reader):
    page = opened(reader, app, "workforce?authority=barnet")
    table = page.locator("table").first

    for screen, display in ((DESKTOP, "table"), (TABLET, "block"), (PHONE, "block")):
        resized(page, screen)
        page.wait_for_function(
            "([table, display]) => getComputedStyle(table).display === display", arg=[table.element_handle(), display]
        )
    assert page.get_by_role("table").count() == page.locator("table").count()


@pytest.mark.parametrize("authority", ["barnet", "barnsley"])
def test_first_two_lines_of_the_first_page_fit_a_tablet_beside_a_menu_of_whole_words(app, reader, authority):
    opened(reader, app, f"?authority={authority}", TABLET)
    second = reader.locator("table tbody tr").nth(1).bounding_box()
    assert second["y"] + second["height"] <= TABLET[1]
    cut_off = reader.evaluate(
        "() => [...document.querySelectorAll('.st-key-menu a *')].filter(one => one.scrollWidth > one.clientWidth + 1)"
        ".map(one => one.textContent)"
    )
    assert cut_off == []
