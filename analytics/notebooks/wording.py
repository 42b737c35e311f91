"""Figures and changes in plain words. Every number a view says is written here."""

from collections.abc import Iterable, Mapping
from typing import Any

from analytics.evidence.period import PeriodKind
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Status, Unit


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
        case Unit.DAYS | Unit.WEEKS | Unit.HOURS:
            name = unit.value.removesuffix("s") if abs(value) == 1 else unit.value
            return f"{minus}{digits} {name}"
        case _:
            return f"{minus}{digits}"


def qualified(row: Mapping[str, Any], unit: Unit, prefix: str = "") -> str:
    """A row's figure with what makes it less than firm: about, more than, less than, provisional.

    `prefix` names the columns to read, such as "previous_". A forecast is said by the sentence round it.

    >>> half = {"value": 50.0, "printed": "50", "status": "estimated", "note": "Upper bound: almost half"}
    >>> qualified(half, Unit.PERCENT)
    'less than 50%'
    """
    words = figure(row[f"{prefix}value"], unit, row[f"{prefix}printed"])
    match row[f"{prefix}status"]:
        case Status.PROVISIONAL:
            return f"{words} (provisional)"
        case Status.ESTIMATED:
            note = row[f"{prefix}note"]
            bound = {"Lower bound": "more than", "Upper bound": "less than"}.get(note.partition(":")[0], "about")
            return f"{bound} {words}"
        case _:
            return words


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
    return f"{words} ({_size(size / abs(previous) * 100)}%)" if previous else words


def when(period: str) -> str:
    """A period with its preposition.

    >>> when("31 March 2018"), when("2017/18"), when("February to August 2019")
    ('on 31 March 2018', 'in 2017/18', 'from February to August 2019')
    """
    return f"{_PREPOSITIONS.get(parse_period(period).kind, 'in')} {period}"


_PREPOSITIONS = {PeriodKind.SNAPSHOT: "on", PeriodKind.RANGE: "from", PeriodKind.ACADEMIC_YEAR: "in the"}


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
