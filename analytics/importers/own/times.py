"""Periods as councils' own files write them, in words that can mean one period only."""

import re

from analytics.evidence.period import Period, PeriodError, PeriodKind, containing, financial_year
from analytics.evidence.period_spellings import parse_period
from analytics.importers.own.layout import Days, Layout, Years

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+")


def read(text: str) -> Period | None:
    """The period that a text means; None where it is none or could be two."""
    try:
        return parse_period(text)
    except PeriodError:
        return None


def period_meant(text: str, layout: Layout, *, only_known: bool = False) -> str:
    """The period's own spelling, by what the layout says of bare years, first days and months without a year.

    A text that is no period is given back as it is, or as "" with `only_known`.

    >>> layout = Layout(columns={"value": "n"}, months_of="2025/26", years=Years.ENDING, first_days=Days.MONTH)
    >>> [period_meant(text, layout) for text in ("Jan", "2025 Oct", "2024", "2025-05-01", "Total")]
    ['January 2026', 'October 2025', '2023/24', 'May 2025', 'Total']
    """
    given = _MOMENT.sub(r"\1", " ".join(text.split()))
    period = read(given) or _month_of(given, layout.months_of) or _year_first(given)
    if period is None:
        return "" if only_known else text
    if period.kind is PeriodKind.CALENDAR_YEAR and _YEAR.fullmatch(given) and layout.years is not Years.CALENDAR:
        period = financial_year(period.start.year - (layout.years is Years.ENDING))
    if period.kind is PeriodKind.SNAPSHOT and period.start.day == 1 and layout.first_days is Days.MONTH:
        period = containing(PeriodKind.MONTH, period.start)
    return period.label


def _year_first(text: str) -> Period | None:
    """A month under its year, as two rows of headings give it: "2025 Oct", "2025/26 Oct"."""
    year, _, month = text.partition(" ")
    return read(f"{month} {year}") if _YEAR.fullmatch(year) and month.isalpha() else _month_of(month, year)


def _month_of(text: str, year: str) -> Period | None:
    """A month without a year, as one of a financial year."""
    if not year or not re.fullmatch(r"[A-Za-z]{3,9}\.?", text):
        return None
    whole = read(year)
    if whole is None or whole.kind is not PeriodKind.FINANCIAL_YEAR:
        return None
    found = [month for start in (whole.start.year, whole.end.year) if (month := read(f"{text} {start}"))]
    return next((month for month in found if whole.start <= month.start <= whole.end), None)
