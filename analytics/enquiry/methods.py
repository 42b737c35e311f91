"""The methods: what every rule does, why, where it is wrong, and an example of it, in plain words."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analytics.enquiry.linter.sentences import sentences_of, straight, word_count
from analytics.enquiry.settings import Settings

METHODS = Path(__file__).parents[2] / "data" / "methods"
LONGEST_SENTENCE = 30


class Part(StrEnum):
    """The kinds of methods, by the file that holds them."""

    SIGNALS = "signals"
    RULES = "rules"
    RECONCILIATION = "reconciliation"
    RANKING = "ranking"

    @property
    def plainly(self) -> str:
        """What the methods of this part do."""
        return _PLAINLY[self]


_PLAINLY = {
    Part.SIGNALS: "What deserves a question",
    Part.RULES: "What makes a good question",
    Part.RECONCILIATION: "What is set against what",
    Part.RANKING: "How lines are ranked",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Method(_Strict):
    """One method: a rule by its code, or a step of the ranking by its name.

    A method has a worked `example` from a shipped document, or a `bad` question and a `better` one for what is `given`.
    `example_document` and `example_indicator` name what the example is of. `thresholds` are names of settings.
    """

    id: str = Field(pattern=r"^([SR][0-9]{1,2}|[a-z][a-z-]*)$")
    name: str = Field(min_length=1)
    what: str = Field(min_length=1)
    why: str = Field(min_length=1)
    problem: str = Field(min_length=1)
    example: str = ""
    example_document: str = ""
    example_indicator: str = ""
    given: str = ""
    bad: str = ""
    better: str = ""
    thresholds: tuple[str, ...] = ()
    limits: tuple[str, ...] = Field(min_length=1)
    source: str = ""

    @property
    def is_coded(self) -> bool:
        """Whether readers meet it by a code such as S01."""
        return self.id[0].isupper()

    @property
    def title(self) -> str:
        """Code and name, or the name alone."""
        return f"{self.id}: {self.name}" if self.is_coded else self.name

    def texts(self) -> tuple[str, ...]:
        """Every text of ours; what is to be mended is not."""
        every = (self.name, self.what, self.why, self.problem, self.example, self.given, self.better, *self.limits)
        return tuple(text for text in (*every, self.source) if text)

    @model_validator(mode="after")
    def _has_one_kind_of_example(self) -> Self:
        if bool(self.example) == bool(self.bad and self.better):
            raise ValueError(f"{self.id}: give an example, or a bad question and a better one")
        return self

    @model_validator(mode="after")
    def _names_settings_that_exist(self) -> Self:
        strange = [name for name in self.thresholds if name not in Settings.model_fields]
        if strange:
            raise ValueError(f"{self.id}: there is no setting {', '.join(strange)}")
        return self

    @model_validator(mode="after")
    def _has_short_sentences(self) -> Self:
        for text in self.texts():
            for sentence in sentences_of(straight(text)):
                if word_count(sentence) > LONGEST_SENTENCE:
                    raise ValueError(f"{self.id}: {word_count(sentence)} words in “{sentence}”")
        return self


class _MethodsFile(_Strict):
    methods: tuple[Method, ...] = Field(min_length=1)


@cache
def load_methods(folder: Path = METHODS) -> dict[Part, tuple[Method, ...]]:
    """Every method by its part, in the order of its file. Raises ValueError, with the file's name, for a faulty one."""
    found: dict[Part, tuple[Method, ...]] = {}
    for part in Part:
        path = folder / f"{part}.toml"
        try:
            file = _MethodsFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            error.add_note(f"in {path.name}")
            raise
        found[part] = file.methods
    return found


def find_method(name: str) -> tuple[Part, Method] | None:
    """The part and the method of a code or name; None where there is none."""
    return next(
        ((part, method) for part, methods in load_methods().items() for method in methods if method.id == name), None
    )
