"""The question library: templates of findings and questions, written by people, filled with words of the evidence."""

import string
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analytics.enquiry.signal import SignalKind
from analytics.enquiry.slots import CASES, offered

LIBRARY = Path(__file__).parents[2] / "data" / "questions"


class Angle(StrEnum):
    """What a question is after. A good pack covers all of them."""

    OUTCOMES = "outcomes for children"
    CAUSES = "causes"
    PLANS = "plans"
    RESOURCES = "resources"
    ASSURANCE = "assurance"
    VOICE = "voice of the child"


class Mode(StrEnum):
    """Whether a witness can be expected to answer on the day."""

    ORAL = "oral"
    WRITTEN = "written"


class LeadsTo(StrEnum):
    """What the committee can do with the answer."""

    ASSURANCE = "assurance"
    INFORMATION = "information request"
    RECOMMENDATION = "recommendation"
    WORK_PROGRAMME = "work programme"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Template(_Strict):
    """What findings and questions share: the cases they fit."""

    signals: tuple[SignalKind, ...] = Field(min_length=1)
    cases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    def fits(self, kind: SignalKind, case: str, theme: str, indicator: str) -> bool:
        """Whether it may be used for a signal."""
        return (
            kind in self.signals
            and (not self.cases or case in self.cases)
            and (not self.themes or theme in self.themes)
            and (not self.indicators or indicator in self.indicators)
        )

    @property
    def closeness(self) -> int:
        """How closely it is written for its case: a measure's own before a theme's before a general one."""
        return 4 * bool(self.indicators) + 2 * bool(self.themes) + bool(self.cases)

    @property
    def is_of_a_measure_or_theme(self) -> bool:
        """Whether it is written for some measures or themes only."""
        return bool(self.indicators or self.themes)

    def texts(self) -> tuple[str, ...]:
        """Every text with slots."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _asks_only_for_words_that_its_signals_offer(self) -> Self:
        fitting = [
            (kind, case) for kind in self.signals for case in CASES[kind] if not self.cases or case in self.cases
        ]
        unknown = [case for case in self.cases if not any(case in CASES[kind] for kind in self.signals)]
        if unknown:
            raise ValueError(f"there is no case {unknown[0]!r} of {', '.join(self.signals)}")
        for kind, case in fitting:
            strange = slots_of(*self.texts()) - offered(kind, case)
            if strange:
                raise ValueError(f"{kind.value} {case!r} offers no {', '.join(sorted(strange))}")
        return self


class FindingTemplate(_Template):
    """One or two sentences that say what was found; `further` says it where the figure itself has just been given."""

    text: str
    further: str = ""

    def texts(self) -> tuple[str, ...]:
        """Everything that may hold slots."""
        return (self.text, self.further)


class QuestionTemplate(_Template):
    """An opening question with all that goes with it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    angle: Angle
    witness: str
    mode: Mode = Mode.ORAL
    question: str
    follow_ups: tuple[str, ...] = Field(min_length=1, max_length=3)
    good_answer: tuple[str, ...] = Field(min_length=2, max_length=5)
    worry: tuple[str, ...] = Field(min_length=1, max_length=4)
    leads_to: LeadsTo

    def texts(self) -> tuple[str, ...]:
        """Everything that may hold slots."""
        return (self.question, *self.follow_ups, *self.good_answer, *self.worry)


class _QuestionsFile(_Strict):
    findings: tuple[FindingTemplate, ...] = ()
    questions: tuple[QuestionTemplate, ...] = ()


class Role(_Strict):
    """A kind of witness: what it can be asked, and how its title is found among those a document lists."""

    id: str
    name: str
    titles: dict[str, str] = {}
    answers: str
    words: tuple[str, ...]

    def title(self, theme: str) -> str:
        """The role as a reader knows it, for a theme."""
        return self.titles.get(theme, self.name)


class _RolesFile(_Strict):
    roles: tuple[Role, ...]


class Together(_Strict):
    """Measures that must be read together."""

    reading: str = Field(pattern=r"^(volume and timeliness|stock and flow|so far and in a year|spend and outcome)$")
    first: str
    second: str
    of: str = ""


class _TogetherFile(_Strict):
    together: tuple[Together, ...]


class AbsentArea(_Strict):
    """Something that members everywhere ask about, and the written request where the papers are silent on it."""

    id: str
    name: str
    theme: str
    indicators: tuple[str, ...]
    why: str
    request: str
    witness: str


class _AbsentFile(_Strict):
    areas: tuple[AbsentArea, ...]


@dataclass(frozen=True)
class Library:
    """Everything in data/questions."""

    findings: tuple[FindingTemplate, ...]
    questions: tuple[QuestionTemplate, ...]
    roles: dict[str, Role]
    together: tuple[Together, ...]
    absent: tuple[AbsentArea, ...]


_File = TypeVar("_File", bound=BaseModel)

_OTHERS = {"witnesses.toml", "together.toml", "absent.toml"}


@cache
def load_library(folder: Path = LIBRARY) -> Library:
    """The library as its files hold it. Raises pydantic's ValidationError, with the file's name, on a bad template."""
    files = [_read(path, _QuestionsFile) for path in sorted(folder.glob("*.toml")) if path.name not in _OTHERS]
    return Library(
        findings=tuple(entry for file in files for entry in file.findings),
        questions=tuple(entry for file in files for entry in file.questions),
        roles={role.id: role for role in _read(folder / "witnesses.toml", _RolesFile).roles},
        together=_read(folder / "together.toml", _TogetherFile).together,
        absent=_read(folder / "absent.toml", _AbsentFile).areas,
    )


def _read(path: Path, model: type[_File]) -> _File:
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        error.add_note(f"in {path.name}")
        raise


def slots_of(*texts: str) -> frozenset[str]:
    """The names of the slots in texts."""
    return frozenset(name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name)
