"""The parts of a meeting in plain words: for what changed, and for where two people changed the same."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import day_in_words, listed
from analytics.notebooks.packs.meeting import Sharing, council_of
from analytics.notebooks.running_order import RunningOrder

PARTS = {
    "committee": "The committee",
    "date": "The date",
    "time": "The time",
    "place": "The place",
    "reference": "The reference",
    "author": "The author",
    "contact": "Whom witnesses can ask",
    "version": "The version of the papers",
    "big_question": "The Big Question",
    "witnesses": "The witnesses",
    "name_witnesses": "Printed names of witnesses in briefs",
    "themes": "The themes",
    "themes_or_questions": "What witnesses see beforehand",
    "running_order": "The order of the lines",
    "most_lines": "The most lines",
    "own_wordings": "Your own wording",
    "notes": "The private note",
    "minutes": "The minutes for questions",
    "requests_sent": "The day requests go out",
    "answers_due": "The day written answers are due",
    "corrections_due": "The day until which corrections are invited",
}
"""Every field of a meeting in words."""

_MARKS = {
    "dropped": ("was dropped", "was put back"),
    "kept": ("was kept", "is no longer marked as kept"),
    "added": ("was added from the further lines", "is no longer among the lines added"),
}
# Only a day can be unset, and then the work plan gives it.
_PLAINLY = {
    True: "yes",
    False: "no",
    None: "as the work plan has it",
    Sharing.THEMES: "themes only",
    Sharing.QUESTIONS: "the questions too",
}


def part_name(part: str, line: str = "", evidence: Evidence | None = None) -> str:
    """A part of the meeting as a sentence begins with it: "The private note on Care leavers in touch"."""
    return f"{PARTS[part]} {'on' if part == 'notes' else 'of'} {line_name(line, evidence)}" if line else PARTS[part]


def line_name(line: str, evidence: Evidence | None = None) -> str:
    """A line by the short name of its measure; by its id where there is no evidence, or it is on no measure."""
    council, own = council_of(line), line.rpartition(":")[2]
    indicator = evidence.catalogue.indicators.get(own) if evidence else None
    name = indicator.short_name if indicator else f"the line {own}"
    return f"{name} ({evidence.catalogue.area_name(council) if evidence else council})" if council else name


def part_in_words(part: str, value: Any, evidence: Evidence | None = None) -> str:
    """What a part of the meeting says, without the sentence round it."""
    match value:
        case RunningOrder():
            return _names(value.order, part, evidence) or "as ranked"
        case tuple():
            return _names(value, part, evidence) or ("all" if part == "themes" else "none")
        case date():
            return day_in_words(value)
        case _:
            return _PLAINLY.get(value) or str(value) or "blank"


def choices_in_words(before: RunningOrder, after: RunningOrder, named: Callable[[str], str]) -> Iterator[str]:
    """What a reader did with the lines, a sentence each; that they were put into another order comes last."""
    told = False
    for kind, (done, undone) in _MARKS.items():
        was, now = getattr(before, kind), getattr(after, kind)
        changes = [(line, done) for line in now if line not in was] + [
            (line, undone) for line in was if line not in now
        ]
        for line, words in changes:
            told = True
            yield f"{named(line)} {words}."
    if before.order != after.order or (not told and before != after):
        yield "The lines were put into another order."


def _names(values: tuple[str, ...], part: str, evidence: Evidence | None) -> str:
    themes = evidence.catalogue.themes if evidence else {}
    if part == "themes":
        return listed(themes[name].name if name in themes else name for name in values)
    return listed(line_name(name, evidence) if part == "running_order" else name for name in values)
