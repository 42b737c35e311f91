"""Two measures made into one: a ratio, a difference, a rate per 10,000, or both as an index. Units are checked."""

from enum import StrEnum

import polars as pl

from analytics.evidence.vocabulary import Unit


class Operation(StrEnum):
    """What to make of two measures."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    PER_10K = "per 10,000"
    INDEX = "index"


_COUNTED = (Unit.COUNT, Unit.POSTS)


def why_not(operation: Operation, first: Unit, second: Unit) -> str:
    """Why two units do not go together, in words that say what would; blank where they do."""
    match operation:
        case Operation.DIFFERENCE if first is not second:
            return f"A difference needs one unit: {first.value} and {second.value} cannot be subtracted."
        case Operation.PER_10K if first not in _COUNTED or second not in _COUNTED:
            return "A rate per 10,000 needs two counts, such as children in care and children aged 0 to 17."
        case Operation.RATIO if first is Unit.PERCENT and second is Unit.PERCENT:
            return "The ratio of two percentages says nothing anyone can use. Take their difference in points."
        case _:
            return ""


def calculated(first: pl.LazyFrame, second: pl.LazyFrame, operation: Operation) -> pl.LazyFrame:
    """The result for every period that both measures have, in order of time: one row a period.

    Both have columns period, period_start, period_end, value, as one series of `series.series`. Added columns: first,
    second and result. For a rate per 10,000 the second may be of an earlier period, as a population is: the latest that
    ended no later is taken, and `second_period` names it. An index has two results, first_index and second_index, both
    100 at the first common period. A result is null where the divisor is 0; nothing is carried over a gap.
    """
    one = first.filter(pl.col("value").is_not_null()).select(
        "period", "period_start", "period_end", pl.col("value").alias("first")
    )
    other = second.filter(pl.col("value").is_not_null()).select(
        pl.col("period").alias("second_period"), pl.col("period_end"), pl.col("value").alias("second")
    )
    if operation is Operation.PER_10K:
        joined = one.sort("period_end").join_asof(other.sort("period_end"), on="period_end", strategy="backward")
    else:
        joined = one.join(other.drop("period_end"), left_on="period", right_on="second_period", how="inner")
        joined = joined.with_columns(pl.col("period").alias("second_period"))
    joined = joined.filter(pl.col("second").is_not_null()).sort("period_end", "period_start")
    divisor = pl.when(pl.col("second") != 0).then(pl.col("second"))
    match operation:
        case Operation.DIFFERENCE:
            return joined.with_columns((pl.col("first") - pl.col("second")).alias("result"))
        case Operation.RATIO:
            return joined.with_columns((pl.col("first") / divisor).alias("result"))
        case Operation.PER_10K:
            return joined.with_columns((pl.col("first") / divisor * 10_000).alias("result"))
        case Operation.INDEX:
            return joined.with_columns(_index("first"), _index("second")).with_columns(
                (pl.col("first_index") - pl.col("second_index")).alias("result")
            )


def _index(name: str) -> pl.Expr:
    base = pl.col(name).first()
    return (pl.col(name) / pl.when(base != 0).then(base) * 100).alias(f"{name}_index")
