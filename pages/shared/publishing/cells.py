"""A cell of a published notebook: a note as it was written, or a view as on every page."""

from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.view import CannotRender
from pages.shared.frame import lay_out, say_reason
from pages.shared.notebook.notes import show_note


def show_cell(held: Held, notebook: Notebook) -> None:
    """The cell, folded or not in the workspace; or why there is nothing to show."""
    try:
        cell = notebook.cell(held)
    except CannotRender as reason:
        # A note that cannot be read may have been meant to be private.
        if held.asks.get("kind") != "note":
            say_reason(str(reason))
        return
    if isinstance(cell, NoteCell):
        if cell.text.strip():
            show_note(cell.text)
    else:
        lay_out(cell, held.id, add=False, leaves=True)
