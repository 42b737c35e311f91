"""Figures and changes in plain words. Every number a view says is written here."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from analytics.evidence.period import PeriodKind, month_end
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Status, Unit

# Below this a count swings by itself: no share of it is given, and it is not ranked as a change.
TOO_FEW = 20


def figure(value: float, unit: Unit, printed: str = "") -> str:
    """A figure with its unit, with the decimals it was printed with.

    >>> figure(99.4, Unit.PERCENT, "99.4"), figure(4409, Unit.COUNT, "4409"), figure(0.621, Unit.GBP_MILLION, "0.621")
    ('99.4%', '4,409', '£621,000')
    >>> figure(-0.1, Unit.GBP_MILLION, "-0.1")
    '−£0.1 million'
    """
    decimals = len(printed.partition(".")[2]) if printed else _decimals(value)
    digits = f"{abs(value):,.{decimals}f}"
    minus = "−" if value < 0 and digits.strip("0.") else ""
    match unit:
        case Unit.PERCENT:
            return f"{minus}{digits}%"
        case Unit.GBP_MILLION if decimals > 2 and abs(value) < 1:
            return f"{minus}£{abs(value) * 1_000_000:,.0f}"
        case Unit.GBP_MILLION:
            return f"{minus}£{digits} million"
        case Unit.RATE_PER_10K:
            return f"{minus}{digits} per 10,000"
        case Unit.DAYS | Unit.WEEKS | Unit.HOURS:
            name = unit.value.removesuffix("s") if abs(value) == 1 else unit.value
            return f"{minus}{digits} {name}"
        case _:
            return f"{minus}{digits}"


def qualified(row: Mapping[str, Any], unit: Unit, prefix: str = "") -> str:
    """A row's figure as the document gave it: in its own words where it used words, and marked where it is provisional.

    `prefix` names the columns to read, such as "previous_". A forecast is said by the sentence round it.

    >>> note = "Upper bound: printed in words as almost half."
    >>> half = {"value": 50.0, "printed": "50", "status": "estimated", "note": note}
    >>> qualified(half, Unit.PERCENT)
    'almost half'
    """
    words = figure(row[f"{prefix}value"], unit, row[f"{prefix}printed"])
    status, note = row[f"{prefix}status"], row[f"{prefix}note"] or ""
    quoted = _in_the_documents_words(note)
    bound = {"Lower bound": "more than", "Upper bound": "less than"}.get(note.partition(":")[0], "")
    if status == Status.PROVISIONAL:
        return f"{words} (provisional)"
    if status == Status.ESTIMATED or bound:
        return quoted if 0 < len(quoted.split()) <= 4 else f"{bound or 'about'} {words}"
    return f"{words} (“{quoted}”)" if unit.is_percentage and quoted and len(quoted.split()) <= 4 else words


def in_title(qualified_figure: str) -> str:
    """A figure from `qualified` where there is room for one thing: the document's words, not a percentage made of them.

    >>> in_title("0% (“not provided as standard”)"), in_title("66.3%")
    ('“not provided as standard”', '66.3%')
    """
    figures, _, words = qualified_figure.partition(" (“")
    return f"“{words[:-1]}" if words else figures


def _in_the_documents_words(note: str) -> str:
    """What a note says was printed in words; blank where it says nothing of that."""
    found = re.search(r"(?:rinted in words(?: as|:)|bound: printed as) ([^.,;]+(?:,\d{3})?)", note)
    return found[1].strip() if found else ""


def difference(change: float, unit: Unit, previous: float | None = None) -> str:
    """The size of a change, without its direction. Percentages differ in percentage points.

    >>> difference(-9.3, Unit.PERCENT, 77.2), difference(543, Unit.COUNT, 3866)
    ('9.3 percentage points', '543 (14.0%)')
    """
    size = abs(change)
    if unit.is_percentage:
        number = _size(size).removesuffix(".0")
        return f"{number} percentage point" + ("" if number == "1" else "s")
    words = figure(size, unit)
    # A share of very few says more than is there: 5 to 7 is two more, not 40 per cent.
    if unit in (Unit.COUNT, Unit.POSTS) and previous is not None and abs(previous) < TOO_FEW:
        return words
    return f"{words} ({_size(size / abs(previous) * 100)}%)" if previous else words


def ordinal(number: int) -> str:
    """A place in an order.

    >>> ordinal(1), ordinal(12), ordinal(23)
    ('1st', '12th', '23rd')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def when(period: str, *, at_end: bool = False) -> str:
    """A period with its preposition. With `at_end` the figure is of its last day, as open activities are.

    >>> when("31 March 2018"), when("2017/18"), when("February to August 2019")
    ('on 31 March 2018', 'in 2017/18', 'over February to August 2019')
    >>> when("1 to 30 June 2023"), when("1 to 30 June 2023", at_end=True), when("2017/18", at_end=True)
    ('in June 2023', 'at the end of June 2023', 'at the end of 2017/18')
    """
    read = parse_period(period)
    month = f"{read.end:%B %Y}" if read.end == month_end(read.end.year, read.end.month) else ""
    if at_end and read.kind is PeriodKind.RANGE:
        return f"at the end of {month}" if month else f"on {day_in_words(read.end)}"
    if at_end and read.kind is not PeriodKind.SNAPSHOT:
        return f"at the end of {'the ' * (read.kind is PeriodKind.ACADEMIC_YEAR)}{period}"
    if month and read.kind is PeriodKind.RANGE and read.start == read.end.replace(day=1):
        return f"in {month}"
    return f"{_PREPOSITIONS.get(read.kind, 'in')} {period}"


def when_of(row: Mapping[str, Any], prefix: str = "") -> str:
    """The period of a row with its preposition: one of `facts.latest` says whether its figure is of the last day.

    `prefix` names the column to read, such as "previous_".
    """
    return when(row[f"{prefix}period"], at_end=bool(row.get("at_period_end")))


_PREPOSITIONS = {PeriodKind.SNAPSHOT: "on", PeriodKind.RANGE: "over", PeriodKind.ACADEMIC_YEAR: "in the"}


def span(first: str, last: str) -> str:
    """From one period to another. Ranges would read as one long range, so only the end of the last is given."""
    if first == last:
        return first
    if PeriodKind.RANGE in (parse_period(first).kind, parse_period(last).kind):
        return f"up to {day_in_words(parse_period(last).end)}"
    return f"{first} to {last}"


def short_period(period: str) -> str:
    """A period as short as an axis needs it.

    >>> short_period("February to August 2019"), short_period("1 to 30 June 2023"), short_period("2017/18")
    ('Feb–Aug 2019', '1–30 Jun 2023', '2017/18')
    """
    read = parse_period(period)
    if read.kind is not PeriodKind.RANGE:
        return period
    start, end = read.start, read.end
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    whole_months = start.day == 1 and end == month_end(end.year, end.month)
    first, last = (f"{start:%b}", f"{end:%b}") if whole_months else (f"{start.day} {start:%b}", f"{end.day} {end:%b}")
    return f"{first}–{last} {end.year}" if start.year == end.year else f"{first} {start.year}–{last} {end.year}"


def day_in_words(day: date | None) -> str:
    """A day as a reader says it: 12 September 2023."""
    return f"{day.day} {day:%B %Y}" if day else "any day"


def short_figure(value: float, unit: Unit, printed: str) -> str:
    """A figure as short as a chart needs it; the subtitle names the unit.

    >>> short_figure(184.6, Unit.DAYS, "184.6"), short_figure(7.2, Unit.GBP_MILLION, "7.2")
    ('184.6', '£7.2m')
    """
    bare = unit if unit in (Unit.PERCENT, Unit.GBP_MILLION) else Unit.COUNT
    return figure(value, bare, printed).replace(" million", "m")


def direction(change: float) -> str:
    """Rose, fell or did not change, as the arithmetic says."""
    if abs(change) < 1e-9:
        return "did not change"
    return "rose" if change > 0 else "fell"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun, singular or plural.

    >>> count_of(1, "finding"), count_of(2, "child", "children")
    ('1 finding', '2 children')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def first_words(text: str, most: int = 10) -> str:
    """At most `most` words of `text`, with an ellipsis where some were left out."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + "…"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _decimals(value: float) -> int:
    """As few decimals as write the value in full, up to three; one where it has more, because it was worked out."""
    return next((decimals for decimals in range(4) if abs(value - round(value, decimals)) < 1e-9), 1)


def _size(size: float) -> str:
    """A percentage with one decimal; never 0 where there is a difference."""
    return "less than 0.1" if 1e-9 < size < 0.05 else f"{size:.1f}"
