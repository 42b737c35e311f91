"""Caution: figures too slight to raise an alert about."""

import polars as pl

LEAST_NUMERATOR = 15


def no_alert_because(numerator: pl.Expr, value: pl.Expr, is_percentage: pl.Expr) -> pl.Expr:
    """Why no alert is raised about a figure, in words; null where one may be.

    None is raised where the numerator is below 15, or where a percentage is 0 or 100: so few cases, or all of them,
    change too much by chance. A numerator that was not published says nothing either way, so the words are then null
    unless the percentage is 0 or 100; say beside the figure that the count is not known.

    Source: Office for Health Improvement and Disparities, Fingertips: alerts.

    >>> pl.select(no_alert_because(pl.lit(14), pl.lit(3.5), pl.lit(True))).item()
    'fewer than 15 cases'
    """
    return (
        pl.when(numerator < LEAST_NUMERATOR)
        .then(pl.lit(f"fewer than {LEAST_NUMERATOR} cases"))
        .when(is_percentage & value.is_in([0.0, 100.0]))
        .then(pl.concat_str(pl.lit("the figure is "), value.cast(pl.Int64), pl.lit("%")))
    )
