"""The policy is read from a few words, and says itself in plain ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.disclosure.people import is_of_people, of_people
from analytics.measures.disclosure.policy import Covers, Policy, PolicyError, Rule, policy_from
from tests.shipped import shipped

EVERY = [Policy(rule=rule, covers=covers) for rule in Rule for covers in Covers]


def test_without_a_word_it_is_the_departments_rule_for_what_is_not_published():
    assert policy_from({}) == policy_from({"SCRUTINY_DISCLOSURE": "  "}) == Policy()
    assert Policy().name == "dfe unpublished"


@given(st.sampled_from(EVERY), st.booleans(), st.sampled_from(["", " ", "\t"]))
def test_its_name_read_back_in_any_order_and_case_is_the_same_policy(policy, shout, space):
    words = policy.name.split()
    said = f"{space}{words[1]} {words[0]}{space}"
    assert policy_from({"SCRUTINY_DISCLOSURE": said.upper() if shout else said}) == policy


@pytest.mark.parametrize("rule", list(Rule), ids=str)
def test_a_rule_alone_leaves_published_figures_as_they_are(rule):
    assert policy_from({"SCRUTINY_DISCLOSURE": rule.value}) == Policy(rule=rule, covers=Covers.UNPUBLISHED)


@pytest.mark.parametrize("said", ["10", "dfe 10-5", "dfe dfe", "none", "dfe, everything", "everything unpublished"])
def test_any_other_word_is_refused_and_told_what_works(said):
    with pytest.raises(PolicyError) as refused:
        policy_from({"SCRUTINY_DISCLOSURE": said})
    assert str(refused.value) == (
        f"SCRUTINY_DISCLOSURE is “{said}”, which is no disclosure policy. Write dfe or 10-5, and after it unpublished "
        "or everything, such as “dfe everything”. Left out, it is dfe unpublished."
    )


def test_every_policy_says_something_else_in_words():
    assert len({policy.in_words for policy in EVERY}) == len(EVERY)
    assert "1 to 5 children" in Policy().in_words
    assert "nearest 5" in Policy(rule=Rule.TEN_FIVE).in_words


def test_counts_of_children_are_of_people_and_those_of_months_ranks_and_staff_are_not():
    catalogue = shipped().catalogue
    people = of_people(catalogue)
    assert {"cic_n", "cp_n", "adopt_n", "cic_unreg_n", "missing_safeguarding_reason_n", "cl_eet", "cp_rate"} <= people
    others = {"posts_vacant", "sw_headcount", "plan_major", "adopt_share_rank", "cic_change", "population_0_17"}
    assert people.isdisjoint(others)
    assert all(is_of_people(catalogue.indicators[one]) for one in people)
