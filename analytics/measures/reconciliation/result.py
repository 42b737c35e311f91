"""What a reconciliation says."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was set against what."""

    IDENTITY = "figures that should agree"
    PARTS = "total against parts"
    PERCENTAGE = "percentage against counts"
    CLAIM = "statement against figure"
    STATEMENTS = "statement against statement"
    REPEAT = "one figure for two measures"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One comparison: what is printed, what the arithmetic gives, and how to read the difference fairly.

    `difference` is printed less computed, in the unit of the measure; None where words are compared. `subject` names
    the measure, member and period, so that two rules that find the same can be told.
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
