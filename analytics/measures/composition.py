"""Composition: how the open part of something is made up."""

import polars as pl


def share_of_open(counts: pl.LazyFrame, settled: tuple[str, ...]) -> pl.LazyFrame:
    """Each state's share of the items still open, in per cent, beside its count.

    `counts` has columns period, period_end, state and count. `settled` names the states that are no longer open
    (completed, closed); their share is null. A programme that grows by easy items looks better as a share of all
    its items; a share of the open ones shows what is left.
    """
    is_open = pl.col("state").is_in(settled).not_()
    open_items = pl.col("count").filter(is_open).sum().over("period", "period_end")
    return counts.with_columns(
        open_items.alias("open"),
        pl.when(is_open & (open_items > 0)).then(pl.col("count") / open_items * 100).alias("share_of_open_percent"),
    )
