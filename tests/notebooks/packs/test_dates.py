"""Working days: Easter, Christmas, a coronation, and five clear days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.packs.dates import (
    bank_holidays,
    is_working_day,
    last_day_to_publish,
    work_plan,
    working_days_after,
    working_days_before,
)

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
# As the government listed them for England and Wales.
LISTED = {
    2022: ("01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"),
    2023: ("01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"),
    2024: ("01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"),
}


def working_days_between(first: date, last: date) -> int:
    """The working days after one day and before another, counted one by one."""
    days = ((first + timedelta(days=number)) for number in range(1, (last - first).days))
    return sum(day.weekday() < 5 and day not in bank_holidays(day.year) for day in days)


@pytest.mark.parametrize("year", LISTED)
def test_the_bank_holidays_that_fall_on_weekdays_are_those_the_government_listed(year):
    on_weekdays = {day for day in bank_holidays(year) if day.weekday() < 5}
    assert on_weekdays == {date.fromisoformat(f"{year}-{day}") for day in LISTED[year]}


@pytest.mark.parametrize(
    ("meeting", "published"),
    [
        (date(2023, 9, 12), date(2023, 9, 4)),  # Tuesday; clear are 5, 6, 7, 8 and 11 September
        (date(2023, 4, 13), date(2023, 4, 3)),  # over Good Friday and Easter Monday
        (date(2023, 4, 18), date(2023, 4, 6)),  # the day before Good Friday
        (date(2023, 5, 10), date(2023, 4, 28)),  # over May Day and the coronation
        (date(2024, 1, 3), date(2023, 12, 21)),  # over Christmas, Boxing Day and New Year's Day
    ],
)
def test_five_clear_days_leave_out_the_days_of_publication_and_of_the_meeting(meeting, published):
    assert last_day_to_publish(meeting) == published
    assert working_days_between(published, meeting) == 5


@given(DAYS)
def test_a_day_later_there_are_no_five_clear_days(meeting):
    published = last_day_to_publish(meeting)
    assert is_working_day(published)
    assert working_days_between(published, meeting) == 5
    assert working_days_between(working_days_after(published, 1), meeting) == 4


@given(DAYS.filter(is_working_day), st.integers(0, 40))
def test_counting_forward_undoes_counting_back(day, number):
    assert working_days_after(working_days_before(day, number), number) == day


@given(DAYS, st.integers(1, 40))
def test_as_many_working_days_are_counted_as_asked(day, number):
    before = working_days_before(day, number)
    assert is_working_day(before)
    assert working_days_between(before, day) == number - 1


def test_days_are_not_counted_backwards_by_a_minus():
    with pytest.raises(ValueError, match="-1 working days cannot be counted"):
        working_days_before(date(2023, 9, 12), -1)


def test_the_plan_of_a_meeting_after_christmas():
    assert {step.code: step.due for step in work_plan(date(2024, 1, 16))} == {
        "T-20": date(2023, 12, 14),
        "T-10": date(2024, 1, 2),
        "T-8": date(2024, 1, 4),
        "T-5": date(2024, 1, 8),
        "T-0": date(2024, 1, 16),
        "T+5": date(2024, 1, 23),
    }


@given(DAYS)
def test_the_plan_is_in_order_of_time_and_the_lock_comes_before_publication(meeting):
    due = [step.due for step in work_plan(meeting)]
    assert due == sorted(due)
    assert due[2] < due[3] < meeting
