"""R6: nobody can be recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.linter import Rule, lint_question, lint_statement
from tests.enquiry.linter.made_up_line import blocked, rules


@pytest.mark.parametrize(
    "question",
    [
        "What did Mrs Smith decide?",
        "What did Cllr. Jones ask for?",
        "What did Sarah Brown tell families?",
        "What happened to the 14-year-old?",
        "What was done for the girl aged 7 from Dodworth?",
        "What does this child need?",
        "What did the boy say?",
        "How was her mother told?",
        "What help did my constituent get?",
        "What has changed since the death of a child?",
        "What does Park Road Primary School say?",
        "What happened to the children after the incident on 3 March 2018?",
        "What was done for the three children?",
        "Where do the 4 care leavers live?",
        "What happened to two of the 12 young people?",
        "What was done for two or three families?",
    ],
)
def test_what_points_to_somebody_is_stopped(question):
    assert Rule.NO_INDIVIDUAL in blocked(lint_question(question))


@pytest.mark.parametrize(
    "text",
    [
        "What lies behind three or more placements for children?",
        "What helps the one child in three who waits?",
        "How do one in three children come to wait?",
        "How many workers hold more than five children?",
        "How is care shared by up to four families?",
        "How is the voice of the child heard?",
        "What are the outcomes of 16-year-old care leavers?",
        "What is offered to young people aged 18 in the area?",
        "How does the Virtual School follow children?",
        "How do two children’s homes compare?",
        "How have 19.4 children per worker become 18.9?",
        "What changed in 2 years for children?",
        "How many children were in care on 31 March 2018?",
        "What did the Executive Director decide?",
        "Which parts of the borough do year 5 pupils come from?",
        "How often does a child see the same social worker?",
    ],
)
def test_groups_ratios_and_bands_pass(text):
    assert Rule.NO_INDIVIDUAL not in rules(lint_question(text))


@pytest.mark.parametrize(
    ("finding", "few"),
    [
        ("The number of children in unregistered homes rose from 2 to 12.", True),
        ("The number of care leavers at university is four.", True),
        ("The number of children in care fell from 12 on 1 April to 10.", False),
        ("The number of children with visits within 4 weeks rose to 40.", False),
        ("The number of children waiting rose from 12 to 4.5 per worker.", False),
        ("The number of months above target was 3.", False),
    ],
)
def test_a_count_after_its_noun_is_seen_too(finding, few):
    assert (Rule.NO_INDIVIDUAL in blocked(lint_statement(finding))) is few


@given(
    st.integers(0, 5000),
    st.sampled_from(["children", "care leavers", "families", "disabled children", "young people"]),
    st.sampled_from(["What was done for the {}?", "What did {} say?", "Given {}, what changed?"]),
)
def test_counts_from_one_to_five_are_few_and_no_others(number, noun, frame):
    breaches = lint_question(frame.format(f"{number:,} {noun}"))
    assert (Rule.NO_INDIVIDUAL in rules(breaches)) is (1 <= number <= 5)
