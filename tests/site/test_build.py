"""The site as a whole: the same bytes in every process, what its pages say, its index and its feed."""

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.library import Angle, LeadsTo
from analytics.notebooks.cells.reconciliation import ReviewerNotesCell
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.render import render
from analytics.site import index
from analytics.site.build import build
from analytics.site.index import index_pages
from analytics.site.made_from import made_from
from analytics.site.page import Links, Page
from analytics.site.pages import general
from analytics.site.pages import indicator as indicator_module
from analytics.site.pages.indicator import indicator_pages
from analytics.site.pages.lines import _AFTER, _LEADS_TO
from analytics.site.publication import PublicNotebook, publishable
from analytics.site.publisher import Publisher, publisher_from
from tests.shipped import shipped
from tests.site.made import one_council, pages, read, texts

_CHECKSUMS = """
import hashlib
from analytics.site.build import build
from tests.site.made import one_council
for path, content in build(one_council()).items():
    print(hashlib.sha256(content).hexdigest(), path)
"""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def small():
    """Barnet with a notebook that was kept, one from a file, and one about a council that is not published."""
    books = (
        PublicNotebook(_book("kept"), date(2024, 5, 6)),
        publishable(_book("file")),
        publishable(_book("elsewhere", "barnsley").about("barnsley", date(2018, 12, 31))),
    )
    return build(
        one_council(
            notebooks=books,
            base_url="https://example.org/figures/",
            publisher=Publisher(name="Example Council", contact="scrutiny@example.org", reviewed=date(2026, 2, 3)),
        )
    )


def _book(name, authority="barnet"):
    book = Notebook(id=name, title=f"The {name} notebook", authority=authority, public=True)
    return book.adding({"kind": "latest"}).adding({"kind": "lines"})


def test_two_processes_give_the_same_bytes_whatever_their_hashes_and_whatever_was_made_before(site):
    def made(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _CHECKSUMS]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        return {path: checksum for checksum, path in (line.split() for line in said.splitlines())}

    first = made("1")
    assert len(first) > 300
    assert first == made("2")
    # The renderer counts its marks on from one chart to the next, and here other charts came first.
    same = {path for path in first if path.endswith((".svg", ".csv")) and path != "sources.csv"}
    assert {path: first[path] for path in same} == {path: hashlib.sha256(site.files[path]).hexdigest() for path in same}


def test_the_first_page_says_of_each_council_how_much_became_better_or_worse(site):
    words = texts(site.files["index.html"])
    for council in ("Barnet", "Barnsley"):
        assert f"{council}, figures up to" in words
        assert f"Everything about {council}" in words
    assert words.count("too early to say") >= 4


def test_the_first_page_leads_to_each_council_before_it_says_how_it_stands(site):
    words = texts(site.files["index.html"])
    for council in ("Barnet", "Barnsley"):
        assert words.index(f"Everything about {council}") < words.index(f"{council}, figures up to")


def test_the_first_page_says_where_to_turn_about_a_child(site):
    words = texts(site.files["index.html"])
    assert "It holds nothing about any child or family." in words
    assert "ring 999" in words


def test_a_site_of_many_councils_has_one_line_for_each(monkeypatch):
    monkeypatch.setattr(general, "_MOST_AT_LENGTH", 0)
    front = Page("barnet/index.html", "Barnet", "", (), council="barnet")
    (links, *_) = [block for block in general.home(one_council(), [front], []).blocks if isinstance(block, Links)]
    assert links.heading == "Councils"
    (link,) = links.items
    assert re.fullmatch(r"\d+ better, \d+ worse, \d+ too early to say; figures up to 31 July 2019", link.about)


def test_the_policy_in_force_is_stated_beside_the_sources(site):
    words = texts(site.files["sources.html"])
    assert "How people are protected Small numbers are withheld. Nothing had to be withheld." in words
    for held in shipped().documents.values():
        assert held.file.licence in words
        assert held.file.title in words


def test_every_rule_and_every_word_is_explained(site):
    everything = "".join(texts(site.files[path]) for path in site.files if path.startswith("method/"))
    assert all(f"S{number:02}:" in everything for number in range(1, 27))
    words = texts(site.files["glossary.html"])
    assert all(term.term in words for term in shipped().catalogue.glossary)


def test_views_link_to_the_page_of_their_indicator_and_document(site):
    page = read(site.files["barnsley/themes/care-leavers.html"])
    assert "../indicators/cl_eet.html" in [link.attrs["href"] for link in page.all("a")]
    indicator = read(site.files["barnsley/indicators/cl_eet.html"])
    assert "../documents/barnsley-self-evaluation-2018.html" in [link.attrs["href"] for link in indicator.all("a")]


def test_a_theme_with_no_figure_as_a_whole_has_no_page_and_its_indicators_are_linked_to(site):
    themes = {path: read(content) for path, content in site.files.items() if re.search(r"/themes/.*html$", path)}
    assert themes
    assert all(page.all("table") for page in themes.values())
    assert "barnet/themes/caseloads.html" not in themes
    links = {link.text: link.attrs["href"] for link in read(site.files["barnet/indicators/index.html"]).all("a")}
    assert links["Caseloads: Average number of children for each social worker"] == "sw_caseload_avg.html"


def test_a_theme_says_how_many_of_its_indicators_its_table_leaves_out(site):
    said = 0
    for path in sorted(path for path in site.files if re.search(r"/themes/.*html$", path)):
        of = int(re.search(r"\((\d+) indicators?\)", texts(site.files[path]))[1])
        page = read(site.files[path])
        left_out = of - len([head for head in page.all("th") if head.attrs["scope"] == "row"])
        assert (f"All {of} are here. {left_out} " in texts(site.files[path])) == (left_out > 0), path
        said += left_out > 0
    assert said


def test_a_statement_that_does_not_hold_says_on_a_phone_too_that_it_is_one(site):
    page = read(site.files["barnsley/figures-that-do-not-add-up.html"])
    assert [one for one in page.all("section") if "stated" in one.attrs["class"].split()]
    assert "What should hold" in [one.attrs.get("data-column") for one in page.all("th")]
    assert ".stated tbody th::before { content: attr(data-column)" in site.files["site.css"].decode()
    plain = read(site.files["barnsley/themes/care-leavers.html"])
    assert not [one for one in plain.all("section") if "stated" in one.attrs.get("class", "").split()]


def test_readers_notes_are_folded_by_document_and_none_is_lost(site):
    view = render(ReviewerNotesCell(authority="barnsley"), shipped())
    page = read(site.files["barnsley/figures-that-do-not-add-up.html"])
    openers = [one for one in page.all("details") if re.match(r"[^:]+: \d+ notes?", one.text)]
    documents = {slug for slug, _ in shipped().about("barnsley").notes}
    assert len(openers) == len(documents)
    words = "".join(one.text for one in page.all("div") if one.attrs.get("class") == "folded view")
    assert all(row[0].text in words for row in view.table.rows)


def test_a_line_says_in_plain_words_why_it_was_suggested(site):
    lines = [texts(content) for path, content in site.files.items() if re.search(r"/lines/(?!index).*html$", path)]
    assert lines
    assert not [words for words in lines if "Rank:" in words or "and can lead to" in words]
    assert all("The question asks " in words for words in lines)
    assert {*_AFTER} == {*Angle}
    assert {*_LEADS_TO} == {*LeadsTo}


def test_a_notebook_of_another_day_does_not_link_to_later_figures(small):
    for name, linked in (("kept", True), ("elsewhere", False)):
        links = [link.attrs["href"] for link in read(small[f"notebooks/{name}.html"]).all("a")]
        inside = [address for address in links if re.search(r"/(indicators|lines)/(?!index)", address)]
        assert bool(inside) == linked


def test_the_statement_names_who_publishes_and_how_to_reach_them(small):
    words = texts(small["accessibility.html"])
    assert "run by Example Council" in words
    assert "contact: scrutiny@example.org" in words
    assert "last reviewed on 3 February 2026" in words


def test_the_statement_says_what_only_its_publisher_can(tmp_path):
    file = tmp_path / "statement.toml"
    file.write_text(
        'name = "Example Council"\ncontact = "scrutiny@example.org"\nanswer_within_days = 10\nprepared = 2026-01-05\n'
        'reviewed = 2026-02-03\ntested = 2026-01-04\ntested_by = "Example Testers"\n'
        'problems = ["The <map> has no text alternative (1.1.1, non-text content)."]\n',
        encoding="utf-8",
    )
    page = general.accessibility(one_council(publisher=publisher_from(file)))
    words = page.blocks[0].html
    assert "get back to you in 10 days" in words
    assert "prepared on 5 January 2026. It was last reviewed on 3 February 2026" in words
    assert "last tested on 4 January 2026 against the WCAG 2.2 AA standard. The test was carried out by" in words
    assert "<li>The &lt;map&gt; has no text alternative" in words
    assert "No contact is given" not in words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("contacts = 'x'", "contacts: Extra inputs are not permitted. It may have name, contact, answer_within_days"),
        ("answer_within_days = 0", "answer_within_days: Input should be greater than or equal to 1"),
        ("contact", "is no TOML"),
    ],
    ids=["unknown", "no days", "no TOML"],
)
def test_a_statement_with_a_fault_says_what_is_wrong_and_what_would_be_right(tmp_path, written, said):
    (tmp_path / "statement.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(said)):
        publisher_from(tmp_path / "statement.toml")


def test_a_site_made_from_anything_else_has_another_checksum(small):
    same = made_from(one_council())
    assert same == made_from(one_council())
    fewer = replace(shipped(), observations=shipped().observations.filter(pl.col("row") != 2), version="same")
    others = [
        one_council(policy=("Other.",)),
        one_council(authorities=("barnsley",)),
        one_council(base_url="https://example.org/"),
        one_council(publisher=Publisher(name="Example Council", contact="scrutiny@example.org")),
        one_council(notebooks=(PublicNotebook(_book("kept"), date(2024, 5, 6)),)),
        one_council(evidence=replace(shipped(), version="another")),
        one_council(evidence=fewer),
        one_council(evidence=replace(fewer, observations=shipped().observations)),
    ]
    assert len({same, *map(made_from, others)}) == len(others) + 1


def test_drawings_made_by_other_processes_or_in_an_earlier_run_are_the_same(small, monkeypatch):
    monkeypatch.setattr("analytics.site.pages.council._indicators", lambda *_: iter(()))
    alone = build(one_council())
    assert sum(path.endswith(".svg") for path in alone) > 3
    assert build(one_council(), workers=1) == alone
    monkeypatch.setattr("analytics.site.drawing.drawn", None)  # nothing is drawn again
    assert build(one_council(), earlier=alone) == alone


def test_many_printed_figures_have_a_page_and_very_many_only_their_file(monkeypatch):
    evidence, known = shipped(), shipped().about("barnet")
    indicator = evidence.catalogue.indicators["sw_caseload_avg"]
    rows = known.observations.filter(pl.col("indicator") == indicator.id).height

    def made(here, on_a_page):
        monkeypatch.setattr(indicator_module, "_MOST_HERE", here)
        monkeypatch.setattr(indicator_module, "_MOST_ON_A_PAGE", on_a_page)
        return [*indicator_pages(evidence, known, "barnet", indicator, ())]

    (whole,) = made(rows, rows)
    assert len(whole.blocks[-1].view.table.rows) == rows
    figures, short = made(rows - 1, rows)
    assert len(figures.blocks[0].view.table.rows) == rows
    assert short.blocks[-1].items[0].path == figures.path
    (lean,) = made(0, rows - 1)
    assert lean.blocks[-1].view.table is None
    assert "The file has all of them" in lean.blocks[-1].view.summary
    assert lean.blocks[-1].view.data.height == rows


def test_the_feed_has_every_document_and_notebook_with_the_days_of_the_evidence(small):
    feed = ElementTree.fromstring(small["feed.xml"])
    entries = {
        one.findtext(f"{ATOM}title"): (one.findtext(f"{ATOM}updated"), one.find(f"{ATOM}link").attrib["href"])
        for one in feed.iter(f"{ATOM}entry")
    }
    base = "https://example.org/figures/"
    assert entries == {
        "Performance, Workforce & Practice Quality Assurance Report July 2019": (
            "2019-07-31T00:00:00Z",
            f"{base}barnet/documents/barnet-performance-report-2019.html",
        ),
        "The kept notebook": ("2024-05-06T00:00:00Z", f"{base}notebooks/kept.html"),
        "The file notebook": ("2019-07-31T00:00:00Z", f"{base}notebooks/file.html"),
        "The elsewhere notebook": ("2018-09-19T00:00:00Z", f"{base}notebooks/elsewhere.html"),
    }
    assert feed.findtext(f"{ATOM}updated") == "2024-05-06T00:00:00Z"


def test_what_an_entry_of_the_feed_is_called_stays_wherever_the_site_is(small, site):
    def identities(files):
        feed = ElementTree.fromstring(files["feed.xml"])
        return {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")}

    here, there = identities(small), identities(site.files)
    shared = here.keys() & there.keys()
    assert shared
    assert all(here[title] == there[title] for title in shared)
    assert all(one.startswith("urn:uuid:") for one in here.values())
    assert len(set(there.values())) == len(there)


def test_the_index_has_every_page_once(site):
    listed = [one.attrs["href"] for one in read(site.files["a-to-z.html"]).all("a") if "li" in one.inside]
    every = {path for path in pages(site.files) if path != "a-to-z.html"}
    assert every <= {*listed, "index.html"}


def test_a_site_too_large_for_one_index_has_one_for_each_council(monkeypatch):
    monkeypatch.setattr(index, "_MOST", 2)
    front = Page("barnet/index.html", "Barnet", "", (), council="barnet", listed="Barnet, overview")
    measure = Page("barnet/indicators/cl_n.html", "Care leavers", "", (), council="barnet", listed="Care leavers")
    words = Page("glossary.html", "Glossary", "", (), listed="Glossary")
    own, whole = index_pages(one_council(), (front, measure, words))
    assert (own.path, whole.path) == ("barnet/a-to-z.html", "a-to-z.html")
    assert ["indicators/cl_n.html" in page.blocks[0].html for page in (own, whole)] == [True, False]
    assert ['href="barnet/a-to-z.html"' in page.blocks[0].html for page in (own, whole)] == [False, True]
    assert "glossary.html" in whole.blocks[0].html


def test_without_any_document_there_is_no_banner_and_a_feed_without_entries():
    nobody = replace(one_council(), authorities=())
    files = build(nobody)
    assert b"<entry>" not in files["feed.xml"]
    assert b'class="banner"' not in files["index.html"]
