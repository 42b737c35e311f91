"""Lines of questioning in a browser: a reader's whole way through them, own words of any kind, and A4."""

import re
import shutil
import subprocess
from datetime import date

import pytest

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from tests.browser.running import DESKTOP, PHONE, SMALLEST, TABLET, at_rest
from tests.shipped import shipped

pytestmark = pytest.mark.browser
SCREENS = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
ADDRESS = "lines_of_questioning?authority=barnsley&known=2023-09-12"
STRANGE = "What & why # 100% of ‘it’ \"so\" 'or' <b>this</b> + ?a=b;c 🧒👩‍👧\nAnd é?"
_LINE = re.compile(r"\d+\. (.*)")


def of_day():
    day = date(2023, 9, 12)
    return enquiry_of(shipped().about("barnsley").as_known_on(day), "barnsley", day, "", "", DEFAULTS)


def lines(page):
    """The titles of the lines in their order."""
    return [found[1] for found in map(_LINE.fullmatch, page.locator("h2.finding").all_inner_texts()) if found]


def press(page, words, title):
    """Press a button of one line, by the name that a screen reader says."""
    at_rest(page).get_by_role("button", name=f"{words} {title}", exact=True).click()


def wait_for_lines(page, expected):
    page.wait_for_function(
        """expected => {
            const found = [...document.querySelectorAll("h2.finding")].map(title => title.textContent.trim());
            const lines = found.filter(title => /^\\d+\\. /.test(title)).map(title => title.replace(/^\\d+\\. /, ""));
            return JSON.stringify(lines) === JSON.stringify(expected);
        }""",
        arg=expected,
    )
    at_rest(page)


def write_own(page, place, text):
    line = page.locator('[class*="st-key-line_"]').nth(place)
    field = line.get_by_role("textbox")
    if not field.is_visible():
        line.get_by_text("In my own words").click()
    field.fill(text)
    field.press("Control+Enter")


@SCREENS
def test_reader_keeps_orders_rewords_drops_copies_and_prints_lines(app, someone, screen):
    page = someone(f"{app}/{ADDRESS}", screen)
    first, second, third, fourth, *rest = lines(page)

    press(page, "Show the evidence", first)
    page.get_by_role("columnheader", name="Figure or statement").first.wait_for(state="attached")
    press(page, "☐ Keep", first)
    page.get_by_role("button", name=f"☑ Kept {first}").wait_for()
    press(page, "☐ Keep", third)
    page.get_by_role("button", name=f"☑ Kept {third}").wait_for()
    press(page, "▲ Up", third)
    wait_for_lines(page, [first, third, second, fourth, *rest])

    write_own(page, 0, "Is the plan on time?")
    page.get_by_text("can be answered with yes or no").wait_for()
    page.locator("p.ask", has_text="Is the plan on time?").wait_for()

    press(page, "✕ Drop", fourth)
    wait_for_lines(page, [first, third, second, *rest])
    page.get_by_role("button", name="Put the dropped lines back").click()
    wait_for_lines(page, [first, third, second, fourth, *rest])

    page.get_by_text("Copy as text").click()
    text = page.locator(".stCode code").first
    text.wait_for()
    said = text.inner_text()
    enquiry = of_day()
    kept = [line for line in enquiry.lines if line.id in re.search(r"kept=([^&]*)", page.url)[1].split("%2C")]
    assert len(kept) == 2
    assert "1. Is the plan on time?" in said
    assert kept[1].question in said
    assert all(line.finding in said for line in kept)
    assert said.count("Who can answer: ") == 2
    theirs = {worry for line in enquiry.every_line for worry in (*line.worry, *line.good_answer)}
    assert not [worry for worry in theirs if worry in said]

    page.get_by_role("link", name="Open to print").click()
    page.locator(".sheet").wait_for()
    at_rest(page)
    assert page.locator(".sheet section").count() == 2
    assert "Is the plan on time?" in page.locator(".sheet section").first.inner_text()
    assert page.locator("button:visible, input:visible, textarea:visible").count() == 0

    page.get_by_role("link", name="Back to the lines").click()
    wait_for_lines(page, [first, third, second, fourth, *rest])


@pytest.mark.parametrize(
    "text",
    [STRANGE, "How safe are children & how do you know? " * 48, "🧒" * 2000],
    ids=["strange", "2000 letters", "2000 emoji"],
)
def test_own_words_survive_a_reload(app, someone, text):
    page = someone(f"{app}/{ADDRESS}")
    write_own(page, 0, text)
    page.get_by_text("Suggested wording: ").wait_for()
    # The address has the words at the latest when the page has run to its end.
    at_rest(page)

    page.reload()

    at_rest(page)
    field = page.locator('[class*="st-key-line_"]').first.get_by_role("textbox")
    assert field.input_value() == text.strip()
    assert page.locator("p.ask").first.text_content() == f"Ask: {text.strip()}"
    other = someone(page.url)
    assert other.locator("p.ask").first.text_content() == f"Ask: {text.strip()}"


def test_every_button_has_a_name_of_its_own_and_is_large_enough_for_a_finger(app, someone):
    page = someone(f"{app}/{ADDRESS}", PHONE)

    buttons = page.locator('[class*="st-key-acts_"] button')
    names = buttons.all_inner_texts()
    assert len(names) == len(lines(page)) * 5
    assert len(set(names)) == len(names)
    boxes = buttons.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(one => [one.width, one.height])"
    )
    assert min(min(box) for box in boxes) >= 24


def test_buttons_of_a_line_take_less_than_an_eighth_of_a_phone(app, someone):
    page = someone(f"{app}/{ADDRESS}", PHONE)

    heights = page.locator('[class*="st-key-acts_"]').evaluate_all("all => all.map(one => one.offsetHeight)")
    assert max(heights) < PHONE[1] / 8


@pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE, SMALLEST])
@pytest.mark.parametrize("address", [f"{ADDRESS}&print=1&members=1", f"{ADDRESS}&line=plan_major", "?known=2018-12-31"])
def test_nothing_reaches_beyond_the_right_edge(app, someone, screen, address):
    page = someone(f"{app}/{address}", screen)

    wide = page.locator(".stMain").evaluate(
        """main => [...main.querySelectorAll("p, li, h1, h2, button, textarea, table, td, section")]
            .filter(one => one.getBoundingClientRect().right > main.getBoundingClientRect().left + main.clientWidth + 1)
            .map(one => one.textContent.slice(0, 40))"""
    )
    assert wide == []


@pytest.mark.parametrize("council", ["barnsley&known=2023-09-12", "barnsley&known=2018-12-31", "barnet"])
def test_councillor_sees_the_first_two_lines_of_the_home_page_without_scrolling(app, someone, council):
    page = someone(f"{app}/?authority={council}", TABLET)

    second = page.locator("tbody tr").nth(1).bounding_box()
    assert second["y"] + second["height"] <= TABLET[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_fits_a4_with_every_word_and_no_line_cut(app, chromium, tmp_path, scheme):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here to read the paper with.")
    with chromium.new_context(viewport={"width": 820, "height": 1180}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{app}/{ADDRESS}&print=1&members=1")
        at_rest(page)
        screen = page.locator(".sheet").inner_text()
        page.pdf(path=tmp_path / "lines.pdf", prefer_css_page_size=True)
    words = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "lines.pdf", "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', words, flags=re.DOTALL)
    boxes = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">'
    assert len(pages) > 2
    for width, height, content in pages:
        assert (round(float(width)), round(float(height))) == (595, 842)
        found = [tuple(map(float, box)) for box in re.findall(boxes, content)]
        assert found
        # A box has room for letters taller than any, so it may reach a little beyond the margins of 16 and 18 mm.
        assert min(box[0] for box in found) >= 50
        assert max(box[2] for box in found) <= 595 - 50
        assert min(box[1] for box in found) >= 30
        assert max(box[3] for box in found) <= 842 - 30
    text = subprocess.run(
        ["pdftotext", tmp_path / "lines.pdf", "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    letters = re.compile(r"[a-z]{5,}")
    assert sorted(letters.findall(text.partition("As known on")[2])) == sorted(
        letters.findall(screen.partition("As known on")[2])
    )
    for line in of_day().lines:
        assert "".join(line.question.split()) in "".join(text.split())
