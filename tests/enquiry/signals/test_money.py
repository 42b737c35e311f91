"""Money that was revised or changed, and new money of which no change is printed."""

from datetime import date

import pytest

from analytics.enquiry.settings import Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.money import spend_and_outcome
from tests.enquiry.signals.made_up_papers import (
    LONG_AGO,
    LONG_BEFORE,
    YEAR,
    YEAR_BEFORE,
    YEAR_BEFORE_THAT,
    papers,
    row,
    shipped_papers,
)
from tests.enquiry.slots_check import offers_its_slots


def checked(signals: list[Signal]) -> dict[tuple[str, str], Signal]:
    for signal in signals:
        offers_its_slots(signal)
    by_case = {(signal.indicator, signal.variant): signal for signal in signals}
    assert len(by_case) == len(signals)
    return by_case


def found(*rows: dict, **more: object) -> dict[tuple[str, str], Signal]:
    return checked(list(spend_and_outcome(papers(*rows, **more))))


def shipped_signals(authority: str, day: date) -> dict[tuple[str, str], Signal]:
    return checked(list(spend_and_outcome(shipped_papers(authority, day))))


def forecast(value: float, note: str = "", indicator: str = "fin_pressure_lac") -> dict:
    return row(indicator, value, YEAR, status="forecast", note=note)


REVISED = (forecast(7.2), forecast(5.8, "Printed as the figure previously highlighted."))


def test_the_forecast_for_homes_was_revised_and_new_money_stands_alone():
    signals = shipped_signals("barnsley", date(2023, 9, 12))
    assert sorted(signals) == [("fin_invest", "alone"), ("fin_pressure_lac", "revised")]
    revised = signals["fin_pressure_lac", "revised"]
    slots = revised.slots
    assert (slots["before"], slots["now"], slots["change"]) == ("£5.8 million", "£7.2 million", "£1.4 million (24.1%)")
    assert slots["outcome"] == "the share of children in long-term care settled for two years"
    assert (revised.direction, revised.confidence) == (Direction.CONCERN, 2)
    assert revised.size == pytest.approx(1.4 / 5.8 * 100 / 5)
    alone = signals["fin_invest", "alone"]
    assert (alone.slots["now"], alone.slots["now_when"]) == ("£7.0 million", "in 2023/24")
    assert alone.direction is Direction.CONTEXT


def test_the_budget_of_2018_grew():
    signals = shipped_signals("barnsley", date(2018, 4, 30))
    assert list(signals) == [("fin_budget", "changed")]
    signal = signals["fin_budget", "changed"]
    assert (signal.slots["change"], signal.slots["moved"]) == ("£1.4 million (5.9%)", "rose")
    assert (signal.direction, signal.confidence) == (Direction.CONTEXT, 2)


def test_papers_without_money_say_nothing_of_it():
    assert shipped_signals("barnet", date(2019, 7, 31)) == {}


def test_which_way_a_pressure_moved_is_a_concern_or_a_strength():
    assert found(*REVISED)["fin_pressure_lac", "revised"].direction is Direction.CONCERN
    fell = (forecast(5.8), forecast(7.2, "Printed as the figure previously highlighted."))
    signal = found(*fell)["fin_pressure_lac", "revised"]
    assert (signal.direction, signal.slots["moved"], signal.slots["move"]) == (Direction.STRENGTH, "fell", "fall")


@pytest.mark.parametrize(
    "rows",
    [
        [row("fin_budget", 100.0, YEAR_BEFORE), row("fin_budget", 104.9)],  # less than five per cent
        [row("fin_budget", 100.0, LONG_BEFORE), row("fin_budget", 200.0, LONG_AGO)],
        [row("fin_variance", -0.1, YEAR_BEFORE), row("fin_variance", 0.6)],  # of an underspend
        [row("fin_budget", 100.0, YEAR_BEFORE), row("fin_budget", 200.0, status="estimated")],
        [row("cic_n", 100.0, YEAR_BEFORE), row("cic_n", 200.0)],  # no money
        [row("fin_budget", 100.0, YEAR_BEFORE, area="england"), row("fin_budget", 200.0, area="england")],
        [forecast(7.2)],
        [row("fin_invest", 7.0, LONG_AGO)],
        [row("fin_invest", 7.0, status="estimated")],
        [row("fin_outturn", 7.0)],  # no outcome is named for it
    ],
)
def test_money_that_gives_no_signal(rows):
    assert found(*rows) == {}


def test_a_series_of_three_is_firmer_than_two_figures():
    rows = [row("fin_budget", 20.0, YEAR_BEFORE), row("fin_budget", 25.0)]
    assert found(*rows)["fin_budget", "changed"].confidence == 2
    longer = [row("fin_budget", 19.0, YEAR_BEFORE_THAT), *rows]
    assert found(*longer)["fin_budget", "changed"].confidence == 3


def outcome(before: float, now: float) -> list[dict]:
    """The caseload that the library reads beside new money; lower is better."""
    return [row("sw_caseload_avg", before, YEAR_BEFORE), row("sw_caseload_avg", now)]


def test_new_money_is_alone_unless_its_outcome_improved_materially():
    assert ("fin_invest", "alone") in found(row("fin_invest", 7.0))
    assert ("fin_invest", "alone") in found(row("fin_invest", 7.0), *outcome(18.0, 22.0))
    assert ("fin_invest", "alone") in found(row("fin_invest", 7.0), *outcome(20.0, 19.9))
    assert found(row("fin_invest", 7.0), *outcome(22.0, 18.0)) == {}


def test_more_new_money_is_changed_and_not_alone():
    rows = [row("fin_invest", 5.0, YEAR_BEFORE), row("fin_invest", 7.0)]
    assert list(found(*rows)) == [("fin_invest", "changed")]
    assert found(*rows, *outcome(22.0, 18.0)) == {}


def test_a_pressure_is_asked_about_whatever_became_of_its_outcome():
    improved = [row("cic_stable_2y", 60.0, YEAR_BEFORE), row("cic_stable_2y", 70.0)]
    assert ("fin_pressure_lac", "revised") in found(*REVISED, *improved)


def test_the_threshold_is_the_one_that_was_set():
    assert found(*REVISED, settings=Settings(spend_percent=24))
    assert found(*REVISED, settings=Settings(spend_percent=25)) == {}
