"""How far a printed figure can be from the true one because it was rounded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.reconciliation.words import decimals_of

# A figure printed in words, such as a third, can be this share of itself away.
_IN_WORDS = 0.1


@dataclass(frozen=True, slots=True)
class Between:
    """The least and the most that a figure can be."""

    low: float
    high: float

    def __add__(self, other: "Between") -> "Between":
        return Between(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Between") -> "Between":
        return Between(self.low - other.high, self.high - other.low)

    def overlaps(self, other: "Between") -> bool:
        """Whether both can be the same number."""
        slack = 1e-9 * max(1.0, abs(self.high), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def over(self, other: "Between", scale: float) -> "Between | None":
        """The ratio times `scale`; None where the divisor can be 0."""
        if other.low <= 0 <= other.high:
            return None
        corners = [a / b * scale for a in (self.low, self.high) for b in (other.low, other.high)]
        return Between(min(corners), max(corners))


def exactly(value: float) -> Between:
    """A number that was not rounded."""
    return Between(value, value)


def between(row: Mapping[str, Any], beside: Iterable[Mapping[str, Any]] = ()) -> Between:
    """What the true figure can be behind a printed one.

    `row` has value, printed, unit and status, and so do the rows `beside` it in one piece of arithmetic. Counts of
    children, workers or activities are exact; so are posts in whole numbers. Posts with decimals are full-time
    equivalents, rounded like everything else, and then so are the whole numbers of posts beside them.

    >>> between({"value": 63.1, "printed": "63.1", "unit": "rate per 10,000", "status": "final"})
    Between(low=63.05, high=63.15)
    """
    value, unit, decimals = row["value"], Unit(row["unit"]), decimals_of(row)
    if row["status"] == Status.ESTIMATED:
        return Between(value - abs(value) * _IN_WORDS, value + abs(value) * _IN_WORDS)
    whole = not decimals and not any(other["unit"] == Unit.POSTS and decimals_of(other) for other in beside)
    if unit is Unit.COUNT or (unit is Unit.POSTS and whole):
        return exactly(value)
    half = 0.5 * 10.0**-decimals
    return Between(round(value - half, decimals + 2), round(value + half, decimals + 2))
