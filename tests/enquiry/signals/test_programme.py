"""Shares whose denominator changed: the improvement plan, and percentages with the number of children they are of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.programme import as_at, denominator_shift
from analytics.evidence.period import Period, PeriodKind
from tests.enquiry.signals.made_up_papers import (
    LONG_AGO,
    LONG_BEFORE,
    YEAR,
    YEAR_BEFORE,
    papers,
    row,
    shipped_papers,
)
from tests.enquiry.slots_check import offers_its_slots

PERIODS = tuple(
    Period(PeriodKind.RANGE, start, end)
    for start, end in (
        (date(2022, 10, 1), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2023, 3, 31)),
        (date(2023, 4, 1), date(2023, 5, 31)),
        (date(2023, 6, 1), date(2023, 6, 30)),
    )
)


def found(*rows: dict, **more: object) -> list[Signal]:
    signals = list(denominator_shift(papers(*rows, **more)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def plan(number: int, minor: int, major: int, on_target: int, **more: int) -> list[dict]:
    counts = {"plan_minor": minor, "plan_major": major, "plan_ontarget": on_target} | more
    counts.setdefault("plan_total", sum(counts.values()))
    return [row(name, float(count), PERIODS[number]) for name, count in counts.items()]


GREW = [*plan(0, 10, 5, 85), *plan(1, 20, 10, 90)]


def test_the_plan_grew_and_more_of_what_is_open_is_of_concern():
    (signal,) = denominator_shift(shipped_papers("barnsley", date(2023, 9, 12)))
    offers_its_slots(signal)
    assert (signal.indicator, signal.variant, signal.direction) == ("plan_major", "programme", Direction.CONCERN)
    slots = signal.slots
    assert (slots["before"], slots["now"], slots["change"]) == ("22", "38", "16 (72.7%)")
    assert slots["share_before"].startswith("20.8% of those still open")
    assert slots["share_now"].startswith("33.6% of those still open")
    assert (slots["total_before"], slots["total_now"]) == ("151", "190")
    assert (slots["before_when"], slots["now_when"]) == ("at the end of March 2023", "at the end of June 2023")
    assert {"38 ÷ 113 = 33.6%", "22 ÷ 106 = 20.8%"} <= set(signal.arithmetic)
    assert signal.size == pytest.approx(16 / 22 * 100 / 5)
    assert signal.confidence == 3


@pytest.mark.parametrize(("authority", "day"), [("barnsley", date(2018, 4, 30)), ("barnet", date(2019, 7, 31))])
def test_papers_without_a_plan_have_no_shift(authority, day):
    assert list(denominator_shift(shipped_papers(authority, day))) == []


@pytest.mark.parametrize(
    ("rows", "fires"),
    [
        (GREW, True),
        (GREW[: len(GREW) // 2], False),  # one period
        ([*plan(0, 10, 5, 85), *plan(1, 10, 5, 105)], False),  # no more of concern
        ([*plan(0, 10, 5, 85), *plan(1, 16, 8, 136)], False),  # as large a share as before
        ([*plan(0, 10, 5, 85), *plan(1, 20, 10, 74)], False),  # grew by four in a hundred
        ([*plan(0, 0, 0, 100), *plan(1, 20, 10, 90)], False),  # nothing to compare with
        ([*plan(0, 20, 10, 90), *plan(1, 10, 5, 115)], False),  # fewer of concern
    ],
)
def test_when_a_plan_has_shifted(rows, fires):
    assert bool(found(*rows)) is fires


def test_the_rise_is_counted_from_where_it_began():
    rows = [*plan(0, 40, 0, 60), *plan(1, 10, 5, 85), *plan(2, 20, 5, 85), *plan(3, 30, 6, 90)]
    (signal,) = found(*rows)
    assert (signal.slots["before"], signal.slots["now"]) == ("15", "36")


def test_a_state_that_one_period_leaves_out_makes_no_change():
    assert found(*GREW, row("plan_notstarted", 5.0, PERIODS[1])) == []
    assert found(*GREW, *(row("plan_notstarted", 5.0, period) for period in PERIODS[:2]))
    without_major = [entry for entry in GREW if entry["indicator"] != "plan_major"]
    assert found(*without_major) == []


def test_completed_activities_are_not_open():
    rows = [*plan(0, 10, 5, 85, plan_done=100), *plan(1, 20, 10, 90, plan_done=500, plan_closed=0)]
    assert found(*rows) == []  # "closed" is printed once only
    (signal,) = found(*rows, row("plan_closed", 0.0, PERIODS[0]))
    assert signal.slots["share_now"].startswith("25.0%")


def test_a_plan_of_years_ago_is_history():
    moved = dict(zip((period.label for period in PERIODS), (LONG_BEFORE, LONG_AGO), strict=False))
    old = [row(entry["indicator"], entry["value"], moved[entry["period"]]) for entry in GREW]
    assert found(*old) == []


def test_a_plan_without_a_total_has_no_total_to_have_grown():
    assert found(*(entry for entry in GREW if entry["indicator"] != "plan_total")) == []


def test_a_count_is_as_at_the_end_of_its_period():
    assert as_at(date(2023, 6, 30)) == "at the end of June 2023"
    assert as_at(date(2024, 2, 29)) == "at the end of February 2024"
    assert as_at(date(2023, 2, 12)) == "on 12 February 2023"


def of(denominator: float | None, period: Period, indicator: str = "cl_eet", **cells: object) -> dict:
    known = {} if denominator is None else {"numerator": denominator // 2, "denominator": denominator}
    return row(indicator, 50.0, period, **(known | cells))


@given(st.none() | st.integers(1, 300), st.none() | st.integers(1, 300))
def test_a_denominator_has_shifted_exactly_where_it_changed_by_five_in_a_hundred(before, now):
    signals = found(of(before, YEAR_BEFORE), of(now, YEAR))
    known = before is not None and now is not None and min(before, now) >= 20
    assert bool(signals) == (known and abs(now - before) * 20 >= before)
    for signal in signals:
        assert (signal.variant, signal.direction) == ("denominator", Direction.CAUTION)
        assert signal.size == pytest.approx(abs(now - before) / before * 20)
        assert (signal.slots["of_before"], signal.slots["of_now"]) == (str(before), str(now))


@pytest.mark.parametrize(
    "rows",
    [
        [of(100, LONG_BEFORE), of(200, LONG_AGO)],
        [of(100, YEAR_BEFORE, "cic_rate"), of(200, YEAR, "cic_rate")],  # no percentage
        [of(100, YEAR_BEFORE, status="estimated"), of(200, YEAR)],
    ],
)
def test_what_is_old_or_rounded_in_words_or_no_percentage_has_not_shifted(rows):
    assert found(*rows) == []


def test_a_part_is_compared_with_the_same_part():
    one, other = {"member": "REACH"}, {"member": "Duty & Assessment"}
    rows = [of(100, YEAR_BEFORE, **one), of(100, YEAR, **one), of(100, YEAR_BEFORE, **other), of(150, YEAR, **other)]
    (signal,) = found(*rows)
    assert signal.member == "Duty & Assessment"


def test_the_threshold_is_the_one_that_was_set():
    rows = (of(100, YEAR_BEFORE), of(110, YEAR))
    assert found(*rows, settings=Settings(denominator_percent=10))
    assert not found(*rows, settings=Settings(denominator_percent=10.1))
