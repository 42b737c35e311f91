"""Every page for everybody: axe-core finds nothing of ours; keyboard, zoom, colours and motion are as people set them.

What axe-core, a checker of the rules of WCAG and of good practice, finds of Streamlit's own is declared below and on
the page Accessibility, and nothing else passes.
"""

import importlib.resources
import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import DESKTOP, PHONE, ROOT, a_server, at_rest, ready_for_keys
from tests.browser.test_layout import too_wide
from tests.browser.walked import ADDRESSES, NATIONAL, make_workspace

pytestmark = pytest.mark.browser
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# Streamlit's own, each by rule, by what has it and by what axe-core calls its impact. The page says the same in words.
STREAMLITS_OWN = {
    ("presentation-role-conflict", '[data-testid="stFileUploaderDropzone"]', "minor"),
    ("region", '[role="listbox"][data-rac]', "moderate"),
    ("region", "#stFloatingOverlayPortal", "moderate"),
    ("landmark-banner-is-top-level", "[role=dialog] header, [data-rac] header", "moderate"),
    ("landmark-no-duplicate-banner", "header.stAppHeader", "moderate"),
    ("landmark-unique", "header.stAppHeader", "moderate"),
}
# The element is asked what it is in the same moment: a page that is laid out anew meanwhile gives it other classes.
_FOUND = """async ([only, declared]) => {
    const rules = only ? {runOnly: {type: "rule", values: only}} : {};
    const found = await axe.run(document, {...rules, resultTypes: ["violations"], elementRef: true});
    return found.violations.flatMap(one => one.nodes.map(node => {
        const own = declared.find(([rule, at, how]) =>
            rule === one.id && how === one.impact && node.element?.matches(at));
        return [one.id, one.impact, node.html, own ? own[1] : ""];
    }));
}"""
ON_PAPER = "print=1"  # white at any time
# All that depends on colours.
_COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    """The address of the app with a workspace that has something of everything."""
    with a_server(workspace=make_workspace(tmp_path_factory.mktemp("walked"))) as (address, _):
        yield address


@pytest.fixture(scope="module")
def reader(chromium):
    """One reader who opens page after page."""
    with chromium.new_context(locale="en-GB", reduced_motion="reduce") as context:
        page = context.new_page()
        yield page


def opened(reader: Page, address: str, screen=DESKTOP) -> Page:
    reader.emulate_media(color_scheme="light", forced_colors="none")
    reader.set_viewport_size({"width": screen[0], "height": screen[1]})
    reader.goto(address)
    return at_rest(reader)


def broken(page: Page, only: list[str] | None = None) -> list[tuple[str, str, str]]:
    """What breaks a rule: the rule, its impact and the element. What Streamlit causes is left out."""
    return [(rule, impact, html) for rule, impact, html, own in found_on(page, only) if not own]


def found_on(page: Page, only: list[str] | None = None) -> list[tuple[str, str, str, str]]:
    """All that breaks a rule, with the declared selector of Streamlit's that it fits, else blank.

    Whatever is found is looked for again until it stays: a page that still follows its screen or its colours is not
    there yet.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    asked = [only, sorted(STREAMLITS_OWN)]
    found = page.evaluate(_FOUND, asked)
    while found and found != (again := page.evaluate(_FOUND, asked)):
        found = again
    return [tuple(one) for one in found]


def in_the_dark(page: Page) -> Page:
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_is_broken_on_a_desktop_or_a_phone_in_light_or_dark(site, reader, address):
    page = opened(reader, f"{site}/{address}")

    assert broken(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert too_wide(page) == []
    assert broken(page) == []
    if ON_PAPER not in address:
        assert broken(in_the_dark(page), _COLOURS) == []


def test_what_is_laid_out_for_paper_can_be_read_also_in_the_dark(site, reader):
    page = opened(reader, f"{site}/lines_of_questioning?authority=barnsley&{ON_PAPER}")
    page.emulate_media(color_scheme="dark")

    assert broken(at_rest(page), _COLOURS) == []


def test_every_page_is_walked():
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "before_the_meeting"}

    assert {address.partition("?")[0] for address in ADDRESSES} == pages | {""}


# What opens: lists, the calendar, forms and what is folded away.


def test_no_rule_is_broken_by_what_unfolds(site, reader):
    page = opened(reader, f"{site}/notebook?notebook=walked")
    page.get_by_role("button", name=re.compile("^Edit")).first.click()
    page.get_by_role("textbox", name="Your note").wait_for()
    unfold(at_rest(page))
    assert broken(at_rest(page)) == []

    page = opened(reader, f"{site}/witness_briefs?notebook=walked")
    unfold(page)
    assert broken(page) == []


def test_streamlit_itself_breaks_what_is_declared_and_nothing_else(site, reader):
    found = found_on(opened(reader, f"{site}/bring_in_figures"))
    page = opened(reader, f"{site}/indicators?authority=barnsley")
    page.get_by_role("combobox", name="Theme").click()
    page.get_by_role("option").first.wait_for()
    found += found_on(page)
    page.keyboard.press("Escape")
    page.get_by_test_id("stDateInput").get_by_role("button").last.click()
    page.get_by_role("dialog").wait_for()
    found += found_on(page)
    page = opened(reader, f"{site}/indicators?authority=barnsley")
    page.get_by_test_id("stTooltipIcon").first.hover()
    page.get_by_role("tooltip").wait_for()
    found += found_on(page)

    assert {(rule, own or html, impact) for rule, impact, html, own in found} == STREAMLITS_OWN


def test_the_page_tells_of_everything_that_streamlit_breaks(site, reader):
    words = opened(reader, f"{site}/accessibility").locator(".stMain").inner_text()

    assert {rule for rule, _, _ in STREAMLITS_OWN} == set(re.findall(r"axe-core rule ([a-z-]+)", words))


def unfold(page: Page) -> None:
    """Open all that is folded away."""
    page.evaluate(
        "() => document.querySelectorAll('.stMain details:not([open]) > summary').forEach(one => one.click())"
    )


# The keyboard.

_FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        words: one.getAttribute("aria-label") || one.textContent.trim() || one.outerHTML.slice(0, 80),
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: one.closest(".stMain") !== null && !one.closest("header"),
        top: box.top + document.querySelector(".stMain").scrollTop,
        on_screen: box.bottom > 0 && box.top < innerHeight,
        body: one === document.body,
    };
}"""
_TO_REACH = """() => [...document.querySelectorAll(".stMain :is(a[href], button, input, select, textarea, summary)")]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})).length"""


def focused_one_after_another(page: Page) -> list[dict]:
    """All that Tab leads to from the head of the page, until it leaves it."""
    found = []
    for _ in range(250):
        page.keyboard.press("Tab")
        found.append(page.evaluate(_FOCUSED))
        if found[-1]["body"]:
            return found[:-1]
    raise AssertionError("The keyboard never comes to the end of the page.")


def test_the_keyboard_comes_first_to_a_link_past_the_menu(site, reader):
    page = ready_for_keys(opened(reader, f"{site}/about"))
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["words"] == "Skip to main content"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(_FOCUSED)["inside"]


@pytest.mark.parametrize("address", ["?authority=barnsley", "indicators?authority=barnet&indicator=sw_caseload_avg"])
def test_the_keyboard_reaches_everything_in_order_and_where_it_is_can_be_seen(site, reader, address):
    page = ready_for_keys(opened(reader, f"{site}/{address}"))

    found = focused_one_after_another(page)

    assert [one["words"] for one in found if not one["seen"]] == []
    assert [one["words"] for one in found if not one["on_screen"]] == []
    inside = [one for one in found if one["inside"]]
    assert len(inside) >= page.evaluate(_TO_REACH)
    # From the top down: what stands beside another may stand a little higher than it.
    assert [two["words"] for one, two in pairwise(inside) if two["top"] < one["top"] - 90] == []


# Zoom, colours, motion, language.


@pytest.mark.parametrize(
    "address", ["lines_of_questioning?authority=barnet", NATIONAL, "witness_briefs?notebook=walked"]
)
def test_at_four_times_the_size_nothing_has_to_be_scrolled_sideways(chromium, site, address):
    with chromium.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4) as context:
        page = context.new_page()
        page.goto(f"{site}/{address}")

        assert too_wide(at_rest(page)) == []


def test_with_colours_of_ones_own_charts_keep_paper_and_ink(site, reader):
    page = opened(reader, f"{site}/{NATIONAL}")
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.wait_for_function("matchMedia('(forced-colors: active)').matches")

    # Each chart may be drawn anew in the colours of the dark.
    charts = page.locator(".vega-embed")
    for number in range(charts.count()):
        expect(charts.nth(number)).to_have_css("background-color", "rgb(255, 255, 255)")
    assert charts.count()


def test_ratings_say_themselves_in_a_word_with_a_shape_before_it(site, reader):
    page = opened(reader, f"{site}/progress_and_judgements?authority=barnsley")

    ratings = set(page.locator(".rating").all_inner_texts())

    assert len(ratings) >= 3
    assert [text for text in ratings if not re.match(r"[^\w\s] \w", text)] == []


def test_nothing_moves_for_whom_motion_is_too_much(site, reader):
    page = opened(reader, f"{site}/notebook?notebook=walked")

    moving = page.evaluate("() => document.getAnimations().map(one => one.animationName || one.transitionProperty)")
    styled = page.locator("*").evaluate_all(
        """all => all.map(one => getComputedStyle(one)).filter(style => style.animationName !== "none"
            || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)).length"""
    )

    assert (moving, styled) == ([], 0)


def test_the_page_says_its_language_and_has_one_title(site, reader):
    page = opened(reader, f"{site}/about")

    assert page.locator("html").get_attribute("lang") in ("en", "en-GB")
    assert page.get_by_role("heading", level=1).count() == 1
    assert "About" in page.title()
