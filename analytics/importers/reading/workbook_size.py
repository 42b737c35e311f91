"""How large a worksheet would be as a full rectangle of cells, found before a reader makes room for it.

A few bytes can claim a cell in the last row and column, or that a cell is repeated a thousand million times, and a
reader that believes them takes all the memory there is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any
from xml.parsers import expat

_REFERENCE = re.compile(r"([A-Za-z]+)([0-9]+)")
_SHARED = re.compile(rb"[<:]sst\b")
_SHORTEST_STRING_CELL = 20  # <c t="s"><v>0</v></c> has 21 bytes
_MANY_LETTERS = 100_000_000
_MOST_DIGITS = 9
MOST_ERRORS = 5


@dataclass
class Extent:
    """The rectangle of a sheet, the letters in it, and the first cells of it that hold an error such as #DIV/0!."""

    sheet: str
    rows: int = 0
    columns: int = 0
    letters: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells the rectangle has."""
        return self.rows * self.columns


def xlsx_extents(parts: dict[str, bytes]) -> Iterator[Extent]:
    """The extent of each worksheet of an Excel workbook, from its unpacked parts. Raises expat.ExpatError.

    A worksheet is known by what is in it: the workbook itself says which parts are some, whatever they are called.
    """
    shared = _shared_lengths(parts)
    longest = max(shared, default=0)
    for path, content in parts.items():
        if b"sheetData" in content:
            counter = _XlsxCounter(path.rsplit("/", 1)[-1].removesuffix(".xml"), shared)
            is_long = longest * (len(content) // _SHORTEST_STRING_CELL) >= _MANY_LETTERS
            _read(content, counter.start, *((counter.end, counter.text) if is_long else ()))
            yield counter.extent


class _XlsxCounter:
    """Counts rows and columns of a worksheet, and the letters that its cells take from the shared texts.

    A row or a cell need not say where it stands, and then follows the one before it.
    """

    def __init__(self, sheet: str, shared: list[int]) -> None:
        self.extent = Extent(sheet)
        self._shared = shared
        self._row = self._column = 0
        self._is_shared = False
        self._written = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "row":
                self._row = _number(attributes["r"]) if attributes.get("r") else self._row + 1
                self._column = 0
                self._reach(self._row, 0)
            case "c":
                found = _REFERENCE.fullmatch(attributes.get("r", ""))
                self._column = _column_number(found[1]) if found else self._column + 1
                self._reach(_number(found[2]) if found else self._row, self._column)
                self._is_shared = attributes.get("t") == "s"
                if attributes.get("t") == "e" and found and len(self.extent.errors) < MOST_ERRORS:
                    self.extent.errors.append(found[0])
            case "v":
                self._written = ""

    def text(self, data: str) -> None:
        self._written += data

    def end(self, tag: str) -> None:
        if self._is_shared and _local(tag) == "v" and self._written.strip().isdecimal():
            text = _number(self._written.strip())
            self.extent.letters += self._shared[text] if text < len(self._shared) else 0

    def _reach(self, row: int, column: int) -> None:
        self.extent.rows = max(self.extent.rows, row)
        self.extent.columns = max(self.extent.columns, column)


def _shared_lengths(parts: dict[str, bytes]) -> list[int]:
    """How many letters each of the shared texts has; the longer one where a workbook holds two lists of them."""
    lists = [_lengths(content) for content in parts.values() if _SHARED.search(content)]
    return [max(texts) for texts in zip_longest(*lists, fillvalue=0)]


def _lengths(content: bytes) -> list[int]:
    found: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if _local(tag) == "si":
            found.append(0)

    def text(data: str) -> None:
        if found:
            found[-1] += len(data)

    _read(content, start, None, text)
    return found


def _read(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _number(digits: str) -> int:
    """A number in decimal digits. Of a very long one the first digits, which are far too many rows already."""
    return int(digits.strip().lstrip("0")[:_MOST_DIGITS] or 0)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:_MOST_DIGITS]:
        number = number * 26 + ord(letter) - 64
    return number


def ods_extents(content: bytes) -> list[Extent]:
    """The extent of each sheet of an OpenDocument workbook, from its content.xml. Raises expat.ExpatError."""
    counter = _OdsCounter()
    _read(content, counter.start, counter.end, counter.text)
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
                self._filled = any(key.startswith("office:") or key.endswith(":formula") for key in attributes)
                self._letters = sum(len(str(value)) for value in attributes.values())
            case "text:p":
                self._filled = True
            case "text:s":
                self._letters += _count(attributes, "text:c")

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
