"""A report as parts: headings that skip no level, numbers to refer to, nothing of a view left out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.paper.flow import DEEPEST, parts_by_block, with_number_spelled
from analytics.exports.paper.parts import Grid, Head, Listing, Look, Picture, Prose, texts_of
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, Paragraph, Shown, Space
from analytics.notebooks.view import Table, View, plain_row
from tests.exports.reports import everything, report, sampled, view
from tests.shipped import texts_of as texts_of_view


def parts(*blocks):
    return [part for block in parts_by_block(report(*blocks)) for part in block]


def levels(*asked):
    return [part.level for part in parts(*(Heading("Heading", level) for level in asked))]


def numbers(*blocks):
    return [part.number for part in parts(*blocks) if isinstance(part, Head | Prose)]


def test_headings_have_the_levels_they_ask_for_where_none_is_skipped():
    assert levels(1, 2, 3, 3, 2, 1, 2) == [1, 2, 3, 3, 2, 1, 2]


def test_a_report_that_begins_lower_begins_at_1_and_its_equals_stay_equal():
    assert levels(2, 2, 3, 2) == [1, 1, 2, 1]
    assert levels(1, 3, 3, 2) == [1, 2, 2, 2]


@given(st.lists(st.integers(1, 9), min_size=1))
def test_no_heading_is_more_than_one_below_the_last(asked):
    found = levels(*asked)
    assert found[0] == 1
    assert all(1 <= after <= min(before + 1, DEEPEST) for before, after in pairwise(found))


@given(st.lists(st.integers(1, 3), min_size=2))
def test_of_two_headings_in_a_row_the_one_that_asks_for_less_is_never_below(asked):
    found = levels(*asked)
    for place, (before, after) in enumerate(pairwise(asked)):
        if after == before:
            assert found[place + 1] == found[place]
        if after < before:
            assert found[place + 1] <= found[place]


def test_a_readers_own_headings_stand_below_the_heading_their_note_is_under():
    found = [part for part in parts(Heading("Notes"), Markdown("# One"), Markdown("# Two")) if isinstance(part, Head)]
    assert [(head.text, head.level) for head in found] == [("Notes", 1), ("One", 2), ("Two", 2)]


def test_paragraphs_are_numbered_below_their_heading_of_level_1():
    blocks = (Heading("A"), Paragraph("x"), Heading("B", 2), Paragraph("y"), Heading("C"), Gap("z", "why"))
    assert numbers(*blocks) == ["1", "1.1", "", "1.2", "2", "2.1"]


def test_nothing_is_numbered_before_the_first_heading():
    assert numbers(Paragraph("x"), Paragraph("y")) == ["", ""]


def test_a_gap_says_what_is_missing_and_why():
    (gap,) = parts(Gap("Caseloads of July 2019.", "There is no document before that day."))
    assert list(texts_of(gap)) == ["Not shown: Caseloads of July 2019. Because: There is no document before that day."]


def test_blank_texts_leave_no_blank_paragraphs():
    blocks = (Heading(" "), Paragraph(""), Bullets(("", " ")), Markdown("\n"), Space(0, ""), Shown(view(summary="")))
    assert [type(part) for part in parts(*blocks)] == [Head, Prose]


def test_a_view_is_said_whole():
    for one in sampled():
        said = [text for part in parts(Shown(one)) for text in texts_of(part)]
        together = " ".join(" ".join(said).split())
        drawn = [part.chart for part in parts(Shown(one)) if isinstance(part, Picture)]
        for text in texts_of_view(one):
            known = {" ".join(words.split()) for words in (text, with_number_spelled(text))}
            assert any(words in together for words in known) or text in {chart.alt for chart in drawn}, text
        assert drawn == list(one.charts)


def test_caveats_and_sources_follow_every_view_that_has_them():
    for one in sampled():
        labels = [next(texts_of(part)) for part in parts(Shown(one)) if getattr(part, "look", None) is Look.LABEL]
        expected = (["Be careful"] if one.caveats else []) + (["Where this was printed"] if one.sources else [])
        assert labels == expected


def test_every_block_gives_one_list_of_parts():
    assert len(list(parts_by_block(everything()))) == len(everything().blocks)


def test_a_numbered_list_is_one():
    (listing,) = parts(Bullets(("Ask this", "Then that"), numbered=True))
    assert isinstance(listing, Listing)
    assert listing.ordered


def test_a_small_number_that_begins_a_numbered_heading_is_in_letters_and_elsewhere_as_it_was():
    first, second, third = parts(
        Heading("1 line worth asking about"), Heading("2 teams", 2), Heading("33.6% of open activities")
    )
    assert (first.number, first.text) == ("1", "One line worth asking about")
    assert (second.number, second.text) == ("", "2 teams")
    assert third.text == "33.6% of open activities"


def test_a_caption_that_repeats_the_heading_is_not_said_again():
    table = Table("Words used in this paper", ("Word", "What it means"), (plain_row("Target", "A level."),))
    shown = View(title="Words used in this paper", subtitle="In alphabetical order", summary="", table=table)
    said = [text for part in parts(Shown(shown)) if not isinstance(part, Grid) for text in texts_of(part)]
    assert said == ["Words used in this paper", "In alphabetical order"]
