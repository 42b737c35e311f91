"""A gentle rewrite of closed questions, where it is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.linter import Rule, lint_question, suggest
from tests.enquiry.linter.made_up_line import rules


@pytest.mark.parametrize(
    ("closed", "opened"),
    [
        ("Is the plan on time?", "How far is the plan on time?"),
        ("Do you check how children feel?", "How do you check how children feel?"),
        ("Does the council hear from care leavers?", "How does the council hear from care leavers?"),
        ("Have you reduced waits?", "What have you done to reduce waits?"),
        ("Has the caseload changed since May?", "How has the caseload changed since May?"),
        ("Is there a plan for homes?", "What plan is there for homes?"),
        ("Do you have a target for visits?", "What target do you have for visits?"),
        ("Are you confident that children are seen?", "What assurance do you have that children are seen?"),
        ("Could you explain the rise in caseloads?", "What lies behind the rise in caseloads?"),
        ("Can you tell us how many children wait?", "How many children wait?"),
        ("Given the rise, is the service on track?", "Given the rise, how far is the service on track?"),
        ("Visits fell. Will the plan help families?", "Visits fell. How will the plan help families?"),
    ],
)
def test_closed_questions_are_opened(closed, opened):
    assert suggest(closed) == opened
    assert Rule.OPEN not in rules(lint_question(opened))


@pytest.mark.parametrize(
    "text",
    [
        "What changed?",
        "Don’t you agree?",
        "Do you agree that it fell?",
        "Do you know whether it works?",
        "Is it safe?",
        "Is the service failing children?",
        "Is this right or wrong?",
        "Have you read it?",
        "Is it late? Is it dear?",
        "Please send the figures.",
        "The figures fell.",
        "Is",
        "",
    ],
)
def test_what_only_a_person_can_put_well_is_left(text):
    assert suggest(text) is None


@given(
    st.sampled_from(["Is", "Are", "Was", "Do", "Does", "Have", "Has", "Will", "Can", "Could", "Did"]),
    st.sampled_from(["the plan", "you", "the council", "children", "it", "there a plan", "social workers"]),
    st.text(max_size=40),
)
def test_whatever_is_suggested_is_open(auxiliary, subject, rest):
    suggested = suggest(f"{auxiliary} {subject} {rest}?")
    assert suggested is None or Rule.OPEN not in rules(lint_question(suggested))
