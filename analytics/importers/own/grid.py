"""A file as a person sees it: every row with its number, the headings among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analytics.importers.headings import tidied
from analytics.importers.reading.column_names import distinct_names
from analytics.importers.table import Table

_UNNAMED = re.compile(r"column_\d+")
# Titles and notes above a table fill no more rows than this.
_ROWS_LOOKED_AT = 60


@dataclass(frozen=True, eq=False)
class Grid:
    """Every row of a table, its header too, under columns "0", "1" and so on. Row i of `cells` is row first_row + i."""

    file: str
    cells: pl.DataFrame
    first_row: int

    @property
    def rows(self) -> list[list[str]]:
        """The rows in which headings are looked for, without spaces round their cells."""
        return [[" ".join(cell.split()) for cell in row] for row in self.cells.head(_ROWS_LOOKED_AT).rows()]

    def row(self, number: int) -> list[str]:
        """The cells of a row of the file, blank ones where there is no such row."""
        place = number - self.first_row
        if not 0 <= place < self.cells.height:
            return [""] * self.cells.width
        return [" ".join(cell.split()) for cell in self.cells.row(place)]

    def headings(self, header_row: int, header_rows: int = 1) -> list[str]:
        """One heading a column, each once. Of several rows the upper ones hold as far as the next filled cell."""
        above = [_filled_right(self.row(header_row + place)) for place in range(header_rows - 1)]
        lines = [*above, self.row(header_row + header_rows - 1)]
        joined = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*lines, strict=True)]
        return distinct_names(joined, self.file)[0]

    def find_header(self, wanted: Sequence[str], header_row: int, header_rows: int) -> int | None:
        """The row of a header with all these headings: where it was, else the first that has them; None for none."""
        names = {tidied(name) for name in wanted}
        tried: Sequence[int] = (
            header_row,
            *range(self.first_row, self.first_row + min(self.cells.height, _ROWS_LOOKED_AT)),
        )
        for number in tried:
            if names <= {tidied(name) for name in self.headings(number, header_rows)} and any(self.row(number)):
                return number
        return None


def grid_of(table: Table) -> Grid:
    """The table as a person sees it. A header that its reader found is a row again."""
    places = [str(place) for place in range(table.frame.width)]
    cells = table.frame.rename(dict(zip(table.frame.columns, places, strict=True)))
    header = _header(table)
    if not header:
        return Grid(table.shown_as, cells, table.first_row)
    above = pl.DataFrame([header], schema=dict.fromkeys(places, pl.String), orient="row")
    return Grid(table.shown_as, pl.concat([above, cells]), table.first_row - 1)


def _header(table: Table) -> list[str]:
    """The header that the reader took out of the rows; empty where it left it among them."""
    if table.header is not None:
        return list(table.header)
    names = table.frame.columns
    return [] if table.first_row == 1 or all(_UNNAMED.fullmatch(name) for name in names) else names


def _filled_right(cells: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled
