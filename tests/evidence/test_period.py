from datetime import date, timedelta

import pytest
from hypothesis import given

from analytics.evidence.period import Period, PeriodError, PeriodKind, containing, financial_year, quarter, snapshot
from tests.evidence.periods import REGULAR, days, ranges, regular_periods, snapshots

ONE_DAY = timedelta(days=1)


@given(regular_periods())
def test_the_next_period_begins_the_day_after_and_is_of_the_same_kind(period):
    following = period.next()
    assert following.kind is period.kind
    assert following.start == period.end + ONE_DAY


@given(snapshots() | ranges())
def test_nothing_follows_a_snapshot_or_a_range(period):
    assert period.next() is None


@pytest.mark.parametrize("kind", REGULAR)
@given(day=days())
def test_every_day_falls_in_the_period_that_contains_it(kind, day):
    period = containing(kind, day)
    assert period.start <= day <= period.end
    assert containing(kind, period.start) == containing(kind, period.end) == period


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (PeriodKind.FINANCIAL_YEAR, date(2017, 4, 1), date(2018, 3, 31)),
        (PeriodKind.ACADEMIC_YEAR, date(2017, 9, 1), date(2018, 8, 31)),
        (PeriodKind.CALENDAR_YEAR, date(2018, 1, 1), date(2018, 12, 31)),
        (PeriodKind.QUARTER, date(2018, 1, 1), date(2018, 3, 31)),
        (PeriodKind.MONTH, date(2018, 2, 1), date(2018, 2, 28)),
    ],
)
def test_each_kind_has_its_own_first_and_last_day(kind, start, end):
    assert containing(kind, date(2018, 2, 14)) == Period(kind, start, end)


@pytest.mark.parametrize(("year", "last"), [(2019, 28), (2020, 29), (2000, 29), (1900, 28), (2100, 28)])
def test_february_has_its_leap_day_and_centuries_only_every_fourth(year, last):
    assert containing(PeriodKind.MONTH, date(year, 2, 1)).end == date(year, 2, last)


def test_a_year_holds_its_leap_day():
    lengths = [(period.end - period.start).days + 1 for period in map(financial_year, (2018, 2019, 2020, 2099))]
    assert lengths == [365, 366, 365, 365]


def test_the_first_quarter_of_a_financial_year_begins_in_april_and_the_last_in_january():
    assert [quarter(2017, number).start for number in (1, 2, 3, 4)] == [
        date(2017, 4, 1),
        date(2017, 7, 1),
        date(2017, 10, 1),
        date(2018, 1, 1),
    ]
    assert quarter(2017, 4).next() == quarter(2018, 1)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (financial_year(1999), "1999/00"),
        (financial_year(2017), "2017/18"),
        (containing(PeriodKind.ACADEMIC_YEAR, date(2016, 9, 1)), "2016/17 academic year"),
        (containing(PeriodKind.CALENDAR_YEAR, date(2019, 6, 1)), "2019"),
        (quarter(2017, 4), "Q4 2017/18"),
        (containing(PeriodKind.MONTH, date(2023, 5, 31)), "May 2023"),
        (snapshot(date(2018, 3, 31)), "31 March 2018"),
        (Period(PeriodKind.RANGE, date(2019, 2, 1), date(2019, 8, 31)), "February to August 2019"),
        (Period(PeriodKind.RANGE, date(2022, 10, 1), date(2023, 2, 28)), "October 2022 to February 2023"),
        (Period(PeriodKind.RANGE, date(2023, 9, 11), date(2023, 9, 15)), "11 to 15 September 2023"),
        (Period(PeriodKind.RANGE, date(2023, 3, 1), date(2023, 3, 31)), "1 to 31 March 2023"),
        (Period(PeriodKind.RANGE, date(2023, 3, 5), date(2023, 5, 31)), "5 March to 31 May 2023"),
        (Period(PeriodKind.RANGE, date(2022, 12, 5), date(2023, 1, 4)), "5 December 2022 to 4 January 2023"),
    ],
)
def test_labels_are_written_as_a_reader_would(period, label):
    assert period.label == label


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(PeriodError, match="ends on 1 March 2018, before it starts on 2 March 2018"):
        Period(PeriodKind.RANGE, date(2018, 3, 2), date(2018, 3, 1))
