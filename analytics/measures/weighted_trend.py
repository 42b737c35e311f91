"""The recent trend of a yearly percentage or rate: whether five years slope by more than chance would make them."""

import math
import operator
from collections.abc import Sequence
from functools import reduce

import polars as pl

from analytics.measures.series import SERIES_KEY, same_series

YEARS = 5
# The square of 3.09 standard errors, which chance exceeds once in 500 times.
LEAST_CHI2 = 9.5495
_OF_EACH = ("value", "_se", "_follows", "_no_share", "_uncounted")
_YEARLY = ("financial_year", "academic_year", "calendar_year")


def recent_trend(ordered: pl.LazyFrame, key: Sequence[str] = SERIES_KEY) -> pl.LazyFrame:
    """The slope of the latest five figures, each weighed by how firm it is: one row a series with a counted figure.

    `ordered` is what `series` returns, `key` the columns that name a series; figures rounded in words and forecasts
    were not counted and are left out. The five follow each other by a year: years, or one day of five years. Columns
    beside the key: `points`, how many of the five there are; `from_period` and `to_period`; `slope` and its standard
    error `se`, in the unit of the measure a year; `chi2`, their ratio squared; `significant`; `direction` (+1 up, -1
    down, 0 level); `why_not`.

    The weight of a figure is 1 / SE squared: of a percentage the SE of a proportion, of a rate per 10,000 that of a
    count of events. The slope is significant where chi2 is above 9.5495 and the slope keeps its sign with each of the
    five left out in turn. Where no test was possible, slope, se, chi2 and significant are null and `why_not` says why
    in words; `direction` is then that of a slope with equal weights, and null without five years in a row.

    Source: Office for Health Improvement and Disparities, Fingertips: recent trends.
    """
    w, t, y = _five("_w"), _five("_t"), _five("_y")
    weighed = pl.col("why_not").is_null()
    return (
        _latest_five(ordered, key)
        .with_columns(_why_not().alias("why_not"))
        # Time from 0 and the value from the first of the five: the slope is the same, and a level series is exactly 0.
        .with_columns(
            *(pl.when(weighed).then(se**-2).otherwise(1.0).alias(f"_w{n}") for n, se in enumerate(_five("_se"))),
            *((value - pl.col("value0")).alias(f"_y{n}") for n, value in enumerate(_five("value"))),
        )
        .with_columns((_sum(w, range(YEARS)) / _sum(w)).alias("_middle"))
        .with_columns((n - pl.col("_middle")).alias(f"_t{n}") for n in range(YEARS))
        .with_columns(
            *(_sum(w).alias("_sw"), _sum(w, y).alias("_swy")),
            *(_sum(w, t, y).alias("_swty"), _sum(w, t, t).alias("_swtt")),
        )
        .with_columns(
            _direction(pl.col("_swty")).alias("direction"),
            (pl.col("_swty") / pl.col("_swtt")).alias("slope"),
            pl.col("_swtt").pow(-0.5).alias("se"),
        )
        .with_columns(
            ((pl.col("slope") / pl.col("se")) ** 2).alias("chi2"),
            pl.all_horizontal(_direction(left) == pl.col("direction") for left in _without_one()).alias("_keeps"),
        )
        .with_columns(((pl.col("chi2") > LEAST_CHI2) & pl.col("_keeps")).alias("significant"))
        .select(
            *key,
            *("points", "from_period", "to_period"),
            *(pl.when(weighed).then(pl.col(name)).alias(name) for name in ("slope", "se", "chi2", "significant")),
            pl.when(_in_a_row()).then("direction").alias("direction"),
            "why_not",
        )
    )


def _latest_five(ordered: pl.LazyFrame, key: Sequence[str]) -> pl.LazyFrame:
    """The latest five counted figures of each series beside each other, `value0` the earliest and `value4` the latest.

    With each its standard error, `_se0` and so on; `_follows0`, whether it follows the one before by a year;
    `_no_share0`, whether it is neither a percentage nor a rate; and `_uncounted0`, whether it has no numerator or
    denominator. Null where there are fewer than five.
    """
    end = pl.col("period_end")
    a_year_on = (
        pl.when(pl.col("period_kind").is_in(_YEARLY))
        .then((pl.col("period_start") - end.shift(1)).dt.total_days() == 1)
        .when(pl.col("period_kind") == "snapshot")
        .then(end.shift(1).dt.offset_by("1y") == end)
    )
    worded = pl.col("status").is_in(["estimated", "forecast"]).fill_null(value=False)
    latest = (~same_series(key)).shift(-1, fill_value=True).arg_true().cast(pl.Int64)
    points = (latest - latest.shift(1, fill_value=-1)).clip(upper_bound=YEARS)

    def each(name: str) -> list[pl.Expr]:
        back = (YEARS - 1 - n for n in range(YEARS))
        return [pl.col(name).gather(pl.when(points > b).then(latest - b)).alias(f"{name}{YEARS - 1 - b}") for b in back]

    return (
        ordered.filter(pl.col("value").is_not_null() & ~worded)
        .with_columns(
            (same_series(key) & a_year_on.fill_null(value=False)).alias("_follows"),
            _standard_error().alias("_se"),
            pl.col("unit").is_in(["percent", "rate per 10,000"]).not_().alias("_no_share"),
            (pl.col("numerator").is_null() | pl.col("denominator").is_null()).alias("_uncounted"),
        )
        .select(
            *(pl.col(name).gather(latest) for name in (*key, "period_kind")),
            points.alias("points"),
            pl.col("period").gather(latest - points + 1).alias("from_period"),
            pl.col("period").gather(latest).alias("to_period"),
            *(column for name in _OF_EACH for column in each(name)),
        )
    )


def _standard_error() -> pl.Expr:
    """The standard error of a percentage or a rate per 10,000; null where it is 0 or cannot be known."""
    count, of = pl.col("numerator"), pl.col("denominator")
    proportion = count / of
    return (
        pl.when((pl.col("unit") == "percent") & (count > 0) & (count < of))
        .then((proportion * (1 - proportion) / of).sqrt() * 100)
        .when((pl.col("unit") == "rate per 10,000") & (count > 0) & (of > 0))
        .then(count.sqrt() / of * 10_000)
    )


def _why_not() -> pl.Expr:
    """Why no test of the figures of a series is possible, in words; null where one is."""
    return (
        pl.when(pl.col("period_kind").is_in([*_YEARLY, "snapshot"]).not_())
        .then(pl.lit("not yearly"))
        .when(pl.col("points") < YEARS)
        .then(pl.lit("fewer than five figures"))
        .when(~_in_a_row())
        .then(pl.lit("not five years in a row"))
        .when(pl.any_horizontal(_five("_no_share")))
        .then(pl.lit("neither a percentage nor a rate"))
        .when(pl.any_horizontal(_five("_uncounted")))
        .then(pl.lit("numerators and denominators not published"))
        .when(pl.any_horizontal(se.is_null() for se in _five("_se")))
        .then(pl.lit("a figure counts none or all of its denominator"))
    )


def _in_a_row() -> pl.Expr:
    return pl.all_horizontal(pl.col("points") == YEARS, *_five("_follows")[1:])


def _five(name: str) -> list[pl.Expr]:
    """What the latest five figures have of a name, the earliest first."""
    return [pl.col(f"{name}{n}") for n in range(YEARS)]


def _sum(*factors: Sequence[pl.Expr] | range) -> pl.Expr:
    """The sum over the five of the product of the factors."""
    products = (math.prod(each[1:], start=each[0]) for each in zip(*factors, strict=True))
    total: pl.Expr = reduce(operator.add, products)
    return total


def _without_one() -> list[pl.Expr]:
    """What has the sign of the slope without each figure in turn, given times whose weighted mean is 0."""
    found = []
    for w, t, y in zip(_five("_w"), _five("_t"), _five("_y"), strict=True):
        left = w / pl.col("_sw")
        found.append((1 - left) * (pl.col("_swty") - w * t * y) + left * t * (pl.col("_swy") - w * y))
    return found


def _direction(sum_: pl.Expr) -> pl.Expr:
    """The sign of a sum over the five of weight, time and value, 0 where it is no more than the noise of arithmetic."""
    # By the longest time and not by each: one that should be 0 is noise itself.
    size = YEARS * _sum(_five("_w"), [y.abs() for y in _five("_y")])
    return pl.when(sum_.abs() > 1e-12 * size).then(sum_.sign()).otherwise(0).cast(pl.Int8)
