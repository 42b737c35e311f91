"""A meeting: when and where the committee meets, with whom, on what, and in whose words."""

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from analytics.enquiry.linter.individuals import check_no_individual
from analytics.enquiry.settings import DEFAULTS
from analytics.notebooks.packs.dates import working_days_before
from analytics.notebooks.running_order import RunningOrder


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
    id of a line too; notes are for members only. `minutes` is the time for all questions together. Witnesses are
    roles; `name_witnesses` says that the name and role that a document prints may stand in a brief to a witness.
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
        for name, day in (("requests_sent", self.requests_sent), ("answers_due", self.answers_due)):
            if day and day > self.date:
                raise ValueError(f"{name} is {day}, after the meeting on {self.date}. Choose an earlier day")
        return self

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
