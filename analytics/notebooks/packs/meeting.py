"""A meeting: when and where the committee meets, with whom, on what, and in whose words."""

import datetime
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.enquiry.linter.individuals import check_no_individual
from analytics.enquiry.settings import DEFAULTS
from analytics.evidence.wording import day_in_words
from analytics.notebooks.packs.dates import working_days_before
from analytics.notebooks.running_order import RunningOrder

# No id of a line or of a council has one.
_PUT_BY = ":"


class Sharing(StrEnum):
    """What witnesses see beforehand. Questions are shared only where the Chair has agreed to it."""

    THEMES = "themes"
    QUESTIONS = "questions"


def _a_role(text: str) -> str:
    """The text where it is a role and no name. Raises ValueError otherwise."""
    if check_no_individual(text, "role"):
        raise ValueError(f"“{text}” looks like a name. Give the role, such as Service Director or Scrutiny Officer")
    return text


Role = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_a_role)]


class Meeting(BaseModel):
    """One meeting of a committee, as far as its papers need it.

    `running_order` holds the lines by their ids: those kept, else those shown. `own_wordings` and `notes` are by the
    id of a line too; notes are for members only. Once the notebook is about another council they are put by under the
    council they are for, "barnsley:icpc_15", and stand beside no line until it is about that council again. `minutes`
    is the time for all questions together. Witnesses are roles; `name_witnesses` says that the name and role that a
    document prints may stand in a brief to a witness.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    committee: str = Field("Overview and Scrutiny Committee", min_length=1, max_length=200)
    date: datetime.date
    time: str = ""
    place: str = ""
    reference: str = ""
    author: Role = "Scrutiny Officer"
    contact: str = ""
    version: str = "Draft 1"
    big_question: str = ""
    witnesses: tuple[Role, ...] = ()
    name_witnesses: bool = False
    themes: tuple[str, ...] = ()
    themes_or_questions: Sharing = Sharing.THEMES
    running_order: RunningOrder = RunningOrder()
    most_lines: int = Field(DEFAULTS.most_lines, ge=1, le=8)
    own_wordings: dict[str, str] = {}
    notes: dict[str, str] = {}
    minutes: int = Field(60, ge=5, le=480)
    requests_sent: datetime.date | None = None
    answers_due: datetime.date | None = None
    corrections_due: datetime.date | None = None

    @model_validator(mode="after")
    def _dates_come_before_the_meeting(self) -> Self:
        days = (("for sending requests", self.requests_sent), ("for written answers", self.answers_due))
        for what, day in days:
            if day and day > self.date:
                raise ValueError(
                    f"The day {what}, {day_in_words(day)}, is after the meeting on {day_in_words(self.date)}. "
                    "Choose an earlier day"
                )
        if self.requests_sent and self.answers_due and self.answers_due < self.requests_sent:
            raise ValueError(
                f"Written answers would be due on {day_in_words(self.answers_due)}, before the requests go out on "
                f"{day_in_words(self.requests_sent)}. Choose another day"
            )
        return self

    def having(self, **parts: Any) -> Self:
        """The meeting with some parts changed. Raises ValueError, in words, where one of them will not do."""
        try:
            return self.model_validate({**dict(self), **parts})
        except ValidationError as error:
            raise ValueError(_in_words(error)) from error

    def moved(self, was: str, now: str) -> Self:
        """As it is once its notebook, which was about one council, is about another: what is by line is put by.

        What was put by for the new council comes back, so nothing that was written is lost.
        """
        if was == now:
            return self

        def name(line: str) -> str:
            council, put_by, own = line.rpartition(_PUT_BY)
            return f"{was}{_PUT_BY}{line}" if not put_by else own if council == now else line

        return self.model_copy(
            update={
                "running_order": self.running_order.named(name),
                "own_wordings": {name(line): text for line, text in self.own_wordings.items()},
                "notes": {name(line): text for line, text in self.notes.items()},
            }
        )

    def put_by(self) -> dict[str, int]:
        """How many wordings and notes are put by, by the council that they are for."""
        councils = (council_of(line) for line in (*self.own_wordings, *self.notes))
        return dict(Counter(council for council in councils if council))

    @property
    def requests_by(self) -> datetime.date:
        """When requests for written information go out: as set, else 20 working days before."""
        return self.requests_sent or working_days_before(self.date, 20)

    @property
    def answers_by(self) -> datetime.date:
        """When written answers are wanted: as set, else 10 working days before, when the draft is made."""
        return self.answers_due or working_days_before(self.date, 10)

    @property
    def corrections_by(self) -> datetime.date:
        """Until when a figure can be corrected: as set, else 8 working days before, when the evidence is locked."""
        return self.corrections_due or working_days_before(self.date, 8)

    def wording(self, line: str, suggested: str) -> str:
        """The reader's own wording of a line's opening question, else the suggested one."""
        return self.own_wordings.get(line, "").strip() or suggested

    def minutes_each(self, lines: Iterable[object]) -> int:
        """How many whole minutes each of some lines gets.

        >>> Meeting(date=datetime.date(2023, 9, 12)).minutes_each(range(8))
        7
        """
        return self.minutes // max(1, len(tuple(lines)))


def council_of(line: str) -> str:
    """The council for which something by the id of a line is put by; blank where it is for the notebook's own.

    >>> council_of("barnsley:icpc_15"), council_of("icpc_15")
    ('barnsley', '')
    """
    return line.rpartition(_PUT_BY)[0]


# What pydantic says of a part, in words for whoever typed it.
_REFUSALS = {
    "string_too_short": "This cannot be blank. Write something",
    "string_too_long": "This is too long: {max_length} letters are the most",
    "greater_than_equal": "This is too little: {ge} is the least",
    "less_than_equal": "This is too much: {le} is the most",
    "date_type": "This needs a day. Choose one",
}


def _in_words(error: ValidationError) -> str:
    """The first thing that is wrong, as one sentence."""
    first = error.errors()[0]
    refusal = _REFUSALS.get(first["type"])
    # Only our own words are a form to fill in: the other messages quote what was typed, braces and all.
    said = refusal.format(**first.get("ctx", {})) if refusal else first["msg"].removeprefix("Value error, ")
    return f"{said.rstrip('.')}."
