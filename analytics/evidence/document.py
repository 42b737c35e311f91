"""What a document's TOML files hold: the document itself, its identities and its reviewer's notes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from analytics.evidence.locator import LocatorStyle, Section, place_in_words, section_of
from analytics.evidence.period import Period, PeriodError
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.problem import Wrong
from analytics.evidence.vocabulary import DocumentKind


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _SectionEntry(_Strict):
    title: str
    from_: str = Field(alias="from")
    to: str


class DocumentFile(_Strict):
    """document.toml."""

    title: str
    short_title: str
    publisher: str
    authority: str
    kind: DocumentKind
    published: str
    available_from: date
    available_from_basis: str
    data_to: date
    licence: str
    attribution: str
    locators: LocatorStyle
    locator_help: str
    summary: str
    cautions: tuple[str, ...] = ()
    sections: tuple[_SectionEntry, ...]

    @model_validator(mode="after")
    def _figures_come_before_publication(self) -> Self:
        if self.available_from < self.data_to:
            raise Wrong(
                f"It was available from {self.available_from}, before the last day it describes ({self.data_to}).",
                "Correct one of the two dates.",
                "available_from",
            )
        return self


class Document(_Strict):
    """One published document: who wrote it, when the public could read it, and how its places are counted."""

    slug: str
    file: DocumentFile

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its headings in the order printed."""
        return tuple(Section(entry.title, entry.from_, entry.to) for entry in self.file.sections)

    def place(self, locator: str) -> str:
        """Where the locator is, in words a reader can follow."""
        return self.places([locator])[0]

    def places(self, locators: Iterable[str]) -> tuple[str, ...]:
        """Where the locators are: under their headings where lines are counted, by file where columns are, else by the
        paragraph's own number.
        """
        if self.file.locators is LocatorStyle.PARAGRAPH:
            return tuple(place_in_words(locator, self.file.locators) for locator in dict.fromkeys(locators))
        if self.file.locators is LocatorStyle.COLUMN:
            columns: dict[str, list[str]] = {}
            for locator in dict.fromkeys(locators):
                file, _, column = locator.partition("#")
                columns.setdefault(file, []).append(column)
            named = (f"{file}#{', '.join(of_it)}" for file, of_it in columns.items())
            return tuple(place_in_words(locator, self.file.locators) for locator in named)
        under: dict[str, list[str]] = {}
        for locator in dict.fromkeys(locators):
            heading = section_of(locator, self.sections, self.file.locators)
            under.setdefault(heading, []).append(place_in_words(locator, self.file.locators))
        return tuple(
            f"“{heading}”, {', '.join(places)}" if heading else ", ".join(places) for heading, places in under.items()
        )


def _period(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return parse_period(text)
    except PeriodError as error:
        raise Wrong(str(error), "") from error


class Selector(_Strict):
    """The observations that one term of an identity means. `member` "*" is every member of the dimension."""

    indicator: str
    area: str = ""
    dimension: str = ""
    member: str = ""
    locator: str = ""
    value: float | None = None
    period: Annotated[Period | None, BeforeValidator(_period)] = None
    sign: int = 1

    @model_validator(mode="after")
    def _sign_is_plus_or_minus_one(self) -> Self:
        if self.sign not in (1, -1):
            raise Wrong(f"The sign is {self.sign}.", "Write sign = -1 for a part that is taken away.")
        return self


class IdentityKind(StrEnum):
    """The arithmetic an identity asserts."""

    SUM = "sum"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    GROWTH = "growth"
    EQUAL = "equal"


_TERMS = {
    IdentityKind.SUM: ("parts",),
    IdentityKind.RATIO: ("numerator", "denominator"),
    IdentityKind.DIFFERENCE: ("later", "earlier"),
    IdentityKind.GROWTH: ("later", "earlier"),
    IdentityKind.EQUAL: ("other",),
}


class Identity(_Strict):
    """Something the document's own figures should satisfy."""

    id: str
    locator: str
    statement: str
    kind: IdentityKind
    whole: Selector | float
    parts: tuple[Selector, ...] = ()
    numerator: Selector | None = None
    denominator: Selector | None = None
    later: Selector | None = None
    earlier: Selector | None = None
    other: Selector | None = None
    scale: float = 1.0
    charitable_reading: str

    @model_validator(mode="after")
    def _has_the_terms_of_its_kind(self) -> Self:
        for term in _TERMS[self.kind]:
            if not getattr(self, term):
                raise Wrong(f"It is a {self.kind.value} but has no {term}.", f"Add {term} = ... to it.")
        return self

    def selectors(self) -> tuple[Selector, ...]:
        """Every term that is an observation, the whole first."""
        terms = (self.whole, *self.parts, self.numerator, self.denominator, self.later, self.earlier, self.other)
        return tuple(term for term in terms if isinstance(term, Selector))


class IdentitiesFile(_Strict):
    """identities.toml."""

    identities: tuple[Identity, ...] = ()


class ReviewerNote(_Strict):
    """What a careful reader sees and no rule could find."""

    locator: str
    text: str
    charitable_reading: str
    question: str = ""


class NotesFile(_Strict):
    """notes.toml."""

    notes: tuple[ReviewerNote, ...] = ()
