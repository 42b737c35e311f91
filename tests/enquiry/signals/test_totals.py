"""Printed figures that their own parts do not give."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.enquiry.papers import papers_of
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.totals import does_not_add_up
from analytics.evidence.document import Identity
from analytics.evidence.period import Period, snapshot
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, evidence_of


def found(*rows: dict) -> list[Signal]:
    signals = list(does_not_add_up(papers(*rows)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped_signals(authority: str, day: date | None) -> dict[str, Signal]:
    return {signal.indicator: signal for signal in does_not_add_up(shipped_papers(authority, day))}


def whole_number(indicator: str, value: float, *period: Period, **cells: object) -> dict:
    return row(indicator, value, *period, **cells) | {"printed": f"{value:g}"}


def by_role(total: float, *parts: float, indicator: str = "posts_vacant") -> list[dict]:
    """A total and its parts, each in a row of the table."""
    members = [
        whole_number(indicator, value, dimension="role", member=f"Role {number}", locator=f"3.{number + 1}")
        for number, value in enumerate(parts, start=1)
    ]
    return [whole_number(indicator, total, locator="3.1"), *members]


@pytest.mark.parametrize(
    ("authority", "day", "indicator", "case", "printed", "computed", "difference"),
    [
        ("barnet", date(2019, 7, 31), "posts_permanent", "counts", "135", "136", "one"),
        ("barnet", date(2019, 7, 31), "posts_vacant", "counts", "8", "7", "one"),
        (
            "barnsley",
            date(2023, 9, 12),
            "fin_pressure_total",
            "money",
            "£10.9 million",
            "£10.4 million",
            "£0.5 million",
        ),
        (
            "barnsley",
            date(2023, 9, 12),
            "fin_excess_over_reserves",
            "money",
            "£2.3 million",
            "£1.7 million",
            "£0.6 million",
        ),
        ("barnsley", date(2018, 4, 30), "fin_sw_posts", "money", "£0.6 million", "£675,000", "£75,000"),
        ("barnsley", date(2018, 4, 30), "cic_rate", "rate", "63.1 per 10,000", "62.2 per 10,000", "0.9 per 10,000"),
    ],
)
def test_what_does_not_add_up_in_the_reports(authority, day, indicator, case, printed, computed, difference):
    signal = shipped_signals(authority, day)[indicator]
    assert signal.variant == case
    assert [signal.slots[name] for name in ("printed", "computed", "difference")] == [printed, computed, difference]
    assert (signal.direction, signal.confidence) == (Direction.CAUTION, 3)
    assert signal.caveats


def test_one_figure_for_two_measures_may_be_chance():
    signal = shipped_signals("barnet", date(2019, 7, 31))["cl_touch"]
    assert (signal.variant, signal.slots["printed"], signal.confidence) == ("same figure", "91.2%", 1)
    assert "suitable accommodation" in signal.slots["other_measure"]


def test_nothing_is_called_printed_that_nobody_printed():
    assert "staff_positive" not in shipped_signals("barnsley", date(2023, 9, 12))
    assert "sufficiency_priorities_n" not in shipped_signals("barnsley", date(2023, 9, 12))
    assert "eh_closed_complete" not in shipped_signals("barnet", date(2019, 7, 31))


def test_a_sentence_that_names_some_groups_has_no_wrong_total():
    assert "cp_n" not in shipped_signals("barnet", date(2019, 7, 31))
    rows = by_role(100, 60, 30)
    assert found(*rows)
    assert not found(*(one | {"locator": "3.1"} for one in rows))


def test_a_sum_that_is_right_is_no_signal():
    assert not found(*by_role(7, 0, 2, 4, 1))
    assert not [one for one in shipped_signals("barnsley", date(2023, 9, 12)) if one.startswith("plan_")]


@pytest.mark.parametrize(("total", "parts", "size"), [(8, (3, 4), 1.0), (200, (100, 90), 1.0), (100, (50, 30), 4.0)])
def test_the_size_is_relative_to_the_whole_but_never_to_a_handful(total, parts, size):
    [signal] = found(*by_role(total, *parts))
    assert signal.size == pytest.approx(size)


def test_rounding_is_taken_off_an_amount_printed_twice():
    signal = shipped_signals("barnsley", date(2018, 4, 30))["fin_sw_posts"]
    # £0.6 million may be £650,000, which is £25,000 from £675,000.
    assert signal.size == pytest.approx(0.025 / 0.6 * 100 / 5)


def test_a_percentage_beside_its_counts():
    [signal] = found(row("cl_eet", 40, numerator=20.0, denominator=60.0))
    assert (signal.variant, signal.slots["computed"], signal.slots["difference"]) == (
        "rate",
        "33.3%",
        "6.7 percentage points",
    )
    assert signal.size == pytest.approx((40 - 100 / 3) / 3)


def test_a_rate_beside_its_count_and_population():
    end = snapshot(YEAR.end)
    [signal] = found(row("cic_rate", 70, end), row("cic_n", 300, end), row("population_0_17", 50_000, end))
    assert (signal.variant, signal.slots["printed"], signal.slots["computed"]) == (
        "rate",
        "70.0 per 10,000",
        "60.0 per 10,000",
    )


def test_a_total_carried_forward_that_does_not_follow():
    rows = [
        *(
            whole_number("plan_total", value, snapshot(day))
            for value, day in ((100, date(2022, 3, 31)), (130, YEAR.end))
        ),
        whole_number("plan_new", 20, YEAR),
    ]
    [signal] = found(*rows)
    assert (signal.indicator, signal.slots["printed"], signal.slots["computed"]) == ("plan_new", "20", "30")


def test_old_sums_are_no_reason_to_ask_today():
    total, *parts = by_role(8, 3, 4)
    old = [row("posts_vacant", one["value"], LONG_AGO, member=one["member"]) for one in (total, *parts)]
    assert not found(*old)


def test_small_numbers_of_people_are_not_put_into_words():
    assert not found(*by_role(9, 3, 2, indicator="cl_fe_n"))
    assert found(*by_role(9, 3, 2))


@settings(max_examples=40)
@given(parts=st.lists(st.integers(6, 400), min_size=2, max_size=5), off=st.integers(-30, 30))
def test_a_whole_is_a_signal_if_and_only_if_its_rows_do_not_make_it(parts, off):
    signals = found(*by_role(sum(parts) + off, *parts))
    assert bool(signals) is (off != 0)
    for signal in signals:
        assert signal.slots["computed"] == f"{sum(parts):,}"
        assert signal.size == pytest.approx(abs(off) / max(sum(parts) + off, 20) * 100 / 5)


def test_figures_printed_in_words_make_the_sum_a_rough_one():
    identity = Identity.model_validate(
        {
            "id": "sum",
            "locator": "3.1",
            "statement": "They add up.",
            "kind": "sum",
            "whole": {"indicator": "staff_positive"},
            "parts": [{"indicator": "staff_worried"}, {"indicator": "staff_no_opinion"}],
            "charitable_reading": "One may be left out.",
        }
    )
    rows = [
        row("staff_positive", 90),
        row("staff_worried", 25, status="estimated", note="Printed in words: a quarter."),
        row("staff_no_opinion", 30, locator="3.2"),
    ]
    evidence = replace(evidence_of(*rows), identities=((NEWER, identity),))
    [signal] = does_not_add_up(papers_of(evidence, "barnsley", None))
    offers_its_slots(signal)
    assert signal.confidence == 1
    assert signal.slots["computed"].startswith("about ")
