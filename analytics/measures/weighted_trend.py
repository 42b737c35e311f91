"""The recent trend of a yearly percentage or rate: whether five years slope by more than chance would make them."""

import polars as pl

from analytics.measures.series import SERIES_KEY

YEARS = 5
# The square of 3.09 standard errors, which chance exceeds once in 500 times.
LEAST_CHI2 = 9.5495
_YEARLY = ("financial_year", "academic_year", "calendar_year")


def recent_trend(ordered: pl.LazyFrame) -> pl.LazyFrame:
    """The slope of the latest five figures, each weighed by how firm it is: one row a series with a counted figure.

    `ordered` is what `series` returns; figures rounded in words and forecasts were not counted and are left out. The
    five follow each other by a year: years, or one day of five years. Columns beside the key of the series: `points`,
    how many of the five there are; `from_period` and `to_period`; `slope` and its standard error `se`, in the unit of
    the measure a year; `chi2`, their ratio squared; `significant`; `direction` (+1 up, -1 down, 0 level); `why_not`.

    The weight of a figure is 1 / SE squared: of a percentage the SE of a proportion, of a rate per 10,000 that of a
    count of events. The slope is significant where chi2 is above 9.5495 and the slope keeps its sign with each of the
    five left out in turn. Where no test was possible, slope, se, chi2 and significant are null and `why_not` says why
    in words; `direction` is then that of a slope with equal weights, and null without five years in a row.

    Source: Office for Health Improvement and Disparities, Fingertips: recent trends.
    """
    weighed = pl.col("why_not").is_null()
    return (
        _latest_five(ordered)
        .with_columns(_why_not().over(SERIES_KEY).alias("why_not"))
        # Time from 0 and the value from the first of the five: the slope is the same, and a level series is exactly 0.
        .with_columns(
            pl.when(weighed).then(pl.col("_se") ** -2).otherwise(1.0).alias("_w"),
            pl.int_range(pl.len()).over(SERIES_KEY).cast(pl.Float64).alias("_t"),
            (pl.col("value") - pl.col("value").first().over(SERIES_KEY)).alias("_y"),
        )
        .with_columns((pl.col("_t") - _sum("_w", "_t") / _sum("_w")).over(SERIES_KEY).alias("_t"))
        .group_by(SERIES_KEY, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("points"),
            pl.col("period").first().alias("from_period"),
            pl.col("period").last().alias("to_period"),
            pl.col("why_not").first(),
            (pl.col("_follows").tail(YEARS - 1).all() & (pl.len() == YEARS)).alias("_in_a_row"),
            (_sum("_w", "_t", "_y") / _sum("_w", "_t", "_t")).alias("slope"),
            _sum("_w", "_t", "_t").pow(-0.5).alias("se"),
            _direction(_sum("_w", "_t", "_y")).alias("direction"),
            (_direction(_without_one()) == _direction(_sum("_w", "_t", "_y"))).all().alias("_keeps_its_sign"),
        )
        .with_columns(((pl.col("slope") / pl.col("se")) ** 2).alias("chi2"))
        .with_columns(((pl.col("chi2") > LEAST_CHI2) & pl.col("_keeps_its_sign")).alias("significant"))
        .select(
            *SERIES_KEY,
            *("points", "from_period", "to_period"),
            *(pl.when(weighed).then(pl.col(name)).alias(name) for name in ("slope", "se", "chi2", "significant")),
            pl.when("_in_a_row").then("direction").alias("direction"),
            "why_not",
        )
    )


def _latest_five(ordered: pl.LazyFrame) -> pl.LazyFrame:
    """The latest five counted figures of each series, with `_se` and whether each follows the one before by a year."""
    end = pl.col("period_end")
    a_year_on = (
        pl.when(pl.col("period_kind").is_in(_YEARLY))
        .then((pl.col("period_start") - end.shift(1)).dt.total_days() == 1)
        .when(pl.col("period_kind") == "snapshot")
        .then(end.shift(1).dt.offset_by("1y") == end)
    )
    uncounted = pl.col("status").is_in(["estimated", "forecast"]).fill_null(value=False)
    return (
        ordered.filter(pl.col("value").is_not_null() & ~uncounted)
        .filter(pl.int_range(pl.len(), 0, -1).over(SERIES_KEY) <= YEARS)
        .with_columns(
            a_year_on.over(SERIES_KEY).fill_null(value=False).alias("_follows"), _standard_error().alias("_se")
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
    no_counts = (pl.col("numerator").is_null() | pl.col("denominator").is_null()).any()
    return (
        pl.when(pl.col("period_kind").is_in([*_YEARLY, "snapshot"]).not_().any())
        .then(pl.lit("not yearly"))
        .when(pl.len() < YEARS)
        .then(pl.lit("fewer than five figures"))
        .when(pl.col("_follows").tail(YEARS - 1).not_().any())
        .then(pl.lit("not five years in a row"))
        .when(pl.col("unit").is_in(["percent", "rate per 10,000"]).not_().any())
        .then(pl.lit("neither a percentage nor a rate"))
        .when(no_counts)
        .then(pl.lit("numerators and denominators not published"))
        .when(pl.col("_se").is_null().any())
        .then(pl.lit("a figure counts none or all of its denominator"))
    )


def _sum(*columns: str) -> pl.Expr:
    """The sum of the product of the columns."""
    product = pl.col(columns[0])
    for column in columns[1:]:
        product = product * pl.col(column)
    return product.sum()


def _without_one() -> pl.Expr:
    """What has the sign of the slope without each figure in turn, given times whose weighted mean is 0."""
    w, t, y = pl.col("_w"), pl.col("_t"), pl.col("_y")
    left = w / _sum("_w")
    return (1 - left) * (_sum("_w", "_t", "_y") - w * t * y) + left * t * (_sum("_w", "_y") - w * y)


def _direction(sum_: pl.Expr) -> pl.Expr:
    """The sign of a sum, 0 where it is no more than the noise of floating point."""
    noise = 1e-12 * (pl.col("_w") * pl.col("_t").abs() * pl.col("_y").abs()).sum()
    return pl.when(sum_.abs() > noise).then(sum_.sign()).otherwise(0).cast(pl.Int8)
