"""A signal: one reason, found by rule in the evidence, why a measure deserves a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SignalKind(StrEnum):
    """The rules, by the code under which the method pages explain them."""

    ADVERSE_TREND = "S01"
    SHARP_REVERSAL = "S02"
    STEP_CHANGE = "S03"
    OFF_BENCHMARK = "S04"
    BENCHMARKS_DISAGREE = "S05"
    AHEAD_BUT_SLIPPING = "S06"
    TARGET_MISSED = "S07"
    AT_MAXIMUM = "S08"
    VOLUME_AND_TIMELINESS = "S09"
    DENOMINATOR_SHIFT = "S10"
    STALE = "S11"
    PROVISIONAL = "S12"
    NO_COMPARATOR = "S13"
    MISSING = "S14"
    TEXT_AGAINST_FIGURE = "S15"
    SELECTIVE_TEXT = "S16"
    CLAIM_WITHOUT_FIGURE = "S17"
    DOES_NOT_ADD_UP = "S18"
    SMALL_NUMBER = "S19"
    SPEND_AND_OUTCOME = "S20"
    AGENCY_AND_VACANCY = "S21"
    REPEATED_FINDING = "S22"
    HEADLINE_MASKS = "S23"
    DOCUMENTS_CONFLICT = "S24"
    DEFINITION_DIFFERS = "S25"
    CEILING = "S26"

    @property
    def plainly(self) -> str:
        """The rule in words."""
        return _IN_WORDS[self]

    @property
    def is_about_the_data(self) -> bool:
        """Whether it says something of the figure itself, which a reader must know before what the figure says."""
        return self in _ABOUT_THE_DATA


_IN_WORDS = {
    SignalKind.ADVERSE_TREND: "A run the wrong way",
    SignalKind.SHARP_REVERSAL: "A sharp turn the wrong way",
    SignalKind.STEP_CHANGE: "A step the right way",
    SignalKind.OFF_BENCHMARK: "On the worse side of others",
    SignalKind.BENCHMARKS_DISAGREE: "Comparators disagree",
    SignalKind.AHEAD_BUT_SLIPPING: "Ahead of others but slipping",
    SignalKind.TARGET_MISSED: "A target missed or a duty not kept",
    SignalKind.AT_MAXIMUM: "Caseload at its maximum",
    SignalKind.VOLUME_AND_TIMELINESS: "More work and how fast it is done",
    SignalKind.DENOMINATOR_SHIFT: "The whole changed with its parts",
    SignalKind.STALE: "An old figure or comparator",
    SignalKind.PROVISIONAL: "A provisional figure",
    SignalKind.NO_COMPARATOR: "Nothing to compare with",
    SignalKind.MISSING: "A figure that is not given",
    SignalKind.TEXT_AGAINST_FIGURE: "The text and the figure differ",
    SignalKind.SELECTIVE_TEXT: "The text leaves part of a table out",
    SignalKind.CLAIM_WITHOUT_FIGURE: "A statement without a figure",
    SignalKind.DOES_NOT_ADD_UP: "Figures that do not add up",
    SignalKind.SMALL_NUMBER: "A small number",
    SignalKind.SPEND_AND_OUTCOME: "Money and what it changes",
    SignalKind.AGENCY_AND_VACANCY: "Agency workers and vacancies",
    SignalKind.REPEATED_FINDING: "Raised before, and raised again",
    SignalKind.HEADLINE_MASKS: "A headline better than one of its parts",
    SignalKind.DOCUMENTS_CONFLICT: "Two statements that do not fit together",
    SignalKind.DEFINITION_DIFFERS: "Counted in another way than elsewhere",
    SignalKind.CEILING: "No room left to show more",
}
_ABOUT_THE_DATA = {
    SignalKind.STALE,
    SignalKind.PROVISIONAL,
    SignalKind.NO_COMPARATOR,
    SignalKind.MISSING,
    SignalKind.DOES_NOT_ADD_UP,
    SignalKind.SMALL_NUMBER,
    SignalKind.DEFINITION_DIFFERS,
}


class Direction(StrEnum):
    """What a signal is to the reader. A neutral measure never gives a concern or a strength of performance."""

    CONCERN = "concern"
    STRENGTH = "strength"
    CAUTION = "caution"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Cited:
    """One published figure or passage that a signal rests on, as the evidence strip shows it."""

    document: str
    locator: str
    what: str
    period: str
    value: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal. `size` is 1 at its threshold; `confidence` is 3 worked out from tables, 2 stated, 1 inferred.

    `slots` are the words that the question library may use, every figure in them among `cited` or `arithmetic`.
    `variant` names the case of the rule, where it has several.
    """

    kind: SignalKind
    indicator: str
    area: str
    dimension: str
    member: str
    variant: str
    direction: Direction
    size: float
    confidence: int
    slots: Mapping[str, str]
    cited: tuple[Cited, ...]
    arithmetic: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def is_about_understanding(self) -> bool:
        """Whether it is only about how far a figure can be understood. Alone it is asked in writing."""
        return self.kind in _UNDERSTANDING or (self.kind, self.variant) in _UNDERSTANDING_CASES

    def __post_init__(self) -> None:
        if not self.cited:
            raise ValueError(f"{self.kind.name} on {self.indicator} cites nothing: no evidence, no question.")


_UNDERSTANDING = {SignalKind.STALE, SignalKind.PROVISIONAL, SignalKind.NO_COMPARATOR, SignalKind.SMALL_NUMBER}
_UNDERSTANDING_CASES = {
    (SignalKind.MISSING, "not given"),
    (SignalKind.MISSING, "of releases"),
    (SignalKind.DENOMINATOR_SHIFT, "denominator"),
    (SignalKind.DEFINITION_DIFFERS, "definition"),
    (SignalKind.CLAIM_WITHOUT_FIGURE, "one"),
}
