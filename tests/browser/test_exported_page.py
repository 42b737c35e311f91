"""The page of a report in a real browser: on a desk, on the smallest phone, in the dark and on paper."""

import re

import pytest

from analytics.exports.page import report_as_html
from tests.browser.running import DESKTOP, PHONE, SMALLEST, TABLET
from tests.exports.read_page import ReadPage
from tests.exports.sampled import hostile_report, whole_report

pytestmark = pytest.mark.browser
# What reaches beyond the right edge. A table's head is out of sight where its rows fall into blocks.
TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth + 1;
    const found = [...document.querySelectorAll("main *:not(svg *), header *, footer *")]
        .filter(element => getComputedStyle(element).display !== "none" && !element.closest("thead, caption"))
        .filter(element => element.getBoundingClientRect().right > edge)
        .map(element => `${element.tagName} “${element.textContent.slice(0, 40)}”`);
    if (document.documentElement.scrollWidth > edge) found.push("the page scrolls sideways");
    return found;
}"""
# Each text with the colour behind it, as the browser works both out.
PAIRS = """() => {
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (!/rgba\\(.*, 0\\)/.test(colour)) return colour;
        }
    };
    return [...document.querySelectorAll("h1, h2, h3, p, li, td, th, a, figcaption, caption, cite")]
        .filter(element => element.textContent.trim() && element.checkVisibility())
        .map(element => [getComputedStyle(element).color, behind(element)].join("|"));
}"""


@pytest.fixture(scope="module")
def html():
    return report_as_html(whole_report())


@pytest.fixture
def shown(chromium):
    """Show a page, and fail where it asks for anything or complains."""
    contexts, asked, complaints = [], [], []

    def shows(html, size=DESKTOP, **look):
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}, **look))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.set_content(html)
        return page

    yield shows
    for context in contexts:
        context.close()
    assert asked == []
    assert complaints == []


@pytest.mark.parametrize("size", [SMALLEST, PHONE, TABLET, DESKTOP], ids=str)
def test_nothing_is_wider_than_the_screen(shown, html, size):
    assert shown(html, size).evaluate(TOO_WIDE) == []


def test_nothing_is_wider_than_the_screen_when_letters_are_twice_as_large(shown, html):
    page = shown(html, (1280, 900))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(TOO_WIDE) == []


def test_one_drawing_of_a_chart_is_seen_at_any_size(shown, html):
    for size, kind in ((DESKTOP, "wide"), (PHONE, "narrow")):
        page = shown(html, size)
        figures = page.locator(".charts.alone figure")
        assert figures.count() > 3
        assert (
            page.locator(".charts.alone svg:visible").evaluate_all("all => all.map(one => one.classList[0])")
            == [kind] * figures.count()
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_in_the_light_and_in_the_dark(shown, html, scheme):
    page = shown(html, color_scheme=scheme)
    pairs = {tuple(pair.split("|")) for pair in page.evaluate(PAIRS)}
    assert len(pairs) > 3
    assert {pair for pair in pairs if contrast_of(*pair) < 4.5} == set()


def contrast_of(one: str, other: str) -> float:
    """The contrast of two colours such as "rgb(1, 2, 3)", as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_first_tab_leads_past_the_front(shown, html):
    page = shown(html)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'MAIN'")


def test_the_printed_page_has_every_heading_in_its_outline_in_order(shown, html, tmp_path):
    printed = shown(html).pdf(prefer_css_page_size=True, tagged=True, outline=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") > 5
    titles = [
        squeezed(title_of(found)) for found in re.findall(rb"/Title (\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>)", printed)
    ]
    # The first is that of the document.
    wanted = [squeezed(text) for _, text in ReadPage(html).headings()]
    assert sorted(titles[1:]) == sorted(wanted)


def title_of(written: bytes) -> str:
    """A text string of a PDF: bytes in brackets, or UTF-16 in hexadecimal."""
    if written.startswith(b"<"):
        return bytes.fromhex(written[1:-1].decode()).decode("utf-16")
    return re.sub(rb"\\(.)", rb"\1", written[1:-1]).decode("latin-1")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_lines_to_write_on_are_on_paper_only(shown, html):
    page = shown(html)
    assert page.locator(".space").is_hidden()
    page.emulate_media(media="print")
    rules = page.locator(".space .rule")
    assert rules.count() == 4
    assert all(box["height"] > 30 for box in rules.evaluate_all("all => all.map(one => one.getBoundingClientRect())"))


def test_a_hostile_report_runs_and_asks_for_nothing(shown):
    page = shown(report_as_html(hostile_report()))
    assert page.locator("main").inner_text().count("<script>alert") > 3
