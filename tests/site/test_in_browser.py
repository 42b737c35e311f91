"""The site in a real browser: axe-core on the other pages, keyboards, narrow screens, high contrast, and no scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running import DESKTOP, PHONE, SMALLEST, TABLET
from tests.site.in_browser import served, violations

pytestmark = pytest.mark.browser
# One page of each kind, the heaviest among them.
SAMPLE = (
    "index.html",
    "barnsley/index.html",
    "barnsley/indicators/index.html",
    "barnsley/indicators/cl_eet.html",
    "barnsley/indicators/sw_caseload_avg.html",
    "barnsley/themes/programme.html",
    "barnsley/lines/index.html",
    "barnsley/workforce.html",
    "barnsley/progress-and-judgements.html",
    "barnsley/findings/index.html",
    "barnsley/figures-that-do-not-add-up.html",
    "barnsley/documents/barnsley-self-evaluation-2018.html",
    "notebooks/starter-children-in-care.html",
    "method/signals.html",
    "glossary.html",
    "sources.html",
    "accessibility.html",
    "a-to-z.html",
)
# What reaches beyond the right edge of the window. Heads of tables are out of sight where rows fall into blocks.
TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth + 1;
    const found = [...document.querySelectorAll("body *")]
        .filter(one => one.checkVisibility() && !one.closest("thead, caption, .skip"))
        .filter(one => one.getBoundingClientRect().right > edge)
        .map(one => `${one.tagName} “${one.textContent.slice(0, 40)}”`);
    if (document.documentElement.scrollWidth > edge) found.push("the page scrolls sideways");
    return found;
}"""
# What has the focus, and whether a ring can be seen around it.
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [one.tagName, one.textContent.trim().slice(0, 60), ring && box.width > 0 && box.height > 0];
}"""


@pytest.fixture(scope="module")
def address(site):
    with served(site.folder.parent) as top:
        yield f"{top}/{site.folder.name}"


@pytest.fixture
def opened(chromium, address):
    """Open a page of the site below a folder of a web server; fails where it asks elsewhere or complains."""
    contexts, complaints = [], []

    def opens(path, size=DESKTOP, **look):
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}, **look))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(f"{path}: {message.text}"))
        # Going on to the next page calls off what the last still asked for; a file that is not there is in the console.
        page.on("requestfailed", lambda asked: asked.failure == "net::ERR_ABORTED" or complaints.append(asked.url))
        page.on("request", lambda asked: asked.url.startswith(address) or complaints.append(f"{path}: {asked.url}"))
        page.goto(f"{address}/{path}")
        return page

    yield opens
    for context in contexts:
        context.close()
    assert complaints == []


def test_no_other_page_has_a_violation(site, chromium):
    pages = [path for path in site.files if path.endswith(".html") and not re.search(r"/indicators/(?!index)", path)]
    assert len(pages) > 100
    assert set(SAMPLE) <= {path for path in site.files if path.endswith(".html")}
    assert violations(chromium, site.folder, pages) == {}


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "reduced_motion": "reduce"},
    ],
    ids=["320 px", "dark", "forced colours", "a dark phone"],
)
def test_no_kind_of_page_has_a_violation_however_it_is_looked_at(site, chromium, look):
    assert violations(chromium, site.folder, SAMPLE, **look) == {}


def test_a_violation_would_be_found(chromium, tmp_path):
    (tmp_path / "bad.html").write_text("<html><body><img src='x.svg'><p style='color:#ddd'>faint</p></body></html>")
    found = violations(chromium, tmp_path, ["bad.html"])["bad.html"]
    assert all(rule in found for rule in ("image-alt", "html-has-lang", "document-title", "color-contrast"))


@pytest.mark.parametrize("size", [SMALLEST, PHONE, TABLET], ids=str)
def test_nothing_reaches_beyond_a_narrow_screen(opened, size):
    page = opened(SAMPLE[0], size)
    for path in SAMPLE:
        page.goto(page.url.replace(page.url.rpartition("/published-site/")[2], path))
        assert page.evaluate(TOO_WIDE) == [], path


def test_nothing_reaches_beyond_the_screen_at_400_per_cent(opened):
    """1280 pixels at four times the size are 320 wide; letters of twice the size come on top of that here."""
    for path in SAMPLE[:4]:
        page = opened(path, (640, 512), device_scale_factor=2)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(TOO_WIDE) == [], path


def test_the_keyboard_goes_through_a_page_in_its_order_and_shows_where_it_is(opened):
    page = opened("barnsley/indicators/cl_eet.html")
    wanted = page.locator("a, summary").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.textContent.trim().slice(0, 60))"
    )
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        _, words, is_seen = page.evaluate(FOCUS)
        reached.append(words)
        assert is_seen, words
    assert reached == wanted


def test_the_first_key_leads_past_the_menus(opened):
    page = opened("barnsley/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)[1] == "Skip to the main content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'MAIN'")


def test_everything_that_is_pressed_is_large_enough(opened):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links inside a sentence or a cell of text."""
    page = opened(SAMPLE[0], PHONE)
    for path in SAMPLE:
        page.goto(page.url.replace(page.url.rpartition("/published-site/")[2], path))
        boxes = page.locator("nav a, .links a, .take a, summary, footer li a, input").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => ["
            "one.textContent, Math.max(one.getBoundingClientRect().height, "
            "one.parentElement.getBoundingClientRect().height)])"
        )
        assert boxes
        assert not [words for words, height in boxes if height < 24], path


def test_the_page_is_whole_without_scripts(opened):
    page = opened("a-to-z.html", java_script_enabled=False)
    assert page.locator(".letter li").count() > 200
    assert page.locator("input").count() == 0
    page.get_by_role("link", name="Care leavers in education, employment or training, Barnsley", exact=True).click()
    expect(page.locator("h1")).to_have_text("Care leavers in education, employment or training")


def test_the_search_shortens_the_list_and_says_how_far(opened):
    page = opened("a-to-z.html")
    every = page.locator(".letter li:visible").count()
    field = page.get_by_label("Type a few letters to shorten the list")
    field.fill("leavers barnsley educ")
    found = page.locator(".letter li:visible").all_inner_texts()
    assert 0 < len(found) < 20
    assert "Care leavers in education, employment or training, Barnsley" in found
    assert page.get_by_role("status").inner_text() == f"{len(found)} pages"
    # Also by what the documents call it, though the list does not show that.
    field.fill("cohort accommodation barnsley")
    found = page.locator(".letter li:visible").all_inner_texts()
    assert "Care leavers in suitable accommodation, Barnsley" in found
    field.fill("zzz")
    assert page.get_by_role("status").inner_text().startswith("Nothing has all of these words")
    field.fill("")
    assert page.locator(".letter li:visible").count() == every
    assert page.get_by_role("status").inner_text() == ""


def test_it_works_from_files_with_style_and_drawings(site, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site.folder / "a-to-z.html").as_uri())
    assert page.locator("input").count() == 1
    page.goto((site.folder / "barnsley/indicators/cl_eet.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('header')).borderBottomWidth") == "4px"
    assert page.locator("figure img").first.evaluate("one => one.complete && one.naturalWidth") > 300
    page.get_by_role("link", name="Lines of questioning", exact=True).click()
    expect(page.locator("h1")).to_have_text("Lines of questioning")
    context.close()
    assert complaints == []


def test_a_phone_gets_the_narrow_drawing_and_a_desk_the_wide_one(opened):
    for size, width in ((DESKTOP, 720), (PHONE, 340)):
        image = opened("barnsley/indicators/cl_eet.html", size).locator("figure img").first
        assert image.evaluate("one => one.naturalWidth") == width


def test_print_has_the_figures_and_no_menus(opened):
    page = opened("barnsley/indicators/cl_eet.html")
    page.emulate_media(media="print")
    assert page.locator("nav:visible, .skip:visible, .take:visible").count() == 0
    assert page.locator("table").first.is_visible()
    assert page.locator(".banner").is_visible()
    # What is folded on a screen is open on paper, because nobody can press it there.
    for path in SAMPLE:
        page.goto(page.url.replace(page.url.rpartition("/published-site/")[2], path))
        heights = page.locator("main .folded").evaluate_all(
            "all => all.map(one => [one.textContent.slice(0, 60), one.getBoundingClientRect().height])"
        )
        assert not [words for words, height in heights if height < 12], path
    page.goto(page.url.replace(page.url.rpartition("/published-site/")[2], "barnsley/indicators/cl_eet.html"))
    assert page.locator(".folded .sources li").first.is_visible()
    assert page.get_by_text("Where this was printed").first.is_visible()


def test_what_is_folded_opens_and_closes_and_a_wide_screen_folds_only_what_few_look_for(opened):
    wide = opened("barnsley/indicators/cl_eet.html")
    assert wide.locator("nav summary").count() == 2
    assert not wide.locator("nav summary:visible").all()
    assert wide.get_by_role("link", name="Glossary").is_visible()
    phone = opened("barnsley/indicators/cl_eet.html", PHONE, java_script_enabled=False)
    link, menu = phone.get_by_role("link", name="Glossary"), phone.get_by_text("Menu", exact=True)
    assert not link.is_visible()
    for is_open in (True, False):
        menu.press("Enter")
        expect(link).to_be_visible(visible=is_open)
    for page in (wide, phone):
        sources, words = page.locator(".sources").first, page.get_by_text("Where this was printed").first
        assert not sources.is_visible()
        words.click()
        expect(sources).to_be_visible()


def test_a_rating_keeps_its_word_and_bar_in_forced_colours(opened):
    page = opened("barnsley/progress-and-judgements.html", forced_colors="active")
    rating = page.locator(".rating").first
    assert re.search(r"\w{4,}", rating.inner_text())
    assert rating.evaluate("one => getComputedStyle(one).borderLeftWidth") == "12px"


def test_nothing_moves(opened):
    page = opened("barnsley/indicators/cl_eet.html", reduced_motion="reduce")
    moving = page.locator("body *").evaluate_all(
        "all => all.map(one => getComputedStyle(one)).filter(style => style.animationName !== 'none' "
        "|| parseFloat(style.transitionDuration) > 0).length"
    )
    assert moving == 0


def test_a_phone_has_the_questions_first_and_opens_the_rest_without_a_script(opened):
    page = opened("barnsley/lines/index.html", PHONE, java_script_enabled=False)
    folded = page.locator("main > details.wide-open")
    assert folded.count() == 8
    assert page.get_by_text("A question to ask:").first.is_visible()
    found = page.get_by_text("Found:").first
    assert not found.is_visible()
    folded.first.locator("summary").press("Enter")
    expect(found).to_be_visible()
    assert not page.get_by_text("Found:").nth(1).is_visible()
    wide = opened("barnsley/lines/index.html", DESKTOP, java_script_enabled=False)
    assert wide.get_by_text("Found:").nth(1).is_visible()


def test_letters_lead_to_the_first_word_and_the_foot_leads_back(opened):
    page = opened("glossary.html", PHONE)
    page.get_by_role("link", name="P", exact=True).click()
    assert page.locator(":target").inner_text().startswith("P")
    page.wait_for_function("scrollY > 0")
    page.get_by_role("link", name="Back to the top").click()
    page.wait_for_function("scrollY === 0")
