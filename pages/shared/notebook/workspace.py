"""The workspace: where this process keeps notebooks, and the reader's way of changing one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.access.guarded import GuardedRepository
from analytics.notebooks.merging import CellClash, SharedClash, merged
from analytics.notebooks.merging_meetings import MeetingClash
from analytics.notebooks.notebook import Notebook, asks_of, new_id
from analytics.notebooks.render import AnyCell
from analytics.notebooks.repository import Conflict, Listed, RepositoryError, Saved
from pages.shared import door
from pages.shared.library import is_public

_SEEN, _LAST = "notebook_seen", "notebook_last"
_CLASHES, _NOTICE, _UNSAVED = "notebook_clashes", "notebook_notice", "notebook_unsaved"
_ALOUD, _GO_TO = "notebook_aloud", "notebook_go_to"
_MOST_TRIES = 10
_TOO_BUSY = "Others change this notebook so often that nothing could be saved. Try again in a moment."
Clash = CellClash | SharedClash | MeetingClash
Does = Callable[[Notebook], Notebook]


def repository() -> GuardedRepository:
    """Where notebooks are kept, as the reader may open and change them. The public edition has no way in here."""
    if is_public():
        raise RepositoryError("Notebooks are kept and changed in the workspace, and this is the public edition.")
    return GuardedRepository(door.kept(), door.user(), door.place())


def opened(identity: str) -> Saved:
    """The notebook as it stands now, which is from here on what the reader has seen of it. Raises NotFound."""
    saved = repository().get(identity)
    seen: Saved | None = st.session_state.get(_SEEN)
    if seen and seen.notebook.id != identity:
        for name in (_CLASHES, _NOTICE, _UNSAVED):
            st.session_state.pop(name, None)
    st.session_state[_SEEN] = saved
    st.session_state[_LAST] = identity
    return saved


def seen() -> Notebook:
    """The notebook as the reader has seen it last, which is what a change is made to."""
    saved: Saved = st.session_state[_SEEN]
    return saved.notebook


def change(does: Does) -> bool:
    """Save the notebook that the reader has seen with a change, beside whatever someone else changed meanwhile.

    Where it cannot be saved, the change is kept for this session, to be tried again; then False. What waits for that
    from before is tried first, so that nobody’s later words give way to their earlier ones.
    """
    return _save((*(waiting for _, waiting in unsaved()), does))


def _save(changes: Sequence[Does]) -> bool:
    """Save changes in the order in which they were made. Those that fail wait; gives whether the last was made."""
    st.session_state.pop(_UNSAVED, None)
    failed: list[tuple[str, Does]] = []
    made = True
    for number, does in enumerate(changes, 1):
        try:
            made = _make(does)
        except RepositoryError as error:
            made = False
            failed.append((str(error), does))
            if len(failed) > 1 and failed[-2][0] == str(error):
                # It is not this change: the others need not wait for the same answer, each in its turn.
                failed += [(str(error), waiting) for waiting in changes[number:]]
                break
    if failed:
        st.session_state[_UNSAVED] = tuple(failed)
        st.session_state[_ALOUD] = f"Not saved yet. {failed[-1][0]}"
    return made


def _make(does: Does) -> bool:
    """Save the notebook with one change; False where what it changes is gone. Raises RepositoryError."""
    base: Saved = st.session_state[_SEEN]
    try:
        ours = does(base.notebook)
    except KeyError:
        tell("That cell is gone.")
        return False
    if ours == base.notebook:
        return True
    st.session_state.pop(_NOTICE, None)
    st.session_state[_SEEN] = _saved(base, ours)
    return True


def unsaved() -> tuple[tuple[str, Does], ...]:
    """Changes that could not be saved, each with the reason."""
    kept: tuple[tuple[str, Does], ...] = st.session_state.get(_UNSAVED, ())
    return kept


def try_again() -> None:
    """Save what could not be saved, in the order in which it was done."""
    _save([waiting for _, waiting in unsaved()])


def _saved(base: Saved, ours: Notebook) -> Saved:
    """What is kept in the end: ours, or where someone was quicker, theirs with ours."""
    keep, expected = ours, base.version
    # What nobody has chosen yet stays to be chosen: what the reader wrote there stands nowhere else on the page.
    still_open = clashes()
    for _ in range(_MOST_TRIES):
        try:
            return repository().save(keep, expected)
        except Conflict as conflict:
            both = merged(base.notebook, conflict.theirs.notebook, ours)
            keep, expected = both.notebook, conflict.theirs.version
            st.session_state[_CLASHES] = (*still_open, *both.clashes)
            tell("Someone else changed this notebook while you did. Their changes and yours are both here.")
    raise RepositoryError(_TOO_BUSY)


def clashes() -> tuple[Clash, ...]:
    """Where the reader and someone else changed the same thing, and nobody has chosen yet."""
    found: tuple[Clash, ...] = st.session_state.get(_CLASHES, ())
    return found


def settle(clash: Clash, does: Does | None = None) -> None:
    """One clash is settled, by a change or by leaving both as they are."""
    st.session_state[_CLASHES] = tuple(one for one in clashes() if one != clash)
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
