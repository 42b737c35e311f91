"""Texts of a document that could say a figure that is gone: findings, claims, notes, identities and levels."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import polars as pl

from analytics.evidence.document import Document, Identity, ReviewerNote, Selector
from analytics.evidence.evidence import Evidence

TEXT = "a text that could say it"

_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_WORDS = {word: float(number) for number, word in enumerate(_UP_TO_TWENTY.split())} | {
    **dict.fromkeys(("a", "an", "single", "once", "only"), 1.0),
    **dict.fromkeys(("both", "couple", "pair", "twice"), 2.0),
    "dozen": 12.0,
}
# "A child" is one child, and "a report" is not: the article tells only before a person.
_ARTICLE = re.compile(r"\b(?:an?)\s+(?!child|young|boy|girl|famil|baby|sibling|person|care leaver)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+", re.IGNORECASE)


@dataclass(frozen=True)
class Gone:
    """What is gone of one document: figures by what they were, the indicators withheld, and where they stood."""

    figures: frozenset[float]
    indicators: frozenset[str]
    locators: frozenset[str]

    def is_told(self, *texts: str | None) -> bool:
        """Whether a text holds one of the figures, in digits or in words."""
        return any(not self.figures.isdisjoint(numbers_in(text)) for text in texts if text)


def numbers_in(text: str) -> frozenset[float]:
    """Every number that a text holds in digits, and in words up to twenty.

    >>> sorted(numbers_in("Three of 1,204 children, 2.5%, and both boys"))
    [2.0, 2.5, 3.0, 1204.0]
    """
    found = set()
    for token in _NUMBER.findall(_ARTICLE.sub(" ", text)):
        if token[0].isdigit():
            found.add(float(token.replace(",", "")))
        elif token.lower() in _WORDS:
            found.add(_WORDS[token.lower()])
    return frozenset(found)


def without_texts(evidence: Evidence, gone: Mapping[str, Gone]) -> tuple[Evidence, list[dict[str, str]]]:
    """The evidence without the texts that could say what is gone, and one row for each: document, area, locator.

    A text goes where it holds the figure in digits or in words, stands where the figure stood, or is about its
    indicator. A level, such as a target, goes only where it is as large as the figure or its note tells it.
    """
    left: list[dict[str, str]] = []

    def kept(frame: pl.DataFrame, goes: pl.Series) -> pl.DataFrame:
        left.extend(
            frame.filter(goes).select(_PLACE).to_dicts() if "area" in frame.columns else _without_area(frame, goes)
        )
        return frame.filter(~goes)

    findings, claims, targets, enquiries = evidence.findings, evidence.claims, evidence.targets, evidence.enquiries
    changed = replace(
        evidence,
        findings=kept(findings, _telling(findings, gone, ("text",), "indicators")),
        claims=kept(claims, _telling(claims, gone, ("text",), "indicator")),
        targets=kept(targets, _levels(targets, gone)),
        enquiries=kept(enquiries, _telling(enquiries, gone, ("text",), "")),
        identities=tuple(_kept(evidence.identities, gone, left, _identity_tells)),
        notes=tuple(_kept(evidence.notes, gone, left, _note_tells)),
        documents={slug: _told_less(held, gone.get(slug)) for slug, held in evidence.documents.items()},
    )
    return changed, left


_PLACE = ["document", "area", "locator"]


def _without_area(frame: pl.DataFrame, goes: pl.Series) -> list[dict[str, str]]:
    return frame.filter(goes).select("document", pl.lit("").alias("area"), "locator").to_dicts()


def _telling(frame: pl.DataFrame, gone: Mapping[str, Gone], texts: tuple[str, ...], about: str) -> pl.Series:
    def tells(row: dict[str, object]) -> bool:
        of = gone.get(str(row["document"]))
        if of is None:
            return False
        named = row[about] if about else []
        indicators = {named} if isinstance(named, str) else set(named)  # type: ignore[call-overload]
        return (
            not of.indicators.isdisjoint(indicators)
            or row["locator"] in of.locators
            or of.is_told(*(str(row[text]) for text in texts))
        )

    return pl.Series([tells(row) for row in frame.to_dicts()], dtype=pl.Boolean)


def _levels(targets: pl.DataFrame, gone: Mapping[str, Gone]) -> pl.Series:
    def tells(row: dict[str, object]) -> bool:
        of = gone.get(str(row["document"]))
        same = of is not None and row["indicator"] in of.indicators and row["value"] in of.figures
        return of is not None and (same or of.is_told(str(row["note"] or "")))

    return pl.Series([tells(row) for row in targets.to_dicts()], dtype=pl.Boolean)


_Entry = TypeVar("_Entry", Identity, ReviewerNote)


def _kept(
    entries: Iterable[tuple[str, _Entry]],
    gone: Mapping[str, Gone],
    left: list[dict[str, str]],
    tells: Callable[[_Entry, Gone], bool],
) -> Iterator[tuple[str, _Entry]]:
    for slug, entry in entries:
        if slug in gone and tells(entry, gone[slug]):
            left.append({"document": slug, "area": "", "locator": entry.locator})
        else:
            yield slug, entry


def _identity_tells(identity: Identity, of: Gone) -> bool:
    stated = not isinstance(identity.whole, Selector) and identity.whole in of.figures
    about = any(selector.indicator in of.indicators for selector in identity.selectors())
    return stated or about or of.is_told(identity.statement, identity.charitable_reading)


def _note_tells(note: ReviewerNote, of: Gone) -> bool:
    return note.locator in of.locators or of.is_told(note.text, note.charitable_reading, note.question)


def _told_less(document: Document, of: Gone | None) -> Document:
    """The document without a summary or cautions that could say a figure that is gone."""
    if of is None:
        return document
    file = document.file
    summary = "" if of.is_told(file.summary) else file.summary
    cautions = tuple(caution for caution in file.cautions if not of.is_told(caution))
    return document.model_copy(update={"file": file.model_copy(update={"summary": summary, "cautions": cautions})})
