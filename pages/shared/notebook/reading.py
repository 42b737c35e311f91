"""A notebook that the reader may open and not change: its cells, as they are."""

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.repository import Saved
from analytics.notebooks.view import CannotRender
from pages.shared.frame import lay_out, say_reason
from pages.shared.library import evidence
from pages.shared.notebook.notes import show_note
from pages.shared.notebook.taking import show_taking
from pages.shared.notebook.versions import show_versions


def show_reading(saved: Saved) -> None:
    """Whose council and day, every cell, and what may be taken along."""
    notebook, catalogue = saved.notebook, evidence().catalogue
    council = catalogue.area_name(notebook.authority) if notebook.authority in catalogue.authorities else "No council"
    day = f", as known on {day_in_words(notebook.as_known_on)}" if notebook.as_known_on else ""
    say_reason(f"{council}{day}. You may read this notebook and not change it.")
    for held in notebook.cells:
        _show_cell(held, notebook)
    show_taking(saved)
    show_versions(saved, may_go_back=False)


def _show_cell(held: Held, notebook: Notebook) -> None:
    with st.container(key=f"cell_{held.id}", gap="xsmall"):
        try:
            cell = notebook.cell(held)
        except CannotRender as reason:
            say_reason(str(reason))
            return
        if isinstance(cell, NoteCell):
            show_note(cell.text)
        else:
            lay_out(cell, held.id, add=False)
