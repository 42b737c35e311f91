"""Series: the figures of one measure in order, one a period, all of one kind of period."""

from collections.abc import Sequence

import polars as pl

# What tells one return from another: figures of two councils that share all three are one figure for both. The row
# alone does not say so, because a release can be of several files.
RETURN = ("document", "row", "locator")

SERIES_KEY = ("area", "indicator", "dimension", "member")


def series(observations: pl.LazyFrame, available_from: pl.LazyFrame) -> pl.LazyFrame:
    """One row a period for each area, indicator, dimension and member, in order of time.

    `observations` has the columns of the evidence; `available_from` is one row a document: document,
    available_from. Where a period was printed more than once, the newest document's figure is kept, the first
    printed with a value; `printings` counts all of them, `values_printed` the different ones, and `other_values`
    lists those that were not kept.
    Hypothetical figures are no part of a series: they say what would be, not what was. Only periods of the
    commonest kind in the series are kept (the latest kind where two are equally common), because unlike kinds do
    not compare; a figure that stands alone at another kind is left to the full table.
    """
    ranked = (
        observations.filter(pl.col("status").is_null() | (pl.col("status") != "hypothetical"))
        .join(available_from, on="document", how="left")
        .with_columns(pl.col("value").is_null().alias("_missing"))
        # Two files of one release can have a figure in the same row: then their names decide.
        .sort(
            ["available_from", "_missing", "document", "row", "locator"],
            descending=[True, False, False, False, False],
        )
    )
    once = ranked.group_by([*SERIES_KEY, "period_kind", "period_start", "period_end"], maintain_order=True).agg(
        pl.all().exclude("available_from", "_missing").first(),
        pl.len().alias("printings"),
        pl.col("value").drop_nulls().n_unique().alias("values_printed"),
        pl.col("value")
        .filter(pl.col("value").is_not_null() & pl.col("value").ne_missing(pl.col("value").first()))
        .unique(maintain_order=True)
        .alias("other_values"),
    )
    return of_one_kind(once).sort([*SERIES_KEY, "period_end", "period_start"])


def of_one_kind(once: pl.LazyFrame, key: Sequence[str] = SERIES_KEY) -> pl.LazyFrame:
    """The figures of the commonest kind of period in each series, the latest kind where two are equally common.

    `once` has one row a period; `key` are the columns that name a series.
    """
    kinds = (
        once.group_by([*key, "period_kind"])
        .agg(pl.col("value").count().alias("_count"), pl.col("period_end").max().alias("_latest"))
        .sort(["_count", "_latest", "period_kind"], descending=[True, True, False])
        .group_by(key, maintain_order=True)
        .agg(pl.col("period_kind").first())
    )
    return once.join(kinds, on=[*key, "period_kind"], how="semi")


# Months, days and ranges are compared over at most this long; years and quarters only with the one right before.
_LONGEST_GAP_DAYS = 400
_PREVIOUS = ("value", "period", "period_start", "period_end", "printed", "status", "note", "document", "locator")


def latest_and_previous(ordered: pl.LazyFrame, key: Sequence[str] = SERIES_KEY) -> pl.LazyFrame:
    """The latest figure of each series beside the one before it: one row a series that has any value.

    `ordered` is what `series` returns, `key` the columns that name a series. Columns: those of the latest figure, those
    of the figure before as previous_value, previous_period and so on, points (how many figures there are), and change
    in the unit of the measure (latest minus previous). A forecast is never the figure before: nothing has risen or
    fallen from what was only expected, so the last one that was counted is.
    The previous ones and change are null where there is no figure before, where a year or quarter lies between the two,
    where they are more than 400 days apart, or where either was rounded in words: no difference is then a change.
    """
    rows = ordered.filter(pl.col("value").is_not_null())
    points = rows.group_by(key).agg(pl.len().alias("points"))
    passed_over = (pl.col("status") == "forecast") & same_series(key).shift(-1, fill_value=False)
    latest = (
        rows.filter(~passed_over.fill_null(value=False))
        .group_by(key, maintain_order=True)
        .agg(
            pl.all().last(),
            *(pl.col(column).slice(-2, 1).first().alias(f"previous_{column}") for column in _PREVIOUS),
            pl.len().alias("_counted"),
        )
        .join(points, on=key, how="left", maintain_order="left")
    )
    firm = (pl.col("status") != "estimated") & (pl.col("previous_status") != "estimated")
    comparable = (pl.col("_counted") > 1) & near(pl.col("previous_period_end")) & firm
    return latest.with_columns(
        pl.when(comparable).then(pl.col(f"previous_{column}")).alias(f"previous_{column}") for column in _PREVIOUS
    ).select(pl.exclude("_counted"), (pl.col("value") - pl.col("previous_value")).alias("change"))


def with_runs(ordered: pl.LazyFrame) -> pl.LazyFrame:
    """The figures of each series with `run`, a number that changes where a line through them would have to break.

    A line breaks at a missing figure, where a year or quarter lies between two figures, and where two others are more
    than 400 days apart. `ordered` is what `series` returns; rows without a value are left out.
    """
    follows = pl.col("value").shift(1).is_not_null() & near(pl.col("period_end").shift(1))
    return ordered.with_columns((~follows).fill_null(value=True).cum_sum().over(SERIES_KEY).alias("run")).filter(
        pl.col("value").is_not_null()
    )


def same_series(key: Sequence[str] = SERIES_KEY) -> pl.Expr:
    """Whether a row of ordered series is of the same series as the row before it."""
    return pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in key).fill_null(value=False)


def near(previous_end: pl.Expr) -> pl.Expr:
    """Whether a period is near enough to the one that ended on `previous_end` for a difference to be a change."""
    regular = pl.col("period_kind").is_in(["financial_year", "academic_year", "calendar_year", "quarter"])
    gap_days = (pl.col("period_start") - previous_end).dt.total_days()
    return pl.when(regular).then(gap_days == 1).otherwise(gap_days <= _LONGEST_GAP_DAYS)
