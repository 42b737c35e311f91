"""The audit log as a table."""

from collections.abc import Sequence
from dataclasses import asdict

import polars as pl

from analytics.access.log import Logged

LOG_COLUMNS = {
    "number": pl.Int64,
    "at": pl.String,
    "who": pl.String,
    "what": pl.String,
    "about": pl.String,
    "place": pl.String,
    "detail": pl.String,
    "previous": pl.String,
    "hash": pl.String,
}


def log_frame(entries: Sequence[Logged]) -> pl.DataFrame:
    """One row an entry, in the order given; `at` in UTC to the microsecond, as the hash is made of it."""
    rows = [asdict(entry) | {"at": entry.at.isoformat(timespec="microseconds")} for entry in entries]
    return pl.DataFrame(rows, schema=LOG_COLUMNS)
