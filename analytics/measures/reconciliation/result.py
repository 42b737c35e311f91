"""What a reconciliation says."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What was set against what."""

    IDENTITY = "figures that should agree"
    PARTS = "total against parts"
    PERCENTAGE = "percentage against counts"
    RATE = "rate against count and population"
    PLAN = "plan carried forward"
    CLAIM = "statement against figure"
    STATEMENTS = "statement against statement"
    REPEAT = "one figure for two measures"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One comparison: what is printed, what the arithmetic gives, and how to read the difference fairly.

    `difference` is printed less computed, in the unit of the measure; None where words are compared. `subject` names
    the measure, member and period, so that two rules that find the same can be told. `figures` are the rows compared,
    the printed one first, and None in its place where nobody printed it, as with the hundred that shares make up
    (`printed` then says what is expected); a target stands where it was compared. `claims` are the statements compared.
    """

    kind: Kind
    document: str
    locator: str
    subject: str
    indicator: str
    statement: str
    printed: str
    computed: str
    arithmetic: str
    difference: float | None
    explained_by_rounding: bool
    charitable_reading: str
    question: str
    fails: bool
    figures: tuple[dict[str, Any] | None, ...] = field(default=(), compare=False, repr=False)
    claims: tuple[dict[str, Any], ...] = field(default=(), compare=False, repr=False)
