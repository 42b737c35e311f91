"""Tables as reading gives them, written by hand."""

import hashlib
from functools import cache

import polars as pl

from analytics.evidence.loading import load_evidence
from analytics.importers.table import Table


@cache
def shipped_catalogue():
    return load_evidence().catalogue


def table_of(columns, rows, name="made-up.csv", sheet="", first_row=2):
    """A table with these columns and rows of text."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return Table(name, frame, hashlib.sha256(name.encode()).hexdigest(), sheet=sheet, first_row=first_row)


def sheet_of(rows, name="made-up.ods", sheet="Sheet1"):
    """A sheet without a header of its own: titles above, shorter rows filled up with blanks."""
    width = max(len(row) for row in rows)
    columns = [f"column_{number}" for number in range(1, width + 1)]
    return table_of(columns, [[*row, *[""] * (width - len(row))] for row in rows], name, sheet, first_row=1)
