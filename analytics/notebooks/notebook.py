"""A notebook: cells in order under a title, with what they all share. Every verb returns a new notebook."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.evidence import Evidence
from analytics.evidence.national import USUAL, Figures, Neighbours
from analytics.notebooks.facts import known_evidence
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.render import AnyCell, cell_from_parts, render
from analytics.notebooks.view import CannotRender, View

FORMAT = 2
# What a cell takes from its notebook unless it has its own.
_SHARED = ("authority", "as_known_on", "figures", "neighbours", "settings")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def new_id() -> str:
    """A name that nothing else has."""
    return uuid4().hex


class Held(_Strict):
    """A cell in its place. `asks` is the cell as JSON, without what it takes from the notebook."""

    id: str = Field(default_factory=new_id)
    asks: dict[str, Any]
    collapsed: bool = False


class Notebook(_Strict):
    """Cells with the council, day and thresholds that flow into each of them.

    `format` is the version of this JSON: `analytics.notebooks.stored` opens what earlier versions wrote. `public` says
    whether it may be published. `meeting` is the meeting that its papers are for; what is in it for members only is in
    the stored JSON, which is its owner's, and in no file for anybody else.
    """

    format: int = FORMAT
    id: str = Field(default_factory=new_id)
    title: str = Field("Untitled notebook", min_length=1, max_length=200)
    authority: str
    as_known_on: date | None = None
    figures: Figures = Figures.EITHER
    neighbours: Neighbours = USUAL
    settings: Settings = DEFAULTS
    public: bool = False
    cells: tuple[Held, ...] = ()
    meeting: Meeting | None = None

    def cell(self, held: Held) -> AnyCell:
        """A cell with what it takes from the notebook. Raises CannotRender, in words, where it describes none."""
        return cell_from_parts({name: getattr(self, name) for name in _SHARED}, held.asks)

    @property
    def shared(self) -> dict[str, Any]:
        """What every kind of cell takes from the notebook: council, day, whose figures and which similar councils."""
        return {name: getattr(self, name) for name in _SHARED if name != "settings"}

    def known(self, evidence: Evidence) -> Evidence:
        """The evidence that the notebook may see. Raises CannotRender, with a way on, where that is nothing."""
        return known_evidence(evidence, self.authority, self.as_known_on, self.figures, self.neighbours)

    def views(self, evidence: Evidence) -> list[tuple[Held, View | CannotRender]]:
        """Every cell with its view, or with the reason why it has none; one that fails stops no other."""
        return [(held, self._view(held, evidence)) for held in self.cells]

    def _view(self, held: Held, evidence: Evidence) -> View | CannotRender:
        try:
            return render(self.cell(held), evidence)
        except CannotRender as reason:
            return reason

    def holding(self, identity: str) -> Held:
        """The cell with that id. Raises KeyError where there is none."""
        for held in self.cells:
            if held.id == identity:
                return held
        raise KeyError(identity)

    def adding(self, asks: dict[str, Any], after: str = "") -> Self:
        """With one more cell, at the end or after another."""
        names = [held.id for held in self.cells]
        place = names.index(after) + 1 if after in names else len(names)
        return self._with((*self.cells[:place], Held(asks=asks), *self.cells[place:]))

    def without(self, identity: str) -> Self:
        """Without one cell."""
        return self._with(tuple(held for held in self.cells if held.id != identity))

    def changed(self, identity: str, asks: dict[str, Any]) -> Self:
        """With one cell asking something else."""
        return self._each(identity, lambda held: held.model_copy(update={"asks": asks}))

    def folded(self, identity: str, *, collapsed: bool) -> Self:
        """With one cell folded away or opened."""
        return self._each(identity, lambda held: held.model_copy(update={"collapsed": collapsed}))

    def duplicated(self, identity: str) -> Self:
        """With a copy of one cell after it."""
        return self.adding(self.holding(identity).asks, after=identity)

    def moved(self, identity: str, by: int) -> Self:
        """With one cell further up (-1) or down (+1); as it is at either end."""
        cells = list(self.cells)
        place = cells.index(self.holding(identity))
        cells.insert(min(max(place + by, 0), len(cells) - 1), cells.pop(place))
        return self._with(tuple(cells))

    def about(self, authority: str, as_known_on: date | None) -> Self:
        """The same cells for another council or day. What its meeting says of the lines of a council stays with it."""
        meeting = self.meeting and self.meeting.moved(self.authority, authority)
        return self.model_copy(update={"authority": authority, "as_known_on": as_known_on, "meeting": meeting})

    def retitled(self, title: str) -> Self:
        """Under another title; a blank one changes nothing."""
        return self.model_copy(update={"title": title.strip()[:200]}) if title.strip() else self

    def planning(self, **parts: Any) -> Self:
        """With some parts of its meeting changed. A notebook without a meeting gets one, which needs a date.

        Raises ValueError, in words, where a part will not do.
        """
        meeting = self.meeting.having(**parts) if self.meeting else Meeting(**parts)
        return self.model_copy(update={"meeting": meeting})

    def _with(self, cells: tuple[Held, ...]) -> Self:
        return self.model_copy(update={"cells": cells})

    def _each(self, identity: str, change: Callable[[Held], Held]) -> Self:
        self.holding(identity)
        return self._with(tuple(change(held) if held.id == identity else held for held in self.cells))


def asks_of(cell: AnyCell, notebook: Notebook | None = None) -> dict[str, Any]:
    """A cell as JSON, without what it would take from the notebook anyway."""
    said: dict[str, Any] = cell.model_dump(mode="json")
    if notebook is None:
        return said
    shared = notebook.model_dump(mode="json", include=set(_SHARED))
    return {name: value for name, value in said.items() if name not in _SHARED or value != shared[name]}


_ADAPTER = TypeAdapter(Notebook)


def notebook_from_json(text: str) -> Notebook:
    """The notebook that stored JSON describes. Raises ValueError, saying what is wrong, where it describes none."""
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"This is no notebook: {place or 'the file'}: {first['msg']}.") from error
