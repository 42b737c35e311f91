"""R9 and R16: a follow-up that asks more, and a question that no earlier meeting asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.linter.repetition import check_follow_ups, check_not_asked_before, overlap

QUESTION = "What lies behind the fall in recorded dental checks for children in care?"
SOME = ("the", "what", "children", "dental", "check", "checks", "team", "fall", "care", "81%", "2018", "plans")
words = st.lists(st.sampled_from(SOME), max_size=8)


@given(words, words)
def test_overlap_is_what_counting_the_shared_words_gives(one, other):
    telling = [{w.rstrip("%").removesuffix("s") for w in some} - {"the", "what"} for some in (one, other)]
    shared = [word for word in telling[0] if word in telling[1]]
    expected = len(shared) / max(map(len, telling)) if all(telling) else 0.0
    assert overlap(" ".join(one), " ".join(other)) == pytest.approx(expected)


@given(words, words)
def test_overlap_is_the_same_both_ways_and_whole_with_itself(one, other):
    first, second = " ".join(one), " ".join(other)
    assert overlap(first, second) == overlap(second, first)
    assert overlap(first, first) == (1.0 if set(one) - {"the", "what"} else 0.0)


@pytest.mark.parametrize("nothing", [(), ("",), ("  ",)])
def test_a_line_without_follow_up_is_stopped(nothing):
    (breach,) = check_follow_ups(QUESTION, nothing)
    assert breach.what == "There is no follow-up question."


@pytest.mark.parametrize(
    "follow_up",
    [QUESTION, QUESTION.upper(), "What is behind the fall of recorded dental checks, for a child in care or children?"],
)
def test_a_follow_up_that_asks_the_same_is_stopped(follow_up):
    assert [breach.where for breach in check_follow_ups(QUESTION, ["Who waits longest?", follow_up])] == ["follow-up 2"]


def test_two_follow_ups_that_ask_the_same_are_one():
    same = ["Which children wait longest?", "Which of the children wait the longest?"]
    assert [breach.where for breach in check_follow_ups(QUESTION, same)] == ["follow-up 2"]


@pytest.mark.parametrize("follow_up", ["Which children wait longest?", "How do you know?", "What is recorded late?"])
def test_a_follow_up_that_asks_more_passes(follow_up):
    assert check_follow_ups(QUESTION, [follow_up]) == []


@pytest.mark.parametrize(
    ("earlier", "severity"),
    [
        ("What lies behind the fall in dental checks for children in care?", ["advice"]),
        ("What lies behind a fall in the recorded dental checks for the children in care?", ["block"]),
        ("What lies behind the rise in caseloads?", []),
        ("", []),
    ],
)
def test_a_question_of_an_earlier_meeting_is_named(earlier, severity):
    breaches = check_not_asked_before(QUESTION, ["How do you know?", earlier])
    assert [breach.severity for breach in breaches] == severity
    assert all(earlier in breach.what for breach in breaches)


def test_the_same_question_about_new_figures_is_a_new_question():
    assert check_not_asked_before("What explains the fall to 66.3%?", ["What explains the fall to 81%?"]) == []
