"""One cell of a notebook: its view, and what can be done with it."""

from typing import Any

import streamlit as st

from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.form import Asks, filled, form_of
from analytics.notebooks.kinds import kind_in_words
from analytics.notebooks.merging import put_in
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.view import CannotRender
from pages.shared.act import act, plainly
from pages.shared.frame import lay_out, say_reason
from pages.shared.library import evidence, shown
from pages.shared.notebook.fields import show_field
from pages.shared.notebook.notes import show_note
from pages.shared.notebook.workspace import change, go_to, seen, tell

_EDITED, _DELETED = "notebook_edited", "notebook_deleted_cell"
_OWN = ("authority", "as_known_on", "settings")


def show_card(held: Held, notebook: Notebook, place: int) -> None:
    """The cell with its buttons; folded away it is one line."""
    title = title_of(held, notebook)
    with st.container(key=f"cell_{held.id}", gap="xsmall"):
        _buttons(held, notebook, place, title)
        if is_edited(held.id):
            _edit(held, notebook)
        if held.collapsed:
            st.markdown(f"**{plainly(title)}**")
            return
        try:
            cell = notebook.cell(held)
        except CannotRender as reason:
            say_reason(str(reason))
            return
        if isinstance(cell, NoteCell):
            show_note(cell.text)
        else:
            lay_out(cell, held.id, add=False)


def title_of(held: Held, notebook: Notebook) -> str:
    """What a cell is called where there is no room for its view: its finding, or a note's first words."""
    try:
        cell = notebook.cell(held)
    except CannotRender:
        return kind_in_words(held.asks)
    if isinstance(cell, NoteCell):
        first = next((line.strip("#*- ") for line in cell.text.splitlines() if line.strip("#*- ")), "An empty note")
        return f"{first[:57]}…" if len(first) > 60 else first
    view = shown(cell)
    return kind_in_words(held.asks) if isinstance(view, str) else view.title


def words_of_cell(held: Held, notebook: Notebook) -> str:
    """All that a cell says, for finding words in it."""
    try:
        cell = notebook.cell(held)
    except CannotRender as reason:
        return str(reason)
    if isinstance(cell, NoteCell):
        return cell.text
    view = shown(cell)
    return view if isinstance(view, str) else view.words


def is_edited(identity: str) -> bool:
    """Whether the form of a cell is open."""
    return identity in st.session_state.get(_EDITED, ())


def edit(identity: str) -> None:
    """Open the form of a cell, or close it."""
    edited: tuple[str, ...] = st.session_state.get(_EDITED, ())
    rest = tuple(one for one in edited if one != identity)
    st.session_state[_EDITED] = rest if identity in edited else (*rest, identity)


def _line_html(held: Held, place: int, of: int) -> str:
    private = " · private, for members only" if held.asks.get("private") else ""
    return f'<p class="cell">{place} of {of} · {kind_in_words(held.asks)}{private}</p>'


def _buttons(held: Held, notebook: Notebook, place: int, title: str) -> None:
    st.html(_line_html(held, place, len(notebook.cells)))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"tools_{held.id}"):
        name, last = held.id, len(notebook.cells)
        act("▲ Up", title, f"up_{name}", _move, name, -1, kind="tertiary", disabled=place == 1)
        act("▼ Down", title, f"down_{name}", _move, name, 1, kind="tertiary", disabled=place == last)
        if form_of(held.asks, notebook, evidence()) or _own(held):
            act("Done" if is_edited(name) else "Edit", title, f"edit_{name}", edit, name, kind="tertiary")
        act("Open" if held.collapsed else "Fold", title, f"fold_{name}", _fold, held, kind="tertiary")
        act("Duplicate", title, f"duplicate_{name}", _duplicate, name, kind="tertiary")
        act("Delete", title, f"delete_{name}", _delete, name, place, title, kind="tertiary")


def _edit(held: Held, notebook: Notebook) -> None:
    with st.container(border=True, key=f"form_{held.id}"):
        for field in form_of(held.asks, notebook, evidence()):
            show_field(field, f"{field.name}_{held.id}", lambda name, value: _set(held.id, name, value))
        if _own(held):
            st.html('<p class="note">This cell keeps a council, day or thresholds of its own.</p>')
            act("Follow the notebook", title_of(held, notebook), f"follow_{held.id}", _follow, held.id)


def _own(held: Held) -> bool:
    return any(name in held.asks for name in _OWN)


def _set(identity: str, name: str, value: Any) -> None:
    def does(notebook: Notebook) -> Notebook:
        asks: Asks = notebook.holding(identity).asks | {name: value}
        return notebook.changed(identity, filled(asks, notebook, evidence()))

    gone: Held | None = st.session_state.get(_DELETED)
    if gone and gone.id == identity and identity not in _ids(seen()):
        # It was deleted while somebody wrote in it, and both arrive at once: what is put back has the words.
        asks = filled(gone.asks | {name: value}, seen(), evidence())
        st.session_state[_DELETED] = gone.model_copy(update={"asks": asks})
    else:
        change(does)


def _follow(identity: str) -> None:
    def does(notebook: Notebook) -> Notebook:
        asks = notebook.holding(identity).asks
        return notebook.changed(identity, {name: value for name, value in asks.items() if name not in _OWN})

    change(does)


def _move(identity: str, by: int) -> None:
    change(lambda notebook: notebook.moved(identity, by))


def _fold(held: Held) -> None:
    change(lambda notebook: notebook.folded(held.id, collapsed=not held.collapsed))


def _duplicate(identity: str) -> None:
    change(lambda notebook: notebook.duplicated(identity))


def _delete(identity: str, place: int, title: str) -> None:
    names = _ids(seen())
    if identity not in names:
        return
    # As it is now, and not as it was drawn: to press the button is also to leave the box in which one writes.
    st.session_state[_DELETED] = seen().holding(identity)

    def put_back(notebook: Notebook) -> Notebook:
        there = _ids(notebook)
        if identity in there:
            return notebook
        after = there[min(place - 2, len(there) - 1)] if place > 1 and there else ""
        return put_in(notebook, st.session_state[_DELETED], after)

    change(lambda notebook: notebook.without(identity))
    # What somebody else has changed meanwhile stays, and the reader is told that.
    if identity not in _ids(seen()):
        tell(f"“{title}” was deleted.", put_back, min(place, len(names) - 1))
        go_to("notice")


def _ids(notebook: Notebook) -> list[str]:
    return [held.id for held in notebook.cells]
