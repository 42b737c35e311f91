"""Intervals, against the equations that define them solved by halving; benchmarks against intervals; caution."""

from itertools import pairwise
from math import exp, lgamma, log, sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures.caution import no_alert_because
from analytics.measures.intervals import (
    AgainstBenchmark,
    Confidence,
    against_benchmark,
    confidence_limits,
    poisson,
    wilson,
)
from tests.measures.figures import frame, printed

LEFT_OUT = {Confidence.P95: 0.05, Confidence.P99_8: 0.002}
confidences = st.sampled_from(list(Confidence))
shares = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def numbers(lower_and_upper: tuple[pl.Expr, pl.Expr]) -> tuple[float | None, float | None]:
    lower, upper = lower_and_upper
    return pl.select(lower=lower, upper=upper).row(0)


def proportion(count: float | None, of: float | None, confidence: Confidence = Confidence.P95) -> tuple:
    return numbers(wilson(pl.lit(count, pl.Float64), pl.lit(of, pl.Float64), confidence))


def events(count: float | None, confidence: Confidence = Confidence.P95) -> tuple:
    return numbers(poisson(pl.lit(count, pl.Float64), confidence))


# Proportions.


def test_proportions_of_a_published_example():
    """Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    assert {pair: tuple(round(limit, 4) for limit in proportion(*pair)) for pair in published} == published


@given(shares, confidences)
def test_a_limit_is_the_proportion_from_which_the_observed_is_just_so_far_away(share, confidence):
    """The equation Wilson solved: the observed share is z standard errors of the limit away from the limit."""
    count, of = share
    observed = count / of
    for limit in proportion(count, of, confidence):
        squared_error = limit * (1 - limit) / of
        assert (observed - limit) ** 2 == pytest.approx(confidence.z**2 * squared_error, abs=1e-12)


@given(shares, confidences)
def test_a_proportion_is_within_its_interval_and_that_within_0_and_1(share, confidence):
    lower, upper = proportion(*share, confidence)
    assert 0 <= lower <= share[0] / share[1] + 1e-12
    assert share[0] / share[1] - 1e-12 <= upper <= 1


@given(shares, confidences)
def test_of_those_who_did_not_the_interval_is_the_rest(share, confidence):
    count, of = share
    lower, upper = proportion(count, of, confidence)
    assert proportion(of - count, of, confidence) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@given(shares)
def test_the_surer_interval_is_the_wider(share):
    (low, high), (lower, higher) = proportion(*share, Confidence.P95), proportion(*share, Confidence.P99_8)
    assert lower - 1e-12 <= low <= high <= higher + 1e-12


@pytest.mark.parametrize(("count", "of"), [(5, 0), (6, 5), (-1, 5), (None, 5), (5, None)])
def test_what_is_no_proportion_has_no_interval(count, of):
    assert proportion(count, of) == (None, None)


# Counts.


def chance_of_at_most(count: int, mean: float) -> float:
    return sum(exp(seen * log(mean) - mean - lgamma(seen + 1)) for seen in range(count + 1))


@pytest.mark.parametrize("confidence", list(Confidence))
@pytest.mark.parametrize("count", range(10))
def test_below_ten_a_limit_is_the_mean_that_leaves_half_of_the_rest_out(count, confidence):
    lower, upper = events(count, confidence)
    half = LEFT_OUT[confidence] / 2
    assert chance_of_at_most(count, upper) == pytest.approx(half, rel=2e-5)
    if count:
        assert 1 - chance_of_at_most(count - 1, lower) == pytest.approx(half, rel=2e-3)
    else:
        assert lower == 0


@pytest.mark.parametrize("confidence", list(Confidence))
@given(count=st.integers(10, 140))
def test_from_ten_up_the_approximation_leaves_out_nearly_half_of_the_rest(count, confidence):
    lower, upper = events(count, confidence)
    half = LEFT_OUT[confidence] / 2
    assert chance_of_at_most(count, upper) == pytest.approx(half, rel=0.04)
    assert 1 - chance_of_at_most(count - 1, lower) == pytest.approx(half, rel=0.11)


@given(st.integers(10, 10**6), confidences)
def test_from_ten_up_a_limit_is_byars_formula(count, confidence):
    z = confidence.z
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    more = count + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    assert events(count, confidence) == pytest.approx((lower, upper))


@pytest.mark.parametrize("confidence", list(Confidence))
def test_limits_grow_with_the_count_and_hold_it(confidence):
    limits = [events(count, confidence) for count in range(40)]
    assert all(lower <= count <= upper for count, (lower, upper) in enumerate(limits))
    assert all(one[0] < next_[0] and one[1] < next_[1] for one, next_ in pairwise(limits))


@pytest.mark.parametrize("count", [None, -1, 4.5])
def test_what_is_no_small_count_has_no_interval(count):
    assert events(count) == (None, None)


# Figures in their own units.


def figure(**cells: object) -> tuple:
    lower, upper = confidence_limits()
    return frame([printed(**cells)]).select(lower=lower, upper=upper).collect().row(0)


def test_a_percentage_has_the_interval_of_its_proportion():
    found = figure(unit="percent", numerator=8.0, denominator=10.0)
    assert found == pytest.approx(tuple(100 * limit for limit in proportion(8, 10)))


@pytest.mark.parametrize("count", [4, 40])
def test_a_rate_has_the_interval_of_its_count_in_its_population(count):
    found = figure(unit="rate per 10,000", numerator=float(count), denominator=20_000.0)
    assert found == pytest.approx(tuple(limit / 2 for limit in events(count)))


@pytest.mark.parametrize(
    "cells",
    [
        {"unit": "days", "numerator": 8.0, "denominator": 10.0},
        {"unit": "percent", "numerator": None, "denominator": 10.0},
        {"unit": "rate per 10,000", "numerator": 8.0, "denominator": None},
        {"unit": "rate per 10,000", "numerator": 8.0, "denominator": 0.0},
    ],
)
def test_without_counts_or_in_another_unit_there_is_no_interval(cells):
    assert figure(**cells) == (None, None)


# Against a benchmark.

limits = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(sorted)
signs = st.sampled_from([-1, 0, 1, None])


def against(lower: float | None, upper: float | None, benchmark: float | None, sign: int | None) -> str | None:
    schema = {"lower": pl.Float64, "upper": pl.Float64, "benchmark": pl.Float64, "sign": pl.Int8}
    row = pl.DataFrame([(lower, upper, benchmark, sign)], schema=schema, orient="row")
    return row.select(against_benchmark(*(pl.col(name) for name in schema))).item()


@given(limits, st.integers(-50, 50), signs)
def test_a_benchmark_inside_the_interval_is_similar_and_polarity_names_the_rest(interval, benchmark, sign):
    lower, upper = interval
    if lower <= benchmark <= upper:
        expected = AgainstBenchmark.SIMILAR
    elif not sign:
        expected = AgainstBenchmark.HIGHER if lower > benchmark else AgainstBenchmark.LOWER
    else:
        expected = AgainstBenchmark.BETTER if (lower > benchmark) == (sign > 0) else AgainstBenchmark.WORSE
    assert against(lower, upper, benchmark, sign) == expected


@given(limits, st.integers(-50, 50), st.sampled_from([-1, 1]))
def test_turning_figure_benchmark_and_polarity_changes_no_word(interval, benchmark, sign):
    lower, upper = interval
    assert against(-upper, -lower, -benchmark, -sign) == against(lower, upper, benchmark, sign)


@pytest.mark.parametrize("missing", [(None, None, 5.0), (1.0, 2.0, None)])
def test_without_an_interval_or_a_benchmark_there_is_no_word(missing):
    assert against(*missing, 1) is None


# Caution.


def no_alert(numerator: float | None, value: float | None, is_percentage: bool = True) -> str | None:
    return pl.select(
        no_alert_because(pl.lit(numerator, pl.Float64), pl.lit(value, pl.Float64), pl.lit(is_percentage))
    ).item()


@given(st.integers(0, 40), st.integers(1, 999))
def test_there_is_no_alert_on_fewer_than_15_cases(numerator, tenths):
    assert no_alert(numerator, tenths / 10) == ("fewer than 15 cases" if numerator < 15 else None)


@pytest.mark.parametrize(("value", "words"), [(0.0, "the figure is 0%"), (100.0, "the figure is 100%"), (99.9, None)])
def test_there_is_no_alert_on_none_or_all(value, words):
    assert no_alert(200, value) == words
    assert no_alert(None, value) == words
    assert no_alert(200, value, False) is None


@settings(max_examples=20)
@given(st.none() | st.floats(0.1, 99))
def test_an_unknown_count_is_not_taken_for_a_small_one(value):
    assert no_alert(None, value) is None
