"""The spread of one measure over all authorities for one period, and where one of them stands in it."""

from dataclasses import dataclass

import polars as pl

from analytics.measures.bands import LEAST_BANDED, ranked
from analytics.measures.series import RETURN


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of the ranked figures, and where their lowest and highest quarters begin; in the unit of the measure.

    The two quarters are None where fewer than 8 are ranked, or where figures tie over the border.
    """

    median: float
    lowest_quarter: float | None
    highest_quarter: float | None


def period_with_most(rows: pl.DataFrame, least: int = LEAST_BANDED) -> str | None:
    """The latest period for which at least `least` authorities have a figure; None where there is none.

    Where several end on that day, the one with the most figures. `rows` has area, period, period_end and value; areas
    that are averages (England, regions, neighbours) must have been left out.
    """
    counted = (
        rows.filter(pl.col("value").is_not_null())
        .group_by("period", "period_end")
        .agg(pl.col("area").n_unique().alias("areas"))
        .filter(pl.col("areas") >= least)
        .sort("period_end", "areas", "period", descending=[True, True, False])
    )
    return None if counted.is_empty() else str(counted["period"][0])


def one_per_return(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each figure that was returned, with `areas`, the ids of those it is for.

    A joint return is one figure printed for two authorities (see `series.RETURN`). Counted twice it would weigh twice.
    `rows` are of one measure and period, one an area. The `area` kept is the first by name.
    """
    return (
        rows.sort("area")
        .group_by(RETURN, maintain_order=True)
        .agg(pl.col("area").alias("areas"), pl.all().exclude(RETURN).first())
        .select(*rows.columns, "areas")
    )


def placed(returns: pl.DataFrame) -> pl.DataFrame:
    """The figures with their place from the highest and from the lowest, highest first; those without a value last.

    `returns` is what `one_per_return` gives. Added columns: `rank`, `quartile` and `areas_ranked` from the highest, as
    `bands.ranked` gives them, `from_lowest` and `tied` (how many others have the same value). All are null without a
    value.
    """
    at_all = pl.col("value").is_not_null()
    return (
        ranked(returns.lazy())
        .with_columns(
            pl.when(at_all).then(pl.col("value").rank("min")).cast(pl.Int64).alias("from_lowest"),
            pl.when(at_all).then(pl.len().over("value") - 1).cast(pl.Int64).alias("tied"),
        )
        .sort("value", "area", descending=[True, False], nulls_last=True)
        .collect()
    )


def spread(figures: pl.DataFrame) -> Spread:
    """The median of the figures that `placed` gives, and the borders of their quarters.

    The borders lie midway between the figures on either side, so that a figure is beyond one exactly where its rank
    says so; a quantile that is worked out otherwise may disagree with the rank by one authority.

    >>> from polars import DataFrame
    >>> values = [float(value) for value in range(1, 9)]
    >>> spread(DataFrame({"value": values, "quartile": [4, 4, 3, 3, 2, 2, 1, 1]}))
    Spread(median=4.5, lowest_quarter=2.5, highest_quarter=6.5)
    """
    known = figures.filter(pl.col("value").is_not_null())
    return Spread(
        float(known["value"].median()),  # type: ignore[arg-type]  # there is at least one
        _border(known, pl.col("quartile") == 4),
        _border(known, pl.col("quartile") > 1),
    )


def _border(known: pl.DataFrame, below: pl.Expr) -> float | None:
    lower, upper = known.filter(below)["value"].max(), known.filter(~below)["value"].min()
    if not isinstance(lower, float) or not isinstance(upper, float):
        return None
    return (lower + upper) / 2
