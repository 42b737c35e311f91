"""The form of a cell: the fields of its model with what each may be, so that nobody needs to know an id by heart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, get_args

from pydantic.fields import FieldInfo

from analytics.evidence.evidence import Evidence
from analytics.notebooks.choices import Choices, choices_of
from analytics.notebooks.kinds import KINDS
from analytics.notebooks.notebook import Notebook

Asks = dict[str, Any]
_NOT_ASKED = ("kind", "authority", "as_known_on", "figures", "neighbours", "settings")
_LABELS = {
    "indicator": "Indicator",
    "dimension": "Split by",
    "member": "Which one",
    "theme": "Theme",
    "document": "Document",
    "release": "Release",
    "words": "Search words",
    "most": "At most this many",
    "finding_kind": "Kind of finding",
    "scale": "Rating scale",
    "side": "Which changes",
    "which": "Which measures",
    "measure": "What a bar stands for",
    "compact": "A small chart",
    "part": "Part",
    "method": "Method",
    "line": "Line of questioning",
    "witness": "Who can answer",
    "text": "Your note",
    "private": "Private: left out of everything for witnesses or the public",
    "operation": "What to make of them",
    "first": "The first measure",
    "second": "The second measure",
    "sql": "The query",
    "period": "Period",
    "title": "Title",
}
# Texts that a kind cannot do without, to begin with.
_BEGINNINGS = {"sql": "SELECT indicator, member, period, value FROM observations LIMIT 20"}
# The order of a form: what narrows the choices of another field comes before it.
_FIRST = ("theme", "document", "release", "indicator", "dimension", "member", "period", "line")
_FIRST_OF = {"breakdown": ("indicator", "dimension", "document")}


def label_of(name: str) -> str:
    """A field of a cell in plain words.

    >>> label_of("as_known_on"), label_of("side")
    ('As known on', 'Which changes')
    """
    return _LABELS.get(name, name.replace("_", " ").capitalize())


class Shape(StrEnum):
    """How a field is asked for."""

    CHOICE = "choice"
    WORDS = "words"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field with its value now. `options` gives each value that a choice may have, in words."""

    name: str
    label: str
    shape: Shape
    value: Any
    options: Mapping[str, str]
    most: int | None = None


def form_of(asks: Asks, notebook: Notebook, evidence: Evidence) -> list[FormField]:
    """The fields of a cell in order; none where its kind is not known or asks for nothing.

    A value that the evidence no longer offers stays among the options, so that looking at a form changes nothing.
    """
    choices = choices_of(asks, notebook, evidence)
    return [_field(name, info, asks, choices) for name, info in _fields(asks)]


def filled(asks: Asks, notebook: Notebook, evidence: Evidence) -> Asks:
    """The cell with every choice that is missing, or that no longer fits the ones before it, made anew.

    A choice is left out, and the cell cannot be shown, only where the evidence offers nothing to choose.
    """
    done = {name: value for name, value in asks.items() if value is not None}
    for name, info in _fields(asks):
        offered = choices_of(done, notebook, evidence).of(name)
        if offered is None:
            if info.is_required():
                done.setdefault(name, _BEGINNINGS.get(name, ""))
            continue
        usual = "" if info.default is None else info.default
        value = done.get(name, usual)
        if value in offered and value != usual:
            continue
        done.pop(name, None)
        if offered and (info.is_required() or usual not in offered):
            done[name] = next(iter(offered))
    return done


def is_whole(asks: Asks) -> bool:
    """Whether every field that the kind cannot do without is there.

    >>> is_whole({"kind": "survey"}), is_whole({"kind": "history"})
    (True, False)
    """
    return all(not info.is_required() or name in asks for name, info in _fields(asks))


def _fields(asks: Asks) -> Iterator[tuple[str, FieldInfo]]:
    kind = KINDS.get(asks.get("kind", ""))
    if kind is None:
        return
    fields = {name: info for name, info in kind.cell.model_fields.items() if name not in _NOT_ASKED}
    first = [name for name in _FIRST_OF.get(kind.name, _FIRST) if name in fields]
    for name in (*first, *(name for name in fields if name not in first)):
        yield name, fields[name]


def _field(name: str, info: FieldInfo, asks: Asks, choices: Choices) -> FormField:
    value = asks.get(name, None if info.is_required() else info.default)
    label = label_of(name)
    offered = choices.of(name)
    most = next((one.max_length for one in info.metadata if hasattr(one, "max_length")), None)
    if offered is not None:
        value = "" if value is None else str(value)
        gone = {} if value in offered or not value else {value: f"{value} (not in these papers)"}
        return FormField(name, label, Shape.CHOICE, value, {**offered, **gone})
    return FormField(name, label, _shape(name, info), value, {}, most)


def _shape(name: str, info: FieldInfo) -> Shape:
    kinds = get_args(info.annotation) if isinstance(info.annotation, UnionType) else (info.annotation,)
    if bool in kinds:
        return Shape.YES_NO
    if int in kinds:
        return Shape.NUMBER
    return Shape.TEXT if name in ("text", "sql") else Shape.WORDS
