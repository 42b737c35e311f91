"""Lines for paper."""

import re
from datetime import date
from html import escape, unescape

import pytest

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.exports.lines_html import lines_as_html, members_only
from tests.shipped import shipped

DAY = date(2023, 9, 12)
STRANGE = 'What & why <b>now</b> — “it\'s” 100% #1 "so" 🧒?'


def known(council="barnsley", day=DAY):
    return shipped().about(council).as_known_on(day)


def lines(council="barnsley", day=DAY):
    return enquiry_of(known(council, day), council, day, "", "", DEFAULTS).lines


def sheet(chosen, own=lambda line: "", day=DAY, **more):
    return lines_as_html(day, chosen, own, known(), **more)


def words(html):
    """What is read on paper, without the style."""
    return unescape(re.sub(r"<[^>]*>", "\n", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)))


def test_every_line_is_on_paper_with_all_that_may_be_read_aloud():
    for place, line in enumerate(lines(), 1):
        section = sheet(lines()).split("<section>")[place]
        said = words(section)
        texts = (line.finding, *line.also_found, line.question, *line.follow_ups, *line.in_writing, *line.caveats)
        assert [text for text in (*texts, line.witness.plainly) if text not in said] == []
        assert re.match(rf"\s*{place}\. ", said)
        for slug, locators in {(one.document, one.locator) for one in line.cited}:
            assert known().documents[slug].file.title in said
            assert known().documents[slug].places([locators])[0] in said


def test_each_line_has_ruled_space_for_notes_after_it():
    for section in sheet(lines()).split("<section>")[1:]:
        assert re.search(r">Notes</p>(<div class=\"rule\"></div>){4,}</div></section>", section)


def test_what_is_for_members_is_left_out_unless_asked_for():
    everything, some = sheet(lines(), for_members=True), sheet(lines())
    for line in lines():
        for text in (*line.good_answer, *line.worry):
            assert escape(text) in everything
            assert f"<li>{escape(text)}</li>" not in some
    assert "members only" not in some
    assert "With what is for members only" in everything


def test_what_is_for_members_says_so_at_every_list():
    for line in lines():
        assert members_only(line).count("(members only)") == members_only(line).count("<ul>") == 2


@pytest.mark.parametrize(
    ("day", "expected"), [(DAY, "As known on 12 September 2023."), (None, "Everything published so far.")]
)
def test_the_day_is_said_and_that_figures_are_old(day, expected):
    said = words(sheet(lines(), day=day))
    assert expected in said
    assert "They are not current performance." in said


def test_changed_thresholds_are_said():
    assert "Changed to 7" in words(sheet(lines(), settings=Settings(material_points=7)))
    assert "Changed to" not in words(sheet(lines()))


def test_own_words_take_the_place_of_the_question_letter_for_letter():
    first, *rest = lines()
    said = sheet(lines(), lambda line: STRANGE if line is first else "")
    assert STRANGE in unescape(said)
    assert "<b>" not in said
    assert escape(first.question) not in said
    assert all(escape(line.question) in said for line in rest)


def test_paper_has_no_widget_no_script_and_no_link():
    assert not re.search(r"<(button|input|script|a|details|select|textarea)\b", sheet(lines(), for_members=True))
