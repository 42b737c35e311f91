"""Starters: notebooks that somebody else can begin with, each a file of JSON."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from analytics.notebooks.notebook import Held, Notebook, new_id
from analytics.notebooks.stored import notebook_from_stored
from analytics.notebooks.view import CannotRender


@dataclass(frozen=True, slots=True)
class Starter:
    """A starter. `name` is that of its file without .json; `notebook` is what the file holds, as it stands."""

    name: str
    notebook: Notebook

    @property
    def title(self) -> str:
        """What it is called on screen."""
        return self.notebook.title

    def begun(self, authority: str, as_known_on: date | None = None) -> Notebook:
        """A new notebook with the starter's cells, and no meeting, for a council and day. Its ids are its own.

        It is not public: that the starter is says nothing of what its reader will make of it.
        """
        cells = tuple(held.model_copy(update={"id": new_id()}) for held in self.notebook.cells)
        return self.notebook.model_copy(
            update={
                "id": new_id(),
                "authority": authority,
                "as_known_on": as_known_on,
                "cells": cells,
                "meeting": None,
                "public": False,
            }
        )

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """The starter that a file holds. Raises ValueError, naming the file and every cell that is wrong."""
        try:
            notebook = notebook_from_stored(file.read_bytes())
        except (OSError, ValueError) as error:
            raise ValueError(f"{file}: {error}") from error
        wrong = [f"{file}: cell {place}: {reason}" for place, reason in _wrong_cells(notebook)]
        if wrong:
            raise ValueError("\n".join(wrong))
        return cls(file.stem, notebook)


def starters(folder: Path) -> list[Starter]:
    """The starters in a folder's files ending in .json, in the order of their names; none where there is no folder.

    Raises ValueError with everything wrong in any of the files, a line each, where one of them cannot be read.
    """
    found, wrong = [], []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(Starter.from_file(file))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise ValueError("\n".join(wrong))
    return found


def _wrong_cells(notebook: Notebook) -> list[tuple[int, str]]:
    said = ((place, _wrong(notebook, held)) for place, held in enumerate(notebook.cells, 1))
    return [(place, reason) for place, reason in said if reason]


def _wrong(notebook: Notebook, held: Held) -> str:
    try:
        notebook.cell(held)
    except CannotRender as reason:
        return str(reason)
    return ""
