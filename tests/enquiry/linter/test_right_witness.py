"""R8: the question goes to somebody who can answer it."""

import pytest

from analytics.enquiry.linter import Severity
from analytics.enquiry.linter.right_witness import _MATTERS, check_witness, roles

ASKED = [
    ("What did you ask for when the fall was reported to you?", "cabinet-member", "service-director", "advice"),
    ("What did you ask for when the fall was reported to you?", "director", "performance-lead", "block"),
    ("What would bring spending back within the budget?", "finance", "head-of-service", "advice"),
    ("What would bring spending back within the budget?", "cabinet-member", "partner-health", "block"),
    ("What did audits find on quality?", "quality-lead", "cabinet-member", "advice"),
    ("What did audits find on quality?", "principal-social-worker", "finance", "block"),
    ("What stands in the way of dental care for children?", "partner-health", "performance-lead", "advice"),
    ("How do the police share concerns about children?", "partner-police", "partner-health", "block"),
    ("What do education plans change for children?", "virtual-school", "finance", "block"),
    ("What keeps recruitment slow?", "hr", "partner-police", "block"),
]


@pytest.mark.parametrize(("question", "can", "another", "severity"), ASKED)
def test_a_role_that_can_answer_passes_and_another_is_pointed_on(question, can, another, severity):
    assert check_witness(question, can, "oral") == []
    (breach,) = check_witness(question, another, "oral")
    assert (breach.severity, breach.where) == (severity, "witness")
    assert roles()[another] in breach.what


@pytest.mark.parametrize("question", ["What has changed for children?", "How do you know that children are safer?"])
@pytest.mark.parametrize("role", list(roles()))
def test_a_question_of_no_special_matter_suits_everybody(question, role):
    assert check_witness(question, role, "oral") == []


def test_one_matter_that_the_role_can_answer_is_enough():
    question = "What did you ask for when audits found less?"
    assert check_witness(question, "cabinet-member", "oral") == []
    assert check_witness(question, "quality-lead", "oral") == []


@pytest.mark.parametrize(
    "question",
    ["What counting rules changed between the years?", "How many children wait?", "What was the number of visits?"],
)
def test_figures_and_definitions_are_better_asked_in_writing(question):
    (breach,) = check_witness(question, "performance-lead", "oral")
    assert (breach.severity, "in writing" in breach.hint) == ("advice", True)
    assert check_witness(question, "performance-lead", "written") == []


def test_money_that_a_partner_shares_in_can_be_asked_of_it():
    assert check_witness("What does the pooled budget pay for?", "partner-health", "oral") == []


def test_figures_on_anything_can_be_had_in_writing_from_those_who_keep_them():
    question = "What share of dental checks was on time?"
    assert len(check_witness(question, "performance-lead", "oral")) == 2
    assert check_witness(question, "performance-lead", "written") == []
    assert check_witness("What did you ask for?", "performance-lead", "written") != []


@pytest.mark.parametrize("role", ["", " ", "mayor"])
def test_a_role_that_is_none_is_refused_with_those_there_are(role):
    (breach,) = check_witness("What changed?", role, "oral")
    assert breach.severity is Severity.BLOCK
    assert "Head of Performance and Data" in breach.hint


@pytest.mark.parametrize("matter", _MATTERS, ids=lambda matter: matter.about)
def test_the_matters_speak_of_roles_that_exist(matter):
    assert {matter.best, *matter.can, *matter.cannot} <= set(roles())
    assert matter.best in matter.can
    assert not matter.can & matter.cannot
