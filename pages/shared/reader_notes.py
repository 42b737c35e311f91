"""What careful readers noticed: the list first, and what is behind each note when it is opened."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.evidence.document import ReviewerNote
from analytics.evidence.evidence import Evidence
from analytics.notebooks.cells.reconciliation import ReviewerNotesCell
from pages.shared.door import may
from pages.shared.frame import show_heading
from pages.shared.library import is_public
from pages.shared.notebook.add_button import add_button, say_added

_KEY = "reader_notes"


def show_reader_notes(cell: ReviewerNotesCell, known: Evidence) -> None:
    """The notes on the cell's documents, folded, and the button that adds them to a notebook as a table."""
    show_heading(cell)
    notes = [(slug, note) for slug, note in known.notes if cell.document in ("", slug)]
    st.html("".join(_folded(note, known.where(slug, note.locator)) for slug, note in notes))
    if not is_public() and may(Action.KEEP_NOTEBOOKS):
        add_button(cell, "what a careful reader noticed", _KEY)
        say_added(_KEY)


def _folded(note: ReviewerNote, where: str) -> str:
    said = {"A fair reading": note.charitable_reading, "To ask in writing": note.question, "Where": where}
    return f"<details><summary>{escape(note.text)}</summary>{''.join(_parts(said.items()))}</details>"


def _parts(said: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f'<p class="summary"><strong>{label}:</strong> {escape(words)}</p>' for label, words in said if words)
