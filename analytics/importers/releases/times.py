"""Times: the year that a row is of, and the period that a measure of that year describes.

The department writes a reporting or calendar year in four digits (2025), and an academic or financial year in six
(202425). Either is told here by the year in which it ends. Source: Department for Education, Explore education
statistics, data standards ("time period and time identifier").
"""

import re
from calendar import month_name
from datetime import date
from enum import StrEnum

import polars as pl

from analytics.evidence.period import Period, PeriodKind, containing, financial_year, snapshot


class PeriodRule(StrEnum):
    """What period a measure describes in a row of one year."""

    FINANCIAL_YEAR = "financial year"
    MARCH = "31 March"
    SEPTEMBER = "30 September"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    MID_YEAR = "mid-year"


_FOUR_DIGITS = ("reporting year", "calendar year")
_SIX_DIGITS = ("academic year", "financial year", "reporting year", "tax year")


def year_of(time_period: str, identifier: str) -> int | None:
    """The year in which the time of a row ends; None where it is no year, or no year that can be told.

    >>> year_of("2025", "Reporting year"), year_of("202425", "Academic year")
    (2025, 2025)
    >>> year_of("2025", "Academic year") is year_of("202426", "Academic year") is year_of("2025", "Week 12") is None
    True
    """
    digits, said = time_period.strip(), identifier.strip().lower()
    if re.fullmatch(r"(19|20|21)\d\d", digits) and said in _FOUR_DIGITS:
        return int(digits)
    if re.fullmatch(r"(19|20|21)\d{4}", digits) and said in _SIX_DIGITS:
        last = int(digits[:4]) + 1
        return last if last % 100 == int(digits[4:]) else None
    return None


def period_of(year: int, rule: PeriodRule) -> Period:
    """The period that a figure of a year describes.

    A stock of the year ending 31 March 2025 is that day, a flow the financial year before it. The estimate of the
    population in the middle of a year is of 30 June (Office for National Statistics, Population estimates).

    >>> period_of(2025, PeriodRule.MARCH), period_of(2025, PeriodRule.FINANCIAL_YEAR)
    (Period('31 March 2025'), Period('2024/25'))
    """
    match rule:
        case PeriodRule.FINANCIAL_YEAR:
            return financial_year(year - 1)
        case PeriodRule.ACADEMIC_YEAR:
            return containing(PeriodKind.ACADEMIC_YEAR, date(year - 1, 9, 1))
        case PeriodRule.CALENDAR_YEAR:
            return containing(PeriodKind.CALENDAR_YEAR, date(year, 1, 1))
        case PeriodRule.MARCH:
            return snapshot(date(year, 3, 31))
        case PeriodRule.SEPTEMBER:
            return snapshot(date(year, 9, 30))
        case PeriodRule.MID_YEAR:
            return snapshot(date(year, 6, 30))


def periods(years: list[int], rule: PeriodRule) -> pl.DataFrame:
    """The period of each year under a rule: `year` with the evidence's four columns of a period."""
    found = [period_of(year, rule) for year in years]
    columns = {
        "year": years,
        "period": [period.label for period in found],
        "period_kind": [period.kind.value for period in found],
        "period_start": [period.start for period in found],
        "period_end": [period.end for period in found],
    }
    schema = pl.Schema(
        {
            "year": pl.Int32(),
            "period": pl.String(),
            "period_kind": pl.String(),
            "period_start": pl.Date(),
            "period_end": pl.Date(),
        }
    )
    return pl.DataFrame(columns, schema=schema)


def in_words(day: date) -> str:
    """A day as a reader writes it: "31 March 2025"."""
    return f"{day.day} {month_name[day.month]} {day.year}"
