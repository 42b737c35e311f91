"""What the five reports hold that does not add up, found by rule and not by list."""

from datetime import date

import pytest

from analytics.evidence.loading import load_evidence
from analytics.measures.reconciliation import reconcile
from analytics.measures.reconciliation.plans import check_roll_forward, check_states
from analytics.measures.reconciliation.rates import check_rates
from analytics.measures.reconciliation.result import Kind, Reconciliation


@pytest.fixture(scope="module")
def failing() -> list[Reconciliation]:
    evidence = load_evidence()
    return [
        result
        for authority in evidence.authorities_with_documents()
        for result in reconcile(evidence.about(authority))
        if result.fails
    ]


@pytest.mark.parametrize(
    ("arithmetic", "printed"),
    [
        ("5 + 28 + 92 + 11 = 136", "135"),
        ("0 + 2 + 4 + 1 = 7", "8"),
        ("£2.1 million + £0.6 million − £0.1 million + £0.6 million + £7.2 million = £10.4 million", "£10.9 million"),
        ("310 ÷ 49,857 × 10,000 = 62.2", "63.1"),
        ("94 + 75 + 7 = 176", "202"),
        ("61% + 33% = 94.0%; 100% expected", "100% expected"),
        ("£0.675 million", "£0.6 million"),
    ],
)
def test_sum_or_ratio_is_found_with_its_arithmetic(failing, arithmetic, printed):
    assert [result for result in failing if result.arithmetic.startswith(arithmetic) and result.printed == printed]


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("sw_caseload_avg", "from 19.1 in March 2019 to 19.5 in July 2019; the text says it did not rise"),
        ("sw_caseload_avg", "from 10 in March 2019 to 14 in July 2019; the text says it rose slightly"),
        ("eh_assess_started", "from 1,773 in 2016/17 to 1,650 in 2017/18; the text says it rose"),
        ("cl_eet", "64% in July 2019 against a target of 65%"),
    ],
)
def test_statement_is_set_against_its_figures(failing, indicator, words):
    assert [result for result in failing if result.indicator == indicator and words in result.arithmetic]


def test_agency_halved_and_agency_rising_are_both_shown(failing):
    [result] = [one for one in failing if one.indicator == "agency_workers" and one.printed == "rose"]
    assert "halved" in result.arithmetic


def test_no_later_document_is_set_against_an_earlier_meeting():
    evidence = load_evidence().about("barnsley").as_known_on(date(2023, 9, 12))
    assert not [result for result in reconcile(evidence) if "Ofsted inspection, September 2023" in result.statement]


def test_the_programme_and_the_growths_hold(failing):
    assert not [result for result in failing if result.indicator.startswith("plan_")]
    assert not [result for result in failing if result.indicator in ("cl_n", "cl_uasc_n", "eh_open_assess")]


def test_every_result_says_what_how_far_and_how_to_read_it_fairly(failing):
    for result in failing:
        assert result.arithmetic
        assert result.charitable_reading.endswith(".")
        assert result.question.endswith("?")
        assert "nan" not in result.arithmetic
        assert "inf" not in result.arithmetic.replace("information", "")


def test_what_a_rule_finds_again_is_not_reported_beside_what_the_document_declares():
    evidence = load_evidence().about("barnsley")
    rules = [*check_rates(evidence), *check_roll_forward(evidence), *check_states(evidence)]
    assert {result.indicator for result in rules} == {"cic_rate", "plan_new", "plan_total"}
    assert not [result for result in reconcile(evidence) if result.kind in (Kind.RATE, Kind.PLAN)]


def test_a_hundred_that_nobody_printed_is_expected_and_not_said_to_be_in_the_report(failing):
    [survey] = [one for one in failing if one.arithmetic.startswith("61% + 33%")]
    assert survey.question == ("What makes up the rest, when the figures listed come to 94.0% of the 100% expected?")
    for one in failing:
        if one.printed.endswith("expected"):
            assert "printed" not in one.arithmetic
            assert "of the report" not in one.question
