"""Targets, maxima and standards beside a figure: which of them is for it, and whether it can be held against one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from analytics.evidence.vocabulary import Status

Row = Mapping[str, Any]

# Nothing is known to have missed a level that has not happened yet, or that was printed in words such as "over half".
NOT_COUNTED = (Status.FORECAST.value, Status.ESTIMATED.value, Status.HYPOTHETICAL.value)


def is_counted() -> pl.Expr:
    """Whether a row is a figure that was counted, so that it can be held against a level or another figure."""
    return ~pl.col("status").is_in(NOT_COUNTED).fill_null(value=False)


def applied(level: Row, start: date, end: date) -> bool:
    """Whether a target or maximum is known to have applied during any of a period. A blank day is open."""
    return (level["from"] is None or level["from"] <= end) and (level["to"] is None or level["to"] >= start)


def level_of(row: Row, targets: pl.DataFrame) -> dict[str, Any] | None:
    """The level for just this figure: the last printed of those that applied at its period, else of all; None for none.

    `row` is a figure with area, indicator, member, period_start and period_end; `targets` has the columns of the
    evidence's. Whether the one that is given applied is for the caller to say (see `applied`).
    """
    levels = targets.filter(pl.col(name) == row[name] for name in ("area", "indicator", "member")).to_dicts()
    applying = [level for level in levels if applied(level, row["period_start"], row["period_end"])]
    return next(reversed(applying or levels), None)
