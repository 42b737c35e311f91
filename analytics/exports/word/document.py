"""A report laid out in Word's own headings, numbering, lists and tables."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from docx.document import Document
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from analytics.exports.paper.drawing import large_print_png_of, png_of
from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.parts import (
    Grid,
    Head,
    Listing,
    Look,
    NewPage,
    Part,
    Picture,
    Prose,
    Ruled,
    bullets,
    plain,
)
from analytics.exports.paper.widths import LETTERS_IN_LARGE_PRINT, LETTERS_TO_A_LINE
from analytics.exports.paper.wording import front_lines, printable, title_of
from analytics.exports.word.large_print import enlarge
from analytics.exports.word.lists import Lists
from analytics.exports.word.margins import add_head_and_foot
from analytics.exports.word.package import blank_document, document_as_bytes
from analytics.exports.word.runs import add_runs
from analytics.exports.word.tables import TEXT_WIDTH, add_table
from analytics.notebooks.report import Report

_TALLEST = Cm(21)
_MOST_COLUMNS_IN_LARGE_PRINT = 3
_STYLES = {
    Look.BODY: "Normal",
    Look.SUBTITLE: "Subtitle",
    Look.ABOUT: "About",
    Look.LABEL: "Label",
    Look.CAPTION: "Caption",
    Look.QUOTE: "Quote",
    Look.SOURCE: "Source",
}


def report_as_word(
    report: Report, progress: Callable[[int, int], None] | None = None, *, large_print: bool = False
) -> bytes:
    """A .docx file of the report; the same report gives the same bytes.

    Arial 12 aligned left, headings 1 to 3, paragraphs numbered 1.1, tables whose header row repeats, charts as pictures
    with their text alternative, and neither text boxes nor layout tables, as Modern.gov and WCAG 2.2 ask of a
    committee's papers. `progress` is told after each block how many of how many are done. A chart that cannot be drawn
    leaves a paragraph that says so. In `large_print` no letter is smaller than 18 points, and tables of more than three
    columns become lists, as in the PDF.
    """
    document = blank_document(report)
    if large_print:
        enlarge(document)
    add_head_and_foot(document, report)
    document.add_paragraph(title_of(report), "Title")
    layout = _Layout(document, large_print=large_print)
    layout.add(front_lines(report))
    for done, parts in enumerate(parts_by_block(report), 1):
        layout.add(parts)
        if progress:
            progress(done, len(report.blocks))
    return document_as_bytes(document)


class _Layout:
    """Where the document has got to."""

    def __init__(self, document: Document, *, large_print: bool) -> None:
        self._document = document
        self._large_print = large_print
        self._lists = Lists(document)
        self._new_page = False
        self._below_a_table = False

    def add(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case Head():
                    self._paragraph(f"Heading {part.level}").add_run(printable(part.text))
                case Prose():
                    self._prose(part)
                case Listing():
                    self._lists.add(part, self._paragraph)
                case Grid():
                    self._table(part)
                case Picture():
                    self._picture(part)
                case Ruled():
                    for _ in range(part.lines):
                        self._paragraph("Ruled Line")
                case NewPage():
                    self._new_page = True

    def _paragraph(self, style: str) -> Paragraph:
        """A new paragraph, clear of a table above it, or at the top of a page where one was asked for."""
        paragraph = self._document.add_paragraph(style=style)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
        if self._below_a_table:
            paragraph.paragraph_format.space_before = Cm(0.4)
        self._new_page = self._below_a_table = False
        return paragraph

    def _prose(self, prose: Prose) -> None:
        paragraph = self._paragraph("Numbered Paragraph" if prose.number else _STYLES[prose.look])
        add_runs(paragraph, prose.runs)
        if prose.keep:
            paragraph.paragraph_format.keep_with_next = True

    def _table(self, grid: Grid) -> None:
        if self._large_print and len(grid.columns) > _MOST_COLUMNS_IN_LARGE_PRINT:
            self.add(_stacked(grid))
            return
        if self._below_a_table or self._new_page:
            # Word would join two tables that touch, and a table cannot begin a page by itself.
            self._paragraph("Table Text")
        letters = LETTERS_IN_LARGE_PRINT if self._large_print else LETTERS_TO_A_LINE
        add_table(self._document, grid, letters)
        self._below_a_table = True

    def _picture(self, picture: Picture) -> None:
        image = large_print_png_of(picture.chart) if self._large_print else png_of(picture.chart)
        if isinstance(image, Prose):
            self._prose(image)
            return
        shape = self._paragraph("Picture").add_run().add_picture(BytesIO(image), width=TEXT_WIDTH)
        if shape.height > _TALLEST:
            shape.width, shape.height = Cm(shape.width.cm * _TALLEST / shape.height), _TALLEST
        described = shape._inline.docPr
        described.set("descr", printable(picture.chart.alt))
        described.set("name", f"Chart {described.id}")


def _stacked(grid: Grid) -> list[Part]:
    """A table as a list a row: in large print its columns would leave no room for words."""
    parts: list[Part] = []
    for row in grid.rows:
        told = zip(grid.columns[1:], row[1:], strict=True)
        parts.append(plain(row[0].text, Look.LABEL))
        said = [f"{name}: {entry.text}" for name, entry in told if entry.text.strip()]
        parts += [bullets(said)] if said else []
        for place in sorted(grid.to_write_in):
            parts += [replace(plain(f"{grid.columns[place]}:"), keep=True), Ruled(2)]
    return parts
