"""Finding a table's header below its titles."""

import dataclasses
from collections.abc import Iterable
from typing import TypeVar

from polars import selectors

from analytics.importers.reading.column_names import distinct_names
from analytics.importers.table import Table

AnyTable = TypeVar("AnyTable", bound=Table)
_ROWS_LOOKED_AT = 60


def under_header(table: AnyTable, wanted: Iterable[str]) -> AnyTable | None:
    """The table under the first row that has all of `wanted` among its cells; None where no row has.

    The table itself where its columns already have them. Case and spaces round a name do not matter in looking, and
    names stay as the file has them. Blank columns at the right end of the header are left out where they are blank
    throughout.
    """
    names = {_tidy(name) for name in wanted}
    if names <= {_tidy(column) for column in table.frame.columns}:
        return table
    for index, row in enumerate(table.frame.head(_ROWS_LOOKED_AT).iter_rows()):
        if names <= {_tidy(cell) for cell in row}:
            below = table.frame.slice(index + 1)
            below.columns, _ = distinct_names([str(cell) for cell in row], table.shown_as, table.first_row + index)
            kept = [
                column
                for column, cell in zip(below.columns, row, strict=True)
                if cell or (below.get_column(column) != "").any()
            ]
            return dataclasses.replace(
                table, frame=below.select(selectors.by_name(*kept)), first_row=table.first_row + index + 1
            )
    return None


def _tidy(name: str) -> str:
    return " ".join(name.split()).casefold()
