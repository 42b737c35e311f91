"""Strategies for periods of the years 1901 to 2190, well inside those that are read."""

from datetime import date, timedelta

from hypothesis import strategies as st

from analytics.evidence.period import Period, PeriodKind, containing, month_end, snapshot

REGULAR = [kind for kind in PeriodKind if kind not in (PeriodKind.SNAPSHOT, PeriodKind.RANGE)]


def days():
    return st.dates(date(1901, 1, 1), date(2190, 12, 31))


def regular_periods():
    return st.builds(containing, st.sampled_from(REGULAR), days())


def snapshots():
    return days().map(snapshot)


def ranges():
    """Ranges of days, most of them short, and ranges of whole months."""
    of_days = st.builds(
        lambda first, length: Period(PeriodKind.RANGE, first, first + timedelta(days=length)),
        days(),
        st.integers(0, 800),
    )
    of_months = of_days.map(
        lambda period: Period(
            PeriodKind.RANGE, period.start.replace(day=1), month_end(period.end.year, period.end.month)
        )
    )
    return of_days | of_months


def periods():
    return regular_periods() | snapshots() | ranges()
