"""The page of a report: whole, in order, the same each time, and with nothing in it that runs."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.bars import Part, bar_chart
from analytics.exports.page import report_as_html
from analytics.exports.page.outline import Outline
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, PageBreak, Paragraph, Shown, Space
from analytics.notebooks.view import Chart, Source, Table, plain_row
from tests.exports.read_page import ReadPage, active_parts
from tests.exports.sampled import ATTACK, NOTE, hostile_report, report, sampled, view, whole_report
from tests.shipped import texts_of

BARS = bar_chart([Part("Social workers", "Agency", 55.0, "55"), Part("Managers", "Agency", 4.0, "4")], "Posts")


def page(*blocks: object, **parts: str) -> ReadPage:
    return ReadPage(report_as_html(report(*blocks, **parts)))


@pytest.fixture(scope="module")
def whole() -> ReadPage:
    """A page with every kind of view and of block."""
    return ReadPage(report_as_html(whole_report()))


def squeezed(text: str) -> str:
    return " ".join(text.split())


# Every kind of view and of block.


def test_every_word_of_every_view_is_on_the_page(whole):
    (body,) = whole.all("body")
    said, labels = squeezed(body.text), {element.attrs.get("aria-label") for element in whole.all("svg")}
    for shown in sampled().values():
        alternatives = {chart.alt for chart in shown.charts}
        assert alternatives <= labels
        titles = {chart.title for chart in shown.charts}
        missing = [text for text in texts_of(shown) if squeezed(text) not in said and text not in alternatives | titles]
        assert not missing


def test_no_two_elements_share_an_id(whole):
    ids = [element.attrs["id"] for element in whole.elements if "id" in element.attrs]
    assert len(ids) == len(set(ids))
    assert len(ids) > 30


def test_headings_begin_with_the_title_and_leave_no_level_out(whole):
    levels = [level for level, _ in whole.headings()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_a_name(whole):
    charts = whole.all("svg")
    assert len(charts) > 10
    assert all(chart.attrs["role"] == "img" and (chart.attrs["aria-label"] or "").strip() for chart in charts)
    assert not whole.all("img")


def test_every_table_has_a_caption_and_its_headers_a_scope(whole):
    tables = whole.all("table")
    captions = [element for element in whole.all("caption") if element.text.strip()]
    assert len(tables) == len(captions) > 30
    assert {header.attrs.get("scope") for header in whole.all("th")} == {"col", "row"}


def test_nothing_on_the_page_runs_or_is_fetched(whole):
    assert active_parts(whole) == []
    styles = "".join(element.text for element in whole.all("style"))
    assert not re.search(r"url\(|@import|expression\(", styles)


def test_the_only_addresses_outside_are_those_a_reader_wrote(whole):
    addresses = {element.attrs["href"] for element in whole.all("a")}
    outside = {address for address in addresses if not address.startswith("#")}
    assert outside == {"https://example.org/report?a=1&b=2", "https://example.org/plain"}


def test_every_link_inside_leads_to_a_part_of_the_page(whole):
    ids = {element.attrs.get("id") for element in whole.elements}
    inside = [element.attrs["href"] for element in whole.all("a") if element.attrs["href"].startswith("#")]
    assert len(inside) > 3
    assert {address[1:] for address in inside} <= ids


def test_the_page_has_its_landmarks_its_language_and_a_way_past_the_front(whole):
    assert whole.all("html")[0].attrs["lang"] == "en-GB"
    assert [len(whole.all(tag)) for tag in ("header", "main", "footer", "nav", "h1")] == [1] * 5
    skip = whole.all("a")[0]
    assert skip.attrs["href"] == f"#{whole.all('main')[0].attrs['id']}"
    assert whole.all("title")[0].text == "Children’s services: Barnsley"


def test_what_must_travel_with_the_report_is_on_the_page(whole):
    front, end = whole.all("header")[0].text, whole.all("footer")[0].text
    assert all(text in front for text in ("For publication", "As known on 12 September 2023.", "Barnsley"))
    assert all(text in end for text in ("Made from 4 documents", "CS/2023/7", "Scrutiny team", "Draft 2"))


def test_the_same_report_gives_the_same_page():
    assert report_as_html(whole_report()) == report_as_html(whole_report())


# Whatever the words are.


@pytest.mark.parametrize("text", [ATTACK, NOTE, "</style><script>alert(1)</script>", '"} body{display:none} @page{"'])
def test_nothing_hostile_in_any_text_becomes_active(text):
    found = ReadPage(report_as_html(hostile_report(text)))
    assert active_parts(found) == []
    assert len(found.all("style")) == 1
    assert {tag for element in found.all("style") for tag in element.inside} == {"html", "head"}


@given(
    st.text(st.sampled_from("ab<>&\"'\\/=`*_[]()!#|-{}@:;\n\t\x00\u2028") | st.characters(exclude_categories=["Cs"]))
)
def test_no_text_at_all_breaks_the_page(text):
    found = ReadPage(report_as_html(hostile_report(text)))
    assert active_parts(found) == []
    assert len(found.all("main")) == len(found.all("style")) == len(found.all("title")) == 1
    levels = [level for level, _ in found.headings()]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_hostile_word_of_a_chart_stays_a_word():
    spec = bar_chart([Part(ATTACK, ATTACK, 1.0, ATTACK)], ATTACK)
    found = page(Shown(view(charts=(Chart(spec, ATTACK, ATTACK),))))
    assert active_parts(found) == []
    assert {chart.attrs["aria-label"] for chart in found.all("svg")} == {ATTACK}


def test_the_marking_stands_in_the_margin_of_every_printed_page_and_cannot_end_the_style():
    html = report_as_html(report(marking='For "members" \\ </style>'))
    (margins,) = re.findall(r"@top-right \{ content: (.*?); font", html)
    assert margins == '"For \\22 members\\22  \\5c  \\3c /style\\3e "'


# Each block.


def test_a_chart_alone_is_drawn_for_a_desk_and_for_a_phone_and_several_once_each():
    one = page(Shown(view(charts=(Chart(BARS, "Alternative", "Chart"),))))
    assert [chart.attrs["class"] for chart in one.all("svg")] == ["wide", "narrow"]
    two = page(Shown(view(charts=(Chart(BARS, "One"), Chart(BARS, "Two")))))
    assert [(chart.attrs["class"], chart.attrs["aria-label"]) for chart in two.all("svg")] == [
        ("any", "One"),
        ("any", "Two"),
    ]


def test_drawings_get_ids_of_their_own_that_are_the_same_each_time():
    clipped = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 3}]},
        "mark": {"type": "line", "clip": True},
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}},
    }
    clipping = report(Shown(view(charts=(Chart(clipped, "One"), Chart(clipped, "Two")))))
    html = report_as_html(clipping)
    assert report_as_html(clipping) == html
    ids = re.findall(r'<clipPath id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2
    assert set(re.findall(r'clip-path="url\(#([^)]+)\)"', html)) == set(ids)


def test_a_chart_that_cannot_be_drawn_leaves_what_it_says():
    found = page(Shown(view(charts=(Chart({"mark": "nothing of the kind"}, "Agency posts rose to 55."),))))
    assert not found.all("svg", "figure")
    assert "Agency posts rose to 55." in found.all("main")[0].text


def test_a_caption_is_left_out_where_it_repeats_the_finding():
    found = page(Shown(view(charts=(Chart(BARS, "Alternative", "Title"),))))
    assert not found.all("figcaption")
    found = page(Shown(view(charts=(Chart(BARS, "Alternative", "Something else"),))))
    assert [caption.text for caption in found.all("figcaption")] == ["Something else"]


def test_nothing_is_folded_away_from_paper():
    caveats = tuple(f"Caveat {place}." for place in range(6))
    found = page(Shown(view(caveats=caveats, sources=(Source("a", "A report", ("line 3",), "May 2023"),))))
    assert not found.all("details")
    assert [item.text for item in found.all("li")] == [*caveats, "A report (May 2023): line 3"]


def test_a_gap_says_what_is_missing_and_why():
    found = page(Gap("Agency staff", "No document gives a figure."))
    assert "Not shown: Agency staff. No document gives a figure." in found.all("main")[0].text


def test_space_is_as_many_lines_as_asked_for_and_nothing_to_a_screen_reader():
    found = page(Space(5, "What was said"))
    space = next(one for one in found.all("div") if one.attrs["class"] == "space")
    assert space.attrs["aria-hidden"] == "true"
    assert space.text == "What was said"
    assert sum(one.attrs["class"] == "rule" for one in found.all("div")) == 5


def test_lists_labels_and_breaks():
    found = page(
        Bullets(("a", "b")), Bullets(("c",), numbered=True), Bullets(()), Paragraph("text", "Ask"), PageBreak()
    )
    assert [(element.tag, element.text) for element in found.all("ul", "ol")] == [("ul", "ab"), ("ol", "c")]
    assert "Ask: text" in [one.text for one in found.all("p")]
    assert any(one.attrs["class"] == "page-break" for one in found.all("div"))


def test_a_note_shown_as_a_view_is_its_text_and_not_its_title_too():
    found = page(Shown(view(title="What I think", text="What I think\n\nMore.")))
    assert found.all("main")[0].text.count("What I think") == 1


def test_a_note_cannot_put_a_heading_above_the_parts_of_the_report():
    found = page(Heading("Part"), Markdown("# Mine\n\n### Deep"), Heading("Next"))
    assert found.headings() == [(1, "Children’s services"), (2, "Part"), (3, "Mine"), (4, "Deep"), (2, "Next")]


def test_findings_of_one_level_stay_side_by_side_where_no_part_is_above_them():
    found = page(Shown(view(title="a")), Shown(view(title="b")), Heading("Part"), Shown(view(title="c")))
    assert [level for level, _ in found.headings()] == [1, 2, 2, 2, 3]


@given(st.lists(st.integers(1, 9), max_size=20))
def test_an_outline_leaves_no_level_out_and_keeps_equals_equal(asked):
    outline = Outline()
    levels = [outline.place("x", level).level for level in asked]
    assert all(2 <= level <= 6 for level in levels)
    assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))
    assert all(
        one == other
        for (one, wanted), (other, also) in zip(
            zip(levels, asked, strict=True), list(zip(levels, asked, strict=True))[1:], strict=False
        )
        if wanted == also
    )


def test_contents_are_listed_where_there_is_something_to_choose_from():
    parts = [Heading(text) for text in ("One", "Two", "Three")]
    assert not page(*parts[:2]).all("nav")
    listed = page(*parts)
    assert [link.text for link in listed.all("a")][1:] == ["One", "Two", "Three"]


def test_progress_is_told_after_each_block():
    told = []
    report_as_html(report(Heading("a"), Paragraph("b")), lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_an_empty_report_is_a_page_with_its_front():
    found = page(subtitle="", marking="", as_known_on="", made_from="")
    assert found.headings() == [(1, "Children’s services")]
    assert not found.all("p")


def test_a_caption_that_repeats_the_line_above_is_for_a_screen_reader_only():
    def classes(caption: str) -> str | None:
        shown = view(table=Table(caption, ("a",), (plain_row("1"),)))
        return page(Shown(shown)).all("section")[0].attrs["class"]

    assert classes("Subtitle") == "view"
    assert classes("Another") == "view captioned"
