"""Trends: how many moves in one direction end at the latest figure, and what came right before them."""

from collections.abc import Sequence

import polars as pl

from analytics.measures.levels import is_counted
from analytics.measures.series import SERIES_KEY, near, same_series

_FIRST = ("value", "period", "printed", "status", "note", "document", "locator")


def runs(ordered: pl.LazyFrame, key: Sequence[str] = SERIES_KEY) -> pl.LazyFrame:
    """The run of moves in one direction that ends at the latest figure: one row a series that has any value.

    `ordered` is what `series` returns, `key` the columns that name a series. A move is between two figures that
    compare: one follows the other (see `near`) with no missing figure between them, and neither was rounded in words
    or is a forecast. Columns beside the key:
    `run_moves` and `run_sign` (+1 up, -1 down); `run_change`, the latest figure less the one the run started from, in
    the unit of the measure; and that first figure as `run_first_value`, `run_first_period` and so on. The same with
    `prior_` is the run that ended where this one started.

    A tie ends a run, and so does a break. Where there is no run (the last move is a tie, or there is none) its moves
    and sign are 0 and the rest null. Two points are a difference and not a trend: that takes two moves.
    """
    at = pl.col("_at")
    turns = pl.col("sign").ne_missing(pl.col("sign").shift(1))
    started = pl.when(turns).then(at).forward_fill()
    last = (~same_series(key)).shift(-1, fill_value=True)
    moves = (
        ordered.with_columns(_sign_of_move(key).alias("sign"))
        .filter(pl.col("value").is_not_null())
        .with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("_at"))
        # The place of the figure that the run which ends here started from; the first figure of a series has no move.
        .with_columns(pl.when(pl.col("sign") != 0).then(started - 1).alias("_from"))
    )
    latest = last.arg_true()
    run_from = pl.col("_from").gather(latest)
    prior_from = pl.col("_from").gather(run_from)
    return moves.select(
        *(pl.col(name).gather(latest) for name in key),
        *_run("run", latest, run_from),
        *_run("prior", run_from, prior_from),
    )


def _sign_of_move(key: Sequence[str]) -> pl.Expr:
    """+1, 0 or -1 for the move to each figure from the one before it; null where they do not compare."""
    counted = is_counted()
    return pl.when(same_series(key) & counted & counted.shift(1) & near(pl.col("period_end").shift(1))).then(
        (pl.col("value") - pl.col("value").shift(1)).sign().cast(pl.Int8)
    )


def _run(prefix: str, end: pl.Expr, start: pl.Expr) -> list[pl.Expr]:
    """The columns of a run by the places of its last figure and of the one it started from."""
    columns = {
        "moves": (end.cast(pl.Int64) - start).fill_null(0),
        "sign": pl.when(start.is_not_null()).then(pl.col("sign").gather(end)).otherwise(0),
        "change": pl.col("value").gather(end) - pl.col("value").gather(start),
    } | {f"first_{name}": pl.col(name).gather(start) for name in _FIRST}
    return [column.alias(f"{prefix}_{name}") for name, column in columns.items()]
