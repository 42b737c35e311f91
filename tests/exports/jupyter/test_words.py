"""Words of views in Markdown: no letter of them is markup, and nothing a reader wrote is more than Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analytics.exports.jupyter.words import listed, note_in_words, plainly, table_in_words, view_in_words
from analytics.notebooks.view import Table, plain_row
from tests.exports.page.test_markdown import PIECES
from tests.exports.read_page import ReadPage, active_parts
from tests.exports.sampled import ATTACK, NOTE, view

# With HTML allowed, as Jupyter reads it before it takes out what it knows to be dangerous.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
printable = st.text(
    st.sampled_from("<>&*_`[]()!#|\\$~-+1.: \n") | st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
)


def read(markdown: str) -> ReadPage:
    return ReadPage(READER.render(markdown))


@given(printable)
def test_any_text_in_a_paragraph_is_read_back_letter_for_letter(text):
    found = read(f"before {plainly(text)}")
    assert {element.tag for element in found.elements} == {"p"}
    assert " ".join(found.elements[0].text.split()) == " ".join(f"before {text}".split())


@given(printable.filter(lambda text: bool(text.split())))
def test_any_text_at_the_start_of_a_paragraph_and_of_an_item_stays_one(text):
    found = read(plainly(text))
    assert [element.tag for element in found.elements] == ["p"]
    assert found.elements[0].text.split() == text.split()
    items = read(listed("Heading", (text, "after")))
    assert [element.tag for element in items.elements] == ["p", "strong", "ul", "li", "li"]
    assert items.all("li")[0].text.split() == text.split()


@given(printable, printable)
def test_any_text_stays_in_its_cell_of_a_table(column, text):
    found = read(table_in_words(Table("c", ("First", column), (plain_row("row", text),)), "Caption"))
    assert len(found.all("table")) == 1
    assert found.all("th")[1].text.split() == column.split()
    assert found.all("td")[1].text.split() == text.split()


def test_a_hostile_view_is_only_words():
    hostile = view(title=ATTACK, subtitle=ATTACK, summary=ATTACK, table=Table(ATTACK, (ATTACK,), (plain_row(ATTACK),)))
    found = read(view_in_words(hostile))
    assert active_parts(found) == []
    assert {element.tag for element in found.elements} <= {
        *("h2", "p", "em", "strong", "table", "thead", "tbody", "tr", "th", "td")
    }
    assert found.all("h2")[0].text == " ".join(ATTACK.split())


def test_a_note_that_can_do_nothing_stays_as_its_writer_wrote_it():
    text = "# Mine\n\n- **bold** at 10:30, see <none> of it".replace("<none>", "[this](https://example.org)")
    assert note_in_words(text) == text


@pytest.mark.parametrize(
    "text", [*PIECES, NOTE, "\n\n".join(PIECES), "```\na\n\n![x](https://e.org/x.png)\n\n\n```\n<b>"]
)
def test_nothing_active_is_left_of_a_note(text):
    assert active_parts(read(note_in_words(text))) == []


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_nothing_active_is_left_of_any_note(pieces, between):
    assert active_parts(read(note_in_words(between.join(pieces)))) == []


def test_code_in_a_note_keeps_its_blank_lines():
    found = read(note_in_words("```\n<a>\n\n\nb\n```"))
    assert found.all("code")[0].text == "<a>\n\n\nb\n"
