"""Composition: how the open part of something is made up, above all an improvement programme by state."""

import polars as pl

# The state that each indicator counts, by its word on the scale "programme".
STATES = {
    "plan_done": "Completed",
    "plan_ontarget": "On target",
    "plan_notstarted": "Not started",
    "plan_minor": "Minor concern",
    "plan_major": "Major concern",
    "plan_closed": "Closed",
}
SETTLED = ("Completed", "Closed")
CONCERN = ("Minor concern", "Major concern")


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


def programme_by_state(rows: pl.LazyFrame) -> pl.LazyFrame:
    """A programme's activities by state with their share of the open ones, in order of time.

    `rows` are figures of the indicators in STATES, none of them null, with period, period_end, indicator and value.
    Columns: period, period_end, state, count, open, share_of_open_percent.
    """
    counts = rows.select(
        "period",
        "period_end",
        pl.col("indicator").replace_strict(STATES, return_dtype=pl.String).alias("state"),
        pl.col("value").alias("count"),
    )
    return share_of_open(counts, SETTLED).sort("period_end", maintain_order=True)


def of_concern(counts: pl.LazyFrame) -> pl.LazyFrame:
    """The open activities of concern, minor or major: one row a period, as a count and as a share of the open ones.

    `counts` is what `programme_by_state` returns. Columns: period, period_end, count, share in per cent, open.
    """
    return (
        counts.filter(pl.col("state").is_in(CONCERN))
        .group_by("period", "period_end", maintain_order=True)
        .agg(pl.col("count").sum(), pl.col("share_of_open_percent").sum().alias("share"), pl.col("open").first())
        .sort("period_end", maintain_order=True)
    )
