"""What stands out although it did not change."""

from datetime import date

import pytest

from analytics.evidence.period import PeriodKind, containing, financial_year
from analytics.notebooks.cells.breakdown import CASELOAD
from analytics.notebooks.cells.standing_out import StandingOutCell, render_standing_out
from analytics.notebooks.view import CannotRender
from tests.notebooks.made_up import evidence_of, level, rating, row

HIGHER, LOWER = "assess_45", "assess_nfa"
LAST = financial_year(2017)
Y2014, Y2018 = (containing(PeriodKind.CALENDAR_YEAR, date(year, 1, 1)) for year in (2014, 2018))


def lines(*rows: dict, targets: tuple[dict, ...] = (), ratings: tuple[dict, ...] = ()) -> list[tuple[str, str]]:
    evidence = evidence_of(*rows, targets=targets, ratings=ratings)
    try:
        view = render_standing_out(StandingOutCell(authority="barnsley"), evidence)
    except CannotRender:
        return []
    return [(line[0].text, line[1].text) for line in view.table.rows]


def test_parts_graded_below_the_whole_are_listed_and_no_others():
    grades = (
        rating("Overall effectiveness", "Good", Y2018),
        rating("Protection", "Requires improvement to be good", Y2018),
        rating("Care", "Good", Y2018),
        rating("Leaders", "Outstanding", Y2018),
        rating("Leaders", "Inadequate", Y2014),
    )
    assert lines(ratings=grades) == [
        ("Protection: ▲ Requires improvement to be good", "Overall effectiveness: ● Good, 2018")
    ]


def test_another_councils_grades_stand_out_to_nobody_here():
    grades = (rating("Overall", "Good", Y2018, area="barnet"), rating("Care", "Inadequate", Y2018, area="barnet"))
    assert lines(ratings=grades) == []


@pytest.mark.parametrize(
    ("measure", "value", "stands_out"), [(HIGHER, 89, 1), (HIGHER, 90, 0), (LOWER, 91, 1), (LOWER, 89, 0)]
)
def test_a_target_is_missed_by_its_polarity(measure, value, stands_out):
    assert len(lines(row(measure, float(value), LAST), targets=(level(measure, 90.0),))) == stands_out


def test_a_target_of_another_period_is_not_missed():
    later = level(HIGHER, 90.0, **{"from": date(2018, 4, 1)})
    assert lines(row(HIGHER, 30.0, LAST), targets=(later,)) == []


@pytest.mark.parametrize("status", ["estimated", "forecast"])
def test_what_was_not_counted_has_missed_nothing(status):
    assert lines(row(HIGHER, 30.0, LAST, status=status), targets=(level(HIGHER, 90.0),)) == []
    maximum = level(CASELOAD, 20.0, member="REACH", kind="maximum")
    assert lines(row(CASELOAD, 25.0, LAST, member="REACH", status=status), targets=(maximum,)) == []


@pytest.mark.parametrize(("caseload", "stands_out"), [(18.9, 0), (19.0, 1), (23.0, 1)])
def test_a_caseload_stands_out_from_95_per_cent_of_its_own_maximum(caseload, stands_out):
    maximum = level(CASELOAD, 20.0, member="REACH", kind="maximum")
    found = lines(
        row(CASELOAD, caseload, LAST, member="REACH"), row(CASELOAD, 99.0, LAST, member="Duty"), targets=(maximum,)
    )
    assert len(found) == stands_out


def test_a_forecast_given_twice_stands_out_with_both_figures():
    forecasts = [
        row("fin_overspend", 7.2, LAST, status="forecast"),
        row("fin_overspend", 5.8, LAST, status="forecast", locator="L8"),
    ]
    ((what, beside),) = lines(*forecasts)
    assert "£7.2 million forecast for 2017/18" in what
    assert beside.endswith("£5.8 million")
    assert lines(forecasts[0]) == []
