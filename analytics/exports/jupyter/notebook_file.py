"""The whole file."""

import json
from collections.abc import Iterator
from typing import Any

from analytics.evidence.evidence import Evidence
from analytics.exports.jupyter.code import IMPORTS, data_code, history_code, spec_code
from analytics.exports.jupyter.words import has_data, listed, note_in_words, notes_in_words, plainly, view_in_words
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.lines import changed_settings
from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.notebook_report import notebook_front
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import CannotRender, View

_JsonCell = dict[str, Any]


def notebook_as_ipynb(notebook: Notebook, evidence: Evidence, *, private: bool = False, marking: str = "") -> bytes:
    """A Jupyter notebook (nbformat 4.5) that says and shows what the notebook does, the same bytes each time.

    It holds its evidence as CSV and runs from top to bottom with Polars and Altair and nothing else. Private notes are
    in it only with `private`; without, there is no sign of them. `marking` says who it is for in other words than the
    usual ones.
    """
    cells = [_front(notebook, evidence, private=private, marking=marking), _code(IMPORTS)]
    for number, held in enumerate(_shown(notebook, private=private), 1):
        cells += _cells(held, notebook, evidence, f"figures_{number}")
    file = {
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells, 1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": notebook.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(file, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _shown(notebook: Notebook, *, private: bool) -> list[Held]:
    """The cells that may leave. A note that cannot be read may be a private one."""
    return [held for held in notebook.cells if private or held.asks.get("kind") != "note" or _is_open(held, notebook)]


def _is_open(held: Held, notebook: Notebook) -> bool:
    try:
        cell = notebook.cell(held)
    except CannotRender:
        return False
    return isinstance(cell, NoteCell) and not cell.private


def _front(notebook: Notebook, evidence: Evidence, *, private: bool, marking: str) -> _JsonCell:
    front = notebook_front(notebook, evidence, private=private)
    parts = [
        f"# {plainly(front.title)}",
        f"**{plainly(marking or front.marking)}**",
        plainly(f"{front.subtitle}. {front.as_known_on} {front.made_from}"),
        "Every figure is in this file, with its source. Run all cells to read the data and draw the charts; they need "
        "Python with Polars and Altair (`pip install polars altair`).",
        listed("Thresholds that were changed", changed_settings(notebook.settings)),
    ]
    return _markdown("\n\n".join(filter(None, parts)))


def _cells(held: Held, notebook: Notebook, evidence: Evidence, name: str) -> Iterator[_JsonCell]:
    try:
        cell = notebook.cell(held)
        if isinstance(cell, NoteCell):
            if cell.text.strip():
                yield _markdown(note_in_words(cell.text))
            return
        view = render(cell, evidence)
    except CannotRender as reason:
        yield _markdown(f"**Not shown.** {plainly(str(reason))}")
        return
    yield _markdown(view_in_words(view))
    if view.data is not None and has_data(view):
        yield _code(data_code(name, view.data), folded=True)
    yield from _charts(cell, view, evidence, name)
    notes = notes_in_words(view.caveats, view.sources)
    if notes:
        yield _markdown(notes)


def _charts(cell: AnyCell, view: View, evidence: Evidence, name: str) -> Iterator[_JsonCell]:
    for chart in view.charts:
        again = None
        if isinstance(cell, HistoryCell) and view.data is not None:
            areas = {area: evidence.catalogue.area_name(area) for area in view.data["area"].unique(maintain_order=True)}
            again = history_code(name, chart, areas)
        yield _code(again) if again else _code(spec_code(chart), folded=True)


def _markdown(text: str) -> _JsonCell:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(source: str, *, folded: bool = False) -> _JsonCell:
    """A cell of code; `folded` shows what it gives first, and its text to those who open it."""
    metadata = {"jupyter": {"source_hidden": True}} if folded else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
