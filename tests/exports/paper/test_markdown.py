"""A reader's Markdown: its structure is kept, its letters are kept, and nothing in it acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.paper.markdown import markdown_parts
from analytics.exports.paper.parts import Grid, Head, Listing, Look, Prose, Run, texts_of


def runs(text):
    (part,) = markdown_parts(text)
    return part.runs


def links(part):
    if isinstance(part, Prose):
        return [run.link for run in part.runs if run.link]
    return [link for item in part.items for inner in item for link in links(inner)] if isinstance(part, Listing) else []


def test_bold_and_italic_are_kept_one_inside_the_other():
    assert runs("a **b *c***") == (Run("a "), Run("b ", bold=True), Run("c", bold=True, italic=True))


def test_headings_have_their_own_levels():
    assert markdown_parts("# One\n\n## Two *x*") == [Head("One", 1), Head("Two x", 2)]


def test_lists_nest_and_begin_where_they_say():
    (listing,) = markdown_parts("3. one\n   - in\n4. two")
    assert (listing.ordered, listing.start, len(listing.items)) == (True, 3, 2)
    inner = listing.items[0][1]
    assert isinstance(inner, Listing)
    assert not inner.ordered


def test_a_list_begins_at_no_number_that_word_cannot_count_from():
    assert markdown_parts("999999999. one")[0].start == 32_767


def test_a_table_is_one():
    assert markdown_parts("| a | b |\n|---|---|\n| 1 | **2** |")[0] == Grid(
        "", ("a", "b"), (markdown_parts("| a | b |\n|---|---|\n| 1 | 2 |")[0].rows[0],)
    )


def test_quotes_and_code_keep_their_words():
    quote, code = markdown_parts("> said\n\n```\na  b\nc\n```")
    assert quote.look is Look.QUOTE
    assert list(texts_of(code)) == ["a  b\nc"]


@pytest.mark.parametrize("text", ["<b>x</b>", "<script>alert(1)</script>", "<!-- x -->", "<img src=x onerror=y>"])
def test_html_stays_as_it_was_typed(text):
    assert "".join(run.text for run in runs(text)) == text


def test_an_image_is_its_description_and_is_not_fetched():
    assert runs("![A plan](https://x.example/p.png)") == (Run("[Picture: A plan]"),)
    assert runs("![](p.png)") == (Run("[Picture: without a description]"),)


@pytest.mark.parametrize("address", ["https://www.gov.uk/x?y=1#z", "http://barnsley.gov.uk"])
def test_a_web_address_can_be_followed_and_is_printed_beside_its_words(address):
    assert runs(f"[the report]({address})") == (Run("the report", link=address), Run(f" ({address})"))
    assert runs(f"<{address}>") == (Run(address, link=address),)


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "ftp://x.example", "x.docm"),
        *("mailto:a@b.c", "//x.example/y", "/secret", "https://", "http://[x", "HTTPS:x", "https://gov.uk@x.example/"),
    ],
)
def test_any_other_address_is_only_words(address):
    parts = markdown_parts(f"[words]({address}) <{address}>")
    assert [link for part in parts for link in links(part)] == []
    assert "words" in " ".join(text for part in parts for text in texts_of(part))


letters = st.text(st.sampled_from("ab12 #*_`~[]()<>!|\\-+.:/&\n\t\"'="), max_size=60)


@given(letters)
def test_no_letter_or_figure_is_lost_and_no_link_is_strange(text):
    parts = markdown_parts(f"x\n\n{text}")
    said = "".join(text for part in parts for text in texts_of(part))
    assert all(link.startswith(("http://", "https://")) for part in parts for link in links(part))
    # What defines a link's address, names the language of code or marks a list is not shown; without those all is.
    if not set(text) & set("[]`~.)-+|&"):
        assert [char for char in said[1:] if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    for part in markdown_parts(text):
        for said in texts_of(part):
            assert "\x00" not in said
