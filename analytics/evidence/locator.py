"""Locators: where in a published document a reader finds a figure or a finding."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from analytics.evidence.problem import Wrong


class LocatorStyle(StrEnum):
    """How a document's places are counted."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    COLUMN = "column of a data file"


_LINE = re.compile(r"L(?P<first>\d+)(?:-(?P<last>\d+))?")
_NUMBER = r"\d+(?:\.\d+)*"
_PARAGRAPH = re.compile(
    rf"(?P<first>{_NUMBER})(?:-(?P<last>{_NUMBER})|(?:\((?P<item>\d+)\)))?(?P<part> table| heading)?"
    rf"|after (?P<after>{_NUMBER})(?:\(\d+\))?|[a-z][a-z ]*(?:\(\d+\))?"
)


# A data file and the column in it, or the columns that a figure was worked out from.
_COLUMN = re.compile(r"(?P<file>[^#]+)#(?P<columns>[^#]+)")

_PATTERNS = {LocatorStyle.LINE: _LINE, LocatorStyle.PARAGRAPH: _PARAGRAPH, LocatorStyle.COLUMN: _COLUMN}
_EXAMPLES = {
    LocatorStyle.LINE: "L331 or L463-464",
    LocatorStyle.PARAGRAPH: "3.13, 3.13(2), 3.13 table or after 53",
    LocatorStyle.COLUMN: "referrals.csv#referral_count",
}


def check_locator(text: str, style: LocatorStyle) -> str:
    """`text` where it is a locator of this style; raises Wrong otherwise."""
    if not _PATTERNS[style].fullmatch(text):
        raise Wrong(f"“{text}” is not a place counted by {style.value}.", f"Write it as {_EXAMPLES[style]}.")
    return text


def _not_empty(text: str) -> str:
    if not text:
        raise Wrong("The locator is blank.", "Every row says where in the document it was printed.")
    return text


Locator = Annotated[str, AfterValidator(_not_empty)]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a document and the first and last locator under it."""

    title: str
    first: str
    last: str


def place_in_words(locator: str, style: LocatorStyle) -> str:
    """The locator as a reader would say it: "line 331", "paragraph 3.13, table"."""
    if style is LocatorStyle.COLUMN:
        file, _, columns = locator.partition("#")
        several = any(mark in columns for mark in (" + ", " / ", ", "))
        return f"file {file}, {'columns' if several else 'column'} {columns}"
    if style is LocatorStyle.LINE:
        match = _LINE.fullmatch(locator)
        if match is None:
            return locator
        return f"lines {match['first']} to {match['last']}" if match["last"] else f"line {match['first']}"
    match = _PARAGRAPH.fullmatch(locator)
    if match is None or match["first"] is None:
        return locator.replace(" (", ", item ").replace("(", ", item ").replace(")", "")
    words = f"paragraph {match['first']}"
    if match["last"]:
        words = f"paragraphs {match['first']} to {match['last']}"
    if match["item"]:
        words += f", item {match['item']}"
    return words + (f",{match['part']}" if match["part"] else "")


def section_of(locator: str, sections: tuple[Section, ...], style: LocatorStyle) -> str:
    """The title of the narrowest section that holds the locator; blank where none does."""
    place = position(locator, style)
    if place is None:
        return next((section.title for section in sections if locator.startswith((section.first, section.last))), "")
    holding = [
        (_extent(section, style), section.title)
        for section in sections
        if _bounds(section, style) and _within(place, section, style)
    ]
    return min(holding, default=(0.0, ""), key=lambda found: found[0])[1]


# Asked for the same few places again and again, under every view.
@lru_cache(maxsize=10_000)
def position(locator: str, style: LocatorStyle) -> tuple[int, ...] | None:
    """Numbers by which locators of one document sort; None for one in words."""
    match = _PATTERNS[style].fullmatch(locator)
    if match is None or style is LocatorStyle.COLUMN:
        return None
    first = match["first"] or (match["after"] if style is LocatorStyle.PARAGRAPH else None)
    return tuple(int(number) for number in first.split(".")) if first else None


@lru_cache(maxsize=1_000)
def _bounds(section: Section, style: LocatorStyle) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    first, last = position(section.first, style), position(section.last, style)
    return (first, last) if first is not None and last is not None else None


def _within(place: tuple[int, ...], section: Section, style: LocatorStyle) -> bool:
    bounds = _bounds(section, style)
    if bounds is None:
        return False
    first, last = bounds
    # A section that ends at 3.1 also holds 3.1 and what is under it, so compare at the section's own depth.
    return first <= place and place[: len(last)] <= last


def _extent(section: Section, style: LocatorStyle) -> float:
    """How wide a section is; only used to prefer a heading to the heading above it."""
    bounds = _bounds(section, style)
    if bounds is None:
        return float("inf")
    (first, last) = bounds
    return float(sum((b - a) / 100.0**depth for depth, (a, b) in enumerate(zip(first, last, strict=False))))
