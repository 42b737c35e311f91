"""What a text leaves out: parts of a total that it goes through, and the figures for what it says."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.papers import papers_of
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.omissions import claim_without_figure, selective_text
from analytics.evidence.document import Identity
from analytics.evidence.evidence import CLAIMS
from analytics.evidence.period import snapshot
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, YEAR_BEFORE, claim, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, evidence_of

TABLE = {"plan_total": 100, "plan_done": 40, "plan_ontarget": 30, "plan_minor": 20, "plan_major": 10}
OFSTED = "barnsley-ofsted-inspection-2023"


def left_out(table: dict[str, float], text: dict[str, float], *more: dict) -> list[Signal]:
    """The signals where a table is printed for the last day of the year and a text states some of it again."""
    rows = [row(name, value, YEAR, locator="3.0 table") for name, value in table.items()]
    rows += [row(name, value, snapshot(YEAR.end), locator="3.1") for name, value in text.items()]
    signals = list(selective_text(papers(*rows, *more)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def bare(*rows: dict, claims: tuple[dict, ...]) -> dict[str, Signal]:
    signals = list(claim_without_figure(papers(*rows, claims=claims)))
    for signal in signals:
        offers_its_slots(signal)
    return {signal.indicator: signal for signal in signals}


def shipped_claims(authority: str, day: date | None) -> dict[str, Signal]:
    return {signal.indicator: signal for signal in claim_without_figure(shipped_papers(authority, day))}


def test_seven_major_concerns_are_not_in_the_text():
    [signal] = selective_text(shipped_papers("barnsley", date(2023, 9, 12)))
    assert signal.indicator == "plan_major"
    assert [signal.slots[name] for name in ("covered", "total", "worst", "now_when")] == [
        "175",
        "190",
        "7",
        "on 30 June 2023",
    ]
    assert signal.slots["place"].endswith("paragraph 3.1")
    assert signal.size == pytest.approx(15 / 190 * 100 / 5)
    assert signal.confidence == 3
    assert "65 + 67 + 31 + 12 = 175 of 190" in signal.arithmetic


@pytest.mark.parametrize("day", [date(2018, 4, 30), date(2018, 12, 31)])
def test_no_text_of_the_self_evaluation_leaves_out_a_part(day):
    assert not list(selective_text(shipped_papers("barnsley", day)))


def test_a_text_that_goes_through_all_parts_leaves_nothing_out():
    assert not left_out(TABLE, {name: value for name, value in TABLE.items() if name != "plan_total"})


def test_what_is_left_out_must_be_something_to_have_less_of():
    assert not left_out(TABLE, {name: TABLE[name] for name in ("plan_done", "plan_minor", "plan_major")})
    [signal] = left_out(TABLE, {name: TABLE[name] for name in ("plan_done", "plan_ontarget", "plan_minor")})
    assert (signal.indicator, signal.direction) == ("plan_major", Direction.CONCERN)


def test_of_two_bad_parts_left_out_the_worse_is_named():
    [signal] = left_out(TABLE, {name: TABLE[name] for name in ("plan_done", "plan_ontarget")})
    assert (signal.indicator, signal.slots["covered"]) == ("plan_major", "70")


def test_one_part_mentioned_again_is_no_walk_through_the_table():
    assert not left_out(TABLE, {"plan_done": 40})


def test_a_part_of_none_is_not_missed():
    assert not left_out(
        TABLE | {"plan_major": 0}, {name: TABLE[name] for name in ("plan_done", "plan_ontarget", "plan_minor")}
    )


def test_figures_for_another_day_or_other_figures_are_not_the_same_table_stated_again():
    assert not left_out(TABLE, {"plan_done": 41, "plan_ontarget": 31})
    earlier = [
        row(name, TABLE[name], snapshot(YEAR_BEFORE.end), locator="3.1") for name in ("plan_done", "plan_ontarget")
    ]
    assert not left_out(TABLE, {}, *earlier)


def test_the_sums_that_a_document_declares_are_families_too():
    parts = ("staff_positive", "staff_no_opinion", "staff_worried")
    identity = Identity.model_validate(
        {
            "id": "answers",
            "locator": "3.0 table",
            "statement": "The answers make the whole.",
            "kind": "sum",
            "whole": {"indicator": "sup_access"},
            "parts": [{"indicator": name} for name in parts],
            "charitable_reading": "None.",
        }
    )
    values = dict(zip(("sup_access", *parts), (100.0, 50.0, 20.0, 30.0), strict=True))
    rows = [row(name, value, locator="3.0 table") for name, value in values.items()]
    rows += [row(name, values[name], locator="3.1") for name in parts[:2]]
    evidence = replace(evidence_of(*rows), identities=((NEWER, identity),))
    [signal] = selective_text(papers_of(evidence, "barnsley", None))
    assert (signal.indicator, signal.slots["covered"]) == ("staff_worried", "70%")


def test_turnover_and_absence_are_said_to_be_better_without_a_figure():
    signals = shipped_claims("barnsley", date(2023, 9, 12))
    for indicator in ("sw_turnover", "sw_absence"):
        assert (signals[indicator].variant, signals[indicator].slots["claims"]) == ("several", "two")
    assert "paragraph 3.18" in signals["sw_absence"].slots["place"]


def test_fewer_repeat_protection_plans_and_late_reviews():
    assert shipped_claims("barnsley", date(2018, 4, 30))["cp_repeat"].slots["said"] == "fell"
    assert shipped_claims("barnet", date(2019, 7, 31))["cic_review_time"].slots["said"] == "fell"


def test_red_contacts_have_no_figure_though_all_contacts_have():
    signal = shipped_claims("barnet", date(2019, 7, 31))["mash_24h"]
    assert (signal.member, signal.slots["said"]) == ("Red", "was high")


def test_what_an_inspection_says_is_not_asked_of_the_council():
    assert OFSTED not in {
        entry.document for signal in shipped_claims("barnsley", None).values() for entry in signal.cited
    }
    assert not bare(claims=(claim("cic_progress", "high", document=OFSTED, locator="30"),))


@pytest.mark.parametrize(
    "indicator",
    ["eh_active", "rereferral_12m", "cic_stable_2y", "sw_caseload_avg", "assess_45", "cl_eet", "cl_n_growth"],
)
def test_a_measure_with_a_printed_series_is_no_claim_without_a_figure(indicator):
    if indicator == "sw_caseload_avg":
        assert indicator not in shipped_claims("barnsley", date(2023, 9, 12))
    else:
        assert indicator not in shipped_claims("barnsley", date(2018, 4, 30)) | shipped_claims("barnet", None)


def test_one_claim_and_several_on_one_measure():
    one = claim("cic_review_time", "fell")
    assert bare(claims=(one,))["cic_review_time"].variant == "one"
    two = bare(claims=(one, one | {"asserted": "low"}))["cic_review_time"]
    assert (two.variant, two.slots["claims"], two.size) == ("several", "two", 1)
    sizes = [bare(claims=(one,) * count)["cic_review_time"].size for count in (3, 4, 5, 6)]
    assert sizes == [2, 3, 3, 3]


@pytest.mark.parametrize(
    ("asserted", "fires"), [("fell", True), ("improved", True), ("low", False), ("unchanged", False)]
)
def test_one_figure_shows_a_level_but_no_move(asserted, fires):
    signals = bare(row("cic_review_time", 80), claims=(claim("cic_review_time", asserted),))
    assert bool(signals) is fires


def test_two_figures_or_a_printed_change_show_a_move():
    said = (claim("cic_n", "rose"),)
    assert not bare(row("cic_n", 80, YEAR_BEFORE), row("cic_n", 90), claims=said)
    assert not bare(row("cic_n", 90), row("cic_change", 10), claims=said)
    assert bare(row("cic_n", 90), claims=said)


@pytest.mark.parametrize(
    "cells", [{"size": "24%"}, {"against": "england"}, {"asserted": "doubled"}, {"to": LONG_AGO.label}]
)
def test_claims_with_a_size_or_a_rule_of_their_own_and_old_ones_are_left_out(cells):
    assert not bare(claims=(claim("cic_review_time", **({"asserted": "rose"} | cells)),))


def test_figures_of_groups_show_the_whole_but_the_whole_shows_no_group():
    team = row("sw_caseload_avg", 20, member="REACH")
    assert not bare(team, claims=(claim("sw_caseload_avg", "high"),))
    of_group = claim("sw_caseload_avg", "high", dimension="team", member="REACH")
    assert bare(row("sw_caseload_avg", 20), claims=(of_group,))
    assert not bare(team, claims=(of_group,))


def test_a_figure_in_another_document_is_no_figure_of_the_text():
    rows = row("cic_review_time", 80, document="barnsley-peer-challenge-2018", locator="3.1")
    evidence = replace(evidence_of(rows), claims=pl.DataFrame([claim("cic_review_time", "low")], schema=CLAIMS))
    assert [one.indicator for one in claim_without_figure(papers_of(evidence, "barnsley", None))] == ["cic_review_time"]
