"""The catalogue: indicators, themes, authorities, neighbours, rating scales and the glossary."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from analytics.evidence.problem import Wrong
from analytics.evidence.vocabulary import Polarity, Unit


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(_Entry):
    """A part of children's social care. `tier` 1 is closest to a child's safety."""

    id: str
    name: str
    tier: int = Field(ge=1, le=5)
    why_it_matters: str = Field(min_length=10)


def _phrase(words: str) -> str:
    if not words.startswith("the ") or re.search(r"[.,;:()]", words) or words != words.strip():
        raise Wrong(f"“{words}” does not fit in a sentence.", "Begin with “the” and use no point, comma or bracket.")
    if len(words) > 75 or len(words.split()) > 12:
        raise Wrong(f"“{words}” is too long for a sentence.", "Use at most 12 words and 75 characters.")
    return words


def _breakdown(words: str) -> str:
    if not words.startswith(("the ", "how ")) or re.search(r"[.;:]", words):
        raise Wrong(
            f"“{words}” does not fit after “Please send us”.", "Begin with “the” or “how”, without a full stop."
        )
    return words


class Indicator(_Entry):
    """What a figure measures, in which unit, and which way is better.

    `phrase` names it inside a sentence. `of` is the id of the count that a percentage is a share of, so that the two
    together give a number of children. `cohort` is the same for measures with one denominator. `basis` is how the
    national figure is defined, and `breakdowns` what one would have to ask for to understand the figure.
    `rate_of` is the count that a rate is of, `part_of` the whole that a count is a part of, `added_to` the total that
    it adds to, and `within` a count that the group behind a percentage cannot exceed. `not_known` is the share of the
    same group of whom the answer is not known, who stay in the total. `at_period_end` says
    that a figure printed for a period is what there was on its last day, such as open activities.
    `from_release` is the release whose own dictionary describes the measure, for one that the shipped catalogue does
    not have: its figures can be looked at, and no rule draws a question from them.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(max_length=70)
    short_name: str = Field(max_length=40)
    phrase: Annotated[str, AfterValidator(_phrase)]
    definition: str = Field(min_length=10)
    counts: str = ""
    unit: Unit
    polarity: Polarity
    theme: str
    timescale: str = ""
    why_it_matters: str = Field(min_length=10)
    caveats: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    of: str = ""
    cohort: str = ""
    basis: str = ""
    breakdowns: tuple[Annotated[str, AfterValidator(_breakdown)], ...] = Field(default=(), max_length=4)
    rate_of: str = ""
    part_of: str = ""
    added_to: str = ""
    within: str = ""
    not_known: str = ""
    at_period_end: bool = False
    from_release: str = ""

    def has_words(self, words: str) -> bool:
        """Whether a search for some words finds the measure: all are in its names or definition, however typed."""
        said = _as_typed(" ".join((self.name, self.definition, *self.aliases)))
        return all(word in said for word in _as_typed(words).split())


_STATISTICS = {"mean": "the average for", "median": "the middle figure for"}


def _as_typed(text: str) -> str:
    """A text in small letters with the apostrophe that keyboards have, for one that was typed to be found in it."""
    return text.lower().replace("’", "'")


class IndicatorsFile(_Entry):
    """indicators/<theme>.toml."""

    indicators: tuple[Indicator, ...]


class ThemesFile(_Entry):
    """themes.toml."""

    themes: tuple[Theme, ...]


class ScaleWord(_Entry):
    """One word of a rating scale. `shape` and `word` always go with `colour`, which alone says nothing."""

    word: str
    name: str = ""
    short: str
    order: int
    shape: str
    colour: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
    meaning: str
    aliases: tuple[str, ...] = ()

    @property
    def plainly(self) -> str:
        """Shape and word, as every surface shows a rating."""
        return f"{self.shape} {self.name or self.word}"


class Scale(_Entry):
    """An ordered rating scale, best word first."""

    id: str
    name: str
    description: str
    words: tuple[ScaleWord, ...]

    def find(self, rating: str) -> ScaleWord | None:
        """The word of the scale that `rating` means, by word, name or alias in any case; None for no such word."""
        asked = rating.strip().casefold()
        for word in self.words:
            if asked in {spelling.casefold() for spelling in (word.word, word.name, *word.aliases) if spelling}:
                return word
        return None


class ScalesFile(_Entry):
    """scales.toml."""

    scales: tuple[Scale, ...]


class Term(_Entry):
    """A word or abbreviation of the field and what it means."""

    term: str
    abbreviation: str = ""
    meaning: str


class GlossaryFile(_Entry):
    """glossary.toml."""

    terms: tuple[Term, ...]


def _split(text: Any) -> Any:
    return tuple(part for part in text.split(";") if part) if isinstance(text, str) else text


def _blank_is_none(text: Any) -> Any:
    return text or None


_Ids = Annotated[tuple[str, ...], BeforeValidator(_split)]
_OptionalDay = Annotated[date | None, BeforeValidator(_blank_is_none)]


class Authority(_Entry):
    """A local authority, known by one id through every code it has had. `codes` are newest first."""

    id: str
    name: str
    dfe_number: int
    codes: _Ids
    region: str
    first_day: _OptionalDay
    last_day: _OptionalDay
    successors: _Ids


class Neighbour(_Entry):
    """One of the ten authorities most like an authority under DfE's model of a year."""

    model: int
    authority: str
    rank: int = Field(ge=1, le=10)
    neighbour: str
    closeness: str


# What a sentence gives an article. Regions are told apart, because North Yorkshire and East Sussex need none.
_COUNCILS_WITH_THE = ("City of ", "Isle of ", "Isles of ", "East Riding ")
_REGIONS_WITH_THE = ("North ", "South ", "East ", "West ")
# Releases give its two halves, in which its authorities are, and the whole.
_LONDON = "London"


@dataclass(frozen=True)
class Catalogue:
    """Everything the evidence refers to by id."""

    themes: Mapping[str, Theme]
    indicators: Mapping[str, Indicator]
    scales: Mapping[str, Scale]
    authorities: Mapping[str, Authority]
    neighbours: tuple[Neighbour, ...]
    glossary: tuple[Term, ...]

    @cached_property
    def _authority_by_code(self) -> dict[str, Authority]:
        by_code = {code: authority for authority in self.authorities.values() for code in authority.codes}
        return by_code | {str(authority.dfe_number): authority for authority in self.authorities.values()}

    def authority_of(self, code: str | int) -> Authority | None:
        """The authority that has, or has ever had, this ONS code or DfE number."""
        return self._authority_by_code.get(str(code).strip())

    def neighbours_of(self, authority: str, model: int) -> tuple[Authority, ...]:
        """The statistical neighbours of an authority under a model, nearest first; empty where none are known."""
        nearest = sorted(
            (entry for entry in self.neighbours if entry.authority == authority and entry.model == model),
            key=lambda entry: entry.rank,
        )
        return tuple(self.authorities[entry.neighbour] for entry in nearest)

    def extended(self, indicators: Iterable[Indicator], neighbours: Iterable[Neighbour]) -> "Catalogue":
        """With indicators and lists of neighbours that imported releases bring; an entry that is here already stays."""
        more = {one.id: one for one in indicators}
        here = {(one.model, one.authority) for one in self.neighbours}
        listed = tuple(one for one in neighbours if (one.model, one.authority) not in here)
        return replace(self, indicators=more | dict(self.indicators), neighbours=(*self.neighbours, *listed))

    def area_name(self, area: str) -> str:
        """An area's id as words: a council's name, "England", a region, or "Barnsley's statistical neighbours"."""
        if area == "england":
            return "England"
        if area.startswith("region:"):
            return area.removeprefix("region:")
        if area.startswith("neighbours:"):
            authority, *choice = area.removeprefix("neighbours:").split(":")
            whose = f"{self._name(authority)}’s"
            # Of national figures it says which year's list, and whether theirs are a mean or a median.
            return (
                f"{whose} {choice[0]} statistical neighbours ({choice[1]})"
                if choice
                else f"{whose} statistical neighbours"
            )
        return self._name(area)

    def area_in_text(self, area: str) -> str:
        """An area's name inside a sentence: "the Isle of Wight", "the South East".

        In a table and at the head of a page it stands without the article: see `area_name`.
        """
        name = self.area_name(area)
        with_the = _REGIONS_WITH_THE if area.startswith("region:") else _COUNCILS_WITH_THE
        return f"the {name}" if name.startswith(with_the) else name

    def figure_in_text(self, area: str) -> str:
        """What a figure of an area is called inside a sentence: "the figure for the South East".

        That of a council's similar councils in national figures is said as an average or a middle figure, which can be
        read aloud; a table has "(mean)" or "(median)" behind their name.
        """
        whose = self.area_in_text(area)
        for statistic, words in _STATISTICS.items():
            if area.startswith("neighbours:") and area.endswith(f":{statistic}"):
                return f"{words} {whose.removesuffix(f' ({statistic})')}"
        return f"the figure for {whose}"

    def is_area(self, area: str) -> bool:
        """Whether `area` is an authority's id, england, region:<name> or neighbours:<authority>, as documents have."""
        if area == "england" or area in self.authorities:
            return True
        kind, _, name = area.partition(":")
        if kind == "region":
            return name == _LONDON or name in {authority.region for authority in self.authorities.values()}
        return kind == "neighbours" and name in self.authorities

    def _name(self, authority: str) -> str:
        found = self.authorities.get(authority)
        return found.name if found else authority
