"""Bands: where a council stands among all councils with a figure for the same period."""

import polars as pl

LEAST_BANDED = 8
_SAME = ("indicator", "dimension", "member", "period")


def ranked(figures: pl.LazyFrame) -> pl.LazyFrame:
    """The figures with `rank`, `areas_ranked` and `quartile`, counted from the highest value.

    `figures` has one row for each area, indicator, dimension, member and period, with its value. An area is ranked
    among the areas that have a value for the same of these and the same period; those that tie share the better place
    (1, 1, 3). England, regions and groups of neighbours are averages of areas, so they are not ranked. `quartile` is 1
    for the highest quarter to 4 for the lowest, null where fewer than 8 areas are ranked; a tie is in the quarter of
    its better place, whichever of them its others cover (see `ties_cross`). All three are null for a figure that is not
    ranked. High is not good: see `best_first` for that.

    Source: Office for Health Improvement and Disparities, Fingertips: quartiles.
    """
    rank, count = pl.col("rank"), pl.col("areas_ranked")
    return figures.with_columns(
        _place(descending=True).alias("rank"),
        pl.when(_is_ranked()).then(_is_ranked().sum().over(_SAME)).cast(pl.Int64).alias("areas_ranked"),
    ).with_columns(pl.when(count >= LEAST_BANDED).then((rank - 1) * 4 // count + 1).alias("quartile"))


def ties_cross(rank: int, others: int, ranked: int) -> bool:
    """Whether a place that is shared with others covers more than one quarter of all that are ranked.

    >>> ties_cross(9, 3, 12), ties_cross(9, 2, 12), ties_cross(10, 2, 12)
    (True, True, False)
    """
    return (rank - 1) * 4 // ranked != (rank + others - 1) * 4 // ranked


def best_first(polarity_sign: pl.Expr) -> pl.Expr:
    """The rank of each figure of `ranked` from the best; null where neither higher nor lower is better.

    `polarity_sign` is +1 where higher is better, -1 where lower is, and 0 or null for neither.
    """
    highest, lowest = _place(descending=True), _place(descending=False)
    return pl.when(polarity_sign > 0).then(highest).when(polarity_sign < 0).then(lowest)


def _is_ranked() -> pl.Expr:
    area = pl.col("area").cast(pl.String)
    averages = (area == "england") | area.str.starts_with("region:") | area.str.starts_with("neighbours:")
    return pl.col("value").is_not_null() & ~averages


def _place(*, descending: bool) -> pl.Expr:
    """The place of each ranked value among those of the same kind and period; those that tie share the better one."""
    return pl.when(_is_ranked()).then("value").rank("min", descending=descending).over(_SAME).cast(pl.Int64)
