"""What a text says of a figure beside the figure itself."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.papers import papers_of
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.narrative import text_against_figure
from analytics.evidence.evidence import CLAIMS
from tests.enquiry.signals.made_up_papers import (
    LONG_AGO,
    LONG_BEFORE,
    YEAR,
    YEAR_BEFORE,
    YEAR_BEFORE_THAT,
    claim,
    papers,
    row,
    shipped_papers,
)
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, OLDER, evidence_of, level


def found(*rows: dict, claims: tuple[dict, ...]) -> list[Signal]:
    signals = list(text_against_figure(papers(*rows, claims=claims)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped_signals(authority: str, day: date) -> dict[tuple[str, str], Signal]:
    return {(signal.indicator, signal.member): signal for signal in text_against_figure(shipped_papers(authority, day))}


def moved(before: float, now: float, indicator: str = "cic_dental", **cells: object) -> list[dict]:
    return [row(indicator, before, YEAR_BEFORE, **cells), row(indicator, now, YEAR, **cells)]


def test_the_team_said_not_to_have_risen_and_the_team_said_to_have_risen_slightly():
    signals = shipped_signals("barnet", date(2019, 7, 31))
    assert {member for indicator, member in signals if indicator == "sw_caseload_avg"} == {"Onwards & Upwards", "REACH"}
    onwards, reach = signals["sw_caseload_avg", "Onwards & Upwards"], signals["sw_caseload_avg", "REACH"]
    assert (onwards.slots["said"], onwards.slots["before"], onwards.slots["now"]) == ("did not rise", "19.1", "19.5")
    assert (reach.slots["said"], reach.slots["change"]) == ("rose slightly", "4 (40.0%)")
    assert onwards.direction is reach.direction is Direction.CONCERN
    assert onwards.size < 1 < reach.size
    assert onwards.confidence == 3


def test_a_target_called_met_that_was_missed():
    signal = shipped_signals("barnet", date(2019, 7, 31))["cl_eet", ""]
    assert (signal.variant, signal.slots["said"], signal.slots["gap"]) == (
        "target",
        "met the target",
        "1 percentage point",
    )
    assert signal.direction is Direction.CONCERN


def test_more_early_help_assessments_in_the_text_and_fewer_in_the_table():
    signal = shipped_signals("barnsley", date(2018, 4, 30))["eh_assess_started", ""]
    assert (signal.indicator, signal.slots["said"], signal.slots["moved"]) == ("eh_assess_started", "rose", "fell")
    assert signal.direction is Direction.CAUTION
    assert "longer time since 2014/15" in signal.caveats[0]


@pytest.mark.parametrize(
    ("asserted", "before", "now", "direction"),
    [
        ("rose", 90, 80, Direction.CONCERN),
        ("fell", 80, 90, Direction.CAUTION),
        ("unchanged", 90, 80, Direction.CONCERN),
        ("unchanged", 80, 90, Direction.CAUTION),
        ("fell slightly", 90, 70, Direction.CONCERN),
        ("rose slightly", 70, 90, Direction.CAUTION),
        ("did not fall", 90, 80, Direction.CONCERN),
        ("improved", 90, 80, Direction.CONCERN),
        ("worsened", 80, 90, Direction.CAUTION),
    ],
)
def test_a_text_kinder_than_the_figures_is_a_concern(asserted, before, now, direction):
    [signal] = found(*moved(before, now), claims=(claim("cic_dental", asserted, to=YEAR.label),))
    assert signal.direction is direction
    assert signal.size == pytest.approx(abs(now - before) / 3)


@pytest.mark.parametrize("asserted", ["rose", "fell", "unchanged", "fell slightly", "did not fall"])
def test_the_other_way_is_better_of_a_measure_that_should_be_low(asserted):
    kinder = {"fell": 12, "unchanged": 30, "fell slightly": 12, "rose": 5, "did not fall": 5}[asserted]
    before = {"fell": 10, "unchanged": 10, "fell slightly": 10, "rose": 30, "did not fall": 30}[asserted]
    [signal] = found(
        *moved(before, kinder, "rereferral_12m"), claims=(claim("rereferral_12m", asserted, to=YEAR.label),)
    )
    assert signal.direction is (Direction.CONCERN if kinder > before else Direction.CAUTION)


@pytest.mark.parametrize(("size", "direction"), [("20%", Direction.CONCERN), ("5%", Direction.CAUTION)])
def test_a_size_that_the_figures_do_not_give(size, direction):
    [signal] = found(
        *moved(50, 55, "cp_review_time"), claims=(claim("cp_review_time", "rose", size=size, to=YEAR.label),)
    )
    assert signal.slots["said"] == f"rose by {size}"
    assert signal.direction is direction


def test_a_text_that_the_figures_bear_out_is_no_signal():
    assert not found(*moved(90, 80), claims=(claim("cic_dental", "fell", to=YEAR.label),))
    assert not found(*moved(90, 91), claims=(claim("cic_dental", "unchanged", to=YEAR.label),))


def test_words_for_figures_are_not_firm_enough_to_contradict_a_text():
    rows = [
        row("cic_dental", 90, YEAR_BEFORE),
        row("cic_dental", 50, YEAR, status="estimated", note="Printed in words: half."),
    ]
    assert not found(*rows, claims=(claim("cic_dental", "rose", to=YEAR.label),))


def test_a_contradiction_of_long_ago_is_no_reason_to_ask_today():
    rows = [row("cic_dental", 90, LONG_BEFORE), row("cic_dental", 80, LONG_AGO)]
    assert not found(*rows, claims=(claim("cic_dental", "rose", to=LONG_AGO.label),))


def test_two_figures_are_surer_than_none_and_three_surer_than_two():
    two = moved(90, 80)
    said = (claim("cic_dental", "rose", to=YEAR.label),)
    assert found(*two, claims=said)[0].confidence == 2
    assert found(row("cic_dental", 90, YEAR_BEFORE_THAT), *two, claims=said)[0].confidence == 3


def test_a_comparator_that_the_text_places_wrongly():
    rows = [row("cic_dental", 80), row("cic_dental", 90, area="england")]
    [signal] = found(*rows, claims=(claim("cic_dental", "above", against="england", to=YEAR.label),))
    assert (signal.variant, signal.slots["said"], signal.slots["comparator_value"]) == (
        "comparator",
        "was above England",
        "90.0%",
    )
    assert (signal.direction, signal.size) == (Direction.CONCERN, 2.0)


@pytest.mark.parametrize(("until", "fires"), [(None, True), (date(2021, 3, 31), False)])
def test_a_target_counts_only_where_it_applied(until, fires):
    evidence = evidence_of(
        row("cic_dental", 80), targets=(level("cic_dental", 85, document=NEWER, locator="3.4", to=until),)
    )
    said = pl.DataFrame([claim("cic_dental", "met", against="target", to=YEAR.label)], schema=CLAIMS)
    signals = list(text_against_figure(papers_of(replace(evidence, claims=said), "barnsley", None)))
    assert bool(signals) is fires


def test_a_measure_praised_after_it_turned():
    """The self-evaluation calls placement stability strong in the year in which it fell by 9.3 points."""
    signal = shipped_signals("barnsley", date(2018, 4, 30))["cic_stable_2y", ""]
    assert (signal.slots["said"], signal.slots["change"]) == ("was high", "9.3 percentage points")
    assert signal.direction is Direction.CONCERN


@pytest.mark.parametrize(
    ("indicator", "before", "now", "asserted", "fires"),
    [
        ("cic_dental", 90, 80, "high", True),
        ("cic_dental", 90, 88, "high", False),
        ("cic_dental", 80, 90, "high", False),
        ("cic_dental", 90, 80, "low", False),
        ("rereferral_12m", 20, 30, "low", True),
        ("rereferral_12m", 30, 20, "low", False),
        ("cp_rate", 90, 20, "high", False),
    ],
)
def test_praise_is_against_the_figure_only_after_a_material_move_the_wrong_way(indicator, before, now, asserted, fires):
    signals = found(*moved(before, now, indicator), claims=(claim(indicator, asserted),))
    assert [signal.slots["said"] for signal in signals] == ([f"was {asserted}"] if fires else [])


def test_a_text_is_held_against_its_own_documents_figures():
    before, now = {"document": OLDER, "locator": "L1"}, {"document": OLDER, "locator": "L2"}
    elsewhere = [row("cl_eet", 40.0, YEAR_BEFORE, **before), row("cl_eet", 50.0, YEAR, **now)]
    own = [row("cl_eet", 55.0, YEAR_BEFORE), row("cl_eet", 52.0, YEAR)]
    dated = {"from": YEAR_BEFORE.label, "to": YEAR.label}
    assert found(*elsewhere, *own, claims=(claim("cl_eet", "fell", **dated),)) == []
    [signal] = found(*elsewhere, *own, claims=(claim("cl_eet", "rose", **dated),))
    assert (signal.slots["before"], signal.slots["now"]) == ("55.0%", "52.0%")
    [only_elsewhere] = found(*elsewhere, claims=(claim("cl_eet", "fell", **dated),))
    assert (only_elsewhere.slots["before"], only_elsewhere.slots["now"]) == ("40.0%", "50.0%")


@pytest.mark.parametrize("status", ["estimated", "forecast"])
@pytest.mark.parametrize("dated", [{}, {"from": YEAR_BEFORE.label, "to": YEAR.label}], ids=["undated", "dated"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_text_is_not_held_against_what_was_not_counted(status, dated, which):
    rows = [row("cl_eet", 55.0, YEAR_BEFORE), row("cl_eet", 45.0, YEAR)]
    assert len(found(*rows, claims=(claim("cl_eet", "rose", **dated),))) == 1
    rows[which] |= {"status": status}
    assert found(*rows, claims=(claim("cl_eet", "rose", **dated), claim("cl_eet", "high"))) == []


def test_a_text_of_no_period_is_about_what_happened():
    rows = [row("cl_eet", 55.0, YEAR_BEFORE_THAT), row("cl_eet", 45.0, YEAR_BEFORE)]
    expected = row("cl_eet", 60.0, YEAR, status="forecast")
    [signal] = found(*rows, expected, claims=(claim("cl_eet", "rose"),))
    assert (signal.slots["before"], signal.slots["now"]) == ("55.0%", "45.0%")
    [above] = found(
        *rows,
        expected,
        row("cl_eet", 50.0, YEAR_BEFORE, area="england"),
        claims=(claim("cl_eet", "above", against="england"),),
    )
    assert above.slots["now"] == "45.0%"
