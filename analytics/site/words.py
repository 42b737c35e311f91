"""What tables of words say as files: a table of figures has its figures beside it, and these have what they show."""

from collections.abc import Iterable, Sequence

import polars as pl

from analytics.exports.frame_file import frame_as_csv
from analytics.notebooks.report import Shown
from analytics.notebooks.view import Table, View
from analytics.site.page import Folded, Page

# The column that says of which part of a page a row is, where several tables of one form are in one file.
PART = "Part of the page"
# What the file of a view is called where nobody gave it a name.
UNNAMED = "figures.csv"


def has_only_words(view: View) -> bool:
    """Whether a view has a table and no figures that would be its file."""
    return view.table is not None and bool(view.table.rows) and (view.data is None or view.data.is_empty())


def tables_of_words(page: Page) -> dict[tuple[str, ...], list[tuple[str, Table]]]:
    """The tables of words of a page by their columns, in its order, each with what the page calls it."""
    found: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for block in page.blocks:
        if isinstance(block, (Shown, Folded)) and block.view.table and has_only_words(block.view):
            name = block.words if isinstance(block, Folded) else block.view.title
            found.setdefault(block.view.table.columns, []).append((name, block.view.table))
    return found


def table_as_csv(table: Table) -> bytes:
    """The words of a table as CSV, of which a spreadsheet reads nothing as a formula."""
    return _csv(table.columns, ([entry.text for entry in row] for row in table.rows))


def tables_as_csv(tables: Sequence[tuple[str, Table]]) -> bytes:
    """Tables of the same columns as one file; its first column says what the page calls the table."""
    rows = ([name, *(entry.text for entry in row)] for name, table in tables for row in table.rows)
    return _csv((PART, *tables[0][1].columns), rows)


def _csv(columns: Sequence[str], rows: Iterable[list[str]]) -> bytes:
    frame = pl.DataFrame([*rows], schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame_as_csv(frame).encode()
