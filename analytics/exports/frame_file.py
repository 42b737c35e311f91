"""Writing a frame to a file in the format that its ending names."""

from pathlib import Path

import polars as pl

from analytics.exports.formula import defused_frame, with_lists_as_texts

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
    """Write the frame as CSV, JSON (an array of objects) or Parquet. Raises ValueError for another ending."""
    match path.suffix:
        case ".csv":
            path.write_text(frame_as_csv(frame), encoding="utf-8")
        case ".json":
            path.write_text(frame.write_json(), encoding="utf-8")
        case ".parquet":
            frame.write_parquet(path)
        case other:
            raise ValueError(f"“{other}” is not a format. The file's name ends in {', '.join(FORMATS)}.")
