"""All sixteen rules on a whole line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.library import LeadsTo
from analytics.enquiry.linter import Rule, lint_line, lint_question, lint_statement
from analytics.enquiry.linter.line import mentions_children
from tests.enquiry.linter.made_up_line import MadeUpLine, advised, blocked, rules

GOOD = MadeUpLine()

# What to change in a good line so that it breaks one rule and no other.
SPOILED = {
    Rule.OPEN: {"question": "Is the fall in recorded dental checks known?"},
    Rule.ONE_POINT: {"question": "What lies behind the fall from 81%? Which children wait?"},
    Rule.EVIDENCE: {"finding": "The share of children in care with a dental check fell from 82% to 66.3%."},
    Rule.IMPACT: {"follow_ups": ("Which group waits longest?",)},
    Rule.NOT_LEADING: {"question": "What lies behind the failure in recorded dental checks?"},
    Rule.NO_INDIVIDUAL: {"finding": "Two children in care had no dental check."},
    Rule.NOT_POLITICAL: {"worry": ("The previous administration is named without figures",)},
    Rule.RIGHT_WITNESS: {"witness_role": "finance"},
    Rule.FOLLOW_UP: {
        "follow_ups": ("What lies behind the fall in recorded dental checks for children, 81% to 66.3%?",)
    },
    Rule.OBSERVABLE: {"worry": ()},
    Rule.CAVEAT: {"needs_caveat": True, "caveats": ("",)},
    Rule.NEUTRAL: {"finding": "Dental checks for children in care deteriorated.", "neutral": True},
    Rule.PLAIN: {"finding": "The share of children with a check fell, as the PAQA says."},
    Rule.IN_PUBLIC: {"follow_ups": ("Which named individuals should have seen these children?",)},
    Rule.LEADS_SOMEWHERE: {"leads_to": "a debate"},
    Rule.NOT_ASKED_BEFORE: {"asked_before": (GOOD.question,)},
}


def test_a_good_line_keeps_every_rule():
    assert lint_line(GOOD) == []


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_can_be_broken_alone(rule):
    assert rules(lint_line(replace(GOOD, **SPOILED[rule]))) == {rule}


@pytest.mark.parametrize("rule", sorted(set(Rule) - {Rule.PLAIN}))
def test_all_but_plain_words_can_stop_a_line(rule):
    assert blocked(lint_line(replace(GOOD, **SPOILED[rule]))) == {rule}


def test_breaches_come_in_the_order_of_the_rules():
    spoiled = replace(GOOD, **{name: value for change in SPOILED.values() for name, value in change.items()})
    places = [breach.rule.place for breach in lint_line(spoiled)]
    assert len(set(places)) >= 7
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"finding": "It fell to 12%."}, "finding"),
        ({"question": "What lies behind the fall to 12%?"}, "question"),
        ({"follow_ups": (*GOOD.follow_ups, "What does 12% mean?")}, "follow-up 2"),
        ({"good_answer": (*GOOD.good_answer, "A sample of 12 cases")}, "good answer 3"),
        ({"worry": ("No sample of 12 cases",)}, "worry 1"),
        (
            {"evidence_texts": (), "finding": "A fall for children.", "question": "What lies behind the fall?"},
            "evidence",
        ),
    ],
)
def test_a_breach_says_where_it_is(change, where):
    (breach,) = lint_line(replace(GOOD, **change))
    assert (breach.rule, breach.where) == (Rule.EVIDENCE, where)


@pytest.mark.parametrize(
    "text",
    [
        "How do young people hear of it?",
        "What do care leavers say?",
        "Which babies and siblings were seen?",
        "What does the children’s services budget mean for a child?",
    ],
)
def test_questions_about_children_are_known(text):
    assert mentions_children(text)


@pytest.mark.parametrize(
    "text",
    [
        "What does the children’s services budget hold?",
        "What did the Director of Children’s Services decide?",
        "What do the Children and Young People Teams cost?",
        "How is the childcare market?",
    ],
)
def test_a_department_is_not_a_child(text):
    assert not mentions_children(text)


@pytest.mark.parametrize("leads_to", LeadsTo)
def test_a_line_leads_to_any_of_the_outcomes(leads_to):
    assert lint_line(replace(GOOD, leads_to=leads_to.value)) == []


@pytest.mark.parametrize(
    ("needed", "caveats", "kept"),
    [
        (True, ("Provisional.",), True),
        (True, ("", "Provisional."), True),
        (True, (), False),
        (True, (" ",), False),
        (False, (), True),
    ],
)
def test_a_needed_caveat_is_there(needed, caveats, kept):
    line = replace(GOOD, needs_caveat=needed, caveats=caveats)
    assert rules(lint_line(line)) == (set() if kept else {Rule.CAVEAT})


def test_an_abbreviation_explained_in_the_finding_is_known_in_the_question():
    explained = "The share of children with an initial health assessment (IHA) fell to 66.3%."
    line = replace(GOOD, finding=explained, question="What lies behind the fall in IHA figures?")
    assert lint_line(line) == []
    assert rules(lint_line(replace(line, finding="The share fell to 66.3%."))) == {Rule.PLAIN}


def test_a_judgement_on_a_neutral_measure_may_not_be_asked_but_may_be_listened_for():
    asked = replace(GOOD, neutral=True, follow_ups=("What do children find better now?",))
    heard = replace(GOOD, neutral=True, worry=("No figure says whether it is better",))
    assert blocked(lint_line(asked)) == {Rule.NEUTRAL}
    assert (blocked(lint_line(heard)), advised(lint_line(heard))) == (set(), {Rule.NEUTRAL})


def test_a_request_in_writing_may_ask_please():
    line = replace(GOOD, question="Please send the number of dental checks by month.", witness_role="performance-lead")
    assert lint_line(replace(line, mode="written")) == []
    assert Rule.OPEN in blocked(lint_line(line))


texts = st.one_of(st.text(max_size=60), st.sampled_from([GOOD.question, GOOD.finding, "", "Is it IHA for 3 boys?"]))
many = st.lists(texts, max_size=3)


@given(
    st.builds(
        MadeUpLine,
        finding=texts,
        question=texts,
        follow_ups=many,
        good_answer=many,
        worry=many,
        witness_role=st.sampled_from(["finance", "", "nobody"]),
        mode=st.sampled_from(["oral", "written"]),
        leads_to=texts,
        caveats=many,
        evidence_texts=many,
        needs_caveat=st.booleans(),
        neutral=st.booleans(),
        asked_before=many,
    )
)
def test_a_line_has_every_breach_of_its_question_and_no_line_stops_the_linter(line):
    found = {(breach.rule, breach.what) for breach in lint_line(line) if breach.where == "question"}
    written, evidence = line.mode == "written", line.evidence_texts
    alone = lint_question(line.question, written=written, evidence=evidence)
    assert {(one.rule, one.what) for one in alone if one.rule is not Rule.PLAIN} <= found
    stated = {(one.rule, one.what) for one in lint_statement(line.finding, evidence=evidence)}
    assert stated <= {(one.rule, one.what) for one in lint_line(line) if one.where == "finding"}
