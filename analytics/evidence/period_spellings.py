"""Reading periods in every spelling that data/README.md lists.

>>> parse_period("16/17")
Period('2016/17')
>>> parse_period("Oct 22 – 28 Feb 23").label
'October 2022 to February 2023'
"""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from analytics.evidence.period import (
    Period,
    PeriodError,
    PeriodKind,
    containing,
    financial_year,
    month_end,
    quarter,
    snapshot,
)


def parse_period(text: str) -> Period:
    """The period that `text` means.

    The spellings are listed in data/README.md. Raises PeriodError where the text is no period, or where it could be
    two different ones; the message then names both.
    """
    found = _candidates(text)
    if not found:
        raise PeriodError(
            f"“{text}” is not a period. Write a year (2017/18), a quarter (Q4 2017/18), a month (May 2023), "
            "a day (31 March 2018) or a range (February to August 2019)."
        )
    if len(found) > 1:
        readings = " or ".join(f"{_described(period)}" for period in found)
        raise PeriodError(f"“{text}” could be {readings}. Write it in full.")
    return found[0]


@lru_cache(maxsize=4096)
def _candidates(text: str) -> tuple[Period, ...]:
    """Every reading of `text`, each once, in the order of the readers below."""
    tidy = _tidied(text)
    readings = (period for reader in _READERS for period in reader(tidy))
    return tuple(dict.fromkeys(readings))


def _tidied(text: str) -> str:
    """`text` in one spelling of dashes, quotes, ordinals and filler words."""
    tidy = re.sub(r"[‐-―−]", "-", text).replace("’", "'").strip()
    tidy = re.sub(r"\s+", " ", tidy)
    tidy = re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1", tidy, flags=_FLAGS)
    tidy = re.sub(r"^(as at|at|as of|on) (?=\d)", "", tidy, flags=_FLAGS)
    tidy = re.sub(r"^(year ending|y/e) ", "12 months to ", tidy, flags=_FLAGS)
    # An outturn is of a financial year: "2011-12 outturn" cannot be December 2011.
    tidy = re.sub(rf"^(FY ?)?({_YEARS}|\d{{6}}) ?(outturn|financial year)$", r"FY \2", tidy, flags=_FLAGS)
    return re.sub(r" ?(outturn|financial year)$", "", tidy, flags=_FLAGS)


# Capital or small letters, of the English alphabet only: elsewhere a long s is a capital S too, and no key of _MONTHS.
_FLAGS = re.IGNORECASE | re.ASCII
_YEARS = r"(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})"
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"'?(?P<year>\d{4}|\d{2})"


def _full_year(digits: str) -> int:
    """Four digits as they are; two as 1970 to 2069."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _first_year(first: str, second: str) -> int | None:
    """The first of two years written one after the other; None where they do not follow."""
    start = _full_year(first)
    follows = _full_year(second) if len(second) == 4 else (start // 100) * 100 + int(second)
    if len(second) == 2 and start % 100 == 99:
        follows += 100
    return start if follows == start + 1 else None


def _in_reach(year: int) -> bool:
    return 1900 <= year <= 2199


def _read_financial_year(text: str) -> Iterator[Period]:
    match = re.fullmatch(rf"(?:FY ?)?{_YEARS}", text, _FLAGS) or re.fullmatch(
        r"(?:FY ?)?(?P<first>\d{4})(?P<second>\d{2})", text, _FLAGS
    )
    if match:
        start = _first_year(match["first"], match["second"])
        if start is not None and _in_reach(start):
            yield financial_year(start)


def _read_academic_year(text: str) -> Iterator[Period]:
    match = re.fullmatch(rf"(?:academic year|AY) ?{_YEARS}", text, _FLAGS) or re.fullmatch(
        rf"{_YEARS} academic year", text, _FLAGS
    )
    if match:
        start = _first_year(match["first"], match["second"])
        if start is not None and _in_reach(start):
            yield containing(PeriodKind.ACADEMIC_YEAR, date(start, 9, 1))


def _read_calendar_year(text: str) -> Iterator[Period]:
    match = re.fullmatch(r"(?:calendar year )?(\d{4})", text, _FLAGS)
    if match and _in_reach(int(match[1])):
        yield containing(PeriodKind.CALENDAR_YEAR, date(int(match[1]), 1, 1))


def _read_quarter(text: str) -> Iterator[Period]:
    match = re.fullmatch(rf"Q(?P<quarter>[1-4]),? {_YEARS}", text, _FLAGS) or re.fullmatch(
        rf"{_YEARS},? Q(?P<quarter>[1-4])", text, _FLAGS
    )
    if match:
        start = _first_year(match["first"], match["second"])
        if start is not None and _in_reach(start):
            yield quarter(start, int(match["quarter"]))
    # "Q1 2019" does not say whose first quarter: both readings, so that it is refused.
    lone = re.fullmatch(r"Q(?P<quarter>[1-4]),? (?P<year>\d{4})", text, _FLAGS)
    if lone and _in_reach(int(lone["year"])):
        year, number = int(lone["year"]), int(lone["quarter"])
        yield quarter(year, number)
        yield containing(PeriodKind.QUARTER, date(year, 3 * number - 2, 1))


def _read_month(text: str) -> Iterator[Period]:
    named = re.fullmatch(rf"{_MONTH} ?-?{_YEAR}", text, _FLAGS)
    if named:
        yield from _month(_full_year(named["year"]), _MONTHS[named["month"].lower()])
    # Months in figures: 2023-05, 05/2023, 05/23 and 202305. Some can also be a year, and are then refused.
    for pattern in (
        r"(?P<year>\d{4})(?:\s?-\s?)?(?P<month>\d{2})",
        r"(?P<month>\d{2})\s?[/-]\s?(?P<year>\d{4}|\d{2})",
    ):
        figures = re.fullmatch(pattern, text, _FLAGS)
        if figures:
            yield from _month(_full_year(figures["year"]), int(figures["month"]))


def _read_day(text: str) -> Iterator[Period]:
    # Day before month, as in Britain; the ISO order is year, month, day.
    named = re.fullmatch(rf"(?P<day>\d{{1,2}})[ -]{_MONTH}[ -]{_YEAR}", text, _FLAGS)
    if named:
        yield from _snapshot(_full_year(named["year"]), _MONTHS[named["month"].lower()], int(named["day"]))
    for pattern in (
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    ):
        figures = re.fullmatch(pattern, text, _FLAGS)
        if figures:
            yield from _snapshot(_full_year(figures["year"]), int(figures["month"]), int(figures["day"]))


def _read_range(text: str) -> Iterator[Period]:
    parts = re.fullmatch(r"(?P<from>.+?)(?: to | - )(?P<to>.+)", text, _FLAGS)
    if not parts:
        return
    months = re.fullmatch(r"(?:the )?(\d{1,2}) months", parts["from"], _FLAGS)
    for last in _single(parts["to"]):
        if months:
            yield from _months_up_to(last, int(months[1]))
            continue
        for first in _first_part(parts["from"], last):
            if first.start <= last.end:
                yield Period(PeriodKind.RANGE, first.start, last.end)


def _single(text: str) -> Iterator[Period]:
    """Readings of one end of a range: a day, a month or a year."""
    for reader in (_read_day, _read_month, _read_financial_year, _read_academic_year, _read_calendar_year):
        yield from reader(text)


def _first_part(text: str, last: Period) -> Iterator[Period]:
    """Readings of the first end of a range; a missing month or year is the last one's, or the year before."""
    complete = list(_single(text))
    if complete:
        yield from complete
        return
    day = re.fullmatch(rf"(?P<day>\d{{1,2}})(?: {_MONTH})?", text, _FLAGS)
    month = re.fullmatch(_MONTH, text, _FLAGS)
    if last.kind is PeriodKind.SNAPSHOT and day:
        number = _MONTHS[day["month"].lower()] if day["month"] else last.end.month
        year = last.end.year if number <= last.end.month else last.end.year - 1
        yield from _snapshot(year, number, int(day["day"]))
    if month:
        number = _MONTHS[month["month"].lower()]
        year = last.end.year if number <= last.end.month else last.end.year - 1
        yield from _month(year, number)


def _months_up_to(last: Period, count: int) -> Iterator[Period]:
    """The range of `count` whole months up to the month of `last`; nothing where that is not a month's end."""
    end = last.end
    if count == 0 or end != month_end(end.year, end.month):
        return
    first = end.year * 12 + end.month - count
    if first // 12 >= 1900:
        yield Period(PeriodKind.RANGE, date(first // 12, first % 12 + 1, 1), end)


_READERS: tuple[Callable[[str], Iterator[Period]], ...] = (
    _read_financial_year,
    _read_academic_year,
    _read_calendar_year,
    _read_quarter,
    _read_month,
    _read_day,
    _read_range,
)


def _month(year: int, month: int) -> Iterator[Period]:
    if 1 <= month <= 12 and _in_reach(year):
        yield containing(PeriodKind.MONTH, date(year, month, 1))


def _snapshot(year: int, month: int, day: int) -> Iterator[Period]:
    if 1 <= month <= 12 and _in_reach(year) and 1 <= day <= monthrange(year, month)[1]:
        yield snapshot(date(year, month, day))


def _described(period: Period) -> str:
    article = {
        PeriodKind.FINANCIAL_YEAR: "the financial year ",
        PeriodKind.CALENDAR_YEAR: "the calendar year ",
        PeriodKind.QUARTER: "the quarter ",
    }.get(period.kind, "")
    if period.kind is PeriodKind.QUARTER:
        months = f"{month_name[period.start.month]} to {month_name[period.end.month]} {period.end.year}"
        return f"{article}{period.label} ({months})"
    return f"{article}{period.label}"
