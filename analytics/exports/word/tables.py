"""Tables in Word: a header row that is one, rows that stay whole, and columns that fit the page."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm

from analytics.exports.paper.parts import Grid
from analytics.exports.paper.widths import column_shares
from analytics.exports.paper.wording import printable
from analytics.notebooks.view import Entry

TEXT_WIDTH = Cm(17)
_KEPT_TOGETHER = 1200  # letters: a table no longer than this is not broken between two pages
_LONGEST_ROW = 1500  # letters: a longer row may go on overleaf, or it would not fit anywhere


def add_table(document: Document, grid: Grid) -> None:
    """Put the table at the end of the document.

    It is made element by element: python-docx looks through all of a table for each of its cells.
    """
    widths = [round(share * TEXT_WIDTH.twips) for share in column_shares(grid)]
    table = _element("w:tbl", _properties(grid), _element("w:tblGrid", *(_element("w:gridCol", w=w) for w in widths)))
    table.append(_row([Entry(name) for name in grid.columns], widths, grid, style="TableHeading", header=True))
    together = sum(len(entry.text) for row in grid.rows for entry in row) <= _KEPT_TOGETHER
    for place, row in enumerate(grid.rows, 1):
        follows = together and place < len(grid.rows)
        table.append(_row(row, widths, grid, style="TableText", with_next=follows))
    document.element.body._insert_tbl(table)


def _properties(grid: Grid) -> Any:
    properties = _element(
        "w:tblPr",
        _element("w:tblStyle", val="TableGrid"),
        _element("w:tblW", w=TEXT_WIDTH.twips, type="dxa"),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if grid.caption.strip():
        properties.append(_element("w:tblCaption", val=printable(grid.caption)))
    return properties


def _row(
    entries: Any, widths: list[int], grid: Grid, *, style: str, header: bool = False, with_next: bool = False
) -> Any:
    row, properties = _element("w:tr"), _element("w:trPr")
    if header or sum(len(entry.text) for entry in entries) <= _LONGEST_ROW:
        properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for place, (entry, width) in enumerate(zip(entries, widths, strict=True)):
        row.append(_cell(entry, width, style, is_figure=place in grid.figures, with_next=with_next))
    return row


def _cell(entry: Entry, width: int, style: str, *, is_figure: bool, with_next: bool) -> Any:
    properties = _element("w:tcPr", _element("w:tcW", w=width, type="dxa"))
    if entry.colour:
        # A stripe beside the words and the shape that say the same.
        stripe = _element("w:left", val="single", sz=36, space=0, color=entry.colour.lstrip("#"))
        properties.append(_element("w:tcBorders", stripe))
    look = _element("w:pPr", _element("w:pStyle", val=style))
    if with_next:
        look.append(_element("w:keepNext"))
    if is_figure:
        look.append(_element("w:jc", val="right"))
    paragraph = _element("w:p", look)
    run = OxmlElement("w:r")
    run.text = printable(entry.text)
    paragraph.append(run)
    return _element("w:tc", properties, paragraph)


def _element(name: str, *children: Any, **attributes: object) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element
