"""Views as HTML: a table stays a table, no text becomes markup, and what is folded away can be opened."""

import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.bars import Part, bar_chart
from analytics.exports.html import charts_html, heading_html, notes_html, table_html
from analytics.notebooks.view import Chart, Entry, Source, Table, View, plain_row
from tests.shipped import every_view

VOID = {"img", "br", "meta", "link", "input", "hr"}
ATTACK = '<script>alert("x")</script>\' onmouseover=alert(1) & <img src=x onerror=alert(1)>'

words = st.text(st.sampled_from("ab<>&\"'/=“”— \n"), max_size=25)


class Read(HTMLParser):
    """What a browser makes of a piece of HTML: elements with their attributes and all the text inside them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[int] = []
        self.feed(text)
        self.close()
        assert not self.open, f"not closed: {[self.elements[place][0] for place in self.open]}"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag):
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data):
        for place in self.open:
            self.elements[place][2].append(data)

    def all(self, *tags: str) -> list[dict]:
        """The elements of some tags: their attributes, and their text as `text`."""
        return [attrs | {"text": "".join(inside)} for tag, attrs, inside in self.elements if tag in tags]

    def tags(self) -> set[str]:
        return {tag for tag, _, _ in self.elements}


def no_link(_: str) -> str:
    return ""


def table(*rows: tuple[Entry, ...], columns: tuple[str, ...] = ("Team", "July 2019"), **more: object) -> Table:
    return Table("Caseloads", columns, rows, **more)


# Tables.


def test_a_table_keeps_its_roles_when_a_style_shows_its_rows_as_blocks():
    found = Read(table_html(table(plain_row("REACH", "14"), plain_row("Assessment", "18.9")), no_link))
    assert [element["role"] for element in found.all("table")] == ["table"]
    assert [element["role"] for element in found.all("thead", "tbody")] == ["rowgroup", "rowgroup"]
    assert [element["role"] for element in found.all("tr")] == ["row"] * 3
    assert [element["role"] for element in found.all("td")] == ["cell"] * 2
    assert [(head["role"], head["scope"]) for head in found.all("th")] == [("columnheader", "col")] * 2 + [
        ("rowheader", "row")
    ] * 2


def test_each_cell_names_its_column_for_a_phone():
    found = Read(table_html(table(plain_row("REACH", "14")), no_link))
    cells = [element for element in found.all("th", "td") if "data-column" in element]
    assert [(cell["data-column"], cell["text"]) for cell in cells] == [("Team", "REACH"), ("July 2019", "14")]


def test_a_table_says_what_it_is():
    assert Read(table_html(table(), no_link)).all("caption")[0]["text"] == "Caseloads"


def test_only_columns_of_figures_are_aligned_as_figures():
    found = Read(table_html(table(plain_row("REACH", "14"), figures=frozenset({"July 2019"})), no_link))
    assert [cell.get("class") for cell in found.all("th", "td")] == [None, None, None, "figure"]


def test_an_entry_links_where_its_link_leads_somewhere():
    entries = (Entry("EET", link="indicator:cl_eet"), Entry("64%", link="nowhere"))
    found = Read(table_html(table(entries), lambda link: f"/i?n={link[10:]}&x=1" if ":" in link else ""))
    assert [(link["href"], link["target"], link["text"]) for link in found.all("a")] == [
        ("/i?n=cl_eet&x=1", "_self", "EET")
    ]


def test_a_rating_is_said_in_words_beside_its_colour():
    found = Read(table_html(table((Entry("Overall"), Entry("● Good", colour="#28A197"))), no_link))
    (rating,) = found.all("span")
    assert rating["text"] == "● Good"
    assert "#28A197" in rating["style"]


@given(words, words, words, words)
def test_no_text_of_a_table_becomes_markup_and_none_is_lost(caption, column, text, address):
    html = table_html(
        Table(caption, ("First", column), ((Entry("row"), Entry(text, link="any")),)), lambda _: f"/{address}"
    )
    found = Read(html)
    assert found.tags() == {"table", "caption", "thead", "tbody", "tr", "th", "td", "a"}
    assert found.all("caption")[0]["text"] == caption
    assert found.all("td")[0]["text"] == text
    assert found.all("td")[0]["data-column"] == column
    assert found.all("a")[0]["href"] == f"/{address}"


# Everything else.


def view(**parts: object) -> View:
    return View(**({"title": "Title", "subtitle": "Subtitle", "summary": "Summary."} | parts))


@pytest.mark.parametrize(
    "html",
    [
        heading_html(view(title=ATTACK, subtitle=ATTACK, summary=ATTACK)),
        notes_html((ATTACK,) * 5, (Source("a", ATTACK, (ATTACK,), ATTACK),)),
        table_html(Table(ATTACK, (ATTACK,), ((Entry(ATTACK, link=ATTACK),),)), lambda link: link),
    ],
    ids=["heading", "notes", "table"],
)
def test_a_script_in_any_text_stays_text(html):
    found = Read(html)
    assert not found.tags() & {"script", "img"}
    assert not {name for _, attrs, _ in found.elements for name in attrs if name.startswith("on")}
    assert ATTACK in "".join("".join(inside) for _, _, inside in found.elements)


def test_a_script_in_the_words_of_a_chart_stays_text():
    spec = bar_chart([Part("a", "b", 1.0, "1")], "Number")
    found = Read(charts_html((Chart(spec, ATTACK, ATTACK),)))
    assert found.tags() == {"div", "figure", "figcaption", "img"}
    assert found.all("figcaption")[0]["text"] == ATTACK
    assert found.all("img")[0]["alt"] == ATTACK


def test_a_chart_is_an_image_that_holds_its_figures_and_loads_nothing():
    spec = bar_chart([Part("Social workers", "Agency", 55.0, "55"), Part("Managers", "Agency", 4.0, "4")], "Posts")
    (image,) = Read(charts_html((Chart(spec, "What it shows", "Title"),))).all("img")
    kind, _, encoded = image["src"].partition(",")
    svg = b64decode(encoded).decode()
    assert kind == "data:image/svg+xml;base64"
    assert all(text in svg for text in (">55<", ">4<", "Managers"))
    assert not re.search(r'(href|src)="http', svg)


def test_a_heading_is_a_heading_of_the_level_asked_for():
    assert [element["text"] for element in Read(heading_html(view())).all("h2")] == ["Title"]
    assert [element["text"] for element in Read(heading_html(view(), level=3)).all("h3")] == ["Title"]
    assert [element["text"] for element in Read(heading_html(view())).all("p")] == ["Subtitle", "Summary."]


def test_a_view_without_a_summary_has_no_empty_paragraph():
    assert [element["text"] for element in Read(heading_html(view(summary=""))).all("p")] == ["Subtitle"]


@pytest.mark.parametrize(
    ("number", "summary"),
    [(0, None), (1, None), (3, None), (4, "One more caution"), (5, "2 more cautions"), (9, "6 more cautions")],
)
def test_all_but_three_caveats_are_folded_and_none_is_lost(number, summary):
    caveats = tuple(f"Caveat {place}." for place in range(number))
    found = Read(notes_html(caveats, ()))
    assert [item["text"] for item in found.all("li")] == list(caveats)
    folded = [text for element in found.all("details") for text in re.findall(r"Caveat \d\.", element["text"])]
    assert folded == list(caveats[3:])
    assert [element["text"] for element in found.all("summary")] == ([summary] if summary else [])


def test_without_caveats_and_sources_nothing_is_written():
    assert notes_html((), ()) == ""


def test_sources_are_folded_with_their_places():
    sources = (Source("a", "A report", ("paragraph 3", "paragraph 4"), "May 2023"), Source("b", "Another", (), "2019"))
    found = Read(notes_html((), sources))
    assert found.all("summary")[0]["text"] == "Where this was printed"
    assert [item["text"] for item in found.all("li")] == [
        "A report (May 2023): paragraph 3; paragraph 4",
        "Another (2019)",
    ]


def test_every_shipped_view_is_well_formed_and_keeps_its_words():
    kinds = {}
    for cell, shown in every_view().items():
        kinds.setdefault((type(cell), cell.authority), shown)
    assert len(kinds) > 15
    for shown in kinds.values():
        assert Read(heading_html(shown)).all("h2")[0]["text"] == shown.title
        notes = Read(notes_html(shown.caveats, shown.sources)).all("li")
        assert [item["text"] for item in notes][: len(shown.caveats)] == list(shown.caveats)
        if shown.table:
            cells = [cell for cell in Read(table_html(shown.table, no_link)).all("th", "td") if "data-column" in cell]
            assert [cell["text"] for cell in cells] == [entry.text for row in shown.table.rows for entry in row]


def test_a_column_to_write_in_is_marked_and_a_blank_cell_of_another_is_not():
    table = Table("Outcomes", ("Line", "Said"), (plain_row("Visits", ""),), to_write_in=frozenset({"Said"}))
    assert '<td role="cell" data-column="Said" class="write"></td>' in table_html(table, lambda _: "")
    assert "write" not in table_html(Table("Outcomes", ("Line", "Said"), table.rows), lambda _: "")
