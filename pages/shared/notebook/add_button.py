"""The button beside every view that puts its cell into a notebook."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.render import AnyCell
from analytics.notebooks.repository import RepositoryError
from pages.shared.act import act
from pages.shared.notebook.workspace import add_to_last_used

_ADDED = "added_to_notebook"


def add_button(cell: AnyCell, title: str, key: str) -> None:
    """The button. The cell goes into the notebook last used, or into a new one where there is none."""
    act("Add to notebook", title, f"add_{key}", _add, cell, key, kind="tertiary")


def say_added(key: str) -> None:
    """Once after the button was pressed: where the cell went."""
    where, words = st.session_state.get(_ADDED, ("", ""))
    if where == key:
        st.session_state.pop(_ADDED)
        st.html(words)


def notebook_address(identity: str) -> str:
    """The address of a notebook: its id and nothing else."""
    return f"notebook?{urlencode({'notebook': identity})}"


def link_to_papers(notebook: Notebook) -> None:
    """The way from a notebook to the papers of its meeting."""
    target = escape(f"witness_briefs?{urlencode({'notebook': notebook.id})}")
    st.html(f'<p><a href="{target}" target="_self">Make the papers of a meeting from this notebook</a></p>')


def _add(cell: AnyCell, key: str) -> None:
    try:
        saved = add_to_last_used(cell)
        link = f'<a href="{escape(notebook_address(saved.id))}" target="_self">{escape(saved.title)}</a>'
        words = f'<p class="note" role="status">✓ Added to the notebook “{link}”, as its cell {len(saved.cells)}.</p>'
    except RepositoryError as error:
        words = f'<p class="note" role="alert">It was not added. {escape(str(error))}</p>'
    st.session_state[_ADDED] = (key, words)
