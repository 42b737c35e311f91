"""Bands: where a council stands among all councils with a figure for the same period."""

import polars as pl

LEAST_BANDED = 8
_SAME = ("indicator", "dimension", "member", "period")


def ranked(figures: pl.LazyFrame) -> pl.LazyFrame:
    """The figures with `rank`, `areas_ranked` and `quartile`, counted from the highest value.

    `figures` has one row for each area, indicator, dimension, member and period, with its value. An area is ranked
    among the areas that have a value for the same of these and the same period; those that tie share the better place
    (1, 1, 3). England, regions and groups of neighbours are averages of areas, so they are not ranked. `quartile` is 1
    for the highest quarter to 4 for the lowest, null where fewer than 8 areas are ranked. All three are null for a
    figure that is not ranked. High is not good: see `best_first` for that.

    Source: Office for Health Improvement and Disparities, Fingertips: quartiles.
    """
    rank, count = pl.col("rank"), pl.col("areas_ranked")
    return figures.with_columns(
        _place(descending=True).alias("rank"),
        pl.when(_is_ranked()).then(_is_ranked().sum().over(_SAME)).cast(pl.Int64).alias("areas_ranked"),
    ).with_columns(pl.when(count >= LEAST_BANDED).then((rank - 1) * 4 // count + 1).alias("quartile"))


def best_first(polarity_sign: pl.Expr) -> pl.Expr:
    """The rank of each figure of `ranked` from the best; null where neither higher nor lower is better.

    `polarity_sign` is +1 where higher is better, -1 where lower is, and 0 or null for neither.
    """
    highest, lowest = _place(descending=True), _place(descending=False)
    return pl.when(polarity_sign > 0).then(highest).when(polarity_sign < 0).then(lowest)


def among_neighbours(figures: pl.LazyFrame, neighbours: pl.LazyFrame) -> pl.LazyFrame:
    """The ranked figures with `neighbour_rank` and `neighbours_ranked`: the place of each among its own neighbours.

    `figures` is as `ranked` takes it; `neighbours` is one row a pair: area, neighbour, the latter named as areas are.
    An area is ranked with those of its neighbours that have a value for the same measure and period, itself counted,
    from the highest; those that tie share the better place. Figures without a value and areas without neighbours are
    left out.
    """
    at = pl.col("_at")
    valued = (
        figures.filter(pl.col("value").is_not_null())
        .with_row_index("_at")
        # One number for the measure and period, because every pair of neighbours is matched by it.
        .with_columns(at.first().over(_SAME).alias("_same"))
    )
    theirs = valued.select("_same", pl.col("area").alias("neighbour"), pl.col("value").alias("_theirs"))
    places = (
        valued.select("_at", "_same", "area", "value")
        .join(neighbours.select("area", "neighbour"), on="area")
        .join(theirs, on=["_same", "neighbour"], how="left")
        .group_by("_at")
        .agg(
            ((pl.col("_theirs") > pl.col("value")).sum() + 1).cast(pl.Int64).alias("neighbour_rank"),
            (pl.col("_theirs").count() + 1).cast(pl.Int64).alias("neighbours_ranked"),
        )
    )
    return valued.join(places, on="_at", maintain_order="left").drop("_at", "_same")


def _is_ranked() -> pl.Expr:
    area = pl.col("area").cast(pl.String)
    averages = (area == "england") | area.str.starts_with("region:") | area.str.starts_with("neighbours:")
    return pl.col("value").is_not_null() & ~averages


def _place(*, descending: bool) -> pl.Expr:
    """The place of each ranked value among those of the same kind and period; those that tie share the better one."""
    return pl.when(_is_ranked()).then("value").rank("min", descending=descending).over(_SAME).cast(pl.Int64)
