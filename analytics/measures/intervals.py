"""Confidence intervals of proportions and rates, and a benchmark against them."""

from enum import StrEnum

import polars as pl

_TIMES = {"percent": 100.0, "rate per 10,000": 10_000.0}


class Confidence(StrEnum):
    """How sure an interval is."""

    P95 = "95%"
    P99_8 = "99.8%"

    @property
    def z(self) -> float:
        """How many standard errors either side of a normal mean hold this share of it."""
        return {Confidence.P95: 1.959963984540054, Confidence.P99_8: 3.090232306167813}[self]


class AgainstBenchmark(StrEnum):
    """Where a figure stands against a benchmark. Only an indicator with a polarity is better or worse."""

    SIMILAR = "similar"
    LOWER = "lower"
    HIGHER = "higher"
    BETTER = "better"
    WORSE = "worse"


# Byar's approximation is too rough below ten, so these are exact: the mean for which as few as the count (upper), or
# as many (lower), would be seen in half of what the confidence leaves out. By count, from 0 to 9.
_EXACT_LOWER = {
    Confidence.P95: (0.0, 0.025318, 0.242209, 0.618672, 1.089865, 1.623486, 2.201894, 2.814363, 3.453832, 4.115373),
    Confidence.P99_8: (0.0, 0.001001, 0.045402, 0.190533, 0.428552, 0.739372, 1.107105, 1.520336, 1.970814, 2.452424),
}
_EXACT_UPPER = {
    Confidence.P95: (
        *(3.688879, 5.571643, 7.224688, 8.767273, 10.241589),
        *(11.668332, 13.059474, 14.422675, 15.763189, 17.084803),
    ),
    Confidence.P99_8: (
        *(6.907755, 9.233413, 11.228872, 13.062241, 14.794149),
        *(16.454745, 18.061637, 19.626177, 21.156198, 22.657373),
    ),
}


def wilson(
    numerator: pl.Expr, denominator: pl.Expr, confidence: Confidence = Confidence.P95
) -> tuple[pl.Expr, pl.Expr]:
    """The lower and upper limit of a proportion, from 0 to 1 (Wilson's score interval).

    Null where the denominator is not above 0, or the numerator is not between 0 and it.

    Source: Office for Health Improvement and Disparities, Fingertips: technical guidance on confidence intervals.

    >>> lower, upper = wilson(pl.lit(81), pl.lit(263))
    >>> pl.select(lower=lower.round(4), upper=upper.round(4)).row(0)
    (0.2553, 0.3662)
    """
    z = confidence.z
    is_share = (denominator > 0) & numerator.is_between(0, denominator)
    middle = 2 * numerator + z**2
    reach = z * (z**2 + 4 * numerator * (1 - numerator / denominator)).sqrt()
    limits = (((middle + way * reach) / (2 * (denominator + z**2))).clip(0, 1) for way in (-1, 1))
    lower, upper = (pl.when(is_share).then(limit) for limit in limits)
    return lower, upper


def poisson(count: pl.Expr, confidence: Confidence = Confidence.P95) -> tuple[pl.Expr, pl.Expr]:
    """The lower and upper limit of a count of events: Byar's approximation from ten up, exact below.

    Null for a count below 0, and for one below ten that is not whole.

    Source: Office for Health Improvement and Disparities, Fingertips: technical guidance on confidence intervals.

    >>> pl.select(poisson(pl.lit(4.0))[0]).item()
    1.089865
    """
    small = (count < 10) & (count >= 0)
    is_whole = count == count.floor()

    def limit(exact: tuple[float, ...], from_: pl.Expr, way: int) -> pl.Expr:
        byar = from_ * (1 - 1 / (9 * from_) + way * confidence.z / (3 * from_.sqrt())) ** 3
        looked_up = count.replace_strict(dict(enumerate(exact)), default=None, return_dtype=pl.Float64)
        return pl.when(small & is_whole).then(looked_up).when(count >= 10).then(byar)

    return limit(_EXACT_LOWER[confidence], count, -1), limit(_EXACT_UPPER[confidence], count + 1, 1)


def confidence_limits(confidence: Confidence = Confidence.P95) -> tuple[pl.Expr, pl.Expr]:
    """The lower and upper limit of each figure in its own unit, from its columns numerator, denominator and unit.

    A percentage is taken as a proportion, a rate per 10,000 as a count of events in a population. Null for any other
    unit, and where the numerator or the denominator was not published: no interval can then be given.
    """
    numerator, denominator, unit = pl.col("numerator"), pl.col("denominator"), pl.col("unit")
    shares, counts = wilson(numerator, denominator, confidence), poisson(numerator, confidence)
    lower, upper = (
        pl.when(unit == "percent")
        .then(share * _TIMES["percent"])
        .when((unit == "rate per 10,000") & (denominator > 0))
        .then(count / denominator * _TIMES["rate per 10,000"])
        for share, count in zip(shares, counts, strict=True)
    )
    return lower, upper


def against_benchmark(lower: pl.Expr, upper: pl.Expr, benchmark: pl.Expr, polarity_sign: pl.Expr) -> pl.Expr:
    """Where a figure with an interval stands against a benchmark: a word of `AgainstBenchmark`.

    A benchmark inside the interval, its ends included, is similar. Otherwise the figure is better or worse by the
    polarity (+1 higher is better, -1 lower), and lower or higher where that is 0 or null. Null without an interval or
    a benchmark: compare the two figures themselves (see `comparisons`) and say so.

    Source: Office for Health Improvement and Disparities, Fingertips: comparison by confidence interval.
    """
    # +1 where the figure is above its benchmark, -1 where it is below.
    way = pl.when(lower > benchmark).then(1).when(upper < benchmark).then(-1).when(benchmark <= upper).then(0)
    good = way * polarity_sign.fill_null(0)
    words = AgainstBenchmark
    return (
        pl.when(way == 0)
        .then(pl.lit(words.SIMILAR.value))
        .when(good > 0)
        .then(pl.lit(words.BETTER.value))
        .when(good < 0)
        .then(pl.lit(words.WORSE.value))
        .when(way > 0)
        .then(pl.lit(words.HIGHER.value))
        .when(way < 0)
        .then(pl.lit(words.LOWER.value))
    )
