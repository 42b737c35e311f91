"""Adding a cell: which kind, what it is to ask, and where it goes."""

from typing import Any

import streamlit as st

from analytics.notebooks.form import Asks, Shape, filled, form_of, is_whole
from analytics.notebooks.kinds import KINDS
from analytics.notebooks.merging import put_in
from analytics.notebooks.notebook import Held, Notebook
from pages.shared.library import evidence
from pages.shared.notebook.card import edit, title_of
from pages.shared.notebook.fields import show_field
from pages.shared.notebook.workspace import change, go_to

_DRAFT, _KIND, _WHERE = "notebook_draft", "notebook_kind", "notebook_where"


def show_adding(notebook: Notebook) -> None:
    """A button for a note, which is what is added most; and every kind of cell with its form."""
    st.button("Write a note", on_click=_put, args=({"kind": "note"}, _end(notebook)), type="primary")
    # By a key of its own it stays the same one, and open, when a cell comes before it.
    with st.expander("Add a cell", expanded=not notebook.cells, key="adding"):
        kind = st.selectbox(
            "What it shows", list(KINDS), index=1, key=_KIND, format_func=lambda name: KINDS[name].words
        )
        draft: Asks = st.session_state.get(_DRAFT, {})
        # A draft of another kind, or one for another council or day, starts anew where it no longer fits.
        draft = filled(draft if draft.get("kind") == kind else {"kind": kind}, notebook, evidence())
        st.session_state[_DRAFT] = draft
        for field in form_of(draft, notebook, evidence()):
            # What is written belongs into the notebook, where it is saved, and not into a draft.
            if field.shape is not Shape.TEXT:
                show_field(field, f"draft_{kind}_{field.name}", _set)
        st.selectbox(
            "Where",
            ["", *(held.id for held in notebook.cells), "first"],
            key=_WHERE,
            format_func=lambda name: _place_in_words(name, notebook),
        )
        if is_whole(draft):
            after = {"": _end(notebook), "first": ""}.get(st.session_state[_WHERE], st.session_state[_WHERE])
            st.button("Add this cell", on_click=_put, args=(draft, after))
        else:
            st.html('<p class="note" role="note">These papers hold nothing to choose for it. Choose another kind.</p>')


def _end(notebook: Notebook) -> str:
    return notebook.cells[-1].id if notebook.cells else ""


def _place_in_words(name: str, notebook: Notebook) -> str:
    if name in ("", "first"):
        return "At the beginning" if name else "At the end"
    names = [held.id for held in notebook.cells]
    return f"After {names.index(name) + 1}: {title_of(notebook.holding(name), notebook)}" if name in names else ""


def _set(name: str, value: Any) -> None:
    st.session_state[_DRAFT] = st.session_state.get(_DRAFT, {}) | {name: value}


def _put(asks: Asks, after: str) -> None:
    held = Held(asks=asks)
    if change(lambda notebook: put_in(notebook, held, after)) and asks["kind"] == "note":
        edit(held.id)
        go_to(f"form_{held.id}")
