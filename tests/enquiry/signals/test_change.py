"""Trends, reversals, steps and ceilings: what fires, and above all what does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.change import adverse_trend, ceiling, favourable_step, moves_in_words, sharp_reversal
from analytics.evidence.period import Period, PeriodKind, financial_year
from tests.enquiry.signals.made_up_papers import claim, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots

APRIL_2018, SEPTEMBER_2023, JULY_2019 = date(2018, 4, 30), date(2023, 9, 12), date(2019, 7, 31)
RULES = (adverse_trend, sharp_reversal, favourable_step, ceiling)


def years(indicator: str, *values: float | None, **cells: object) -> list[dict]:
    """A figure a year, the last for 2022/23."""
    first = 2023 - len(values)
    return [row(indicator, value, financial_year(first + place), **cells) for place, value in enumerate(values)]


def fired(rule, *rows: dict, **more: object) -> list[Signal]:
    signals = list(rule(papers(*rows, **more)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped(rule, authority: str, day: date) -> dict[tuple[str, str, str], Signal]:
    signals = list(rule(shipped_papers(authority, day)))
    for signal in signals:
        offers_its_slots(signal)
    return {(signal.indicator, signal.member, signal.variant): signal for signal in signals}


def test_dental_checks_fell_by_the_text_every_month_and_by_the_figures_at_both_ends():
    signal = shipped(adverse_trend, "barnet", JULY_2019)["cic_dental", "", "stated"]
    assert (signal.slots["before"], signal.slots["now"], signal.slots["change"]) == (
        "81%",
        "66.3%",
        "14.7 percentage points",
    )
    assert signal.confidence == 2


def test_small_falls_and_small_rises_are_no_trend():
    """Education plans fell from 100% to 98.6% in two steps, and one team's caseload rose by 2.1%."""
    plans = shipped(adverse_trend, "barnsley", APRIL_2018)
    caseloads = shipped(adverse_trend, "barnet", JULY_2019)
    assert not [key for key in plans if key[0] == "cic_pep"]
    assert not [key for key in caseloads if key[1] == "Onwards & Upwards"]


def test_two_moves_the_wrong_way_are_a_trend_from_the_threshold_on():
    assert [signal.variant for signal in fired(adverse_trend, *years("cl_eet", 60, 58.5, 57))] == ["trend"]
    assert fired(adverse_trend, *years("cl_eet", 60, 59, 57.1)) == []


@pytest.mark.parametrize(
    "values",
    [(60, 50), (60, 60, 50), (60, None, 55, 50), (50, 60, 55)],
    ids=["two figures", "a tie", "a gap", "one move only"],
)
def test_a_difference_a_tie_a_gap_and_one_move_are_no_trend(values):
    assert fired(adverse_trend, *years("cl_eet", *values)) == []


@pytest.mark.parametrize(
    ("first", "last", "moves", "words"),
    [
        ("2021/22", "2023/24", 2, "two years"),
        ("31 March 2021", "31 March 2025", 4, "four years"),
        ("31 March 2024", "30 September 2024", 2, "two periods"),
        ("Q1 2023/24", "Q4 2023/24", 3, "three quarters"),
        ("April 2019", "July 2019", 3, "three months"),
        ("April to May 2019", "August to September 2019", 2, "two periods"),
        ("2009/10", "2023/24", 14, "many years"),
    ],
)
def test_moves_are_counted_in_the_steps_between_the_figures(first, last, moves, words):
    assert moves_in_words({"run_first_period": first, "period": last, "run_moves": moves}) == words


def test_a_large_standard_error_asks_for_more():
    """Of 100 children, twice the standard error at 50% is 10 points."""
    small = years("cl_eet", 58, 54, 50, numerator=50.0, denominator=100.0)
    assert fired(adverse_trend, *small) == []
    assert fired(adverse_trend, *years("cl_eet", 58, 54, 50, numerator=5000.0, denominator=10000.0))


@pytest.mark.parametrize("rule", RULES)
def test_a_neutral_measure_gives_no_signal_of_change(rule):
    assert fired(rule, *years("cp_rate", 50, 90, 30, 99), *years("adopt_share", 10, 40, 20, 100)) == []


def test_placement_stability_turned_after_two_gains():
    signal = shipped(sharp_reversal, "barnsley", APRIL_2018)["cic_stable_2y", "", "reversal"]
    assert signal.slots["change"] == "9.3 percentage points"
    assert signal.slots["gain"] == "6.7 percentage points"
    assert signal.confidence == 3


def test_half_of_the_gain_lost_is_sharp_only_where_it_is_material():
    assert [one.variant for one in fired(sharp_reversal, *years("cl_eet", 50, 53, 56, 52.9))] == ["reversal"]
    assert fired(sharp_reversal, *years("cl_eet", 50, 50.5, 51, 50.2)) == []


def test_a_step_the_wrong_way_in_one_period_is_sharp_without_gains_before():
    assert shipped(sharp_reversal, "barnet", JULY_2019)["sw_caseload_avg", "REACH", "sharp"].slots["change"] == (
        "5.2 (59.1%)"
    )


@pytest.mark.parametrize(
    ("authority", "day", "indicator", "member"),
    [
        ("barnsley", APRIL_2018, "assess_45", ""),
        ("barnsley", APRIL_2018, "cl_eet", ""),
        ("barnsley", SEPTEMBER_2023, "sw_caseload_avg", "Assessment Team"),
    ],
)
def test_good_news_is_a_signal_too(authority, day, indicator, member):
    signal = shipped(favourable_step, authority, day)[indicator, member, "step"]
    assert signal.direction is Direction.STRENGTH
    assert signal.size >= 1


def test_a_first_reading_at_the_ceiling_is_a_step_and_a_second_is_a_ceiling():
    assert [one.variant for one in fired(favourable_step, *years("cp_review_time", 95, 99.2))] == ["first"]
    assert fired(favourable_step, *years("cp_review_time", 99.1, 99.2)) == []
    assert len(fired(ceiling, *years("cp_review_time", 99.1, 99.2))) == 1
    assert fired(ceiling, *years("cp_review_time", 95, 99.2)) == []


def test_a_full_hundred_is_a_ceiling_and_one_stated_figure_is_not():
    assert ("cp_review_time", "", "full") in shipped(ceiling, "barnsley", APRIL_2018)
    assert fired(ceiling, *years("cl_touch", 100)) == []


def test_few_children_give_no_signal_of_change():
    assert fired(adverse_trend, *years("cic_3plus_12m_n", 4, 8, 16)) == []
    assert fired(adverse_trend, *years("cl_eet", 90, 60, 30, denominator=19.0)) == []


def test_ranges_of_unlike_length_are_no_steps():
    spans = ((2022, 10, 2023, 1), (2023, 2, 2023, 2), (2023, 3, 2023, 3))
    ranges = [
        Period(PeriodKind.RANGE, date(first, month, 1), date(last, until, 28)) for first, month, last, until in spans
    ]
    rows = [row("plan_minor", value, period) for value, period in zip((20, 40, 80), ranges, strict=True)]
    assert fired(adverse_trend, *rows) == []


def test_a_figure_of_few_children_carries_a_caution():
    (signal,) = fired(adverse_trend, *years("cl_eet", 90, 50, 10, denominator=49.0))
    assert any("fewer than 50" in caveat for caveat in signal.caveats)
    (signal,) = fired(adverse_trend, *years("cl_eet", 90, 50, 10, denominator=50.0))
    assert signal.caveats == ()


def test_figures_rounded_in_words_give_no_change():
    assert fired(adverse_trend, *years("cl_eet", 60, 50, 30, status="estimated")) == []


def test_the_thresholds_can_be_changed():
    rows = years("cl_eet", 60, 58, 56)
    assert fired(adverse_trend, *rows)
    assert fired(adverse_trend, *rows, settings=Settings(material_points=5)) == []


def test_a_claim_of_a_steady_fall_needs_both_its_ends():
    rows = years("cic_dental", 80, 70)
    steady = claim("cic_dental", "fell", "It fell every month.", **{"from": "2021/22", "to": "2022/23"})
    other = claim("cic_dental", "fell", "It fell every month.", **{"from": "2020/21", "to": "2022/23"})
    plain = claim("cic_dental", "fell", "It fell.", **{"from": "2021/22", "to": "2022/23"})
    assert [one.variant for one in fired(adverse_trend, *rows, claims=(steady,))] == ["stated"]
    assert fired(adverse_trend, *rows, claims=(other, plain)) == []


values = st.lists(st.integers(0, 1000).map(lambda tenths: tenths / 10), min_size=2, max_size=6)


@given(values)
def test_every_signal_of_change_says_the_direction_of_the_arithmetic(series):
    for rule in RULES[:3]:
        for signal in fired(rule, *years("cl_eet", *series)):
            assert (signal.slots["moved"] == "rose") == (rule is favourable_step)
            assert signal.size >= 1 - 1e-9


@given(values)
def test_the_opposite_polarity_sees_the_mirror_image(series):
    """What is a trend the wrong way for a measure where higher is better is none where lower is better."""
    up = fired(adverse_trend, *years("cl_eet", *series))
    down = fired(adverse_trend, *years("rereferral_12m", *(100 - value for value in series)))
    assert [round(one.size, 6) for one in up] == [round(one.size, 6) for one in down]


def test_a_run_longer_than_words_reach_is_said_and_not_stumbled_over():
    (signal,) = fired(adverse_trend, *years("cl_eet", *range(90, 60, -2)))
    assert signal.slots["moves"] == "many years"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_forecast_has_not_happened(rule):
    for values in ((90, 80, 70), (70, 80, 60), (60, 70, 99.5), (99.5, 99.6, 100)):
        *known, expected = years("assess_45", *map(float, values))
        assert fired(rule, *known, expected | {"status": "forecast"}) == []


@pytest.mark.parametrize("rule", RULES[:3], ids=lambda rule: rule.__name__)
def test_nothing_has_moved_from_a_forecast(rule):
    for values in ((90, 80, 70), (70, 80, 60), (60, 70, 99.5)):
        first, expected, last = years("assess_45", *map(float, values))
        assert fired(rule, first, expected | {"status": "forecast"}, last) == []


@pytest.mark.parametrize(("before", "now"), [(6.4, 16.4), (6.9, 16.9), (7.4, 17.4), (60.1, 70.1)])
def test_a_change_is_as_large_as_it_is_printed(before, now):
    [step] = fired(favourable_step, *years("cl_eet", before, now))
    assert (step.variant, step.size) == ("step", 1.0)
    assert [one.size for one in fired(sharp_reversal, *years("cl_eet", now, before))] == [1.0]
