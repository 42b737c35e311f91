"""The weighted trend of five years, against the published formulas in exact fractions."""

from datetime import date
from fractions import Fraction
from math import sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.period import PeriodKind, containing, financial_year, snapshot
from analytics.evidence.vocabulary import Unit
from analytics.measures.series import series
from analytics.measures.weighted_trend import recent_trend
from tests.measures.figures import available, frame, many_rows, printed

SCALE = {Unit.PERCENT: 100, Unit.RATE_PER_10K: 10_000}


def yearly(counts: list[tuple[int, int]], unit: Unit = Unit.PERCENT, **cells: object) -> list[dict]:
    return [
        printed(
            period=financial_year(2010 + number),
            value=count / of * SCALE[unit],
            numerator=float(count),
            denominator=float(of),
            unit=unit.value,
            **cells,
        )
        for number, (count, of) in enumerate(counts)
    ]


def trended(rows: list[dict]) -> list[dict]:
    return recent_trend(series(frame(rows), available())).collect().to_dicts()


def only_trend(rows: list[dict]) -> dict:
    (row,) = trended(rows)
    return row


def fitted(points: list[tuple[int, Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """Slope and its squared standard error from times, values and weights, as the formulas are printed."""
    w = sum(weight for *_, weight in points)
    wt = sum(weight * time for time, _, weight in points)
    wy = sum(weight * value for _, value, weight in points)
    wtt = sum(weight * time**2 for time, _, weight in points)
    wty = sum(weight * time * value for time, value, weight in points)
    return (w * wty - wt * wy) / (w * wtt - wt**2), w / (w * wtt - wt**2)


def sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def expected_trend(counts: list[tuple[int, int]], unit: Unit) -> dict:
    points = []
    for time, (count, of) in enumerate(counts[-5:], start=1):
        share = Fraction(count, of)
        squared_error = share * (1 - share) / of if unit is Unit.PERCENT else Fraction(count, of**2)
        points.append((time, share * SCALE[unit], 1 / (squared_error * SCALE[unit] ** 2)))
    slope, squared_error = fitted(points)
    keeps = all(sign(fitted(points[:n] + points[n + 1 :])[0]) == sign(slope) for n in range(5))
    chi2 = slope**2 / squared_error
    return {
        "points": 5,
        "slope": pytest.approx(float(slope), abs=1e-9),
        "se": pytest.approx(sqrt(squared_error)),
        "chi2": pytest.approx(float(chi2), abs=1e-9),
        "significant": chi2 > Fraction("9.5495") and keeps,
        "direction": sign(slope),
        "why_not": None,
    }


counted = st.lists(
    st.integers(2, 600).flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of))), min_size=5, max_size=8
)
sloping = st.tuples(
    st.integers(20, 400), st.integers(-40, 40), st.lists(st.integers(-9, 9), min_size=5, max_size=5)
).map(lambda drawn: [(max(1, min(999, drawn[0] + drawn[1] * n + off)), 1000) for n, off in enumerate(drawn[2])])


@given(counted | sloping, st.sampled_from(list(SCALE)))
def test_a_trend_is_what_the_published_formulas_give(counts, unit):
    row = only_trend(yearly(counts, unit))
    expected = expected_trend(counts, unit)
    assert {name: row[name] for name in expected} == expected
    years = [financial_year(2010 + number).label for number in range(len(counts))]
    assert (row["from_period"], row["to_period"]) == (years[-5], years[-1])


@settings(max_examples=40)
@given(counted | sloping)
def test_backwards_a_trend_turns_and_is_as_firm(counts):
    forwards, backwards = only_trend(yearly(counts[-5:])), only_trend(yearly(counts[-5:][::-1]))
    assert backwards["slope"] == pytest.approx(-forwards["slope"], abs=1e-9)
    assert backwards["chi2"] == pytest.approx(forwards["chi2"], abs=1e-9)
    assert (backwards["significant"], backwards["direction"]) == (forwards["significant"], -forwards["direction"])


@settings(max_examples=40)
@given(counted | sloping)
def test_of_all_cases_and_of_all_others_the_trends_are_opposite(counts):
    """The share that did and the share that did not: the same test of the same children."""
    did, did_not = only_trend(yearly(counts)), only_trend(yearly([(of - count, of) for count, of in counts]))
    assert did_not["slope"] == pytest.approx(-did["slope"], abs=1e-9)
    assert (did_not["significant"], did_not["direction"]) == (did["significant"], -did["direction"])


@settings(max_examples=20)
@given(counted, counted)
def test_two_series_at_once_trend_as_each_does_alone(one, other):
    halves = yearly(one, indicator="one"), yearly(other, Unit.RATE_PER_10K, indicator="two")
    together, alone = trended(halves[0] + halves[1]), [only_trend(rows) for rows in halves]
    for name in together[0]:
        found, expected = [row[name] for row in together], [row[name] for row in alone]
        assert found == (pytest.approx(expected, abs=1e-9) if name in ("slope", "se", "chi2") else expected)


def test_the_same_slope_on_fewer_children_is_not_significant():
    shares = [20, 23, 25, 28, 30]
    assert only_trend(yearly([(share * 10, 1000) for share in shares]))["significant"] is True
    assert only_trend(yearly([(share, 100) for share in shares]))["significant"] is False


def test_a_slope_that_hangs_on_one_year_is_not_significant():
    row = only_trend(yearly([(200, 1000), (201, 1000), (200, 1000), (199, 1000), (400, 1000)]))
    assert row["chi2"] > 9.5495
    assert (row["significant"], row["direction"]) == (False, 1)


def test_figures_that_never_move_have_no_direction():
    row = only_trend(yearly([(100, 700)] * 5))
    assert (row["slope"], row["direction"], row["significant"]) == (0.0, 0, False)


def test_earlier_years_than_the_latest_five_are_left_out():
    five = [(20, 100), (23, 100), (25, 100), (28, 100), (30, 100)]
    longer = only_trend(yearly([(90, 100), (1, 100), *five]))
    assert longer["slope"] == pytest.approx(only_trend(yearly(five))["slope"])


# Where no test is possible.

FIVE = [(20, 100), (23, 100), (25, 100), (28, 100), (30, 100)]


def not_tested(rows: list[dict]) -> tuple[str | None, int | None]:
    row = only_trend(rows)
    assert [row[name] for name in ("slope", "se", "chi2", "significant")] == [None] * 4
    return row["why_not"], row["direction"]


def test_four_figures_are_too_few():
    assert not_tested(yearly(FIVE[:4])) == ("fewer than five figures", None)


def test_a_year_left_out_leaves_no_five_in_a_row():
    rows = yearly([*FIVE, (31, 100)])
    del rows[3]
    assert not_tested(rows) == ("not five years in a row", None)


@pytest.mark.parametrize("status", ["estimated", "forecast"])
def test_a_figure_that_was_not_counted_is_left_out(status):
    rows = yearly(FIVE)
    rows[-1]["status"] = status
    assert not_tested(rows) == ("fewer than five figures", None)


def test_a_gap_before_the_latest_five_does_no_harm():
    rows = yearly([(90, 100), (91, 100), *FIVE])
    del rows[1]
    assert only_trend(rows)["why_not"] is None


def test_without_counts_there_is_a_direction_and_no_test():
    rows = [row | {"denominator": None} for row in yearly(FIVE[::-1])]
    assert not_tested(rows) == ("numerators and denominators not published", -1)


def test_one_year_without_its_denominator_is_enough_for_no_test():
    rows = yearly(FIVE)
    rows[2]["denominator"] = None
    assert not_tested(rows) == ("numerators and denominators not published", 1)


def test_a_measure_that_is_neither_percentage_nor_rate_is_not_tested():
    rows = [row | {"unit": Unit.DAYS.value} for row in yearly(FIVE)]
    assert not_tested(rows) == ("neither a percentage nor a rate", 1)


@pytest.mark.parametrize(
    ("count", "unit"), [(0, Unit.PERCENT), (100, Unit.PERCENT), (101, Unit.PERCENT), (0, Unit.RATE_PER_10K)]
)
def test_none_or_all_has_no_standard_error(count, unit):
    why_not, _ = not_tested(yearly([*FIVE[:4], (count, 100)], unit))
    assert why_not == "a figure counts none or all of its denominator"


def test_months_are_not_years():
    months = [containing(PeriodKind.MONTH, date(2018, number, 1)) for number in range(1, 6)]
    moved = [
        row | {"period_kind": "month", "period_start": month.start, "period_end": month.end, "period": month.label}
        for row, month in zip(yearly(FIVE), months, strict=True)
    ]
    assert not_tested(moved) == ("not yearly", None)


@pytest.mark.parametrize(("month", "why_not"), [(3, None), (4, "not five years in a row")])
def test_one_day_of_five_years_is_yearly(month, why_not):
    days = [snapshot(date(2014, 3, 30)), *(snapshot(date(year, 3, 30)) for year in (2015, 2016, 2017))]
    days.append(snapshot(date(2018, month, 30)))
    moved = [
        row | {"period_kind": "snapshot", "period_start": day.start, "period_end": day.end, "period": day.label}
        for row, day in zip(yearly(FIVE), days, strict=True)
    ]
    assert only_trend(moved)["why_not"] == why_not


@settings(max_examples=40)
@given(many_rows(24))
def test_nothing_is_nan_or_infinite(rows):
    numbers = recent_trend(series(frame(rows), available())).select(pl.col(pl.Float64)).collect()
    assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width


def test_no_rows_give_no_trends():
    assert trended([]) == []
