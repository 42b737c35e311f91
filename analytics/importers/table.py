"""A table as it was read from a file, before anybody has decided what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from analytics.evidence.problem import Problem


class TableKind(StrEnum):
    """How the table was kept."""

    TEXT = "text"
    SHEET = "sheet"
    PARQUET = "parquet"


@dataclass(frozen=True, eq=False)
class Table:
    """Every cell as text, under the names of its columns, in the order of the file.

    A blank cell is "" (never null). `name` is the file's name; for a member of an archive its own name, without
    folders, and `inside` the archive's; for a workbook `sheet` names the sheet. `first_row` is the row of the file in
    which the first row of data stands, as a spreadsheet counts, so that row i of the frame is row first_row + i.
    `companions` are texts that came with it, by their names: "x.meta.csv", "data-guidance.txt". `sha256` is of the
    bytes given (of the archive's member). `encoding` says how text was read. `remarks` say what was odd: another
    encoding, two columns of one name. `header` is the header as it stands in the file; it differs from the frame's
    columns where names were made distinct, is empty where the first row was not taken for a header, and None where the
    table was in no file.
    """

    name: str
    frame: pl.DataFrame
    sha256: str
    kind: TableKind = TableKind.TEXT
    inside: str = ""
    sheet: str = ""
    first_row: int = 2
    encoding: str = "utf-8"
    companions: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    header: tuple[str, ...] | None = None

    @property
    def shown_as(self) -> str:
        """What a message calls it."""
        place = f"{self.inside} › {self.name}" if self.inside else self.name
        return f"{place}, sheet {self.sheet}" if self.sheet else place

    def fault(self, wrong: str, right: str, column: str = "", row: int = 0) -> Problem:
        """What is wrong with it: as a whole, in a column, or in one cell."""
        return Problem(self.shown_as, row, column, wrong, right)
