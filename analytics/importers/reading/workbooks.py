"""Workbooks (.xlsx, .ods): every sheet as a table of text."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from xml.parsers import expat

import fastexcel
import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.reading.archives import members_by_path
from analytics.importers.reading.column_names import distinct_names
from analytics.importers.reading.content import Content
from analytics.importers.reading.delimited import without_blank_end
from analytics.importers.reading.guarded import guarded
from analytics.importers.reading.limits import Limits, in_words
from analytics.importers.reading.unreadable import refusal
from analytics.importers.reading.workbook_size import MOST_ERRORS, Extent, ods_extents, xlsx_extents

_DAMAGED = "The workbook is damaged or was not wholly downloaded."
_SAVE_AGAIN = "Open it in a spreadsheet and save it again, or save the sheet that is wanted as CSV UTF-8."
_MOST_PARTS = 5_000  # a workbook with many pictures and charts has a part for each
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_MOMENT = r"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?)$"
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows, which row of it the first one is, and the header where its first row was one."""

    name: str
    frame: pl.DataFrame
    header: tuple[str, ...]
    first_row: int
    remarks: tuple[Problem, ...]


def read_workbook(data: bytes, content: Content, name: str, limits: Limits) -> list[Sheet]:
    """Every sheet that has a cell filled, in the workbook's order, hidden ones too.

    Numbers are as they are stored, whatever their format shows; days are written 2025-03-31. A first row with a text
    in every cell, no two the same, is the header of a sheet of two columns or more. Otherwise the columns are
    "column_1", "column_2" and so on, and all rows are kept, titles too. Blank columns left of the first filled one are
    left out, blank rows above are not.
    """
    parts = members_by_path(data, name, replace(limits, members=_MOST_PARTS))
    _refuse_definitions(parts, name)
    extents = _extents(parts, content, name)
    _refuse_size(extents, name, limits)
    with guarded(name, _DAMAGED, _SAVE_AGAIN):
        # Packed anew, so that the reader sees what was looked at, and no more.
        frames = list(_frames(fastexcel.read_excel(_repacked(parts)), name, limits))
    remarks = _error_remarks(extents, name)
    sheets = [_as_sheet(sheet, frame, name, remarks) for sheet, frame in frames if frame.height and frame.width]
    if not sheets:
        raise refusal(name, "Every sheet of the workbook is blank.", "Look that it has rows, and save it again.")
    return sheets


def _frames(reader: fastexcel.ExcelReader, name: str, limits: Limits) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each sheet by its name. One part may be many sheets, so that all together are counted here once more."""
    cells = letters = 0
    for sheet in reader.sheet_names:
        frame = _cells(reader, sheet)
        cells += frame.height * frame.width
        letters += sum(frame.select(pl.all().str.len_bytes().sum()).row(0)) if frame.width else 0
        _refuse_together(cells, letters, name, limits)
        yield sheet, frame


def _cells(reader: fastexcel.ExcelReader, sheet: str) -> pl.DataFrame:
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    frame = loaded.to_polars().select(pl.all().cast(pl.String).fill_null(""))
    frame.columns = [f"column_{number}" for number in range(1, frame.width + 1)]
    return without_blank_end(frame.with_columns(_iso(column) for column in frame.columns))


def _iso(column: str) -> pl.Expr:
    """A day as 2025-03-31, a time of day as 10:30:00, a moment with a T between the two."""
    text = pl.col(column)
    day, time = (text.str.extract(_MOMENT, group) for group in (1, 2))
    return (
        pl.when(day.is_null())
        .then(text)
        .when(time.str.contains(r"^00:00:00(\.0+)?$") & ~day.is_in(["1899-12-30", "1899-12-31"]))
        .then(day)
        .when(day.is_in(["1899-12-30", "1899-12-31"]))
        .then(time)
        .otherwise(day + "T" + time)
        .alias(column)
    )


def _as_sheet(sheet: str, frame: pl.DataFrame, name: str, remarks: tuple[Problem, ...]) -> Sheet:
    first = [str(cell).strip() for cell in frame.row(0)]
    titled = min(frame.shape) == 1 or len(set(first)) < len(first)
    if titled or any(not cell or _NUMBER.fullmatch(cell) for cell in first):
        return Sheet(sheet, frame, (), 1, remarks)
    header = frame.row(0)
    below = frame.slice(1)
    below.columns, renamed = distinct_names(header, name)
    return Sheet(sheet, below, header, 2, (*remarks, *renamed))


def _extents(parts: dict[str, bytes], content: Content, name: str) -> list[Extent]:
    try:
        if content is Content.XLSX:
            return list(xlsx_extents(parts))
        return ods_extents(parts.get("content.xml", b""))
    except (expat.ExpatError, ValueError):
        raise refusal(name, _DAMAGED, _SAVE_AGAIN) from None


def _refuse_size(extents: list[Extent], name: str, limits: Limits) -> None:
    if len(extents) > 1:
        together = sum(extent.cells for extent in extents), sum(extent.letters for extent in extents)
        _refuse_together(*together, name, limits)
    for extent in extents:
        if extent.cells > limits.cells or extent.columns > max(limits.columns, 16_384):
            raise refusal(
                name,
                f"Sheet {extent.sheet} claims {extent.rows:,} rows of {extent.columns:,} columns; "
                f"at most {limits.cells:,} cells are read.",
                "Delete the blank rows and columns beyond the table and save it again.",
            )
        if extent.letters > limits.unpacked_bytes:
            raise refusal(
                name,
                f"Sheet {extent.sheet} holds {in_words(extent.letters)} of text; "
                f"at most {in_words(limits.unpacked_bytes)} are read.",
                "Take the columns that are wanted.",
            )


def _refuse_together(cells: int, letters: int, name: str, limits: Limits) -> None:
    if cells > limits.cells:
        wrong = f"The sheets have {cells:,} cells together; at most {limits.cells:,} are read."
    elif letters > limits.unpacked_bytes:
        most = in_words(limits.unpacked_bytes)
        wrong = f"The sheets hold {in_words(letters)} of text together; at most {most} are read."
    else:
        return
    raise refusal(name, wrong, "Save the sheet that is wanted as CSV UTF-8.")


def _refuse_definitions(parts: dict[str, bytes], name: str) -> None:
    """No spreadsheet program writes definitions of its own into a workbook; they serve to make a small file huge."""
    for content in parts.values():
        # Whatever it is called: the workbook itself says which of its parts are read.
        if not content.lstrip(_BEFORE_MARKUP).startswith(b"<"):
            continue
        if b"\0" in content:
            raise refusal(name, "A part of the workbook is not UTF-8.", _SAVE_AGAIN)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refusal(name, "The workbook holds XML definitions, which no spreadsheet program writes.", _SAVE_AGAIN)


def _repacked(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return packed.getvalue()


def _error_remarks(extents: list[Extent], name: str) -> tuple[Problem, ...]:
    found = [cell for extent in extents for cell in extent.errors]
    if not found:
        return ()
    wrong = f"Cells hold an error such as #DIV/0!: {', '.join(found[:MOST_ERRORS])}."
    return (Problem(name, 0, "", wrong, "They were read as blank; correct them and save the workbook again."),)
