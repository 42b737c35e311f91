"""One text against the rules that it can keep by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.linter import Severity, lint_question, lint_statement, numbers_in, suggest
from tests.enquiry.linter.made_up_line import blocked

GOOD = [
    "What explains the drop in up-to-date dental checks, from 81% in April to 66.3% in July?",
    "How easily can children in care see an NHS dentist, near home or far away?",
    "What action did you ask for once the change was reported to you?",
    "What happened to children’s long-term homes in 2017/18, when the settled share went from 77.2% to 67.9%?",
    "How can fewer children move three or more times while fewer also stay settled?",
    "What have young people said about moving home in the past year?",
    "Now that 99.4% of assessments are on time, what shows that they are also good for the child?",
    "Which of these gains rest on money that ends?",
    "What becomes of the families in the one assessment in three (33.8%) that ends without further action?",
    "How do schools and the police know when to turn to early help first?",
    "Against which comparator does the council measure itself, and for how long has it done so?",
    "What would most help the 36% of care leavers who are not in education or work?",
    "What follows, in practice, when a newly qualified worker reaches 14 children?",
    "How are urgent contacts kept apart while lower priority ones rise by 46%?",
    "As the plan grew to 190 activities, what became of the first 145?",
    "At what point would a fall from 100% to 98.5% lead to action?",
    "How is 99.1% of visits on time judged, with no national comparator?",
    "What is the right figure for the team, given that the table shows 19.5 and the text says no increase?",
    "Which outcome for children should the £7.0M change first?",
    "How does relying on agency staff affect how often a child’s social worker changes?",
    "What is different now for children in private fostering, five years after it became a priority?",
    "What was done to check on the roughly 67 children without a visit in four weeks?",
    "How does an overall grade of Good fit with help and protection requiring improvement, as a child sees it?",
    "What do reviews held on time change for children?",
]


@pytest.mark.parametrize("question", GOOD)
def test_good_questions_of_many_kinds_are_not_stopped(question):
    assert blocked(lint_question(question)) == set()


@pytest.mark.parametrize("question", GOOD)
def test_straight_and_typographic_marks_are_read_alike(question):
    curly, straight = question.replace("'", "’"), question.replace("’", "'")
    assert lint_question(curly) == lint_question(straight)


@given(st.text(), st.booleans(), st.one_of(st.none(), st.lists(st.text(), max_size=3)))
def test_no_text_stops_the_linter(text, flag, evidence):
    found = [
        *lint_question(text, written=flag, evidence=evidence),
        *lint_statement(text, polarity_neutral=flag, evidence=evidence),
    ]
    assert all(breach.what and breach.hint and isinstance(breach.severity, Severity) for breach in found)
    assert suggest(text) is None or suggest(text).strip()


PIECES = st.sampled_from(
    [
        *GOOD[:4],
        "Is",
        "what",
        "Please",
        "the boy",
        ",",
        "?",
        ".",
        "–",
        "“",
        "”",
        "2017/18",
        "REACH",
        "failed",
        "it",
        "1 child",
    ]
)


@given(st.lists(PIECES, max_size=8).map(" ".join), st.booleans())
def test_neither_do_pieces_of_questions(text, written):
    lint_question(text, written=written, evidence=["2017/18"])
    lint_statement(text, polarity_neutral=True, evidence=["66.3%"])
    assert numbers_in(text) == numbers_in(f"{text} ")


@given(st.lists(PIECES, max_size=8).map(" ".join), st.sampled_from([" ", "\n", "\t ", "\u00a0"]))
def test_space_around_a_text_changes_nothing(text, space):
    assert lint_question(f"{space}{text}{space}") == lint_question(text)
    assert lint_statement(f"{space}{text}{space}") == lint_statement(text)


@pytest.mark.parametrize("question", GOOD)
def test_hints_are_kind(question):
    """Every hint says what to do; none tells the reader that they are wrong."""
    spoiled = question.replace("What", "Surely the boy failed, what", 1).replace("How", "Is it not that IHA", 1)
    for breach in lint_question(spoiled + " And is it Labour?", evidence=()):
        assert not {"wrong", "error", "invalid", "must", "bad"} & set(breach.hint.lower().replace("?", "").split())
