"""How large a worksheet would be as a full rectangle of cells, found before a reader makes room for it.

A few bytes can claim a cell in the last row and column, or that a cell is repeated a thousand million times, and a
reader that believes them takes all the memory there is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.parsers import expat

_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,4})\$?([0-9]{1,9})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*["'])?([0-9]{1,12}|)""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_STRING_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d+)""")
_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]+[0-9]+)["']""")


@dataclass
class Extent:
    """The rectangle of a sheet and the letters in it."""

    sheet: str
    rows: int = 0
    columns: int = 0
    letters: int = 0

    @property
    def cells(self) -> int:
        """How many cells the rectangle has."""
        return self.rows * self.columns


def xlsx_extents(parts: dict[str, bytes]) -> Iterator[Extent]:
    """The extent of each worksheet of an Excel workbook, from its unpacked parts."""
    shared = [len(found[1] or b"") for found in _SHARED.finditer(parts.get("xl/sharedStrings.xml", b""))]
    for path, content in parts.items():
        if path.startswith("xl/worksheets/") and path.endswith(".xml"):
            yield _xlsx_extent(path, content, shared)


def _xlsx_extent(path: str, content: bytes, shared: list[int]) -> Extent:
    references = {(found[1], len(found[2]), found[2]) for found in _REFERENCE.finditer(content)}
    rows = [int(found[1] or 0) for found in _ROW.finditer(content)]
    return Extent(
        path.rsplit("/", 1)[-1].removesuffix(".xml"),
        rows=max(len(rows), *rows, *(int(row) for _, _, row in references), 0),
        columns=max(_unreferenced(content), *(_column_number(column) for column, _, _ in references), 0),
        letters=_shared_letters(content, shared),
    )


def _unreferenced(content: bytes) -> int:
    """The most cells of a row: a cell need not say where it stands, and then follows the one before it."""
    return max(sum(1 for _ in _CELL.finditer(row)) for row in re.split(rb"<(?:\w+:)?row\b", content))


def _shared_letters(content: bytes, shared: list[int]) -> int:
    """How many letters the cells hold that refer to a text kept elsewhere; 0 where it cannot be many."""
    if not shared or max(shared) * content.count(b"<v>") < 100_000_000:
        return 0
    texts = (int(found[1]) for found in _STRING_CELL.finditer(content))
    return sum(shared[text] for text in texts if text < len(shared))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def error_cells(content: bytes, most: int = 5) -> list[str]:
    """The first cells of a worksheet's XML that hold an error such as #DIV/0!."""
    return [found[1].decode() for found in islice(ERROR_CELL.finditer(content), most)]


def ods_extents(content: bytes) -> list[Extent]:
    """The extent of each sheet of an OpenDocument workbook, from its content.xml. Raises expat.ExpatError."""
    counter = _OdsCounter()
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    parser.Parse(content, True)
    return counter.extents


class _OdsCounter:
    """Counts rows, columns and letters of each sheet while its XML goes by."""

    def __init__(self) -> None:
        self.extents: list[Extent] = []
        self._row = self._row_repeats = self._column = self._repeats = self._letters = self._cell_depth = 0
        self._filled = self._row_filled = False
        self._row_letters = self._width = 0

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        match tag:
            case "table:table":
                self.extents.append(Extent(str(attributes.get("table:name", ""))))
                self._row = 0
            case "table:table-row":
                self._row_repeats = _count(attributes, "table:number-rows-repeated")
                self._column = self._row_letters = self._width = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._repeats = _count(attributes, "table:number-columns-repeated")
                self._filled = any(key.endswith((":value-type", ":formula")) for key in attributes)
                self._letters = sum(len(str(value)) for value in attributes.values())
            case "text:p":
                self._filled = True

    def text(self, data: str) -> None:
        self._letters += len(data)

    def end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += self._repeats
            if self._filled:
                self._width = self._column
                self._row_letters += self._letters * self._repeats
        elif tag == "table:table-row" and self.extents:
            self._row += self._row_repeats
            if self._width:
                extent = self.extents[-1]
                extent.rows = self._row
                extent.columns = max(extent.columns, self._width)
                extent.letters += self._row_letters * self._row_repeats


def _count(attributes: dict[str, Any], key: str) -> int:
    try:
        return max(1, int(attributes.get(key, 1)))
    except ValueError:
        return 1
