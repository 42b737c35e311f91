"""How far a printed figure can be from the true one because it was rounded."""

from dataclasses import dataclass

from analytics.evidence.vocabulary import Status, Unit

# Counts of children, workers, posts or activities are exact. Everything else was rounded to the decimals printed.
_EXACT = (Unit.COUNT, Unit.POSTS)
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


def printed_between(value: float, printed: str, unit: Unit, status: str | None) -> Between:
    """What the true figure can be behind a printed one.

    >>> printed_between(63.1, "63.1", Unit.RATE_PER_10K, "final")
    Between(low=63.05, high=63.15)
    """
    if status == Status.ESTIMATED:
        return Between(value - abs(value) * _IN_WORDS, value + abs(value) * _IN_WORDS)
    if unit in _EXACT:
        return exactly(value)
    return rounded(value, len(printed.partition(".")[2]))


def rounded(value: float, decimals: int) -> Between:
    """What the true figure can be behind one rounded to so many decimals."""
    half = 0.5 * 10.0**-decimals
    return Between(round(value - half, decimals + 2), round(value + half, decimals + 2))
