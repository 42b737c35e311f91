from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from analytics.exports.paper.wording import front_lines, on_one_line, printable, running_foot, running_head, title_of
from tests.exports.reports import report


def said(part):
    return "".join(run.text for run in part.runs)


def test_the_front_says_who_it_is_for_and_what_it_was_made_from_but_nothing_that_was_not_given():
    assert [said(line) for line in front_lines(report())] == [
        "Barnsley, 12 September 2023",
        "For members of the committee: not for publication",
        "Reference: CYP/2023/09",
        "As known on 12 September 2023.",
        "Made from “Pack for September”, version 3.",
    ]
    assert "Author: Scrutiny team" in [said(line) for line in front_lines(report(author="Scrutiny team"))]


def test_every_page_says_the_cut_off_the_origin_the_reference_and_the_marking():
    assert running_head(report()) == "As known on 12 September 2023. Made from “Pack for September”, version 3."
    assert running_foot(report()) == "CYP/2023/09 · For members of the committee: not for publication"
    assert running_foot(report(reference="")) == (
        "Caseloads of social workers · For members of the committee: not for publication"
    )


def test_a_running_line_is_no_longer_than_a_margin_has_room_for():
    assert len(running_head(report(made_from="word " * 500))) <= 240
    assert running_foot(report(marking="word " * 500)).endswith("word…")


def test_a_file_always_has_a_title():
    assert title_of(report(title=" \n")) == "Untitled report"


@given(st.text(st.characters()))
def test_xml_can_hold_what_is_printable_and_nothing_else_is_lost(text):
    found = printable(text)
    element = etree.Element("p")
    element.text = found
    assert printable(found) == found
    assert [char for char in found if char.isprintable()] == [char for char in text if char.isprintable()]


@given(st.text(st.characters()))
def test_one_line_is_one(text):
    assert len(on_one_line(text).splitlines()) <= 1
