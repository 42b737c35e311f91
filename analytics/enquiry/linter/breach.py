"""A breach: one rule of good questions that a text does not keep yet, and how to mend it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Rule(StrEnum):
    """What a line of questioning keeps to, by the code under which the method pages explain it."""

    OPEN = "R1"
    ONE_POINT = "R2"
    EVIDENCE = "R3"
    IMPACT = "R4"
    NOT_LEADING = "R5"
    NO_INDIVIDUAL = "R6"
    NOT_POLITICAL = "R7"
    RIGHT_WITNESS = "R8"
    FOLLOW_UP = "R9"
    OBSERVABLE = "R10"
    CAVEAT = "R11"
    NEUTRAL = "R12"
    PLAIN = "R13"
    IN_PUBLIC = "R14"
    LEADS_SOMEWHERE = "R15"
    NOT_ASKED_BEFORE = "R16"

    @property
    def plainly(self) -> str:
        """What the rule asks for, in a few words."""
        return _PLAINLY[self]

    @property
    def place(self) -> int:
        """Where it comes among the rules, from 1."""
        return int(self.value[1:])


_PLAINLY = {
    Rule.OPEN: "An open question",
    Rule.ONE_POINT: "One point at a time",
    Rule.EVIDENCE: "Every figure comes from the evidence",
    Rule.IMPACT: "It asks about children and families",
    Rule.NOT_LEADING: "It leaves the answer to the witness",
    Rule.NO_INDIVIDUAL: "Nobody can be recognised",
    Rule.NOT_POLITICAL: "It stays out of party politics",
    Rule.RIGHT_WITNESS: "The witness can answer it",
    Rule.FOLLOW_UP: "There is a follow-up",
    Rule.OBSERVABLE: "What a good answer holds can be seen",
    Rule.CAVEAT: "The caution travels with the figure",
    Rule.NEUTRAL: "No judgement on a neutral measure",
    Rule.PLAIN: "Plain English",
    Rule.IN_PUBLIC: "It can be answered in public",
    Rule.LEADS_SOMEWHERE: "The answer leads somewhere",
    Rule.NOT_ASKED_BEFORE: "It was not asked before",
}


class Severity(StrEnum):
    """Whether a text should change before it is used, or could be better."""

    BLOCK = "block"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing to mend: the rule, where ("question", "follow-up 1"), the words and why, and how to put it instead."""

    rule: Rule
    severity: Severity
    where: str
    what: str
    hint: str


class LineLike(Protocol):
    """What the linter reads of a line of questioning.

    `evidence_texts` holds every value, period, piece of arithmetic and name of a measure that the line may use.
    `needs_caveat` says that a figure is provisional, old, small or without comparator. `neutral` says that the measure
    is neither good nor bad when it rises. `asked_before` holds the questions of earlier meetings.
    """

    @property
    def finding(self) -> str: ...  # noqa: D102 - the class says what each is
    @property
    def question(self) -> str: ...  # noqa: D102
    @property
    def follow_ups(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def good_answer(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def worry(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def witness_role(self) -> str: ...  # noqa: D102
    @property
    def mode(self) -> str: ...  # noqa: D102
    @property
    def leads_to(self) -> str: ...  # noqa: D102
    @property
    def caveats(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def evidence_texts(self) -> Collection[str]: ...  # noqa: D102
    @property
    def needs_caveat(self) -> bool: ...  # noqa: D102
    @property
    def neutral(self) -> bool: ...  # noqa: D102
    @property
    def asked_before(self) -> Sequence[str]: ...  # noqa: D102
