"""A report as a workbook: contents, a sheet for each view with data, and the sources.

Each sheet has its title in A1, one table with a header row and no merged or blank cells used for looks, as the
Government Analysis Function's "Releasing statistics in spreadsheets" asks for.
"""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.exports.sheets.parts import Part, Printed, front, parts_of, sources_of
from analytics.notebooks.report import Report
from analytics.notebooks.view import View

CONTENTS, SOURCES = "Contents", "Sources"
# The file is the same whenever it is made: what it was made from, and when that was known, stands in its first sheet.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
_LONGEST = 32_767  # letters in a cell of Excel, which counts some of them twice


def report_as_xlsx(report: Report) -> bytes:
    """The workbook of a report's data, the same bytes each time. No text in it is a formula or a link to elsewhere."""
    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": report.title,
            "subject": report.subtitle,
            "author": report.author,
            "comments": " ".join(filter(None, (report.marking, report.as_known_on, report.made_from))),
            "created": _CREATED,
        }
    )
    looks = _Looks(book)
    parts = parts_of(report)
    names = {part.number: _sheet_name(part) for part in parts if part.number}
    _write_contents(book.add_worksheet(CONTENTS), report, parts, names, looks)
    for part in parts:
        if part.number and part.view:
            _write_view(book.add_worksheet(names[part.number]), part.view, looks, f"view_{part.number}")
    _write_sources(book.add_worksheet(SOURCES), sources_of(parts), names, looks)
    book.close()
    return held.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.bold: Format = book.add_format({"bold": True, "valign": "top"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})


def _sheet_name(part: Part) -> str:
    return part.name[:31]


def _write_contents(sheet: Worksheet, report: Report, parts: list[Part], names: dict[int, str], looks: _Looks) -> None:
    _text(sheet, 0, 0, report.title, looks.title)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 3, 60)
    row = 1
    for _, label, text in front(report)[1:]:
        _text(sheet, row, 0, label, looks.bold)
        _text(sheet, row, 1, text)
        row += 1
    _header(sheet, row, ("Sheet", "What it shows", "About", "Be careful"), "contents", len(parts) + 1)
    for place, part in enumerate(parts, row + 1):
        _link(sheet, place, names.get(part.number, ""), "No data of its own" if part.view else "Not shown")
        _text(sheet, place, 1, part.title, looks.wrapped)
        _text(sheet, place, 2, part.about, looks.wrapped)
        # A view with data has its cautions above them.
        _text(sheet, place, 3, "" if part.number else " ".join(part.cautions), looks.wrapped)
    _link(sheet, row + len(parts) + 1, SOURCES, "")
    _text(sheet, row + len(parts) + 1, 1, "Every document and place that the figures were printed in")


def _write_view(sheet: Worksheet, view: View, looks: _Looks, table: str) -> None:
    _text(sheet, 0, 0, view.title, looks.title)
    notes = [view.subtitle, view.summary, *(f"Be careful: {caveat}" for caveat in view.caveats)]
    row = 1
    for note in filter(None, notes):
        _text(sheet, row, 0, note)
        row += 1
    sheet.write_url(row, 0, f"internal:'{CONTENTS}'!A1", string="Back to the contents")
    data = pl.DataFrame() if view.data is None else view.data
    _header(sheet, row + 1, tuple(data.columns), table, data.height)
    for place, values in enumerate(data.iter_rows(), row + 2):
        for column, value in enumerate(values):
            _value(sheet, place, column, value, looks)
    sheet.set_column(0, max(len(data.columns) - 1, 0), 18)
    sheet.freeze_panes(row + 2, 0)


def _write_sources(sheet: Worksheet, sources: list[Printed], names: dict[int, str], looks: _Looks) -> None:
    _text(sheet, 0, 0, "Where the figures were printed", looks.title)
    _header(sheet, 1, ("Document", "Title", "Published", "Places", "Sheets"), "sources", len(sources))
    for row, source in enumerate(sources, 2):
        sheets = "; ".join(names[number] for number in source.parts)
        for column, text in enumerate(
            (source.document, source.title, source.published, "; ".join(source.places), sheets)
        ):
            _text(sheet, row, column, text, looks.wrapped)
    sheet.set_column(0, 4, 40)


def _header(sheet: Worksheet, row: int, columns: tuple[str, ...], name: str, rows: int) -> None:
    """A header row; with rows below, a table of Excel's, so that a screen reader tells the columns by name."""
    if not columns:
        return
    if not rows or len({column.lower() for column in columns}) < len(columns):
        for place, column in enumerate(columns):
            _text(sheet, row, place, column)
        return
    headers = [{"header": column} for column in columns]
    options = {"columns": headers, "name": name, "style": "Table Style Light 1", "autofilter": len(columns) > 3}
    sheet.add_table(row, 0, row + rows, len(columns) - 1, options)


def _value(sheet: Worksheet, row: int, column: int, value: Any, looks: _Looks) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case date() if value >= _FIRST_DAY:
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks.day)
        case list():
            _text(sheet, row, column, ";".join(value))
        case _:
            _text(sheet, row, column, str(value))


def _link(sheet: Worksheet, row: int, name: str, otherwise: str) -> None:
    if name:
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
    else:
        _text(sheet, row, 0, otherwise)


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None) -> None:
    """A text, whatever it begins with. A cell that is too long says where it breaks off."""
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        text = text[: _LONGEST // 2] + "…"
    sheet.write_string(row, column, text, look)
