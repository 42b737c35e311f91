"""Trends: how many moves in one direction end at the latest figure, and what came right before them."""

from collections.abc import Sequence

import polars as pl

from analytics.measures.series import SERIES_KEY, near

_FIRST = ("value", "period", "printed", "status", "note", "document", "locator")


def runs(ordered: pl.LazyFrame, key: Sequence[str] = SERIES_KEY) -> pl.LazyFrame:
    """The run of moves in one direction that ends at the latest figure: one row a series that has any value.

    `ordered` is what `series` returns, `key` the columns that name a series. A move is between two figures that
    compare: one follows the other (see `near`) with no missing figure between them, and neither was rounded in words.
    Columns beside the key:
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


def change_over(ordered: pl.LazyFrame, years: int) -> pl.LazyFrame:
    """The latest figure of each series beside the one `years` before it: one row a series that has any value.

    `ordered` is what `series` returns. The earlier figure is the one whose period ended in the same month that many
    years before. Columns beside the key of the series: value, period, since_value, since_period and change, the latest
    less the earlier in the unit of the measure. The last three are null where there is no such figure, and where
    either was rounded in words.
    """
    month = pl.col("period_end").dt.year() * 12 + pl.col("period_end").dt.month()
    latest = (~same_series()).shift(-1, fill_value=True)
    firm = pl.col("status").ne_missing("estimated") & pl.col("status").shift(1).ne_missing("estimated")
    return (
        ordered.filter(pl.col("value").is_not_null())
        .with_columns(month.alias("_month"), latest.alias("_latest"))
        .with_columns(pl.when("_latest").then("_month").backward_fill().alias("_latest_month"))
        # With only these two left, the row before the latest is the one to compare it with.
        .filter(pl.col("_latest") | (pl.col("_month") + 12 * years == pl.col("_latest_month")))
        .with_columns(
            pl.when(same_series() & firm).then(pl.col(name).shift(1)).alias(f"since_{name}")
            for name in ("value", "period")
        )
        .filter("_latest")
        .select(
            *(*SERIES_KEY, "value", "period", "since_value", "since_period"),
            (pl.col("value") - pl.col("since_value")).alias("change"),
        )
    )


def same_series(key: Sequence[str] = SERIES_KEY) -> pl.Expr:
    """Whether a row of ordered series is of the same series as the row before it."""
    return pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in key).fill_null(value=False)


def _sign_of_move(key: Sequence[str]) -> pl.Expr:
    """+1, 0 or -1 for the move to each figure from the one before it; null where they do not compare."""
    firm = pl.col("status").ne_missing("estimated") & pl.col("status").shift(1).ne_missing("estimated")
    return pl.when(same_series(key) & firm & near(pl.col("period_end").shift(1))).then(
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
