"""Lines as plain text."""

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from analytics.exports.lines_text import lines_as_text
from tests.shipped import shipped


def lines():
    return enquiry_of(shipped().about("barnet"), "barnet", None, "", "", DEFAULTS).lines


def test_text_has_each_line_in_order_with_what_may_be_read_aloud_and_its_sources():
    blocks = lines_as_text("Barnet", lines(), lambda line: "", shipped().where).rstrip("\n").split("\n\n")
    assert blocks[0] == "Lines of questioning: Barnet"
    for place, (block, line) in enumerate(zip(blocks[1:], lines(), strict=True), 1):
        assert block.splitlines()[0] == f"{place}. {line.question}"
        texts = (line.finding, *line.follow_ups, *line.in_writing, line.witness.plainly, *line.caveats)
        assert [text for text in texts if text not in block] == []
        assert all(shipped().where(one.document, one.locator) in block for one in line.cited)


def test_what_is_for_members_only_is_never_in_it():
    text = lines_as_text("Barnet", lines(), lambda line: "", shipped().where).splitlines()
    theirs = {said for line in lines() for said in (*line.good_answer, *line.worry)}
    assert not [line for line in text if line.partition(": ")[2] in theirs or line in theirs]


def test_own_words_take_the_place_of_the_question():
    first, second, *_ = lines()
    text = lines_as_text(
        "B", [first, second], lambda line: "Mine & “yours”?" if line is second else "", shipped().where
    )
    assert f"1. {first.question}\n" in text
    assert "2. Mine & “yours”?\n" in text
    assert second.question not in text
