"""Reading CSV and TOML files into strict models, collecting every problem instead of stopping at the first."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analytics.evidence.problem import Problem, Wrong

Model = TypeVar("Model", bound=BaseModel)


def read_rows(
    path: Path,
    model: type[Model],
    columns: Sequence[str],
    *,
    renamed: Mapping[str, str] | None = None,
    shown_as: str = "",
) -> tuple[list[tuple[int, Model]], list[Problem]]:
    """The rows of a CSV file with their row numbers, and its problems. A broken row is left out and reported.

    `columns` is the header in order. `renamed` maps a column to the field of the model where the two differ.
    """
    shown = shown_as or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Problem(shown, 0, "", f"The file is not UTF-8: {error.reason}.", "Save it as CSV UTF-8.")]
    lines, problems = _cells(text, shown)
    header = lines[0] if lines else []
    wrong_header = _header_problems(header, list(columns), shown)
    if wrong_header:
        return [], problems + wrong_header
    rows: list[tuple[int, Model]] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(
                    shown,
                    number,
                    "",
                    f"The row has {len(cells)} cells.",
                    f"Give {len(header)}; put quotes round a text that holds a comma.",
                )
            )
            continue
        named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        fields = {(renamed or {}).get(column, column): value for column, value in named.items()}
        try:
            rows.append((number, model.model_validate(fields)))
        except ValidationError as error:
            back = {field: column for column, field in (renamed or {}).items()}
            problems += [
                _problem(shown, number, back.get(_column(entry), _column(entry)), entry) for entry in error.errors()
            ]
    return rows, problems


def read_toml(path: Path, model: type[Model], shown_as: str = "") -> tuple[Model | None, list[Problem]]:
    """A TOML file as its model, or None, and its problems."""
    shown = shown_as or path.name
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Problem(shown, 0, "", f"The file is not TOML: {error}.", "Mend it at that place.")]
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [_problem(shown, 0, ".".join(map(str, entry["loc"])), entry) for entry in error.errors()]


def _cells(text: str, shown: str) -> tuple[list[list[str]], list[Problem]]:
    """Each row of a CSV file as its cells, blank rows too, up to the first that cannot be told from the next."""
    lines: list[list[str]] = []
    try:
        for cells in csv.reader(StringIO(text), strict=True):
            lines.append(cells)
    except csv.Error:
        wrong = "A quotation mark is not closed, or stands inside a text. This row and those below it are not read."
        return lines, [Problem(shown, len(lines) + 1, "", wrong, 'Close it; inside a text write it twice: "".')]
    return lines, []


def _header_problems(header: list[str], columns: list[str], shown: str) -> list[Problem]:
    right = f"The header is: {', '.join(columns)}."
    if not header:
        return [Problem(shown, 1, "", "The file is empty.", right)]
    wrong = [f"There is no column “{column}”." for column in columns if column not in header]
    wrong += [f"The column “{column}” is not known." for column in header if column not in columns]
    wrong += [f"The column “{column}” is there twice." for column in sorted({c for c in header if header.count(c) > 1})]
    if not wrong and header != columns:
        wrong = ["The columns are in another order."]
    return [Problem(shown, 1, "", what, right) for what in wrong]


def _column(entry: Any) -> str:
    location = entry["loc"]
    return str(location[0]) if location else ""


def _problem(shown: str, row: int, column: str, entry: Any) -> Problem:
    """One of pydantic's errors in our words."""
    cause = entry.get("ctx", {}).get("error")
    if isinstance(cause, Wrong):
        return Problem(shown, row, cause.column or column, cause.wrong, cause.right)
    given = entry.get("input")
    match entry["type"]:
        case "enum":
            return Problem(shown, row, column, f"“{given}” is not one of the words.", f"Use {_expected(entry)}.")
        case "missing":
            return Problem(shown, row, column, f"There is no “{entry['loc'][-1]}”.", "Add it.")
        case "extra_forbidden":
            return Problem(shown, row, column, f"“{entry['loc'][-1]}” is not known.", "Remove it or correct its name.")
        case _:
            return Problem(shown, row, column, f"“{given}” cannot be read here.", f"{entry['msg']}.")


def _expected(entry: Any) -> str:
    return str(entry["ctx"]["expected"]).replace("'", "")
