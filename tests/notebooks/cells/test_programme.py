"""An improvement programme by state."""

from datetime import date

import pytest

from analytics.evidence.period import Period, PeriodKind
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.cells.programme import ProgrammeCell, ProgrammeMeasure, render_programme
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import rows_of
from tests.notebooks.made_up import NEWER, evidence_of, row

FIRST = Period(PeriodKind.RANGE, date(2023, 1, 1), date(2023, 3, 31))
LAST = Period(PeriodKind.RANGE, date(2023, 4, 1), date(2023, 6, 30))


def states(period: Period, **counts: float | None) -> list[dict]:
    return [row(f"plan_{state}", count, period, document=NEWER) for state, count in counts.items()]


def shown(*rows: dict, measure: ProgrammeMeasure = ProgrammeMeasure.COUNTS) -> View:
    return render_programme(ProgrammeCell(authority="barnsley", measure=measure), evidence_of(*rows))


def shares(*rows: dict) -> View:
    return shown(*rows, measure=ProgrammeMeasure.SHARE_OF_OPEN)


TWO = [*states(FIRST, done=10, ontarget=15, minor=4, major=1), *states(LAST, done=30, ontarget=5, minor=4, major=1)]


def test_counts_are_of_all_and_shares_of_what_is_still_open():
    assert shown(*TWO).title == "30 of 40 activities completed, 5 of concern"
    assert shares(*TWO).title == "50.0% of open activities are of concern"


def test_the_share_of_concern_is_followed_over_the_periods():
    assert "rose by 25 percentage points" in shares(*TWO).summary
    assert "stayed at 25.0%" in shares(*TWO[:4], *states(LAST, done=90, ontarget=3, minor=1)).summary


def test_a_state_of_an_earlier_period_is_not_set_beside_the_total_of_the_last():
    view = shown(*TWO[:4], *states(LAST, ontarget=35, minor=4))
    assert view.title == "4 of 39 activities of concern"
    assert "major concern" not in view.summary


def test_settled_states_have_no_share():
    assert "✓ Completed" in shown(*TWO).table.columns
    assert "✓ Completed" not in shares(*TWO).table.columns
    assert {entry["part"] for entry in rows_of(shares(*TWO).charts[0].spec, "part")} == {
        "● On target",
        "▲ Minor concern",
        "■ Major concern",
    }


def test_a_state_that_a_period_does_not_print_is_not_nothing():
    view = shown(*TWO, *states(LAST, closed=3))
    assert [line[view.table.columns.index("× Closed")].text for line in view.table.rows] == ["Not printed", "3"]


def test_the_shares_of_a_chart_make_a_hundred():
    found: dict[str, float] = {}
    for entry in rows_of(shares(*TWO).charts[0].spec, "part"):
        found[entry["bar"]] = found.get(entry["bar"], 0) + entry["value"]
    assert list(found.values()) == [pytest.approx(100), pytest.approx(100)]


def test_without_a_programme_there_is_nothing_to_show():
    with pytest.raises(CannotRender, match="describe no improvement programme"):
        shown(row("cic_n", 300.0, FIRST))


def test_what_is_open_at_the_end_of_a_period_is_not_said_to_have_been_so_over_it():
    june = Period(PeriodKind.RANGE, date(2023, 6, 1), date(2023, 6, 30))
    evidence = evidence_of(*states(FIRST, major=5, new=3), *states(june, major=7, new=4))
    said = {
        name: render_history(HistoryCell(authority="barnsley", indicator=f"plan_{name}"), evidence).summary
        for name in ("major", "new")
    }
    assert "from 5.0 at the end of March 2023 to 7.0 at the end of June 2023" in said["major"]
    assert "from 3.0 over January to March 2023 to 4.0 in June 2023" in said["new"]
