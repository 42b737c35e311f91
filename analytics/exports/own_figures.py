"""The template for a council's own figures, as a workbook or as CSV files."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.evidence.catalogue import Catalogue
from analytics.exports.frame_file import frame_as_csv
from analytics.importers.own.columns import COLUMNS, FIELDS
from analytics.importers.own.template import STATUSES, columns_explained, example_rows, indicators_listed

FIGURES, EXPLAINED, INDICATORS = "Figures", "Columns", "Indicators"
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the file is the same whenever it is made
_ROWS = 20_000  # that have the lists to choose from
_WIDTHS = {
    FIGURES: (24, 48, 16, 12, 26, 10, 12, 13, 16, 48),
    EXPLAINED: (16, 12, 90, 48),
    INDICATORS: (62, 28, 20, 90, 60),
}


def template_as_xlsx(catalogue: Catalogue, authority: str = "") -> bytes:
    """The template as a workbook, the same bytes each time: the figures with a few examples, what each column is for,
    and the list of indicators.

    Every cell of the figures is text, because a spreadsheet would turn “May 2025” into the first of May and 12.5% into
    0.125. Indicator and status can be chosen from lists. No text is a formula or a link.
    """
    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Own figures for Scrutiny Notebook", "created": _CREATED})
    head, text = book.add_format({"bold": True, "num_format": "@"}), book.add_format({"num_format": "@"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    listed = indicators_listed(catalogue)
    figures = book.add_worksheet(FIGURES)
    _write(figures, FIGURES, example_rows(catalogue, authority), head, text)
    _write(book.add_worksheet(EXPLAINED), EXPLAINED, columns_explained(), head, wrapped)
    _write(book.add_worksheet(INDICATORS), INDICATORS, listed, head, wrapped)
    _offer_choices(figures, listed.height)
    book.close()
    return held.getvalue()


def template_as_csv(catalogue: Catalogue, authority: str = "") -> dict[str, bytes]:
    """The template as three CSV files by what each holds: figures, columns, indicators. UTF-8 with a mark for Excel."""
    frames = {
        FIGURES: example_rows(catalogue, authority),
        EXPLAINED: columns_explained(),
        INDICATORS: indicators_listed(catalogue),
    }
    return {name: frame_as_csv(frame).encode("utf-8-sig") for name, frame in frames.items()}


def _write(sheet: Worksheet, name: str, frame: pl.DataFrame, head: Format, look: Format) -> None:
    for place, width in enumerate(_WIDTHS[name]):
        sheet.set_column(place, place, width, look)
    for row, cells in enumerate((tuple(frame.columns), *frame.rows())):
        for place, text in enumerate(cells):
            if text:
                sheet.write_string(row, place, text, look if row else head)
    sheet.freeze_panes(1, 0)


def _offer_choices(sheet: Worksheet, indicators: int) -> None:
    """Lists to choose from, and for every column what to write in it. A name or id that is not in the list can be
    typed all the same; the importer says whether it knows it.
    """
    about = {column.name: column for column in COLUMNS}
    offered: dict[str, dict[str, Any]] = {
        "indicator": {"validate": "list", "source": f"={INDICATORS}!$A$2:$A${indicators + 1}", "error_type": "warning"},
        "status": {"validate": "list", "source": list(STATUSES), "error_type": "stop"},
    }
    for place, field in enumerate(FIELDS):
        message = about[field].what_to_write
        options = offered.get(field, {"validate": "any"})
        shown = (
            message if len(message) <= 255 else f"{message[:200].rpartition('. ')[0]}. More on the sheet {EXPLAINED}."
        )
        sheet.data_validation(1, place, _ROWS, place, {**options, "input_title": field, "input_message": shown})
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{_ROWS + 1}"})
