"""What differs between two notebooks, in plain words."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import Figures
from analytics.evidence.wording import day_in_words
from analytics.notebooks.form import label_of
from analytics.notebooks.kinds import kind_in_words
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.repository.meeting_differences import meeting_changes
from analytics.notebooks.repository.text_differences import cut, words_changed

_FIGURES = {
    Figures.EITHER: "reports, else national releases",
    Figures.REPORTS: "the council’s reports",
    Figures.RELEASES: "national releases",
}


class Change(StrEnum):
    """What kind of difference it is."""

    NOTEBOOK = "notebook"
    MEETING = "meeting"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `cell` is the id of the cell it is about, else blank; `words` say it in a sentence.

    `before` and `after` hold the whole text of each side, where there is one: a note's words, a field's value.
    """

    change: Change
    words: str
    cell: str = ""
    before: str = ""
    after: str = ""


def compare(one: Notebook, other: Notebook, evidence: Evidence | None = None) -> list[Difference]:
    """What changed from `one` to `other`: the notebook, its meeting, its cells in the order of `other`, those removed.

    With the evidence, councils, measures and themes are called by their names and not by their ids. A cell is the same
    cell where its id is. Nothing is found where the two differ in nothing but their own ids. Of cells in another order
    as few as possible are said to have moved.
    """
    # What is by line is set side by side as it is for one council.
    before = one.about(other.authority, None).meeting
    return [
        *_of_the_notebook(one, other, evidence),
        *(Difference(Change.MEETING, *said) for said in meeting_changes(before, other.meeting, evidence)),
        *_of_the_cells(_by_key(one), _by_key(other), evidence),
    ]


def cell_name(asks: dict[str, Any], evidence: Evidence | None = None) -> str:
    """A cell in a few words: its kind, then a note's first words or what the cell was asked about.

    >>> cell_name({"kind": "history", "indicator": "cp_visit_time"}), cell_name({"kind": "note", "text": "# Visits"})
    ('How one measure has moved (cp_visit_time)', 'Note “Visits”')
    """
    if "text" in asks:
        kind = "Note" if asks.get("kind") == "note" else kind_in_words(asks)
        words = str(asks["text"]).lstrip("# ").split()
        return f"{kind} “{cut(words, 6)}”" if words else f"{kind} without words"
    kind = kind_in_words(asks)
    about = [
        _named(name, value, evidence)
        for name, value in asks.items()
        if name != "kind" and isinstance(value, str) and value
    ]
    return f"{kind} ({', '.join(about)})" if about else kind


def _named(field: str, value: str, evidence: Evidence | None) -> str:
    """What a field asks about by its name, where the evidence knows it."""
    if evidence is None:
        return value
    catalogue = evidence.catalogue
    if field in ("indicator", "first", "second") and value in catalogue.indicators:
        return catalogue.indicators[value].short_name
    if field == "theme" and value in catalogue.themes:
        return catalogue.themes[value].name
    if field == "document" and value in evidence.documents:
        return evidence.documents[value].file.short_title
    if field == "authority" and value in catalogue.authorities:
        return catalogue.area_name(value)
    return value


_Key = tuple[str, int]


def _by_key(notebook: Notebook) -> dict[_Key, Held]:
    """The cells by id, and by how often that id came before: a file written by hand may repeat one."""
    seen: Counter[str] = Counter()
    found = {}
    for held in notebook.cells:
        found[held.id, seen[held.id]] = held
        seen[held.id] += 1
    return found


def _of_the_notebook(one: Notebook, other: Notebook, evidence: Evidence | None) -> Iterator[Difference]:
    told = {
        "The title": (one.title, other.title),
        "The council": tuple(_named("authority", notebook.authority, evidence) for notebook in (one, other)),
        "The day": (day_in_words(one.as_known_on), day_in_words(other.as_known_on)),
        "Whose figures": (_FIGURES[one.figures], _FIGURES[other.figures]),
        "Similar councils": (one.neighbours.plainly, other.neighbours.plainly),
        "May be published": (_value(one.public), _value(other.public)),
    }
    fields = type(one.settings).model_fields
    told |= {
        f"The threshold {name}": (_number(getattr(one.settings, name)), _number(getattr(other.settings, name)))
        for name in fields
    }
    for what, (before, after) in told.items():
        if before != after:
            words = f"{what}: “{before}” became “{after}”."
            yield Difference(Change.NOTEBOOK, words, before=before, after=after)


def _of_the_cells(one: dict[_Key, Held], other: dict[_Key, Held], evidence: Evidence | None) -> Iterator[Difference]:
    before = {key: place for place, key in enumerate(one)}
    shared = [key for key in other if key in one]
    unmoved = {shared[place] for place in _longest_rising([before[key] for key in shared])}
    for place, (key, held) in enumerate(other.items(), 1):
        name = cell_name(held.asks, evidence)
        if key not in one:
            yield Difference(Change.ADDED, f"{name} was added in place {place}.", held.id, "", _text(held))
            continue
        if key not in unmoved:
            yield Difference(Change.MOVED, f"{name} moved from place {before[key] + 1} to {place}.", held.id)
        yield from _of_one_cell(name, one[key], held, evidence)
    for key, held in one.items():
        if key not in other:
            yield Difference(Change.REMOVED, f"{cell_name(held.asks, evidence)} was removed.", held.id, _text(held), "")


def _of_one_cell(name: str, one: Held, other: Held, evidence: Evidence | None) -> Iterator[Difference]:
    if one.collapsed != other.collapsed:
        words = f"{name} was {'folded away' if other.collapsed else 'opened'}."
        yield Difference(Change.CHANGED, words, other.id)
    for field in dict.fromkeys((*one.asks, *other.asks)):
        before, after = (_value(held.asks[field]) if field in held.asks else "" for held in (one, other))
        if _as_json(one, field) == _as_json(other, field):
            continue
        label = label_of(field)
        was, now = (_named(field, value, evidence) for value in (before, after))
        if field == "text":
            words = f"{name}: {words_changed(before, after)}."
        elif field not in one.asks:
            words = f"{name}: “{label}” was set to “{now}”."
        elif field not in other.asks:
            words = f"{name}: “{label}” was “{was}” and is no longer set."
        else:
            words = f"{name}: “{label}” was “{was}” and became “{now}”."
        yield Difference(Change.CHANGED, words, other.id, before, after)


def _text(held: Held) -> str:
    return str(held.asks.get("text", ""))


def _as_json(held: Held, field: str) -> str:
    # In Python 1, 1.0 and True are equal.
    return json.dumps(held.asks[field], sort_keys=True) if field in held.asks else ""


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _number(value: float) -> str:
    return str(value).removesuffix(".0")


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising run of different numbers, not needing to be next to each other.

    >>> _longest_rising([3, 0, 1, 2])
    [1, 2, 3]
    """
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
        before.append(places[length - 1] if length else None)
    found: list[int] = []
    place_now = places[-1] if places else None
    while place_now is not None:
        found.append(place_now)
        place_now = before[place_now]
    return found[::-1]
