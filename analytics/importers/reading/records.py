"""A text file read record by record: slower than needed for a sound file, and exact about what is wrong with others."""

import csv
from io import StringIO

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.reading.listing import listed
from analytics.importers.reading.unreadable import Unreadable, refusal


def read_records(text: str, separator: str, name: str, above: int) -> pl.DataFrame:
    """Every record but the header as a row of text, with the columns numbered.

    `above` is the number of the file's rows before the header. Raises Unreadable with every row that has too many or
    too few cells, and the first whose quotation marks cannot be told apart.
    """
    rows: list[list[str]] = []
    ragged: list[tuple[int, int]] = []
    broken = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    try:
        for number, record in enumerate(reader, start=above + 1):
            width = width or len(record)
            if len(record) == width:
                rows.append(record)
            elif not record or record == [""]:
                rows.append([""] * width)
            else:
                ragged.append((number, len(record)))
    except csv.Error as error:
        broken = [_broken(str(error), name, above + len(rows) + len(ragged) + 1)]
    if len(ragged) > len(rows) and not broken:
        raise refusal(
            name,
            f"It is no table: the first row has {width} {'cell' if width == 1 else 'cells'}, and most others do not.",
            "Give a file whose first row is the header: remove the titles and notes above it.",
            ragged[0][0],
        )
    right = f"Give {width}, as the header has; put quotation marks round a text that holds the separator “{separator}”."
    found = [
        Problem(name, number, "", f"The row has {cells} {'cell' if cells == 1 else 'cells'}.", right)
        for number, cells in ragged
    ]
    if found or broken:
        raise Unreadable([*listed(found, len(found), "of another length"), *broken])
    return pl.DataFrame(rows[1:], schema={str(index): pl.String for index in range(width)}, orient="row")


def _broken(error: str, name: str, row: int) -> Problem:
    if "field larger" in error:
        wrong = "A cell of this row has more than 131,072 letters: a quotation mark above it may not be closed."
    else:
        wrong = "A quotation mark is not closed, or stands inside a text. This row and those below it cannot be read."
    return Problem(name, row, "", wrong, 'Close it; inside a text write it twice: "".')
