"""R3: every figure and period in a text comes from the evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.linter import Rule, lint_question, lint_statement, numbers_in
from tests.enquiry.linter.made_up_line import blocked

EVIDENCE = ("77.2%", "67.9%", "2017/18", "4,409", "31 March 2018", "April to July 2019", "77.2 − 67.9 = 9.3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("From 3,866 to 4,409 (+14.0%)", {"3866", "4409", "14.0"}),
        ("−9.3 pp, +46%, £10.4M, £0.6m, 3+ moves, 24h", {"9.3", "46", "10.4", "0.6", "3", "24"}),
        ("2017/18, 2017–18 and 2017/2018", {"2017/18"}),
        ("2016–2019", {"2016", "2019"}),
        ("on 31 March 2018.", {"31", "2018"}),
        ("S47, Q1 and the 16-year-olds", {"16"}),
        ("1,23 and 12,345,678", {"1", "23", "12345678"}),
        ("66.30", {"66.30"}),
        ("one in three", set()),
    ],
)
def test_the_figures_of_a_text(text, expected):
    assert numbers_in(text) == expected


@given(st.integers(0, 10**9))
def test_thousands_commas_change_nothing(number):
    assert numbers_in(f"{number:,}") == numbers_in(str(number)) == {str(number)}


@given(st.lists(st.decimals(0, 99999, places=1).map(str), max_size=6))
def test_figures_are_found_wherever_they_stand(numbers):
    assert numbers_in(" and ".join(f"£{number}%" for number in numbers)) == set(numbers)


@given(st.text())
def test_reading_the_figures_again_finds_the_same(text):
    found = numbers_in(text)
    assert numbers_in("; ".join(found)) == found


@pytest.mark.parametrize(
    "question",
    [
        "What lies behind the change from 77.2% to 67.9% in 2017/18?",
        "What explains 4,409 open cases on 31 March 2018?",
        "What explains 4409 open cases?",
        "What changed between April and July 2019?",
        "What explains the fall of 9.3 percentage points?",
        "What does section 47 ask of schools, beside paragraph 3.13?",
        "What may follow from the march of events?",
    ],
)
def test_figures_of_the_evidence_pass(question):
    assert blocked(lint_question(question, evidence=EVIDENCE)) == set()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What lies behind the fall to 67.8%?", "“67.8” is not"),
        ("What happened in 2018/19?", "“2018/19” is not"),
        ("What changed in June 2019?", "“Jun” is not"),
        ("What changed in May 2018?", "“May” is not"),
        ("What explains 12 of 50 cases?", "“12” and “50” are not"),
    ],
)
def test_others_are_named(question, named):
    (breach,) = [one for one in lint_question(question, evidence=EVIDENCE) if one.rule is Rule.EVIDENCE]
    assert breach.what == f"{named} in the evidence of this line."


def test_without_evidence_given_figures_are_not_checked_and_with_none_they_all_break_the_rule():
    question = "What lies behind the 66.3%?"
    assert lint_question(question) == []
    assert blocked(lint_question(question, evidence=())) == {Rule.EVIDENCE}
    assert blocked(lint_statement("It fell to 66.3%.", evidence=())) == {Rule.EVIDENCE}


@given(st.lists(st.sampled_from(EVIDENCE), unique=True))
def test_more_evidence_never_adds_a_breach(known):
    question = "What lies behind the change from 77.2% to 67.9% in 2017/18?"
    fewer = {breach.what for breach in lint_question(question, evidence=known)}
    assert fewer >= {breach.what for breach in lint_question(question, evidence=EVIDENCE)}
