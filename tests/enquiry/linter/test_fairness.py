"""R5, R7 and R12: nothing leading, nothing political, no judgement on a neutral measure."""

import pytest

from analytics.enquiry.linter import Rule, lint_question, lint_statement
from tests.enquiry.linter.made_up_line import advised, blocked, rules


@pytest.mark.parametrize(
    "question",
    [
        "Don’t you agree that visits matter?",
        "How is this not a failure?",
        "What made managers hide the figures?",
        "Surely what matters is the child?",
        "What does the unacceptable fall tell you?",
        "What was covered up in the report?",
        "When did you admit it?",
        "What did the fall come from, because of your cuts?",
        "What follows from the fall due to your restructure?",
        "Why haven’t families been told?",
        "Who is to blame for the fall?",
        "How bad is it for children?",
        "What explains the fall, right?",
        "How has the service let children down?",
        "What excuse is there for this?",
        "What lies behind the “disgraceful” fall?",
    ],
)
def test_leading_questions_are_stopped(question):
    assert Rule.NOT_LEADING in blocked(lint_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "What lies behind the fall?",
        "How is the right threshold found?",
        "How many children were admitted to hospital?",
        "What is being done about hidden harm?",
        "What is due to start this year?",
        "What changed for children because of what they said?",
        "What do you make of the report’s statement that visits are low “due to one team”?",
        "What has changed since the report called the work “disappointing”?",
        "How do you accept referrals at night?",
    ],
)
def test_fair_questions_pass(question):
    assert Rule.NOT_LEADING not in rules(lint_question(question))


def test_what_went_wrong_is_only_advised_against():
    assert advised(lint_question("What went wrong with visits?")) == {Rule.NOT_LEADING}


def test_a_statement_may_name_a_cause_but_had_better_not():
    assert advised(lint_statement("Visits fell because of staff changes.")) == {Rule.NOT_LEADING}
    assert blocked(lint_question("What follows from the fall because of staff changes?")) == {Rule.NOT_LEADING}


@pytest.mark.parametrize(
    "question",
    [
        "What did the Labour group decide?",
        "What did the previous administration leave behind?",
        "How will this look before the election?",
        "Which Conservative policy is this?",
        "How far is the government to blame?",
        "What did the opposition members ask for?",
        "What does the manifesto say about children?",
    ],
)
def test_party_politics_stay_outside(question):
    assert Rule.NOT_POLITICAL in blocked(lint_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "What does the labour market mean for recruitment?",
        "How conservative is the forecast?",
        "Which areas are rated green?",
        "What does the Labour Force Survey show?",
        "How was it decided to move the budget?",
    ],
)
def test_words_that_only_look_political_pass(question):
    assert Rule.NOT_POLITICAL not in rules(lint_question(question))


@pytest.mark.parametrize(
    "finding",
    [
        "The number of children in care improved.",
        "The rate is worse than England’s.",
        "The number is too high.",
        "A strong rise in referrals.",
        "The rate of referrals deteriorated.",
    ],
)
def test_a_neutral_measure_is_neither_good_nor_bad(finding):
    assert blocked(lint_statement(finding, polarity_neutral=True)) == {Rule.NEUTRAL}
    assert Rule.NEUTRAL not in rules(lint_statement(finding))


@pytest.mark.parametrize(
    "finding",
    [
        "The number of children in care rose.",
        "The number of activities in the improvement plan grew.",
        "The share of settings judged good or outstanding is above England’s.",
        "The report says that the number “improved”.",
        "It is in children’s best interests to ask.",
    ],
)
def test_plain_directions_names_and_quotations_pass(finding):
    assert rules(lint_statement(finding, polarity_neutral=True)) == set()


def test_a_judgement_inside_the_name_of_a_measure_is_no_judgement():
    finding = "The number of weak areas listed by peers rose."
    assert blocked(lint_statement(finding, polarity_neutral=True)) == {Rule.NEUTRAL}
    measure = "the number of weak areas listed by peers"
    assert lint_statement(finding, polarity_neutral=True, evidence=[measure]) == []
    again = "The number of weak areas listed by peers is weak."
    assert blocked(lint_statement(again, polarity_neutral=True, evidence=[measure])) == {Rule.NEUTRAL}
