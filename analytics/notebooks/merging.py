"""Two people changed one notebook: what becomes of it, so that nothing that either wrote is lost."""

from dataclasses import dataclass

from analytics.notebooks.merging_meetings import MeetingClash, merged_meetings
from analytics.notebooks.notebook import Held, Notebook

_SHARED = ("title", "authority", "as_known_on", "figures", "neighbours", "settings", "public")


@dataclass(frozen=True, slots=True)
class CellClash:
    """Both changed one cell. Both are kept: theirs in its place, and ours after it under another id."""

    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class SharedClash:
    """Both changed what all cells share, such as the title. Theirs stands until someone chooses ours."""

    name: str
    theirs: Notebook
    ours: Notebook

    def with_ours(self, notebook: Notebook) -> Notebook:
        """The notebook with what we chose."""
        if self.name == "authority":
            return notebook.about(self.ours.authority, notebook.as_known_on)
        return notebook.model_copy(update={self.name: getattr(self.ours, self.name)})


@dataclass(frozen=True, slots=True)
class Merged:
    """The notebook with both people's changes, and where they changed the same thing."""

    notebook: Notebook
    clashes: tuple[CellClash | SharedClash | MeetingClash, ...] = ()


def merged(base: Notebook, theirs: Notebook, ours: Notebook) -> Merged:
    """What both made of `base`: changes to different things side by side, and of the same cell both versions.

    The meeting is merged part by part, its wordings and notes line by line. A cell that one deleted and the other
    changed stays as changed: a deletion is easily done again, lost words are not.
    """
    clashes: list[CellClash | SharedClash] = []
    shared = {}
    for name in _SHARED:
        before, their_own, our_own = (getattr(notebook, name) for notebook in (base, theirs, ours))
        if our_own == before:
            continue
        if their_own in (before, our_own):
            shared[name] = our_own
        else:
            clashes.append(SharedClash(name, theirs, ours))
    # By line they are set side by side as they are for one council, which may be another than before.
    council = shared.get("authority", theirs.authority)
    planned = merged_meetings(*(one.about(council, None).meeting for one in (base, theirs, ours)))
    result = _in_our_order(base, theirs.model_copy(update=shared | {"meeting": planned.meeting}), ours)
    return Merged(_with_our_cells(base, result, ours, clashes), (*clashes, *planned.clashes))


def _with_our_cells(
    base: Notebook, theirs: Notebook, ours: Notebook, clashes: list[CellClash | SharedClash]
) -> Notebook:
    """Their notebook with the cells that we added, changed or deleted."""
    before, held_by_them, held_by_us = ({held.id: held for held in one.cells} for one in (base, theirs, ours))
    result, previous = theirs, ""
    for held in ours.cells:
        # Both may have added the same: where an answer was lost it is sent once more, with what was written since.
        old, other = before.get(held.id), held_by_them.get(held.id)
        was = old.asks if old else None
        if other is None and held.asks != was:
            result = put_in(result, held, previous)
        elif other is not None and held.asks not in (was, other.asks) and other.asks != was:
            extra = Held(asks=held.asks)
            result = put_in(result, extra, held.id)
            clashes.append(CellClash(held.id, extra.id))
        elif old is not None and other is not None and held != old:
            both = {
                name: getattr(held, name) for name in ("asks", "collapsed") if getattr(held, name) != getattr(old, name)
            }
            cells = tuple(one.model_copy(update=both) if one.id == held.id else one for one in result.cells)
            result = result.model_copy(update={"cells": cells})
        previous = held.id
    for name, old in before.items():
        if name not in held_by_us and name in held_by_them and held_by_them[name].asks == old.asks:
            result = result.without(name)
    return result


def _in_our_order(base: Notebook, theirs: Notebook, ours: Notebook) -> Notebook:
    """Their notebook, its cells in our order where we moved some and they moved none."""
    common = {held.id for held in base.cells} & {held.id for held in theirs.cells} & {held.id for held in ours.cells}

    def order(notebook: Notebook) -> list[str]:
        return [held.id for held in notebook.cells if held.id in common]

    if order(ours) == order(base) or order(theirs) != order(base):
        return theirs
    held = {one.id: one for one in theirs.cells}
    wanted = iter(order(ours))
    cells = tuple(held[next(wanted)] if one.id in common else one for one in theirs.cells)
    return theirs.model_copy(update={"cells": cells})


def put_in(notebook: Notebook, held: Held, after: str) -> Notebook:
    """The notebook with a cell under its own id after another: first where `after` is blank, last where it is gone."""
    names = [one.id for one in notebook.cells]
    place = 0 if not after else names.index(after) + 1 if after in names else len(names)
    return notebook.model_copy(update={"cells": (*notebook.cells[:place], held, *notebook.cells[place:])})
