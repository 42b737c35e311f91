"""Comparisons: a figure beside its benchmarks, each with its own period, and which way is better."""

from collections.abc import Sequence

import polars as pl

from analytics.measures.levels import is_counted

_KEY = ("area", "indicator", "dimension", "member")


def with_comparators(latest: pl.LazyFrame, ordered: pl.LazyFrame) -> pl.LazyFrame:
    """Each latest figure beside each comparator's figure: one row a figure and comparator.

    `latest` is one row a series of an authority (see `series.latest_and_previous`), `ordered` every series. The
    comparators of an authority are england, its region and its own statistical neighbours as printed in documents
    about it. A comparator's figure is the one for the same period where there is one, else its latest before it,
    else its earliest after it; `comparator_period` always says which. A figure that nobody counted, such as a forecast,
    is no comparator. `gap` is the figure less the comparator's, in the unit of the measure.
    """
    benchmarks = (
        ordered.filter(
            (pl.col("area") == "england")
            | pl.col("area").str.starts_with("region:")
            | pl.col("area").str.starts_with("neighbours:")
        )
        .filter(pl.col("value").is_not_null() & is_counted())
        .select(
            "indicator",
            "dimension",
            "member",
            pl.col("area").alias("comparator"),
            pl.col("value").alias("comparator_value"),
            pl.col("printed").alias("comparator_printed"),
            pl.col("period").alias("comparator_period"),
            pl.col("period_end").alias("comparator_period_end"),
            pl.col("document").alias("comparator_document"),
            pl.col("locator").alias("comparator_locator"),
        )
    )
    own = pl.col("comparator").str.starts_with("neighbours:").not_() | (
        pl.col("comparator").str.split(":").list.get(1, null_on_oob=True) == pl.col("area")
    )
    distance = pl.col("period_end") - pl.col("comparator_period_end")
    return (
        latest.join(benchmarks, on=["indicator", "dimension", "member"], how="inner")
        .filter(own)
        .with_columns(distance.dt.total_days().alias("comparator_age_days"))
        # Earlier than the figure before later than it, and the nearest first; the same period before one of its end.
        .sort(
            pl.col("comparator_age_days") < 0,
            pl.col("comparator_age_days").abs(),
            pl.col("comparator_period") != pl.col("period"),
            "comparator_period",
        )
        .group_by(["area", "indicator", "dimension", "member", "comparator"], maintain_order=True)
        .agg(pl.all().first())
        .with_columns((pl.col("value") - pl.col("comparator_value")).alias("gap"))
        # Similar councils before England: the more telling comparison first, and always in the same order.
        .sort("area", "indicator", "dimension", "member", telling("comparator"), "comparator")
    )


def telling(comparator: str) -> pl.Expr:
    """The order of comparators for a reader: similar councils (0), England (1), the region (2)."""
    kind = pl.col(comparator).str.split(":").list.first()
    return kind.replace_strict({"neighbours": 0, "england": 1}, default=2, return_dtype=pl.Int8)


def favourable(difference: pl.Expr, polarity_sign: pl.Expr) -> pl.Expr:
    """Whether a difference is the better way: true, false, or null for no difference and for a neutral indicator."""
    product = difference * polarity_sign
    return pl.when(product.abs() < 1e-9).then(None).otherwise(product > 0)


def change_verdict() -> pl.Expr:
    """Whether a change is the better way; null too where the latest figure was not counted, such as a forecast.

    Of rows with change, polarity_sign and status: nothing is better or worse yet that is only expected.
    """
    return pl.when(is_counted()).then(favourable(pl.col("change"), pl.col("polarity_sign")))


def with_gap_verdict(compared: pl.LazyFrame) -> pl.LazyFrame:
    """The comparisons with `much_the_same` and `gap_favourable`, whether the gap is the better way.

    `compared` has gap, comparator_value, is_percentage, polarity_sign and the figure's own status. There is no verdict
    on a gap too small to call, on a neutral measure, and on a figure that was not counted.
    """
    same = about_the_same(pl.col("gap"), pl.col("comparator_value"), pl.col("is_percentage"))
    called = is_counted() & ~pl.col("much_the_same")
    return compared.with_columns(same.alias("much_the_same")).with_columns(
        pl.when(called).then(favourable(pl.col("gap"), pl.col("polarity_sign"))).alias("gap_favourable")
    )


def both_ways(latest: pl.LazyFrame, compared: pl.LazyFrame, key: Sequence[str] = _KEY) -> pl.LazyFrame:
    """The latest figures with `both_ways`: whether the move and the gap are both the better way, or both the worse.

    `latest` has `change_favourable`, `compared` has `gap_favourable` for each figure and comparator; the comparator
    that counts is the first one, similar councils where there are any. Null where they point different ways, where
    either is nothing to speak of, or where the measure has no better way. `key` are the columns that name a series.
    """
    first = compared.select(*key, "gap_favourable").unique(key, keep="first", maintain_order=True)
    agree = pl.col("change_favourable") == pl.col("gap_favourable")
    return latest.join(first, on=key, how="left", maintain_order="left").with_columns(
        pl.when(agree).then(pl.col("gap_favourable")).alias("both_ways")
    )


def about_the_same(gap: pl.Expr, other: pl.Expr, is_percentage: pl.Expr) -> pl.Expr:
    """Whether a gap to a comparator is too small to call either way: under one point, or one per cent for the rest."""
    least = pl.when(is_percentage).then(1.0).otherwise(other.abs() * 0.01)
    return (gap.abs() < least - 1e-9) | (gap.abs() < 1e-9)


def size_of_change(change: pl.Expr, previous: pl.Expr, is_percentage: pl.Expr) -> pl.Expr:
    """How large a change is against what is worth noticing: 1 is just worth noticing.

    Percentages are counted in points (3 is worth noticing), the rest relative to the figure before (5 per cent is).
    Null where the figure before is 0, because nothing can be said relative to it. To twelve figures, so that what is
    just worth noticing is 1, whatever floating point makes of it.
    """
    relative = pl.when(previous == 0).then(None).otherwise(change.abs() / previous.abs() * 100)
    return pl.when(is_percentage).then(change.abs() / 3.0).otherwise(relative / 5.0).round_sig_figs(12)
