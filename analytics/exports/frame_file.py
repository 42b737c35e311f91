"""Writing a frame to a file in the format that its ending names."""

from io import BytesIO
from pathlib import Path

import polars as pl

from analytics.exports.formula import defused_frame, with_lists_as_texts
from analytics.importers.store.files import put_file

FORMATS = (".csv", ".json", ".parquet")


def frame_as_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV text that a spreadsheet can open: no text of it is read as a formula, and figures stay figures.

    A list column becomes its members with `;` between them.
    """
    return defused_frame(frame).write_csv()


def exact_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV text letter for letter, for a program that reads it back and runs nothing in it."""
    return with_lists_as_texts(frame).write_csv()


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write the frame as CSV, JSON (an array of objects) or Parquet, whole or not at all.

    Raises ValueError for another ending, and OSError.
    """
    match path.suffix:
        case ".csv":
            content = frame_as_csv(frame).encode()
        case ".json":
            content = frame.write_json().encode()
        case ".parquet":
            file = BytesIO()
            frame.write_parquet(file)
            content = file.getvalue()
        case other:
            raise ValueError(f"“{other}” is not a format. The file's name ends in {', '.join(FORMATS)}.")
    put_file(path, content)
