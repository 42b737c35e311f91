"""Where a council stands among all councils, on every measure that national releases give."""

import polars as pl

from analytics.measures.bands import best_first, ranked
from analytics.measures.series import RETURN

_MEASURE = ("indicator", "dimension", "member")


def standing(figures: pl.LazyFrame, latest: pl.LazyFrame, polarity: pl.LazyFrame) -> pl.LazyFrame:
    """The place of each latest figure among all councils with a figure of the same measure and period.

    `figures` is a row an area, measure and period (indicator, dimension, member, period, area, value, and document,
    row and locator as `series.RETURN` tells returns by); `latest` the figures to place, with the same columns;
    `polarity` one row an indicator with `polarity_sign`. An area that is given twice counts once, by its first figure
    with a value, as in `series.series`. Adds
    rank and areas_ranked, counted from the highest, quartile, best_rank, counted from the best and null where neither
    way is better, and ties, how many others have the same value. Two councils with one joint return count once.
    """
    same = [*_MEASURE, "period"]
    area = pl.col("area").cast(pl.String)
    council = ~(area.str.contains(":", literal=True) | (area == "england"))
    own = latest.select("area", *same).with_columns(pl.lit(value=True).alias("_own"))
    among = (
        figures.filter(council)
        .join(latest.select(same).unique(), on=same, how="semi")
        .join(own, on=["area", *same], how="left")
        .sort(pl.col("value").is_null(), *RETURN)
        .unique([*same, "area"], keep="first", maintain_order=True)
        # Of a joint return the council's own row stays, so that it is placed whichever partner it is.
        .sort("_own", nulls_last=True, maintain_order=True)
        .unique([*same, *RETURN], keep="first", maintain_order=True)
        .join(polarity.select("indicator", "polarity_sign"), on="indicator", how="left")
    )
    alike = pl.col("value").count().over([*same, "value"]) - 1
    placed = ranked(among).with_columns(
        best_first(pl.col("polarity_sign")).alias("best_rank"),
        pl.when(pl.col("value").is_not_null()).then(alike).alias("ties"),
    )
    return placed.filter(pl.col("_own")).select(
        "area", *same, "value", "rank", "areas_ranked", "quartile", "best_rank", "ties"
    )
