"""What differs between two notebooks, in plain words."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from analytics.evidence.wording import capital, count_of, day_in_words, listed
from analytics.notebooks.notebook import Held, Notebook

_MOST_PLACES = 5
_MOST_WORDS = 12


class Change(StrEnum):
    """What kind of difference it is."""

    NOTEBOOK = "notebook"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `cell` is the id of the cell it is about, blank for the notebook; `words` say it in a sentence.

    `before` and `after` hold the whole text of each side, where there is one: a note's words, a field's value.
    """

    change: Change
    words: str
    cell: str = ""
    before: str = ""
    after: str = ""


def compare(one: Notebook, other: Notebook) -> list[Difference]:
    """What changed from `one` to `other`: the notebook itself, its cells in the order of `other`, those removed.

    A cell is the same cell where its id is. Nothing is found where the two differ in nothing but their own ids. Of
    cells in another order as few as possible are said to have moved.
    """
    return [*_of_the_notebook(one, other), *_of_the_cells(_by_key(one), _by_key(other))]


def cell_name(asks: dict[str, Any]) -> str:
    """A cell in a few words: its kind, then a note's first words or what the cell was asked about.

    >>> cell_name({"kind": "history", "indicator": "cp_visit_time"}), cell_name({"kind": "note", "text": "# Visits"})
    ('History (cp_visit_time)', 'Note “Visits”')
    """
    kind = capital(str(asks.get("kind", "cell")).replace("_", " ").replace("-", " "))
    if "text" in asks:
        words = str(asks["text"]).lstrip("# ").split()
        return f"{kind} “{_cut(words, 6)}”" if words else f"{kind} without words"
    about = [value for name, value in asks.items() if name != "kind" and isinstance(value, str) and value]
    return f"{kind} ({', '.join(about)})" if about else kind


_Key = tuple[str, int]


def _by_key(notebook: Notebook) -> dict[_Key, Held]:
    """The cells by id, and by how often that id came before: a file written by hand may repeat one."""
    seen: Counter[str] = Counter()
    found = {}
    for held in notebook.cells:
        found[held.id, seen[held.id]] = held
        seen[held.id] += 1
    return found


def _of_the_notebook(one: Notebook, other: Notebook) -> Iterator[Difference]:
    told = {
        "The title": (one.title, other.title),
        "The council": (one.authority, other.authority),
        "The day": (day_in_words(one.as_known_on), day_in_words(other.as_known_on)),
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


def _of_the_cells(one: dict[_Key, Held], other: dict[_Key, Held]) -> Iterator[Difference]:
    before = {key: place for place, key in enumerate(one)}
    shared = [key for key in other if key in one]
    unmoved = {shared[place] for place in _longest_rising([before[key] for key in shared])}
    for place, (key, held) in enumerate(other.items(), 1):
        name = cell_name(held.asks)
        if key not in one:
            yield Difference(Change.ADDED, f"{name} was added in place {place}.", held.id, "", _text(held))
            continue
        if key not in unmoved:
            yield Difference(Change.MOVED, f"{name} moved from place {before[key] + 1} to {place}.", held.id)
        yield from _of_one_cell(name, one[key], held)
    for key, held in one.items():
        if key not in other:
            yield Difference(Change.REMOVED, f"{cell_name(held.asks)} was removed.", held.id, _text(held), "")


def _of_one_cell(name: str, one: Held, other: Held) -> Iterator[Difference]:
    if one.collapsed != other.collapsed:
        words = f"{name} was {'folded away' if other.collapsed else 'opened'}."
        yield Difference(Change.CHANGED, words, other.id)
    for field in dict.fromkeys((*one.asks, *other.asks)):
        before, after = (_value(held.asks[field]) if field in held.asks else "" for held in (one, other))
        if _as_json(one, field) == _as_json(other, field):
            continue
        if field == "text":
            words = f"{name}: {_words_changed(before.split(), after.split())}."
        elif field not in one.asks:
            words = f"{name}: {field} was set to “{after}”."
        elif field not in other.asks:
            words = f"{name}: {field} was “{before}” and is no longer set."
        else:
            words = f"{name}: {field} “{before}” became “{after}”."
        yield Difference(Change.CHANGED, words, other.id, before, after)


def _words_changed(before: Sequence[str], after: Sequence[str]) -> str:
    """Which words became which, in the first few places."""
    told = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = (_cut(words, _MOST_WORDS) for words in (before[start:end], after[other_start:other_end]))
        if what == "replace":
            told.append(f"“{gone}” became “{come}”")
        elif what == "delete":
            told.append(f"“{gone}” was taken out")
        elif what == "insert":
            told.append(f"“{come}” was put in")
    more = len(told) - _MOST_PLACES
    rest = [f"{count_of(more, 'more place')} changed"] if more > 0 else []
    return listed([*told[:_MOST_PLACES], *rest]) or "only the space between words changed"


def _cut(words: Sequence[str], most: int) -> str:
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


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
