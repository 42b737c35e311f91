"""Opening what was stored: notebooks of this format, and of every earlier one."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from typing import Any

from pydantic_core import from_json, to_jsonable_python

from analytics.notebooks.notebook import FORMAT, Notebook, notebook_from_json

# By the format it takes: a function from the JSON of that format to that of the next. When the format changes, raise
# FORMAT in `analytics.notebooks.notebook`, add the step here, and keep a file of the format before among the fixtures.
STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    # Format 2 can hold a meeting. A notebook of the first format has none.
    1: lambda stored: stored,
}


def as_stored(notebook: Notebook) -> str:
    """The JSON to store. Equal notebooks give the same text, whatever the order in which a cell names what it asks.

    Raises ValueError, saying what would work, where it holds what JSON cannot, such as infinity or half a character.
    """
    try:
        # Asked for JSON at once, pydantic would write null for infinity.
        plain = to_jsonable_python(notebook.model_dump(), inf_nan_mode="constants")
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True)
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("One of its texts holds half a character. Write that text again.") from error
    except ValueError as error:
        raise ValueError(f"A cell asks for what JSON cannot hold ({error}). Change that cell.") from error
    return text


def notebook_from_stored(text: str | bytes) -> Notebook:
    """The notebook that JSON of this or an earlier format describes. A file that names no format is of the first.

    Raises ValueError, saying what is wrong and what would work, where it describes none or comes from a newer version.
    """
    try:
        # Windows' Notepad puts a mark before the text, and what would not encode is no JSON either.
        text = (text.encode() if isinstance(text, str) else text).removeprefix(BOM_UTF8)
        stored = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise ValueError(f"This is no notebook: it is not JSON ({error}). Choose a file that was exported.") from error
    if not isinstance(stored, dict):
        raise ValueError("This is no notebook: the file holds no JSON object. Choose a file that was exported.")
    return _each_by_its_own_name(notebook_from_json(json.dumps(_brought_up_to_date(stored))))


def _each_by_its_own_name(notebook: Notebook) -> Notebook:
    """The notebook with every cell, by another id where one before it has the same: no page can show two as one.

    The same file gives the same ids: what a reader has on screen is asked for by them.
    """
    there: set[str] = set()
    cells = []
    for place, held in enumerate(notebook.cells):
        cells.append(held.model_copy(update={"id": f"{held.id}-{place}"}) if held.id in there else held)
        there.add(cells[-1].id)
    return notebook if cells == list(notebook.cells) else notebook.model_copy(update={"cells": tuple(cells)})


def _brought_up_to_date(stored: dict[str, Any]) -> dict[str, Any]:
    written = stored.get("format", 1)
    if type(written) is not int or written < 1:
        raise ValueError(f"This is no notebook: its format is “{written}”, and formats are counted from 1.")
    if written > FORMAT:
        raise ValueError(
            f"This notebook has format {written}, from a newer version of the app; this version opens up to {FORMAT}. "
            "Update the app, or ask for it to be exported from a version like yours."
        )
    for number in range(written, FORMAT):
        stored = STEPS[number](stored) | {"format": number + 1}
    return stored
