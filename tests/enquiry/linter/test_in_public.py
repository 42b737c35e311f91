"""R14: it can be answered in public."""

import pytest

from analytics.enquiry.linter import Rule, lint_question
from tests.enquiry.linter.made_up_line import advised, blocked, rules

CONFIDENTIAL = [
    "What came of the disciplinary hearing?",
    "How many managers have a grievance?",
    "What did the safeguarding practice review of the family find?",
    "What does the exempt report say?",
    "How do you judge the performance of a social worker?",
    "Which named individuals were told?",
    "What legal advice was given?",
]


@pytest.mark.parametrize("question", CONFIDENTIAL)
def test_what_belongs_outside_a_public_meeting_is_stopped(question):
    assert Rule.IN_PUBLIC in blocked(lint_question(question))


@pytest.mark.parametrize("question", CONFIDENTIAL)
def test_in_writing_it_is_only_marked_for_the_monitoring_officer(question):
    breaches = [one for one in lint_question(question, written=True) if one.rule is Rule.IN_PUBLIC]
    assert advised(breaches) == {Rule.IN_PUBLIC}
    assert "monitoring officer" in breaches[0].hint


@pytest.mark.parametrize(
    "question",
    [
        "How many care leavers are exempt from council tax?",
        "How does every child come to have a named social worker?",
        "What did safeguarding practice reviews teach the service?",
        "What does the performance of the service tell you?",
    ],
)
def test_public_matters_pass(question):
    assert Rule.IN_PUBLIC not in rules(lint_question(question))
