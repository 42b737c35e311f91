"""Tables in Word: a header row that is one, rows that stay whole, and columns that fit the page."""

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm

from analytics.exports.paper.parts import Grid
from analytics.exports.paper.widths import LETTERS_TO_A_LINE, LINES_TO_WRITE, column_shares, is_kept_together
from analytics.exports.paper.wording import printable
from analytics.exports.word.drawings import Drawings
from analytics.notebooks.view import Entry

TEXT_WIDTH = Cm(17)
_LINE = Cm(0.6)  # of handwriting
_LONGEST_ROW = 1500  # letters: a longer row may go on overleaf, or it would not fit anywhere


def add_table(document: Document, grid: Grid, letters: int = LETTERS_TO_A_LINE) -> None:
    """Put the table at the end of the document, whose lines of text hold so many letters.

    It is made element by element: python-docx looks through all of a table for each of its cells.
    """
    widths = [round(share * TEXT_WIDTH.twips) for share in column_shares(grid, letters)]
    table = _element("w:tbl", _properties(grid), _element("w:tblGrid", *(_element("w:gridCol", w=w) for w in widths)))
    drawings = Drawings(document)
    table.append(
        _row([Entry(name) for name in grid.columns], widths, grid, drawings, style="TableHeading", header=True)
    )
    together = is_kept_together(grid, letters)
    for place, row in enumerate(grid.rows, 1):
        follows = together and place < len(grid.rows)
        table.append(_row(row, widths, grid, drawings, style="TableText", with_next=follows))
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
    entries: Any,
    widths: list[int],
    grid: Grid,
    drawings: Drawings,
    *,
    style: str,
    header: bool = False,
    with_next: bool = False,
) -> Any:
    row, properties = _element("w:tr"), _element("w:trPr")
    if header or sum(len(entry.text) for entry in entries) <= _LONGEST_ROW:
        properties.append(_element("w:cantSplit"))
    if grid.to_write_in and not header:
        properties.append(_element("w:trHeight", val=LINES_TO_WRITE * _LINE.twips, hRule="atLeast"))
    if header:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for place, (entry, width) in enumerate(zip(entries, widths, strict=True)):
        drawn = drawings.run(entry.chart, width) if entry.chart else None
        cell = _cell(entry, width, style, drawn, is_figure=place in grid.figures, with_next=with_next)
        if place in grid.to_write_in:
            _rule_off(cell)
        row.append(cell)
    return row


def _cell(entry: Entry, width: int, style: str, drawn: Any | None, *, is_figure: bool, with_next: bool) -> Any:
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
    above = [] if drawn is None else [_element("w:p", deepcopy(look), drawn)]
    return _element("w:tc", properties, *above, paragraph)


def _rule_off(cell: Any) -> None:
    """A thin line to the left of a cell to write in, so that its row can be seen to have room."""
    thin = _element("w:left", val="single", sz=4, space=0, color="767676")
    cell.find(qn("w:tcPr")).append(_element("w:tcBorders", thin))


def _element(name: str, *children: Any, **attributes: object) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element
