"""A line of questioning: what was found, what to ask about it, and why, all of it traceable."""

from dataclasses import dataclass, replace

from analytics.enquiry.filling import evidence_texts
from analytics.enquiry.library import Angle, LeadsTo, Mode
from analytics.enquiry.score import Score
from analytics.enquiry.signal import Cited, Signal
from analytics.enquiry.witnesses import Witness


@dataclass(frozen=True, slots=True)
class Line:
    """One line, on one measure. `finding` is what the opening question is about, `also_found` the rest worth saying.

    `in_writing` are the questions on the same measure that nobody could answer on the day. `good_answer` and `worry`
    are for members only. `id` stays the same while the measure does, so that notes can be kept beside it.
    """

    id: str
    template: str
    theme: str
    indicator: str
    measure: str
    finding: str
    also_found: tuple[str, ...]
    question: str
    follow_ups: tuple[str, ...]
    in_writing: tuple[str, ...]
    witness: Witness
    mode: Mode
    angle: Angle
    leads_to: LeadsTo
    good_answer: tuple[str, ...]
    worry: tuple[str, ...]
    why_it_matters: str
    caveats: tuple[str, ...]
    signals: tuple[Signal, ...]
    score: Score
    neutral: bool
    asked_before: tuple[str, ...] = ()

    def for_all(self) -> "Line":
        """The line without what is for members only."""
        return replace(self, good_answer=(), worry=())

    @property
    def lead(self) -> Signal:
        """The signal that the opening question is about."""
        return self.signals[0]

    @property
    def found(self) -> str:
        """All that was found, in one paragraph."""
        return " ".join((self.finding, *self.also_found))

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The evidence strip: every published figure and passage, each once."""
        return tuple(dict.fromkeys(entry for signal in self.signals for entry in signal.cited))

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """Every sum that a sentence rests on, each once."""
        return tuple(dict.fromkeys(text for signal in self.signals for text in signal.arithmetic))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every text that was made from the evidence."""
        return (
            self.finding,
            *self.also_found,
            self.question,
            *self.follow_ups,
            *self.in_writing,
            *self.good_answer,
            *self.worry,
        )

    @property
    def witness_role(self) -> str:
        """The id of the role that the question is for."""
        return self.witness.role

    @property
    def evidence_texts(self) -> tuple[str, ...]:
        """Every text whose figures the line may repeat."""
        return evidence_texts(self.signals)

    @property
    def needs_caveat(self) -> bool:
        """Whether the figure itself is in question, so that a caveat must travel with it."""
        return any(signal.kind.is_about_the_data and signal.size >= 1 for signal in self.signals)
