"""The closed words of the evidence: every status, reason, unit and polarity that a file may use."""

from enum import StrEnum


class Status(StrEnum):
    """How firm a printed figure is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    FORECAST = "forecast"
    HYPOTHETICAL = "hypothetical"
    ESTIMATED = "estimated"


class MissingReason(StrEnum):
    """Why a value is not there. A missing value is null with one of these, never 0."""

    SUPPRESSED = "suppressed"
    LOW = "low"
    LOW_RELIABILITY = "low_reliability"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"
    NOT_SUPPLIED = "not_supplied"
    LOST_IN_EXTRACTION = "lost_in_extraction"

    @property
    def plainly(self) -> str:
        """The reason in words for a table cell or a chart label."""
        return _REASON_IN_WORDS[self]


_REASON_IN_WORDS = {
    MissingReason.SUPPRESSED: "Withheld: small number",
    MissingReason.LOW: "Low: rounds to 0 but is not 0",
    MissingReason.LOW_RELIABILITY: "Withheld: not reliable",
    MissingReason.NOT_AVAILABLE: "Not available",
    MissingReason.NOT_APPLICABLE: "Does not apply",
    MissingReason.NOT_COLLECTED: "Not collected",
    MissingReason.NOT_SUPPLIED: "Not supplied",
    MissingReason.LOST_IN_EXTRACTION: "Lost in the published file",
}

# The symbols of DfE's releases. A dash does not say why a value is missing (some compilers use it for
# every reason), so it reads as the weakest claim, "not available".
SYMBOLS = {
    "c": MissingReason.SUPPRESSED,
    "x": MissingReason.NOT_AVAILABLE,
    ":": MissingReason.NOT_AVAILABLE,
    "..": MissingReason.NOT_AVAILABLE,
    "-": MissingReason.NOT_AVAILABLE,
    "z": MissingReason.NOT_APPLICABLE,
    "k": MissingReason.LOW,
    "low": MissingReason.LOW,
    "~": MissingReason.LOW,
    "u": MissingReason.LOW_RELIABILITY,
}


class Unit(StrEnum):
    """What a value is measured in."""

    PERCENT = "percent"
    COUNT = "count"
    RATE_PER_10K = "rate per 10,000"
    DAYS = "days"
    WEEKS = "weeks"
    HOURS = "hours"
    GBP_MILLION = "£ million"
    POSTS = "posts"
    CHILDREN_PER_WORKER = "children per worker"
    RATIO = "ratio"

    @property
    def is_percentage(self) -> bool:
        """Whether changes are counted in percentage points."""
        return self is Unit.PERCENT


class Polarity(StrEnum):
    """Which way is better. A neutral indicator is never called better or worse."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither"

    @property
    def sign(self) -> int:
        """+1 where higher is better, -1 where lower is better, 0 for neither."""
        return {Polarity.HIGHER: 1, Polarity.LOWER: -1, Polarity.NEITHER: 0}[self]

    @property
    def plainly(self) -> str:
        """Which way is better, as a sentence."""
        if self is Polarity.NEITHER:
            return "Neither a high nor a low figure is by itself better."
        return f"{self.value.capitalize()}."


class DocumentKind(StrEnum):
    """What sort of published document a folder holds."""

    SELF_EVALUATION = "self-evaluation"
    PEER_CHALLENGE = "peer challenge"
    INSPECTION = "inspection"
    COMMITTEE_REPORT = "committee report"
    PERFORMANCE_REPORT = "performance report"
    NATIONAL_RELEASE = "national release"
    OWN_FIGURES = "the council’s own figures"
    MAPPED_FILE = "data file read by a mapping made here"


class TargetKind(StrEnum):
    """What a stated level is for."""

    TARGET = "target"
    MAXIMUM = "maximum"
    STANDARD = "standard"


class FindingKind(StrEnum):
    """What a finding says."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    CONTEXT = "context"

    @property
    def plainly(self) -> str:
        """The kind in words, with its shape, for a reader."""
        return {
            FindingKind.STRENGTH: "✓ Strength",
            FindingKind.IMPROVEMENT: "▲ Needs improvement",
            FindingKind.CONTEXT: "○ Context",
        }[self]


class Asserted(StrEnum):
    """What a claim in a narrative says happened or holds."""

    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"
    ROSE_SLIGHTLY = "rose slightly"
    FELL_SLIGHTLY = "fell slightly"
    DID_NOT_RISE = "did not rise"
    DID_NOT_FALL = "did not fall"
    DOUBLED = "doubled"
    HALVED = "halved"
    IMPROVED = "improved"
    WORSENED = "worsened"
    HIGH = "high"
    LOW = "low"
    ABOVE = "above"
    BELOW = "below"
    IN_LINE = "in line"
    MET = "met"
    MISSED = "missed"
