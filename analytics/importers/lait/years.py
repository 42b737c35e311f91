"""The years of the Local Authority Interactive Tool, which are text in a dozen spellings, as periods.

A lone year is the one in which the period ends: "2025" is the financial year 2024/25, the academic year 2024/25, or the
day, 31 March 2025. This is how the tool compiles them; its data dictionary gives the kind of year (`Year_Type`).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.evidence.period import Period, PeriodKind, containing
from analytics.importers.releases.times import PeriodRule, period_of


class YearKind(StrEnum):
    """What a year of a measure stands for: the rules of the releases, and the school census in January."""

    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    AT_31_MARCH = "31 March"
    AT_30_SEPTEMBER = "30 September"
    JANUARY = "January"


# The kinds that the data dictionary writes, in small letters.
YEAR_TYPES = {
    "financial year": YearKind.FINANCIAL_YEAR,
    "academic year": YearKind.ACADEMIC_YEAR,
    "calendar year": YearKind.CALENDAR_YEAR,
    "annual (end of sept)": YearKind.AT_30_SEPTEMBER,
    "annual - january": YearKind.JANUARY,
    "annual": YearKind.AT_31_MARCH,
}
_PROVISIONAL = {"prov", "provisional"}
# "OT" is the outturn: what was spent, not what was planned.
_FIRM = {"", "rev", "revised", "final", "ot", "outturn"}


@dataclass(frozen=True)
class Year:
    """A period and whether its figures may still change."""

    period: Period
    provisional: bool = False


def read_year(text: str, kind: YearKind) -> Year | None:
    """The period that a year's text means for a measure of this kind; None where it means none or could mean two.

    >>> read_year("2025 (prov)", YearKind.ACADEMIC_YEAR)
    Year(period=Period('2024/25 academic year'), provisional=True)
    >>> read_year("2024-25 (OT)", YearKind.FINANCIAL_YEAR).period, read_year("2014-16", YearKind.CALENDAR_YEAR).period
    (Period('2024/25'), Period('January 2014 to December 2016'))
    """
    match = re.fullmatch(r"\s*(?P<years>[\d/\s–-]+?)\s*(?:\((?P<mark>[^)]*)\))?\s*", text)
    mark = (match["mark"] or "").strip().casefold() if match else ""
    if not match or mark not in _PROVISIONAL | _FIRM:
        return None
    period = _period(re.sub(r"\s", "", match["years"]).replace("–", "-"), kind)
    return Year(period, mark in _PROVISIONAL) if period else None


def _period(years: str, kind: YearKind) -> Period | None:
    if single := re.fullmatch(r"\d{4}", years):
        return _ending(int(single[0]), kind)
    if pair := re.fullmatch(r"(\d{4})[-/](\d{2}|\d{4})", years):
        return _pair(int(pair[1]), _second(pair[1], pair[2]), kind)
    # "2013/14-15/16": three financial years put together.
    if span := re.fullmatch(r"(\d{4})/(\d{2})-(\d{2})/(\d{2})", years):
        first, last = int(span[1]), _second(span[1], span[3])
        follows = _second(span[1], span[2]) == first + 1 and _second(span[1], span[4]) == last + 1
        return _span(first, last + 1, kind) if follows and last > first else None
    return None


def _second(first: str, second: str) -> int:
    """The year that two digits after a full year mean: "2014", "16" is 2016 and "1999", "00" is 2000."""
    if len(second) == 4:
        return int(second)
    year = int(first) // 100 * 100 + int(second)
    return year if year >= int(first) else year + 100


def _pair(first: int, second: int, kind: YearKind) -> Period | None:
    if kind is YearKind.CALENDAR_YEAR:
        # Two calendar years in a row could also be one year that begins in the first of them.
        return _span(first, second, kind) if second > first + 1 else None
    return _ending(second, kind) if second == first + 1 else None


def _ending(year: int, kind: YearKind) -> Period | None:
    if not 1990 <= year <= 2100:
        return None
    if kind is YearKind.JANUARY:
        return containing(PeriodKind.MONTH, date(year, 1, 1))
    return period_of(year, PeriodRule(kind.value))


def _span(first: int, last: int, kind: YearKind) -> Period | None:
    """Whole years put together; None where they are not years of the calendar or of account, or more than ten."""
    if not (1990 <= first < last <= 2100 and last - first <= 10):
        return None
    if kind is YearKind.CALENDAR_YEAR:
        return Period(PeriodKind.RANGE, date(first, 1, 1), date(last, 12, 31))
    if kind is YearKind.FINANCIAL_YEAR:
        return Period(PeriodKind.RANGE, date(first, 4, 1), date(last, 3, 31))
    return None
