"""The series of every area at once, from numbered figures."""

import polars as pl

from analytics.measures.national.numbers import Numbered
from analytics.measures.series import SERIES_KEY, of_one_kind

_KEPT_FIRST = (*SERIES_KEY, "period_kind", "period_start", "period_end")


def history(figures: Numbered, available_from: pl.DataFrame) -> pl.DataFrame:
    """What `series.series` makes of the same figures, without the other values, and with their numbers.

    A figure's `_at` and how new its release is make one number, by which all are sorted; the first of each `_at` is
    the one to keep. Only the numbers are sorted: a figure is moved once, to its place among those that are kept.
    """
    newest = available_from.select(
        "document", (2 * pl.col("available_from").rank("dense", descending=True)).cast(pl.UInt64).alias("_newest")
    )
    printings = 2 * (newest.height + 1)
    order = pl.col("_at") * printings + pl.col("_newest") + pl.col("value").is_null()
    kept = (
        figures.rows.lazy()
        .with_row_index("_nth")
        .filter(pl.col("status").ne_missing("hypothetical"))
        .join(newest.lazy(), on="document", how="left", maintain_order="left")
        .select("_nth", "_at", "value", order.alias("_order"))
        .sort("_order", maintain_order=True)
        .group_by(pl.col("_at").set_sorted(), maintain_order=True)
        .agg(
            pl.col("_nth").first(),
            pl.len().alias("printings"),
            pl.col("value").drop_nulls().n_unique().alias("values_printed"),
        )
        .collect(engine="in-memory")
    )
    once = figures.rows[kept["_nth"]].hstack(kept.select("printings", "values_printed"))
    once = once.with_columns(pl.col("_at", "_series").set_sorted())
    return _of_one_kind(once).select(*_KEPT_FIRST, pl.all().exclude(_KEPT_FIRST))


def _of_one_kind(once: pl.DataFrame) -> pl.DataFrame:
    """The figures of one kind of period in each series; few series have more than one."""
    kinds = pl.col("period_kind")
    mixed = once.group_by("_series").agg((kinds != kinds.first()).any().alias("_mixed")).filter("_mixed")
    if mixed.is_empty():
        return once
    some = once.join(mixed, on="_series", how="semi")
    left_out = some.join(of_one_kind(some.lazy(), ["_series"]).collect(engine="in-memory"), on="_at", how="anti")
    return once.join(left_out, on="_at", how="anti", maintain_order="left")
