"""Periods: what stretch of time, or which day, a figure describes.

A council writes "17/18 Outturn", a national release "201718" and a chart "May 23". All of them become a
`Period` that knows its kind, its first and its last day. Only like kinds form a series.

`period_spellings` reads them; this module says what they are.

>>> Period(PeriodKind.RANGE, date(2022, 10, 1), date(2023, 2, 28)).label
'October 2022 to February 2023'
"""

from calendar import month_name, monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """The kinds of period. A series holds periods of one kind."""

    FINANCIAL_YEAR = "financial_year"
    ACADEMIC_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    QUARTER = "quarter"
    MONTH = "month"
    SNAPSHOT = "snapshot"
    RANGE = "range"


class PeriodError(ValueError):
    """The text is no period, or could be more than one. The message says what would work."""


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """A stretch of time from `start` to `end`, both days included, of one `kind`."""

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"The period ends on {_day(self.end)}, before it starts on {_day(self.start)}.")

    def __repr__(self) -> str:
        return f"Period({self.label!r})"

    @property
    def label(self) -> str:
        """The one spelling that the app writes; `parse_period` reads it back to the same period."""
        return _LABELS[self.kind](self)

    def next(self) -> "Period | None":
        """The period of the same kind that follows at once; None for a snapshot or a range."""
        if self.kind in (PeriodKind.SNAPSHOT, PeriodKind.RANGE):
            return None
        return containing(self.kind, self.end + timedelta(days=1))


def financial_year(start: int) -> Period:
    """The council year from 1 April of `start` to 31 March of the year after."""
    return containing(PeriodKind.FINANCIAL_YEAR, date(start, 4, 1))


def snapshot(day: date) -> Period:
    """The period that is one day."""
    return Period(PeriodKind.SNAPSHOT, day, day)


def containing(kind: PeriodKind, day: date) -> Period:
    """The regular period of `kind` in which `day` falls."""
    if kind is PeriodKind.MONTH:
        return Period(kind, day.replace(day=1), month_end(day.year, day.month))
    if kind is PeriodKind.QUARTER:
        first = 3 * ((day.month - 1) // 3) + 1
        return Period(kind, date(day.year, first, 1), month_end(day.year, first + 2))
    opening = {PeriodKind.FINANCIAL_YEAR: 4, PeriodKind.ACADEMIC_YEAR: 9, PeriodKind.CALENDAR_YEAR: 1}[kind]
    year = day.year if day.month >= opening else day.year - 1
    return Period(kind, date(year, opening, 1), date(year + 1, opening, 1) - timedelta(days=1))


def quarter(first_year: int, number: int) -> Period:
    """Quarter `number` of the financial year that begins in `first_year`."""
    year, month = (first_year, 3 * number + 1) if number < 4 else (first_year + 1, 1)
    return containing(PeriodKind.QUARTER, date(year, month, 1))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _day(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def _pair(period: Period) -> str:
    return f"{period.start.year}/{period.end.year % 100:02d}"


def _quarter_label(period: Period) -> str:
    year = containing(PeriodKind.FINANCIAL_YEAR, period.start)
    number = (period.start.month - 4) // 3 + 1 if period.start.month >= 4 else 4
    return f"Q{number} {_pair(year)}"


def _range_label(period: Period) -> str:
    start, end = period.start, period.end
    whole_months = start.day == 1 and end == month_end(end.year, end.month)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    if not whole_months:
        first = f"{start.day} {month_name[start.month]}" if start.year == end.year else _day(start)
        return f"{first} to {_day(end)}"
    first = month_name[start.month] if start.year == end.year else f"{month_name[start.month]} {start.year}"
    return f"{first} to {month_name[end.month]} {end.year}"


_LABELS: dict[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.FINANCIAL_YEAR: _pair,
    PeriodKind.ACADEMIC_YEAR: lambda period: f"{_pair(period)} academic year",
    PeriodKind.CALENDAR_YEAR: lambda period: str(period.start.year),
    PeriodKind.QUARTER: _quarter_label,
    PeriodKind.MONTH: lambda period: f"{month_name[period.start.month]} {period.start.year}",
    PeriodKind.SNAPSHOT: lambda period: _day(period.end),
    PeriodKind.RANGE: _range_label,
}
