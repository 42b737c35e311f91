"""A report as text for a terminal: all of it is there, no line is too long, and no letter is a command."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.parts import Grid, texts_of
from analytics.exports.report_text import report_as_text
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, Paragraph, Shown
from analytics.notebooks.view import Table, plain_row
from tests.exports.reports import FULL_VIEW, everything, report, view

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def letters(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [60, 100])
def test_everything_is_said(width):
    said = letters(report_as_text(everything(), width))
    for block in parts_by_block(everything()):
        for part in block:
            for text in texts_of(part):
                # The lines of a row stand side by side.
                for piece in text.split() if isinstance(part, Grid) else [text]:
                    if not isinstance(part, Grid) or (len(piece) < 5 and text != part.caption):
                        assert letters(piece) in said, text


def test_a_chart_is_what_it_says():
    assert "[Chart] REACH has 14 children for each worker." in report_as_text(report(Shown(FULL_VIEW)))


def test_a_table_has_its_columns_side_by_side_and_figures_at_the_right():
    table = Table("Caseloads", ("Team", "Children"), (plain_row("REACH", "14"), plain_row("Duty", "8")))
    right = Table("Caseloads", table.columns, table.rows, frozenset({"Children"}))
    *_, first, second = report_as_text(report(Shown(view(table=table))), 40).splitlines()
    assert [first.split(), second.split()] == [["REACH", "14"], ["Duty", "8"]]
    assert first.index("14") == second.index("8")
    *_, first, second = report_as_text(report(Shown(view(table=right))), 40).splitlines()
    assert len(first) == len(second)
    assert first.endswith("  14")


@given(any_text, any_text, st.integers(40, 120))
def test_no_letter_of_any_text_is_obeyed_by_a_terminal_and_no_line_is_too_long(text, other, width):
    table = Table(text, (text or "a", "b"), (plain_row(other, text),))
    blocks = (Heading(text), Paragraph(other, text), Bullets((text, other)), Gap(text, other), Markdown(text))
    said = report_as_text(report(*blocks, Shown(view(title=text, table=table))), width)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)
    assert all(len(line) <= max(width, 50) for line in said.splitlines()[3:])


def test_lists_are_marked_and_their_further_lines_stand_below_the_words():
    said = report_as_text(report(Bullets(("word " * 30,)), Bullets(("a", "b"), numbered=True)), 60)
    assert re.search(r"^- word .*\n  word ", said, re.MULTILINE)
    assert "1. a\n2. b\n" in said
