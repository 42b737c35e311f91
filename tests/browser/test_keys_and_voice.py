"""Where the keyboard is after the page was laid out anew, and what a screen reader is given to say then."""

import re

import pytest

from tests.browser.running import DESKTOP, a_server, at_rest

pytestmark = pytest.mark.browser
FOCUSED = """() => document.activeElement === document.body ? ""
    : document.activeElement.getAttribute("aria-label") || document.activeElement.innerText || "" """
# Whatever a screen reader is given to say, also what the next words take the place of at once.
LISTEN = r"""() => {
    const heard = (window.heard = new Set());
    const words = (one) => one.textContent.replace(/\s+/g, " ");
    const listen = () => document.querySelectorAll("[role=status]").forEach((one) => heard.add(words(one)));
    new MutationObserver(listen).observe(document, { subtree: true, childList: true, characterData: true });
    listen();
}"""


@pytest.fixture(scope="module")
def app(chromium, tmp_path_factory):
    """The app with a workspace of this module's own."""
    with a_server(workspace=tmp_path_factory.mktemp("workspace")) as (address, _):
        yield address


@pytest.fixture
def page(app, someone):
    """A new notebook with a note, made by keys."""
    page = someone(f"{app}/notebooks")
    page.evaluate(LISTEN)
    page.get_by_role("textbox", name="Title").fill("By keys")
    page.keyboard.press("Tab")
    pressed(page, "Begin")
    has_keyboard(page, "By keys")
    pressed(page, "Write a note")
    has_keyboard(page, "Your note")
    return page


def pressed(page, name):
    at_rest(page).get_by_role("button", name=name, exact=isinstance(name, str)).first.press("Enter")


def has_keyboard(page, name):
    page.wait_for_function(f"name => ({FOCUSED})().includes(name)", arg=name)


def hears(page, words):
    page.wait_for_function("words => [...window.heard].some(one => one.includes(words))", arg=words)


def test_every_change_is_said_to_be_saved(page):
    hears(page, "Saved: version 2.")

    page.keyboard.type("Ask about dental checks")
    page.keyboard.press("Tab")

    hears(page, "Saved: version 3.")
    page.wait_for_function("document.activeElement.type === 'checkbox'")


def test_the_keyboard_stays_beside_what_it_did(page):
    page.keyboard.type("First")
    page.keyboard.press("Tab")
    # The page is laid out anew when the words are saved: a button that is pressed just then may not be there any more.
    hears(page, "Saved: version 3.")
    pressed(page, re.compile("^Done"))
    has_keyboard(page, "Edit")
    pressed(page, "Add this cell")
    hears(page, "Saved: version 4.")
    has_keyboard(page, "Add this cell")

    pressed(page, re.compile("Up (?!First)"))
    # It is the first cell now, and its button is off: the keyboard is on the one beside it.
    has_keyboard(page, "Down")
    assert "First" not in page.evaluate(FOCUSED)

    pressed(page, re.compile("^Delete First"))
    has_keyboard(page, "Undo")
    page.keyboard.press("Enter")
    hears(page, "Saved: version 7.")
    page.wait_for_function("document.activeElement !== document.body")


def test_another_page_begins_at_its_heading(page):
    page.get_by_role("link", name="Workforce", exact=True).press("Enter")
    page.wait_for_url("**/workforce*")

    page.wait_for_function("document.activeElement.matches('h1') && document.activeElement.innerText === 'Workforce'")


def test_a_finger_or_a_mouse_moves_no_keyboard(app, someone):
    page = someone(f"{app}/about", DESKTOP)
    page.evaluate(LISTEN)
    page.get_by_role("link", name="Workforce", exact=True).click()
    page.wait_for_url("**/workforce*")
    at_rest(page)
    hears(page, "Workforce. The page is ready.")

    assert page.evaluate("document.activeElement.tagName") != "H1"


def test_a_page_says_when_it_is_there_and_never_that_it_is_called_streamlit(app, chromium):
    with chromium.new_context() as context:
        page = context.new_page()
        page.add_init_script(
            "window.called = []; new MutationObserver(() => document.title && window.called.push(document.title))"
            ".observe(document, {subtree: true, childList: true, characterData: true});"
        )
        page.goto(f"{app}/indicators?authority=barnet")
        at_rest(page)
        page.evaluate(LISTEN)

        hears(page, "Indicators. The page is ready.")
        assert set(page.evaluate("window.called")) == {"Scrutiny Notebook", "Indicators · Scrutiny Notebook"}


def test_without_javascript_a_reader_is_told_where_to_go(app, chromium):
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{app}/indicators")

        words = page.locator("body").inner_text()

    assert "site of plain pages" in words
    assert "agent" not in words


def test_a_chart_is_named_by_its_finding_and_its_axes_are_not_read_out(app, someone):
    page = someone(f"{app}/indicators?authority=barnet&indicator=sw_caseload_avg")
    finding = page.locator("h2.finding").first.inner_text()
    page.get_by_role("img", name=finding, exact=True).wait_for()

    assert page.locator(".stVegaLiteChart svg [aria-label]").count() == 0
    assert page.get_by_role("button", name=f"Show data: {finding}", exact=True).count() == 1


def test_a_button_that_now_does_something_else_says_so(app, someone):
    page = someone(f"{app}/lines_of_questioning?authority=barnsley")
    page.evaluate(LISTEN)
    pressed(page, re.compile("^Show the evidence"))

    hears(page, "Hide the evidence")
