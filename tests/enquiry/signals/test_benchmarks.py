"""A measure beside others: gaps, disagreements, old comparators and none."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.benchmarks import (
    ahead_but_slipping,
    benchmarks_disagree,
    no_comparator,
    off_benchmark,
    stale,
)
from analytics.evidence.period import financial_year
from tests.enquiry.signals.made_up_papers import YEAR, YEAR_BEFORE, claim, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots

APRIL_2018, SEPTEMBER_2023, JULY_2019 = date(2018, 4, 30), date(2023, 9, 12), date(2019, 7, 31)


def fired(rule, *rows: dict, **more: object) -> list[Signal]:
    signals = list(rule(papers(*rows, **more)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped(rule, authority: str, day: date) -> dict[str, Signal]:
    signals = list(rule(shipped_papers(authority, day)))
    for signal in signals:
        offers_its_slots(signal)
    return {signal.indicator: signal for signal in signals}


def beside(indicator: str, ours: float, england: float, neighbours: float | None = None, period=YEAR) -> list[dict]:
    rows = [row(indicator, ours), row(indicator, england, period, area="england")]
    return rows if neighbours is None else [*rows, row(indicator, neighbours, period, area="neighbours:barnsley")]


def test_assessments_without_further_action_are_off_both_benchmarks_and_improving():
    signal = shipped(off_benchmark, "barnsley", APRIL_2018)["assess_nfa"]
    assert signal.variant == "improving"
    assert signal.slots["comparator_gap"] == "10.8 percentage points"
    assert signal.slots["other_gap"] == "6 percentage points"
    assert signal.slots["comparator_when"] == "in 2016/17"
    assert (signal.slots["before"], signal.slots["moved"]) == ("42.0%", "fell")


def test_the_gap_counts_from_the_threshold_on_and_only_on_the_worse_side():
    assert len(fired(off_benchmark, *beside("cl_eet", 45, 50))) == 1
    assert fired(off_benchmark, *beside("cl_eet", 45.1, 50)) == []
    assert fired(off_benchmark, *beside("cl_eet", 70, 50)) == []
    assert len(fired(off_benchmark, *beside("adopt_a2_days", 220, 200))) == 1
    assert fired(off_benchmark, *beside("adopt_a2_days", 219, 200)) == []


def test_a_gap_made_of_two_years_is_none():
    """This year's figure is far below last year's England, but last year's own figure was not."""
    rows = [row("cl_eet", 50, YEAR_BEFORE), *beside("cl_eet", 40, 50, period=YEAR_BEFORE)]
    assert fired(off_benchmark, *rows) == []


def test_a_verdict_beside_an_older_comparator_is_as_sure_as_in_the_year_of_both_and_says_the_year():
    same = [*beside("cl_eet", 40, 50), row("cl_eet", 41, YEAR_BEFORE), row("cl_eet", 41, financial_year(2015))]
    older = [*beside("cl_eet", 40, 50, period=YEAR_BEFORE), *same[2:]]
    (now,), (then,) = fired(off_benchmark, *same), fired(off_benchmark, *older)
    assert (now.confidence, now.slots["comparator_dated"]) == (3, "England")
    assert (then.confidence, then.slots["comparator_dated"]) == (3, "England in 2021/22")


def test_a_verdict_that_was_another_in_the_comparators_year_says_how_it_stood_then():
    (signal,) = (
        one for one in benchmarks_disagree(shipped_papers("barnsley", APRIL_2018)) if one.indicator == "cic_offend"
    )
    assert signal.confidence == 1
    assert signal.caveats[0] == (
        "The comparator is of an earlier period, one year before. "
        "In 2016/17 it was 1.9 percentage points above the figure for Barnsley’s statistical neighbours."
    )
    assert ("2016/17", "7.0%") in {(entry.period, entry.value) for entry in signal.cited}
    slipping = shipped(ahead_but_slipping, "barnsley", APRIL_2018)["cic_health_ann"]
    assert slipping.confidence == 3
    assert slipping.caveats[0] == "The comparator is of an earlier period, one year before."


@given(st.integers(0, 100), st.integers(1, 100), st.integers(0, 100), st.integers(1, 100))
def test_how_it_stood_then_is_said_just_where_it_was_on_another_side(ours, england, before, neighbours):
    rows = [*beside("cl_eet", ours, england, neighbours, period=YEAR_BEFORE), row("cl_eet", before, YEAR_BEFORE)]
    for rule in (off_benchmark, benchmarks_disagree, ahead_but_slipping):
        for signal in fired(rule, *rows):
            others = [england, neighbours]
            differs = [one for one in others if (ours - one) * (before - one) <= 0]
            says = " it was " in signal.caveats[0]
            assert says <= bool(differs)
            assert signal.confidence <= (1 if says else 2)
            assert signal.slots["comparator_dated"].endswith(" in 2021/22")


def test_neutral_measures_are_neither_better_nor_worse_than_others():
    for rule in (off_benchmark, benchmarks_disagree, ahead_but_slipping):
        assert fired(rule, *beside("cp_rate", 90, 40, 95)) == []


def test_suppressed_and_worded_figures_are_never_set_beside_others():
    assert fired(off_benchmark, *beside("cl_eet", None, 50)) == []
    about = row("cl_eet", 30, status="estimated")
    assert fired(off_benchmark, about, row("cl_eet", 50, area="england")) == []


def test_comparators_that_disagree():
    found = shipped(benchmarks_disagree, "barnsley", APRIL_2018)
    assert {"cic_offend", "cic_stable_2y"} <= set(found)
    assert found["cic_offend"].direction is Direction.CAUTION
    assert found["cic_stable_2y"].slots["other"] == "England"


def test_ahead_of_both_and_slipping():
    signal = shipped(ahead_but_slipping, "barnsley", APRIL_2018)["cic_health_ann"]
    assert signal.slots["change"] == "1.4 percentage points"
    assert "cic_dental" not in shipped(ahead_but_slipping, "barnsley", APRIL_2018)


def test_a_comparator_two_years_old_counts_in_full_and_one_year_half():
    found = {
        signal.indicator: signal.size
        for signal in stale(shipped_papers("barnsley", APRIL_2018))
        if signal.variant == "benchmark"
    }
    assert found["cic_3plus_12m"] == 1
    assert found["cic_stable_2y"] == 0.5


def test_caseloads_of_may_are_old_in_september():
    signal = shipped(stale, "barnsley", SEPTEMBER_2023)["sw_caseload_avg"]
    assert (signal.variant, signal.slots["age"]) == ("figure", "three months")
    assert shipped(stale, "barnet", JULY_2019) == {}


def test_an_old_figure_names_the_day_that_its_age_is_counted_to():
    """Who reads it years later must not take the age for today's."""
    signals = shipped(stale, "barnsley", SEPTEMBER_2023)
    assert signals["sw_caseload_avg"].slots["read_day"] == (
        "the day the newest of these papers came out, 12 September 2023"
    )
    later = shipped(stale, "barnsley", date(2023, 10, 1))
    assert later["sw_caseload_avg"].slots["read_day"] == "1 October 2023"


def test_a_comparator_of_the_same_period_is_not_old():
    assert [one for one in fired(stale, *beside("cl_eet", 40, 50)) if one.variant == "benchmark"] == []


def test_a_text_that_compares_without_a_figure():
    signal = shipped(no_comparator, "barnet", JULY_2019)["cl_eet"]
    assert (signal.variant, signal.slots["said"]) == ("said", "above")
    assert shipped(no_comparator, "barnsley", APRIL_2018)["cp_visit_time"].variant == "alone"
    assert "assess_45" not in shipped(no_comparator, "barnsley", APRIL_2018)


def test_a_measure_with_any_comparator_is_not_alone():
    assert fired(no_comparator, *beside("cl_eet", 40, 50)) == []
    said = claim("cl_eet", "above", against="england")
    assert [one.variant for one in fired(no_comparator, row("cl_eet", 40), claims=(said,))] == ["said"]


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 100))
def test_gaps_say_their_side(ours, england, neighbours):
    rows = [*beside("cl_eet", ours, england, neighbours), row("cl_eet", ours, financial_year(2021))]
    for signal in fired(off_benchmark, *rows):
        theirs = neighbours if signal.slots["comparator"].startswith("Barnsley") else england
        assert signal.slots["comparator_side"] == "below"
        assert ours <= theirs - 5
    for signal in fired(benchmarks_disagree, *rows):
        assert min(england, neighbours) < ours < max(england, neighbours)
        assert signal.slots["comparator_side"] == "above"


def test_a_gap_is_as_large_as_it_is_printed():
    for ours, england in ((3.2, 8.2), (3.7, 8.7), (60.1, 65.1)):
        [signal] = fired(off_benchmark, *beside("cl_eet", ours, england))
        assert signal.size == 1.0


def test_a_forecast_is_on_no_side_of_a_comparator():
    ours, *others = beside("cl_eet", 40, 60)
    assert fired(off_benchmark, ours | {"status": "forecast"}, *others) == []
