"""The workspace: where this process keeps notebooks, and the reader's way of changing one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.access.guarded import GuardedRepository
from analytics.notebooks.merging import merged
from analytics.notebooks.notebook import Notebook, asks_of, new_id
from analytics.notebooks.render import AnyCell
from analytics.notebooks.repository import Conflict, Listed, RepositoryError, Saved
from pages.shared import door
from pages.shared.library import is_public
from pages.shared.notebook.desk import Clash, Work, desk

_SEEN, _LAST = "notebook_seen", "notebook_last"
_NOTICE, _ALOUD, _GO_TO = "notebook_notice", "notebook_aloud", "notebook_go_to"
_MOST_TRIES = 10
_TOO_BUSY = "Others change this notebook so often that nothing could be saved. Try again in a moment."
Does = Callable[[Notebook], Notebook]


def repository() -> GuardedRepository:
    """Where notebooks are kept, as the reader may open and change them. The public edition has no way in here."""
    if is_public():
        raise RepositoryError("Notebooks are kept and changed in the workspace, and this is the public edition.")
    return GuardedRepository(door.kept(), door.user(), door.place())


def opened(identity: str) -> Saved:
    """The notebook as it is kept now. What the reader has seen of it from here on is `seen`. Raises NotFound."""
    saved = repository().get(identity)
    before: Work | None = st.session_state.get(_SEEN)
    if before and before.base.notebook.id != identity:
        st.session_state.pop(_NOTICE, None)
    waiting = desk().unsaved.get(identity)
    if waiting and waiting.notebook == saved.notebook:
        # It was kept after all, and only the answer was lost.
        desk().unsaved.pop(identity, None)
        waiting = None
    st.session_state[_SEEN] = waiting or Work(saved, saved.notebook)
    st.session_state[_LAST] = identity
    return saved


def seen() -> Notebook:
    """The notebook as the reader has it before them, with what could not be saved yet: a change is made to that."""
    work: Work = st.session_state[_SEEN]
    return work.notebook


def change(does: Does) -> bool:
    """Save the notebook that the reader has seen with a change, beside whatever someone else changed meanwhile.

    Where it cannot be saved, it waits on the reader’s desk with whatever else does; then False.
    """
    work: Work = st.session_state[_SEEN]
    try:
        ours = does(work.notebook)
    except KeyError:
        tell("That cell is gone.")
        return False
    if ours == work.notebook:
        return True
    base, here = work.base, desk()
    with here.lock:
        waiting = here.unsaved.get(ours.id)
        if waiting:
            base = waiting.base
            if waiting.notebook != work.notebook:
                # The reader wrote that in another tab, which this one has not shown yet.
                both = merged(work.notebook, waiting.notebook, ours)
                ours = both.notebook
                _to_choose(ours.id, both.clashes)
        return _keep(base, ours)


def save_again(identity: str) -> None:
    """Save what could not be saved of a notebook; where it still cannot be, it goes on waiting."""
    here = desk()
    with here.lock:
        work = here.unsaved.get(identity)
        if work and _keep(work.base, work.notebook):
            st.session_state[_ALOUD] = f"“{work.notebook.title}” is saved."


def let_go(identity: str) -> None:
    """Forget what could not be saved of a notebook, because the reader wants it so."""
    desk().unsaved.pop(identity, None)


def unsaved() -> Mapping[str, Work]:
    """The reader’s notebooks with changes that could not be saved, by their ids."""
    return dict(desk().unsaved)


def _keep(base: Saved, ours: Notebook) -> bool:
    """Save a notebook, or let it wait; gives whether it was saved. Whoever calls it holds the desk’s lock."""
    waits = desk().unsaved
    try:
        saved = _saved(base, ours)
    except RepositoryError as error:
        work = waits[ours.id] = Work(base, ours, str(error))
        st.session_state[_ALOUD] = f"Not saved yet. {error}"
    else:
        waits.pop(ours.id, None)
        work = Work(saved, saved.notebook)
    on_screen: Work | None = st.session_state.get(_SEEN)
    if on_screen and on_screen.base.notebook.id == ours.id:
        st.session_state[_SEEN] = work
    return not work.why


def _saved(base: Saved, ours: Notebook) -> Saved:
    """What is kept in the end: ours, or where someone was quicker, theirs with ours."""
    st.session_state.pop(_NOTICE, None)
    keep, expected, found = ours, base.version, ()
    for _ in range(_MOST_TRIES):
        try:
            saved = repository().save(keep, expected)
        except Conflict as conflict:
            both = merged(base.notebook, conflict.theirs.notebook, ours)
            keep, expected, found = both.notebook, conflict.theirs.version, both.clashes
            tell("Someone else changed this notebook while you did. Their changes and yours are both here.")
        else:
            _to_choose(ours.id, found)
            return saved
    raise RepositoryError(_TOO_BUSY)


def _to_choose(identity: str, found: Sequence[Clash]) -> None:
    """Have the reader choose. What they have not chosen yet stays: what they wrote stands nowhere else on a page."""
    here = desk()
    here.clashes[identity] = (*here.clashes.get(identity, ()), *found)


def clashes() -> tuple[Clash, ...]:
    """Where the reader and someone else changed the same thing, and nobody has chosen yet."""
    return desk().clashes.get(seen().id, ())


def settle(clash: Clash, does: Does | None = None) -> None:
    """One clash is settled, by a change or by leaving both as they are."""
    here = desk()
    with here.lock:
        here.clashes[seen().id] = tuple(one for one in clashes() if one != clash)
    if does:
        change(does)
    st.session_state.pop(_NOTICE, None)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say until the next change, with a way back where there is one.

    It stands before the cell of that place, counted from 1; at the head of the notebook where that is 0.
    """

    words: str
    undo: Does | None = None
    place: int = 0


def tell(words: str, undo: Does | None = None, place: int = 0) -> None:
    """Say something; at the head of the notebook also aloud, because the reader may be far below it."""
    st.session_state[_NOTICE] = Notice(words, undo, place)
    if not place:
        st.session_state[_ALOUD] = words


def go_to(key: str) -> None:
    """Take the keyboard into the part of the page that has this key, once the page shows it."""
    st.session_state[_GO_TO] = key


def place_to_go() -> str:
    """The key of the part that the keyboard is to be taken to, once; blank where it stays."""
    key: str = st.session_state.pop(_GO_TO, "")
    return key


def aloud() -> str:
    """What is to be said wherever the reader is, once; blank where there is nothing."""
    words: str = st.session_state.pop(_ALOUD, "")
    return words


def notice() -> Notice | None:
    """What there is to say."""
    said: Notice | None = st.session_state.get(_NOTICE)
    return said


def start(notebook: Notebook) -> Saved:
    """A new notebook, kept. Raises RepositoryError where it cannot be."""
    saved = repository().save(notebook, None)
    st.session_state[_LAST] = notebook.id
    return saved


def brought_in(notebook: Notebook) -> Notebook:
    """A notebook from a file, kept; under another id where that one is taken, so that it replaces nothing.

    It is not public, whatever the file says: only the one whose it is says so.
    """
    taken = {"id": new_id()} if repository().is_taken(notebook.id) else {}
    return start(notebook.model_copy(update={"public": False, **taken})).notebook


def last_used() -> str:
    """The notebook that the reader worked on last; blank where there is none.

    A link opens a page anew and forgets the session; then it is the one saved last in this workspace.
    """
    return _last_of(repository().listed())


def _last_to_add_to() -> str:
    """The same among those the reader may change; where they come anew to it, only among their own."""
    keeps, person = repository(), door.user()
    last = st.session_state.get(_LAST, "")
    return _last_of([
        entry
        for entry in keeps.listed()
        if keeps.may_change(entry.owner) and (person.is_alone or entry.owner == person.name or entry.id == last)
    ])  # fmt: skip


def _last_of(entries: Sequence[Listed]) -> str:
    names = [entry.id for entry in entries]
    last: str = st.session_state.get(_LAST, "")
    return last if last in names else next(iter(names), "")


def add_to_last_used(cell: AnyCell) -> Notebook:
    """The notebook last used, kept with one more cell; or a new one about the cell's council, day and thresholds."""
    for _ in range(_MOST_TRIES):
        identity = _last_to_add_to()
        if not identity:
            notebook = _new_for(cell)
            return start(notebook.adding(asks_of(cell, notebook))).notebook
        saved = repository().get(identity)
        st.session_state[_LAST] = identity
        try:
            return repository().save(saved.notebook.adding(asks_of(cell, saved.notebook)), saved.version).notebook
        except Conflict:
            continue
    raise RepositoryError(_TOO_BUSY)


def _new_for(cell: AnyCell) -> Notebook:
    shared = cell.model_dump(include={"authority", "as_known_on", "settings"})
    return Notebook(title="My first notebook", **({"authority": ""} | shared))
