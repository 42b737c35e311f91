"""Rounding by the 10-5 rule: what is shown of a figure, so that no exact number of people can be had from it."""

from dataclasses import dataclass

from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.policy import Policy

_TIMES = {Unit.PERCENT: 100.0, Unit.RATE_PER_10K: 10_000.0, Unit.RATIO: 1.0, Unit.CHILDREN_PER_WORKER: 1.0}
_AVERAGES = (Unit.DAYS, Unit.WEEKS, Unit.HOURS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a row in place of the exact figure."""

    value: float
    numerator: float | None
    denominator: float | None
    printed: str


def nearest(number: float, to: int) -> int:
    """The multiple nearest to a number of people.

    >>> nearest(304, 5), nearest(12, 5)
    (305, 10)
    """
    return int(number / to + 0.5) * to


def rounded(behind: Behind, numbers: Numbers, policy: Policy, children: int | None) -> Shown | None:
    """What is shown of a figure of people, worked out again from rounded numbers; None where it cannot be.

    A percentage of a group that nobody knows the size of is shown to a whole per cent. A rate of which nobody can say
    how many it counts cannot be shown, and nor can one without a known population (`children`).
    """
    row, unit, to = behind.row, Unit(behind.row["unit"]), policy.rounds_to
    top = None if behind.top is None else float(nearest(numbers.value(behind.top), to))
    bottom = None if behind.bottom is None else float(nearest(numbers.value(behind.bottom), to))
    decimals = len(row["printed"].partition(".")[2])
    if unit is Unit.COUNT:
        value = float(nearest(row["value"], to))
        return Shown(value, None, None, f"{value:.0f}")
    if unit in _AVERAGES:
        return Shown(row["value"], None, bottom, row["printed"])
    if unit in (Unit.RATE_PER_10K, Unit.CHILDREN_PER_WORKER):
        bottom = row["denominator"] or (float(children) if children and unit is Unit.RATE_PER_10K else None)
    if top is not None and bottom:
        value = round(_TIMES[unit] * top / bottom, decimals)
        return Shown(value, top, bottom, f"{value:.{decimals}f}")
    if unit is Unit.PERCENT:
        value = float(int(row["value"] + 0.5))
        return Shown(value, None, None, f"{value:.0f}")
    return Shown(row["value"], top, None, row["printed"]) if unit is Unit.CHILDREN_PER_WORKER else None
