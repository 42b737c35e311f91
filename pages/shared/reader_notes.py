"""What careful readers noticed, by document: the list first, and what is behind each note when it is opened."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.evidence.document import ReviewerNote
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.reconciliation import ReviewerNotesCell
from pages.shared.door import may
from pages.shared.frame import show_heading
from pages.shared.library import is_public
from pages.shared.notebook.add_button import add_button, say_added

_KEY = "reader_notes"
_STYLE = "<style>details.notes > details { margin-left: 1.25rem; }</style>"


def show_reader_notes(cell: ReviewerNotesCell, known: Evidence) -> None:
    """The notes on the cell's documents, folded, and the button that adds them to a notebook as a table."""
    show_heading(cell)
    of_each: dict[str, list[str]] = {}
    for slug, note in known.notes:
        if cell.document in ("", slug):
            of_each.setdefault(slug, []).append(_folded(note, known.where(slug, note.locator)))
    if len(of_each) == 1:
        st.html("".join(*of_each.values()))
    else:
        st.html(_STYLE + "".join(_of_document(known, slug, notes) for slug, notes in of_each.items()))
    if not is_public() and may(Action.KEEP_NOTEBOOKS):
        add_button(cell, "what a careful reader noticed", _KEY)
        say_added(_KEY)


def _of_document(known: Evidence, slug: str, notes: list[str]) -> str:
    """The notes on one document behind its name: of all documents there are too many to read past."""
    name = escape(known.documents[slug].file.short_title)
    return f'<details class="notes"><summary>{name}: {count_of(len(notes), "note")}</summary>{"".join(notes)}</details>'


def _folded(note: ReviewerNote, where: str) -> str:
    said = {"A fair reading": note.charitable_reading, "To ask in writing": note.question, "Where": where}
    return f"<details><summary>{escape(note.text)}</summary>{''.join(_parts(said.items()))}</details>"


def _parts(said: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f'<p class="summary"><strong>{label}:</strong> {escape(words)}</p>' for label, words in said if words)
