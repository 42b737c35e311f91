"""Figures that count less of a year, or something else, than the national measure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.definitions import definition_differs
from analytics.evidence.period import Period, PeriodKind, containing
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots

MONTH = Period(PeriodKind.MONTH, date(2023, 6, 1), date(2023, 6, 30))
TWELVE_MONTHS = Period(PeriodKind.RANGE, date(2022, 7, 1), date(2023, 6, 30))
OTHERWISE = "National counts include more children."


def checked(signals: list[Signal]) -> dict[str, Signal]:
    for signal in signals:
        offers_its_slots(signal)
        assert signal.direction is Direction.CAUTION
    by_indicator = {signal.indicator: signal for signal in signals}
    assert len(by_indicator) == len(signals)
    return by_indicator


def found(*rows: dict, **more: object) -> dict[str, Signal]:
    return checked(list(definition_differs(papers(*rows, **more))))


def moves(so_far: float, in_a_year: float, of: float, **cells: object) -> list[dict]:
    return [
        row("cic_3plus_ytd", so_far, MONTH, **cells),
        row("cic_3plus_12m_n", in_a_year, TWELVE_MONTHS),
        row("cic_n", of, MONTH),
    ]


def test_moves_so_far_this_year_beside_those_of_twelve_months():
    signals = checked(list(definition_differs(shipped_papers("barnet", date(2019, 7, 31)))))
    signal = signals["cic_3plus_ytd"]
    slots = signal.slots
    assert (signal.variant, signal.confidence) == ("so far", 3)
    assert (slots["now"], slots["count"], slots["of"], slots["share"]) == ("2.5%", "40", "319", "12.5%")
    assert slots["share_when"] == "to July 2019"
    assert signal.arithmetic == ("40 ÷ 319 = 12.5%",)
    assert signal.size == pytest.approx((40 / 319 * 100 - 2.5) / 3)
    assert {name for name, other in signals.items() if other.variant == "definition"} == {
        "assess_45",
        "cin_n",
        "icpc_15",
    }


def test_counts_unlike_the_national_ones_of_2018():
    signals = checked(list(definition_differs(shipped_papers("barnsley", date(2018, 4, 30)))))
    assert {(name, signal.variant) for name, signal in signals.items()} == {
        ("assess_45", "definition"),
        ("cic_stable_2y", "definition"),
        ("cin_n", "definition"),
    }


def test_a_later_paper_is_not_asked_about_definitions_of_an_old_one():
    assert list(definition_differs(shipped_papers("barnsley", date(2023, 9, 12)))) == []


@given(st.integers(0, 400).map(lambda tenths: tenths / 10), st.integers(0, 120), st.integers(0, 400))
def test_so_far_differs_exactly_where_the_two_shares_are_three_points_apart(so_far, in_a_year, of):
    signals = found(*moves(so_far, float(in_a_year), float(of)))
    speaks = of >= 20 and in_a_year > 5 and abs(in_a_year / of * 100 - so_far) >= 3 - 1e-9
    assert ("cic_3plus_ytd" in signals) == speaks


def test_a_year_of_its_own_is_named_as_one():
    year = containing(PeriodKind.FINANCIAL_YEAR, date(2023, 3, 31))
    month = containing(PeriodKind.MONTH, date(2023, 3, 31))
    rows = [row("cic_3plus_ytd", 2.5, month), row("cic_3plus_12m_n", 40.0, year), row("cic_n", 319.0, month)]
    assert found(*rows)["cic_3plus_ytd"].slots["share_when"] == "in 2022/23"


@pytest.mark.parametrize(
    "rows",
    [
        moves(2.5, 40, 319)[:2],
        moves(2.5, 40, 319)[1:],
        moves(2.5, 40, 319, status="estimated"),
        [*moves(2.5, 40, 319)[:2], row("cic_n", 319.0, LONG_AGO)],
        [*moves(2.5, 40, 319)[:2], row("cic_n", 319.0, YEAR)],  # of another day
    ],
)
def test_without_three_firm_figures_of_one_time_there_is_no_share_of_a_year(rows):
    assert found(*rows) == {}


@pytest.mark.parametrize(
    ("note", "fires"),
    [
        (OTHERWISE, True),
        ("Printed as 45 days; the national measure counts working days.", True),
        ("The report does not say working days.", True),
        ("It is not comparable with last year.", True),
        ("It is taken as the national measure, which counts placements.", False),
        ("Counted at the end of the month.", False),
        ("", False),
    ],
)
def test_what_a_note_says_of_the_national_measure(note, fires):
    signals = found(row("cin_n", 550.0, note=note))
    assert list(signals) == ["cin_n"] * fires
    if fires:
        assert (signals["cin_n"].caveats, signals["cin_n"].confidence, signals["cin_n"].size) == ((note,), 2, 1)


def test_only_the_councils_own_recent_figures_are_asked_about():
    assert found(row("cin_n", 550.0, LONG_AGO, note=OTHERWISE)) == {}
    assert found(row("cin_n", 550.0, area="england", note=OTHERWISE)) == {}


def test_one_signal_a_measure_and_that_of_the_whole():
    whole, part = row("cin_n", 550.0, note=OTHERWISE), row("cin_n", 50.0, note=OTHERWISE, member="REACH")
    assert found(part, whole)["cin_n"].member == ""
    assert found(part)["cin_n"].member == "REACH"


def test_a_share_so_far_is_not_said_to_differ_twice():
    signals = found(*moves(2.5, 40, 319, note="Not comparable with the national measure."))
    assert signals["cic_3plus_ytd"].variant == "so far"
    alike = found(*moves(12.0, 40, 319, note="Not comparable with the national measure."))
    assert alike["cic_3plus_ytd"].variant == "definition"


def test_the_threshold_is_the_one_that_was_set():
    assert found(*moves(2.5, 40, 319), settings=Settings(material_points=10))
    assert found(*moves(2.5, 40, 319), settings=Settings(material_points=10.1)) == {}
