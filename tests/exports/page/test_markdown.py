"""What a reader wrote: its form is kept, and nothing in it runs, loads or leads where it does not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.page.markdown import safe_html
from tests.exports.read_page import ReadPage, active_parts
from tests.exports.sampled import NOTE

KEPT = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "br"),
    *("hr", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
PIECES = (
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](\tjavascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a]( vbscript:x)",
    "[a](data:text/html;base64,AAAA)",
    "[a](data:image/png;base64,AAAA)",
    "[a](file:///etc/passwd)",
    "[a](//example.org)",
    "[a](https:)",
    "<javascript:alert(1)>",
    "![a](https://example.org/a.png)",
    "![a][b]",
    "[b]: https://example.org/b.png 'onload=\"x\"'",
    "[b]: javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- a --><style>*{}</style>",
    "```html onload=x\n<script>alert(1)</script>\n```",
    "    <script>",
    "`<b>`",
    "| a | b |\n|---|---|\n| <b> | [x](javascript:1) |",
    "> quoted",
    "# heading",
    "~~gone~~",
    "https://example.org/bare",
)


@pytest.mark.parametrize("text", [*PIECES, NOTE, "\n\n".join(PIECES)])
def test_nothing_active_is_left(text):
    found = ReadPage(safe_html(text))
    assert active_parts(found) == []
    assert {element.tag for element in found.elements} <= KEPT


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_nothing_active_is_left_of_any_mixture(pieces, between):
    found = ReadPage(safe_html(between.join(pieces)))
    assert active_parts(found) == []
    assert {element.tag for element in found.elements} <= KEPT


def test_form_is_kept():
    found = ReadPage(safe_html("# Big\n\n**bold** and *slanted*, ~~gone~~\n\n1. one\n2. two\n\n> said\n\n`code`"))
    assert {"h2", "strong", "em", "s", "ol", "li", "blockquote", "code"} <= {one.tag for one in found.elements}


def test_html_stays_as_it_was_typed():
    assert "<b onclick=x>no</b>" in ReadPage(safe_html("<b onclick=x>no</b>")).all("p")[0].text


def test_a_link_says_where_it_leads():
    found = ReadPage(safe_html("[https://gov.uk](https://example.org/elsewhere)"))
    (link,) = found.all("a")
    assert (link.attrs["href"], link.text) == ("https://example.org/elsewhere", "https://gov.uk")
    assert found.all("p")[0].text == "https://gov.uk (https://example.org/elsewhere)"


def test_an_address_that_is_its_own_words_is_not_said_twice():
    assert ReadPage(safe_html("<https://example.org/a>")).all("p")[0].text == "https://example.org/a"
    assert ReadPage(safe_html("<someone@example.org>")).all("p")[0].text == "someone@example.org"


def test_a_picture_is_its_description():
    assert ReadPage(safe_html("![A graph](https://example.org/a.png)")).all("p")[0].text == "[Picture: A graph]"
    assert "without description" in safe_html("![](https://example.org/a.png)")


def test_a_table_of_a_reader_has_a_caption_and_scopes():
    found = ReadPage(safe_html("| a | b |\n|---|---:|\n| 1 | 2 |"))
    assert found.all("caption")[0].text
    assert [head.attrs["scope"] for head in found.all("th")] == ["col", "col"]


def test_headings_are_placed_where_the_page_says():
    asked = []

    def place(words: str, level: int) -> tuple[int, str]:
        asked.append((words, level))
        return 4, f"id-{len(asked)}"

    found = ReadPage(safe_html("# One *two*\n\n### `Three`", place))
    assert asked == [("One two", 1), ("Three", 3)]
    assert [(one.tag, one.attrs["id"]) for one in found.elements if one.tag[0] == "h"] == [
        ("h4", "id-1"),
        ("h4", "id-2"),
    ]
