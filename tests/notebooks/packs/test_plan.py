"""The work plan as a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.packs.dates import bank_holidays, work_plan
from analytics.notebooks.packs.plan import plan_view


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (date(2023, 9, 12), "Monday 28 August 2023 is a bank holiday and not counted."),
        (date(2023, 11, 1), "No bank holiday falls among them."),
        (date(2024, 1, 9), "Monday 25 December 2023, Tuesday 26 December 2023 and Monday 1 January 2024 are bank"),
    ],
)
def test_bank_holidays_that_were_not_counted_are_named(meeting, said):
    assert said in plan_view(meeting).summary


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_every_step_has_its_row_in_order(meeting):
    rows = plan_view(meeting).table.rows
    assert [step.code in row[1].text for step, row in zip(work_plan(meeting), rows, strict=True)] == [True] * len(rows)
    named = plan_view(meeting).summary.count("day ")
    first, last = work_plan(meeting)[0].due, work_plan(meeting)[-1].due
    years = range(first.year, last.year + 1)
    there = {day for year in years for day in bank_holidays(year) if first <= day <= last and day.weekday() < 5}
    assert (len(there) == 0) == ("No bank holiday" in plan_view(meeting).summary)
    assert not there or named >= len(there)
