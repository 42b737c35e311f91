"""CSV and its relatives, as frames of text.

Polars reads the file at once and in parallel, and says nothing of a row that is too short. So a mark is put at the end
of every line before it reads: where the mark is not found in the column after the last, the row has too few or too many
cells, or a quotation mark misled it, and the slower reader in `records` says which row and why.
"""

import csv
import re
from dataclasses import dataclass
from io import StringIO

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.reading.column_names import distinct_names
from analytics.importers.reading.limits import Limits
from analytics.importers.reading.records import read_records
from analytics.importers.reading.separators import separator_of
from analytics.importers.reading.unreadable import refusal

_START = 1_000_000
_EXCEL_HINT = re.compile(rb"sep=([,;\t|])\r?\n", re.IGNORECASE)
_FIRST_LINE_END = re.compile(rb'(?:[^"\r\n]|"[^"]*")*+(\r\n|\r|\n)')
_MARKS = (*range(0x1F, 0x1B, -1), *range(0x01, 0x09), *range(0x0E, 0x1C))


@dataclass(frozen=True)
class Delimited:
    """A text file's rows under its header, the row of the file that the first of them is, and what was odd."""

    frame: pl.DataFrame
    header: tuple[str, ...]
    first_row: int
    remarks: tuple[Problem, ...]


def read_delimited(data: bytes, name: str, limits: Limits) -> Delimited:
    """The cells of a UTF-8 text as they stand in it, under the names of its first row.

    Rows count as in a spreadsheet, blank ones too; blank rows at the end are left out. Raises Unreadable where the file
    has no rows, or rows of different lengths.
    """
    text, above, separator = _body(data)
    if not text.strip():
        raise refusal(name, "The file is empty.", "Download it again, and look that it has rows.")
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")
    start = text[:_START].decode("utf-8", errors="ignore")
    separator = separator or separator_of(start)
    header = _header(start, separator, name)
    if len(header) > limits.columns:
        wrong = f"The file has {len(header):,} columns; at most {limits.columns:,} are read."
        raise refusal(name, wrong, "Take the columns that are wanted.")
    rows = max(text.count(b"\n"), text.count(b"\r"))
    if rows * len(header) > limits.cells:
        wrong = f"The file has {rows:,} rows of {len(header):,} columns; at most {limits.cells:,} cells are read."
        raise refusal(name, wrong, "Take the columns and years that are wanted.")
    frame = _at_once(text, separator, len(header))
    if frame is None:
        frame = read_records(text.decode("utf-8"), separator, name, above)
    frame = without_blank_end(frame)
    if frame.is_empty():
        raise refusal(name, "The file has a header and no rows below it.", "Download it again, and look for rows.")
    names, remarks = distinct_names(header, name, above + 1)
    frame.columns = names
    return Delimited(frame, tuple(header), above + 2, tuple(remarks))


def without_blank_end(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without the blank rows at its end, which spreadsheets leave behind."""
    if not frame.width or not frame.height or any(frame.row(-1)):
        return frame
    filled = frame.select(pl.any_horizontal(pl.all() != "").alias("filled"))["filled"].arg_true()
    return frame.head(int(filled[-1]) + 1 if len(filled) else 0)


def _body(data: bytes) -> tuple[bytes, int, str]:
    """The text from its header on, how many rows stand above it, and the separator where Excel's hint names one."""
    text = data.lstrip(b"\r\n")
    hint = _EXCEL_HINT.match(text)
    if hint is not None:
        text = text[hint.end() :].lstrip(b"\r\n")
    above = data[: len(data) - len(text)].replace(b"\r\n", b"\n")
    return text, len(above.splitlines()), hint[1].decode() if hint else ""


def _header(start: str, separator: str, name: str) -> list[str]:
    try:
        return next(csv.reader(StringIO(start, newline=""), delimiter=separator), [])
    except csv.Error:
        raise refusal(
            name, "The header cannot be read: a quotation mark in it may not be closed.", "Close it.", 1
        ) from None


def _at_once(text: bytes, separator: str, width: int) -> pl.DataFrame | None:
    """All rows below the header, columns numbered; None where a row or a quotation mark is not as it should be."""
    end = _FIRST_LINE_END.match(text)
    mark = next((bytes([code]) for code in _MARKS if bytes([code]) not in text), None)
    if mark is None or (end is not None and end[1] == b"\r"):
        return None
    at_end = separator.encode() + mark
    names = [str(index) for index in range(width + 1)]
    try:
        frame = pl.read_csv(
            _marked(text, at_end),
            has_header=False,
            separator=separator,
            schema=dict.fromkeys(names, pl.String),
            empty_string_is_null=False,
            truncate_ragged_lines=True,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    return _checked(frame, mark.decode(), at_end.decode(), quoted=b'"' in text)


def _marked(text: bytes, at_end: bytes) -> bytes:
    """The text with `at_end` before every line end, also before those within quotation marks."""
    both, all_ends = text.count(b"\r\n"), text.count(b"\n")
    if both == all_ends:
        marked = text.replace(b"\r\n", at_end + b"\r\n")
    elif not both:
        marked = text.replace(b"\n", at_end + b"\n")
    else:
        marked = re.sub(rb"\r?\n", at_end + rb"\g<0>", text)
    return marked if marked.endswith(b"\n") else marked + at_end + b"\n"


def _checked(frame: pl.DataFrame, mark: str, at_end: str, *, quoted: bool) -> pl.DataFrame | None:
    """The frame without the header and the marks; None where a mark is not in its place."""
    *cells, last = frame.columns
    blank = (pl.col(cells[0]) == "") & (pl.col(frame.columns[1]) == mark)
    if not frame.select(((pl.col(last) == mark) | blank).all()).item():
        return None
    if len(cells) > 1:
        frame = frame.with_columns(pl.when(blank).then(pl.lit("")).otherwise(pl.col(cells[1])).alias(cells[1]))
    frame = frame.select(cells)
    if quoted:
        frame = frame.with_columns(pl.all().str.replace_all(at_end, "", literal=True))
        if frame.select(pl.any_horizontal(pl.all().str.contains(mark, literal=True).any())).item():
            return None
    return frame.slice(1)
