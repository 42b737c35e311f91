"""Targets, duties and maxima."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.papers import papers_of
from analytics.enquiry.signal import Signal
from analytics.enquiry.signals.levels import at_maximum, target_missed
from analytics.evidence.evidence import TARGETS
from analytics.evidence.period import Period, snapshot
from tests.enquiry.signals.made_up_papers import YEAR, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, evidence_of

APRIL_2018, SEPTEMBER_2023, JULY_2019 = date(2018, 4, 30), date(2023, 9, 12), date(2019, 7, 31)


def level(indicator: str, value: float, kind: str = "target", member: str = "", since: date | None = None) -> dict:
    blank = dict.fromkeys(TARGETS) | {"document": NEWER, "locator": "3.9", "area": "barnsley", "note": ""}
    return blank | {"indicator": indicator, "value": value, "kind": kind, "member": member, "from": since}


def fired(rule, *rows: dict, targets: tuple[dict, ...] = ()) -> list[Signal]:
    evidence = replace(evidence_of(*rows), targets=pl.DataFrame(list(targets), schema=TARGETS))
    signals = list(rule(papers_of(evidence, "barnsley", None)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped(rule, authority: str, day: date) -> dict[tuple[str, str], Signal]:
    signals = list(rule(shipped_papers(authority, day)))
    for signal in signals:
        offers_its_slots(signal)
    return {(signal.indicator, signal.member): signal for signal in signals}


def test_a_target_missed_by_one_point_is_a_near_miss():
    signal = shipped(target_missed, "barnet", JULY_2019)["cl_eet", ""]
    assert (signal.variant, signal.slots["gap"], signal.slots["target"]) == ("near miss", "1 percentage point", "65%")


def test_targets_that_were_met_give_nothing():
    assert ("cl_touch", "") not in shipped(target_missed, "barnet", JULY_2019)
    assert fired(target_missed, row("cl_eet", 65), targets=(level("cl_eet", 65),)) == []


def test_missed_and_nearly_missed():
    def cases(value: float) -> list[str]:
        return [one.variant for one in fired(target_missed, row("cl_eet", value), targets=(level("cl_eet", 65),))]

    assert [cases(value) for value in (64, 63, 62.9, 20)] == [["near miss"], ["near miss"], ["missed"], ["missed"]]


def test_a_target_of_a_later_day_is_not_laid_over_the_figure():
    later = level("cl_eet", 65, since=date(2023, 4, 1))
    assert fired(target_missed, row("cl_eet", 40), targets=(later,)) == []


def test_a_duty_not_kept_for_visits_is_not_turned_into_children():
    signal = shipped(target_missed, "barnet", JULY_2019)["cp_visit_time", ""]
    assert (signal.variant, signal.slots["rest"]) == ("duty", "33%")
    assert signal.arithmetic == ("100% less 67%: 33%",)
    assert "children" not in signal.slots


@pytest.mark.parametrize("status", ["estimated", "forecast"])
def test_what_was_not_counted_has_missed_no_target_duty_or_maximum(status):
    assert fired(target_missed, row("cl_eet", 40, status=status), targets=(level("cl_eet", 65),)) == []
    assert fired(target_missed, row("cp_visit_time", 50, status=status)) == []
    full = caseload(25) | {"status": status}
    assert fired(at_maximum, full, targets=(level("sw_caseload_avg", 20, "maximum", "Social workers"),)) == []


def test_a_duty_with_a_comparator_is_left_to_the_comparison():
    assert fired(target_missed, row("assess_45", 80), row("assess_45", 81, area="england")) == []


def test_newly_qualified_workers_are_at_their_maximum_and_the_others_are_not():
    found = shipped(at_maximum, "barnsley", SEPTEMBER_2023)
    assert set(found) == {("sw_caseload_avg", "Newly qualified social workers")}
    signal = found["sw_caseload_avg", "Newly qualified social workers"]
    assert (signal.variant, signal.slots["share"]) == ("at", "99.3%")


def test_a_maximum_of_2023_is_not_laid_over_caseloads_of_2018():
    assert shipped(at_maximum, "barnsley", APRIL_2018) == {}


def caseload(value: float, period: Period = YEAR) -> dict:
    return row("sw_caseload_avg", value, period, dimension="role", member="Social workers")


def test_above_at_and_below_a_maximum():
    maximum = level("sw_caseload_avg", 20, "maximum", "Social workers")
    cases = [
        [one.variant for one in fired(at_maximum, caseload(value), targets=(maximum,))] for value in (18.9, 19, 20, 21)
    ]
    assert cases == [[], ["at"], ["at"], ["above"]]
    later = level("sw_caseload_avg", 20, "maximum", "Social workers", date(2023, 4, 1))
    assert fired(at_maximum, caseload(25, snapshot(date(2023, 3, 31))), targets=(later,)) == []
