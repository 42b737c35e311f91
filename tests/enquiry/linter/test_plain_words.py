"""R13: plain English."""

import pytest

from analytics.enquiry.linter import Rule, lint_question, lint_statement
from analytics.evidence.catalogue import Term
from tests.enquiry.linter.made_up_line import advised, rules


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("How do NQSWs get help?", "Newly qualified social worker (NQSW)"),
        ("How is CiC defined here?", "Child in care (CiC)"),
        ("What share of children had an IHA in time?", "Initial health assessment (IHA)"),
        ("What does the S47 figure show?", "Section 47 enquiry (S47)"),
    ],
)
def test_an_abbreviation_is_to_be_spelled_out(question, meaning):
    (breach,) = lint_question(question)
    assert (breach.rule, breach.severity) == (Rule.PLAIN, "advice")
    assert meaning in breach.hint


def test_one_that_nobody_knows_has_a_hint_too():
    (breach,) = lint_question("How does XYZ work?")
    assert breach.what == "“XYZ” may not be known to everyone in the room."


@pytest.mark.parametrize(
    "question",
    [
        "How do newly qualified social workers get help?",
        "What share had an initial health assessment (IHA), and what share of IHAs was late?",
        "What share had an IHA (initial health assessment) in time?",
        "How does the NHS take part in the UK?",
        "What happens at team level in 2018?",
    ],
)
def test_what_is_known_or_explained_passes(question):
    assert Rule.PLAIN not in rules(lint_question(question))


def test_an_abbreviation_of_the_evidence_is_a_name():
    question = "What does the caseload in REACH mean for children?"
    assert advised(lint_question(question)) == {Rule.PLAIN}
    assert lint_question(question, evidence=["the average caseload in REACH"]) == []


def test_another_glossary_takes_the_place_of_the_shipped_one():
    glossary = [Term(term="Quick response", abbreviation="QuRe", meaning="A made-up service.")]
    assert lint_question("How does QuRe help?") == []
    (breach,) = lint_question("How does QuRe help?", glossary=glossary)
    assert "“Quick response (QuRe)”" in breach.hint


@pytest.mark.parametrize(("words", "found"), [(25, 0), (26, 1)])
def test_a_sentence_has_at_most_25_words(words, found):
    sentence = f"The {'word ' * (words - 2)}fell."
    assert len(lint_statement(sentence)) == found
    assert len(lint_statement(f"{sentence} {sentence}")) == 2 * found
