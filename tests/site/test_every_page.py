"""What every published page keeps to: its outline, links, tables and pictures, its weight, and what it loads."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from itertools import pairwise

import polars as pl
import pytest

from analytics.charts.style import contrast
from analytics.site.weight import MOST_BYTES, weights
from tests.site.made import inner_links, pages, read, target


@pytest.fixture(scope="module")
def every(site):
    return pages(site.files)


def faults(every, check):
    """The pages that fail a check, with what it gave."""
    return {path: found for path, page in every.items() if (found := check(page, path))}


def test_there_is_a_page_for_every_indicator_document_line_and_notebook(site):
    folders = {}
    for path in site.files:
        if path.endswith(".html"):
            folders[path.rpartition("/")[0]] = folders.get(path.rpartition("/")[0], 0) + 1
    assert folders["barnsley/indicators"] > 100
    assert folders["barnet/indicators"] > 60
    assert folders["barnsley/documents"] == 8
    assert folders["barnsley/lines"] == 9
    assert folders["notebooks"] == 12
    assert {"index.html", "a-to-z.html", "glossary.html", "sources.html", "accessibility.html"} <= site.files.keys()


def test_every_page_is_reached_by_links_from_the_first(every):
    seen, ahead = set(), ["index.html"]
    while ahead:
        path = ahead.pop()
        if path not in seen and path in every:
            seen.add(path)
            ahead += [target(link.attrs["href"], path)[0] for link in inner_links(every[path])]
    assert seen == every.keys()


def test_every_link_and_anchor_leads_somewhere(site, every):
    ids = {path: {one.attrs["id"] for one in page.elements if "id" in one.attrs} for path, page in every.items()}

    def wrong(page, path):
        for link in inner_links(page):
            name, anchor = target(link.attrs["href"], path)
            if name not in site.files or (anchor and anchor not in ids[name]):
                yield link.attrs["href"]

    assert not faults(every, lambda page, path: [*wrong(page, path)])


def test_links_of_one_text_lead_to_one_place_and_say_where(every):
    def wrong(page, path):
        leads = {}
        for link in page.all("a"):
            words = " ".join(link.text.split())
            assert words, path
            assert words.casefold() not in {"here", "click here", "more", "read more", "link", "this page"}
            leads.setdefault(words, set()).add(target(link.attrs["href"], path))
        return {words: places for words, places in leads.items() if len(places) > 1}

    assert not faults(every, wrong)


def test_links_that_leave_the_site_are_secure_and_few(every):
    outside = {link.attrs["href"] for page in every.values() for link in page.all("a")} - {
        link.attrs["href"] for page in every.values() for link in inner_links(page)
    }
    assert outside
    assert all(address.startswith("https://") for address in outside)


def test_headings_begin_with_the_title_and_leave_out_no_level(every):
    def wrong(page, path):
        levels = [level for level, _ in page.headings()]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        return levels[0] != 1 or levels.count(1) != 1 or max(steps, default=0) > 1

    assert not faults(every, wrong)


def test_titles_name_the_page_and_no_two_are_the_same(every):
    titles = [page.all("title")[0].text for page in every.values()]
    assert len(set(titles)) == len(titles)
    assert not faults(every, lambda page, _: page.headings()[0][1] not in page.all("title")[0].text)


def test_language_and_landmarks_are_said_and_the_first_link_skips_them(every):
    def wrong(page, path):
        (html,) = page.all("html")
        assert html.attrs["lang"] == "en-GB"
        assert [len(page.all(tag)) for tag in ("main", "header", "footer")] == [1, 1, 1]
        names = [nav.attrs.get("aria-label") or nav.attrs.get("aria-labelledby") for nav in page.all("nav")]
        assert all(names)
        assert len(set(names)) == len(names)
        return page.all("a")[0].attrs != {"class": "skip", "href": "#main"}

    assert not faults(every, wrong)


def test_ids_are_used_once(every):
    def wrong(page, path):
        ids = [one.attrs["id"] for one in page.elements if "id" in one.attrs]
        return {name for name in ids if ids.count(name) > 1}

    assert not faults(every, wrong)


def test_tables_have_captions_and_every_head_says_what_it_heads(every):
    def wrong(page, path):
        assert len(page.all("caption")) == len(page.all("table"))
        return [head.text for head in page.all("th") if head.attrs.get("scope") not in {"col", "row"}]

    assert not faults(every, wrong)


def test_every_picture_says_in_words_what_it_shows(site, every):
    def wrong(page, path):
        for picture in page.all("img"):
            assert target(picture.attrs["src"], path)[0] in site.files
            if len(picture.attrs["alt"]) < 40 and "drawing" not in picture.inside:
                yield picture.attrs["alt"]

    assert sum(len(page.all("img")) for page in every.values()) > 100
    assert not faults(every, lambda page, path: [*wrong(page, path)])


def test_a_rating_has_a_shape_and_a_word_beside_its_colour(site, every):
    ratings = [one for page in every.values() for one in page.all("span") if "rating" in one.attrs.get("class", "")]
    assert len(ratings) > 20
    assert not [one.text for one in ratings if not re.match(r"[^\w\s].* \w{3,}|[^:]+: [^\w\s]+ \w{3,}", one.text)]
    style = site.files["site.css"].decode()
    assert {one.attrs["class"].split()[1] for one in ratings} == set(re.findall(r"\.(rated-[0-9a-f]{6}) ", style))


def test_changes_for_better_or_worse_are_said_in_words(every):
    arrows = [cell.text for page in every.values() for cell in page.all("td", "th") if re.match(r"[▲▼] ", cell.text)]
    assert len(arrows) > 100
    assert all(re.match(r"[▲▼] [A-Za-z]{2,}", text) for text in arrows)


def test_nothing_runs_that_the_policy_does_not_allow_and_nothing_is_loaded_from_elsewhere(every):
    def wrong(page, path):
        (policy,) = [one.attrs["content"] for one in page.all("meta") if "http-equiv" in one.attrs]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert ("script-src" in policy) == bool(page.all("script"))
        for one in page.elements:
            yield from (name for name in one.attrs if name.startswith("on") or name == "style")
            if one.tag in {"style", "iframe", "form", "object", "embed", "base"} or (
                one.tag == "script" and (one.text.strip() or not one.attrs.get("src"))
            ):
                yield one.tag
            for name in ("src", "srcset"):
                if re.match(r"\w+:|//", one.attrs.get(name) or ""):
                    yield one.attrs[name]

    assert not faults(every, lambda page, path: [*wrong(page, path)])


def test_only_the_index_has_a_script_and_it_is_small(site, every):
    assert [path for path, page in every.items() if page.all("script")] == ["a-to-z.html"]
    assert len(site.files["filter.js"]) < 5 * 1024


def test_no_page_is_heavy_with_all_that_it_loads(site, every):
    found = weights(site.files)
    assert found.keys() == every.keys()
    assert not {path: size for path, size in found.items() if size > MOST_BYTES}
    # What a page loads is counted: its style at the least.
    assert min(found.values()) > len(site.files["site.css"])


def test_every_file_of_figures_opens_and_is_offered(site, every):
    offered = {
        target(link.attrs["href"], path)[0]
        for path, page in every.items()
        for link in inner_links(page)
        if "download" in link.attrs
    }
    files = {path for path in site.files if path.endswith(".csv")}
    assert offered == files
    for path in sorted(files):
        assert pl.read_csv(io.BytesIO(site.files[path]), infer_schema=False).height, path


def test_every_table_has_a_file_with_what_it_shows(site, every):
    """Of figures the figures, of words the same words: in a file of its own, or in one for the page."""
    tables = 0
    for path, page in every.items():
        html = site.files[path].decode()
        offered = [target(link.attrs["href"], path)[0] for link in page.all("a") if "download" in link.attrs]
        said = {text for name in offered for row in _rows(site.files[name]) for text in row}
        for part in re.findall(r'<section class="view.*?</section>|<div class="folded view">.*?</table>', html, re.S):
            if "<table" in part and 'class="take"' not in part:
                cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", part, re.S)
                words = [unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in cells]
                assert {word for word in words if word} <= said, path
                tables += 1
    assert tables > 60


def _rows(content):
    return csv.reader(io.StringIO(content.decode()))


def test_what_is_folded_is_not_inside_of_what_folds_it_and_needs_no_script(site, every):
    """Many browsers print nothing of what is inside of closed details, whatever the style says."""

    def wrong(page, path):
        html = site.files[path].decode()
        openers = re.findall(r"<details[^>]*><summary>[^<]+</summary></details>\s*<\w+ class=\"([^\"]+)\"", html)
        return len(openers) != len(page.all("details")) or any("folded" not in name.split() for name in openers)

    assert sum(len(page.all("details")) for page in every.values()) > 500
    assert not faults(every, wrong)
    assert "details-content" not in site.files["site.css"].decode()


def test_no_picture_says_again_what_stands_above_it(site, every):
    """A screen reader goes from the finding and its sentences straight to the chart."""
    charts = 0
    for path in every:
        for part in re.findall(r'<section class="view.*?</section>', site.files[path].decode(), re.S):
            above = re.findall(r'<p class="summary">(.*?)</p>', part) + re.findall(
                r"<figcaption>(.*?)</figcaption>", part
            )
            for alt in re.findall(r'<figure>.*?alt="([^"]*)"', part):
                charts += 1
                assert alt, path
                assert not [words for words in above if unescape(words) in unescape(alt)], path
    assert charts > 100


def test_every_drawing_is_whole_and_every_colour_on_it_is_seen(site):
    quiet = {"none", "white", "transparent", "#ffffff", "#fff", "#e3e3e3"}  # grounds and grids
    svgs = {path: content for path, content in site.files.items() if path.endswith(".svg")}
    assert len(svgs) > 100
    faint = set()
    for content in svgs.values():
        root = ElementTree.fromstring(content)
        for element in root.iter():
            is_text = element.tag.endswith("}text")
            for name in ("fill", "stroke"):
                colour = element.attrib.get(name, "none").lower()
                if colour in quiet:
                    continue
                assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
                if contrast(colour, "#ffffff") < (4.5 if is_text and name == "fill" else 3.0):
                    faint.add((colour, is_text))
    assert not faint


def test_no_figure_is_of_today_and_every_page_says_so(every):
    banner = re.compile(r"Published figures, many of them old; the newest describe \d{1,2} \w+ 20\d\d\. They are")
    assert not faults(every, lambda page, _: not banner.search(page.all("header")[0].text))
    assert "31 July 2019" in every["barnet/index.html"].all("header")[0].text


def test_the_statement_has_every_part_of_the_model_and_claims_no_more_than_is_true(site):
    statement = read(site.files["accessibility.html"])
    assert {
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Preparation of this accessibility statement",
    } <= {words for _, words in statement.headings()}
    words = statement.all("main")[0].text
    assert "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018" in words
    assert "Example Council is committed to making its website accessible" in words
    assert "fully compliant" not in words
    assert "has not said when it prepared or reviewed this statement" in words
    # What the law wants and nobody gave is said to be missing, and no test is claimed that nobody made.
    assert "No contact is given. Example Council has not said whom to ask" in words
    assert "has not said that it tested the pages of this website themselves" in words
    assert "every page is tested" not in words.lower()
    # “Due to the non-compliances listed below” lists some.
    (listed,) = re.findall(r"so we list it as not meeting it:(.*?)Disproportionate", words, re.S)
    assert len(re.findall(r"\d\.\d\.\d", listed)) >= 3
