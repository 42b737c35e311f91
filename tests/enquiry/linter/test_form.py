"""R1 and R2: an open question, and one point at a time."""

import pytest

from analytics.enquiry.linter import Rule, lint_question
from tests.enquiry.linter.made_up_line import advised, blocked, rules


@pytest.mark.parametrize(
    "question",
    [
        "How do children hear what was decided?",
        "By when will every team work to the same standard?",
        "At what level would a fall prompt action?",
        "In what way are families told?",
        "To what extent do schools take part?",
        "And which teams are furthest from the standard?",
        "“Who decides when a plan can end?”",
        "Given that 66.3% of children had a check, what stands in the way for the others?",
        "Given the plan, which grew by a third, what happened to its first activities?",
        "Of the activities that are late, how many affect children?",
        "In 2018, which of the teams met the standard?",
        "Visits fell to 66.3%. What lies behind that?",
        "Why did the share fall from 81% to 66.3%?",
        "Since the last meeting – where have caseloads changed most?",
    ],
)
def test_open_questions_pass(question):
    assert Rule.OPEN not in rules(lint_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "Is the plan on time?",
        "Have you told families?",
        "Can the service cope?",
        "Won’t this cost more?",
        "And do children know?",
        "Given the plan, which grew by a third, is it on time?",
        "Visits fell to 66.3%. Are you content with that?",
        "In 2018, were the teams full?",
        "Tell us about the teams.",
        "The teams are full?",
    ],
)
def test_closed_questions_and_statements_do_not(question):
    (breach,) = [breach for breach in lint_question(question) if breach.rule is Rule.OPEN]
    assert breach.severity == "block"
    assert breach.hint.startswith("Begin with How, What or Which")


def test_the_hint_for_a_closed_question_shows_an_open_form_of_it():
    (breach,) = lint_question("Is the plan on time?")
    assert breach.what == "“Is the plan on time” can be answered with yes or no."
    assert breach.hint == (
        "Begin with How, What or Which: a question that can be answered with yes or no ends there. "
        "For example: “How far is the plan on time?”"
    )


@pytest.mark.parametrize("text", ["", "   ", "?", "…", "“”"])
def test_nothing_is_not_yet_a_question(text):
    (breach,) = lint_question(text)
    assert (breach.rule, breach.what) == (Rule.OPEN, "There is no question yet.")


@pytest.mark.parametrize(("words", "passes"), [(19, True), (20, True), (21, False)])
def test_a_lead_in_has_at_most_twenty_words(words, passes):
    question = f"{'Given ' + 'word ' * (words - 1)}".strip() + ", what changed?"
    assert (Rule.OPEN not in rules(lint_question(question))) is passes


def test_a_request_for_data_belongs_in_writing():
    request = "Please send the number of children in each team."
    assert lint_question(request, written=True) == []
    assert Rule.OPEN in blocked(lint_question(request))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why did visits fall?", advised),
        ("Why are visits so low?", blocked),
        ("Why is the poor result of 66.3% not reported?", blocked),
    ],
)
def test_why_is_asked_of_a_fact(question, expected):
    assert Rule.OPEN in expected(lint_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "What changed for children who moved when the service grew?",
        "Which teams, which share an office, have the same manager?",
        "How do families who wait hear what happens next?",
    ],
)
def test_a_relative_clause_is_no_second_question(question):
    assert Rule.ONE_POINT not in rules(lint_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "What changed and how do you know?",
        "Which teams are late, and by when will they catch up?",
        "What was done and why was it chosen?",
        "How is it measured, and who checks it?",
    ],
)
def test_a_second_point_is_advised_against(question):
    assert advised(lint_question(question)) == {Rule.ONE_POINT}


@pytest.mark.parametrize(
    "question", ["What changed? How do you know?", "Which team is late? When did it begin?", "What? What?"]
)
def test_two_question_marks_are_two_questions(question):
    assert Rule.ONE_POINT in blocked(lint_question(question))


def test_a_missing_question_mark_is_mentioned():
    assert advised(lint_question("What changed for children")) == {Rule.ONE_POINT}


@pytest.mark.parametrize(("words", "found"), [(32, set), (33, advised), (40, advised), (41, blocked)])
def test_a_question_has_32_words_at_ease_and_40_at_most(words, found):
    question = f"What {'word ' * (words - 2)}changed?"
    breaches = [breach for breach in lint_question(question) if breach.rule is Rule.ONE_POINT]
    assert len(breaches) == (found is not set)
    if breaches:
        assert Rule.ONE_POINT in found(breaches)
        assert breaches[0].what == f"The question has {words} words."
