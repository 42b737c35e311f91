"""A note on screen: whatever was written, nothing runs, nothing is fetched, and the text can still be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.notebook.notes import note_html
from tests.exports.page.test_markdown import KEPT, PIECES
from tests.exports.read_page import ReadPage, active_parts
from tests.exports.sampled import ATTACK, NOTE

PICTURES = (
    r"\![a](https://example.org/a.png)",
    r"\\![a](https://example.org/a.png)",
    "![a][b]\n\n[b]: https://example.org/a.png",
    "[![a](https://example.org/a.png)](https://example.org)",
    "![a](data:image/png;base64,AAAA)",
)
pieces = st.sampled_from((*PIECES, *PICTURES, ATTACK)) | st.text(st.sampled_from("\\![]()<>`#ab:/. \n&;"), max_size=12)


def check(text):
    found = ReadPage(note_html(text))
    assert active_parts(found) == []
    assert {element.tag for element in found.elements} <= KEPT


@pytest.mark.parametrize("text", [*PIECES, *PICTURES, NOTE, ATTACK])
def test_nothing_runs_and_nothing_is_fetched(text):
    check(text)


@given(st.lists(pieces, max_size=6), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_nothing_of_any_mixture_runs_or_is_fetched(written, between):
    check(between.join(written))


def test_headings_stand_below_those_of_the_page_however_they_are_written():
    found = ReadPage(note_html("# One\n\nTwo\n===\n\nThree\n---\n\n   # Four\n\n##### Five"))
    assert [(one.tag, one.text) for one in found.elements] == [
        ("h2", "One"), ("h2", "Two"), ("h3", "Three"), ("h2", "Four"), ("h3", "Five"),
    ]  # fmt: skip


def test_a_link_opens_beside_the_notebook():
    [link] = ReadPage(note_html("[the report](https://example.org)")).all("a")
    assert (link.attrs["href"], link.attrs["target"], link.attrs["rel"]) == (
        "https://example.org",
        "_blank",
        "noreferrer",
    )


def test_an_empty_note_says_so():
    assert ReadPage(note_html(" \n")).all("p")[0].text == "An empty note."
