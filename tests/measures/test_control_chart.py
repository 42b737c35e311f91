"""Control limits, what a point shows and what they say of a target, against loops in exact fractions."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.evidence.period import Period, PeriodKind, containing, financial_year, month_end, snapshot
from analytics.measures.control_chart import Assurance, Variation, assurance, control_limits
from analytics.measures.series import SERIES_KEY, series
from tests.measures.figures import available, frame, many_rows, printed

KEY = {"area": "barnsley", "indicator": "one", "dimension": "", "member": ""}
LIMITS = ("mean", "lower", "upper", "lower_warning", "upper_warning")


def month(number: int) -> Period:
    return containing(PeriodKind.MONTH, date(2015 + number // 12, 1 + number % 12, 1))


def month_end_day(number: int) -> Period:
    return snapshot(month_end(2015 + number // 12, 1 + number % 12))


def monthly(values: list[float | None], **cells: object) -> list[dict]:
    return [printed(period=month(number), value=value, **cells) for number, value in enumerate(values)]


def charted(rows: list[dict], baseline: int | None = None) -> list[dict]:
    return control_limits(series(frame(rows), available()), baseline).collect().to_dicts()


def variation(values: list[float | None], baseline: int | None = None) -> list[str | None]:
    return [row["variation"] for row in charted(monthly(values), baseline)]


# A published example.

# Montgomery, Introduction to statistical quality control, the viscosity of fifteen batches of aircraft primer paint.
# The book prints a mean of 33.52 and a mean moving range of 0.48, and so limits of 34.80 and 32.24. The documentation
# of the R package qcc works the same data out to 33.52333, 34.80183 and 32.24484, with 3 / 1.128379 for our 2.66.
VISCOSITY = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]


def test_the_limits_of_a_published_example():
    points = charted(monthly(VISCOSITY))
    last = points[-1]
    assert last["mean"] == pytest.approx(33.52333, abs=5e-6)
    assert (last["upper"], last["lower"]) == (pytest.approx(34.80183, abs=1e-3), pytest.approx(32.24484, abs=1e-3))
    ranges = [row["moving_range"] for row in points]
    assert ranges[0] is None
    assert round(sum(ranges[1:]) / 14, 2) == 0.48
    assert {row["variation"] for row in points} == {Variation.COMMON}


# Every rule, against a loop.


def expected_points(values: list[int | None], baseline: int | None) -> list[dict] | str:
    """What each month with a value shows, in exact arithmetic; or why there are no limits."""
    months = [number for number, value in enumerate(values) if value is not None]
    if len(months) < max(13, baseline or 0):
        return f"fewer than {max(13, baseline or 0)} points"
    of_baseline = months[:baseline]
    ranges = [abs(values[n] - values[n - 1]) for n in of_baseline if n - 1 in months]
    if len(ranges) < 11:
        return "too many gaps between the points"
    mean = Fraction(sum(values[n] for n in of_baseline), len(of_baseline))
    reach = Fraction(266, 100) * Fraction(sum(ranges), len(ranges))

    def in_a_row(length: int) -> list[list[int]]:
        return [list(range(n, n + length)) for n in months if all(m in months for m in range(n, n + length))]

    above = {n for n in months if values[n] > mean}
    below = {n for n in months if values[n] < mean}
    beyond = {n for n in months if abs(values[n] - mean) > reach * Fraction(2, 3)}
    marked = {name: set() for name in Variation}
    marked[Variation.COMMON] = set(months)
    marked[Variation.OUTSIDE] = {n for n in months if abs(values[n] - mean) > reach}
    for stretch in in_a_row(7):
        moves = [values[n + 1] - values[n] for n in stretch[:-1]]
        if all(move > 0 for move in moves) or all(move < 0 for move in moves):
            marked[Variation.TREND] |= set(stretch)
        if set(stretch) <= above or set(stretch) <= below:
            marked[Variation.SHIFT] |= set(stretch)
    for stretch in in_a_row(3):
        if (set(stretch) <= above or set(stretch) <= below) and len(beyond & set(stretch)) >= 2:
            marked[Variation.TWO_IN_THREE] |= beyond & set(stretch)
    return [
        {
            "mean": pytest.approx(float(mean), abs=1e-9),
            "lower": pytest.approx(float(mean - reach), abs=1e-9),
            "upper": pytest.approx(float(mean + reach), abs=1e-9),
            "lower_warning": pytest.approx(float(mean - reach * 2 / 3), abs=1e-9),
            "upper_warning": pytest.approx(float(mean + reach * 2 / 3), abs=1e-9),
            "moving_range": abs(values[n] - values[n - 1]) if n - 1 in months else None,
            "variation": next(name.value for name in Variation if n in marked[name]),
            "why_not": None,
        }
        for n in months
    ]


# Levels with now and then a missing month, and slopes, so that every rule has its examples.
levels = st.lists(st.sampled_from([None, *range(8), *range(8), *range(8)]), min_size=11, max_size=30)
shifted = st.tuples(st.lists(st.integers(0, 3), min_size=6, max_size=12), st.lists(st.integers(2, 9), min_size=6)).map(
    lambda pair: pair[0] + pair[1][:14]
)
sloped = st.tuples(
    st.lists(st.integers(0, 40), min_size=5, max_size=10), st.lists(st.integers(0, 4), min_size=8, max_size=10)
).map(lambda pair: pair[0] + [pair[0][-1] + sum(pair[1][: n + 1]) for n in range(len(pair[1]))])


@given(levels | shifted | sloped, st.none() | st.integers(12, 16))
@example([5, 6] * 6 + [6, 7, 6, 7, 6, 7, 6], 12).via("a shift")
@example([4, 9] * 4 + [4, 5, 6, 7, 8, 9, 10, 4], None).via("a trend")
@example([50, 60] * 6 + [76, 60, 76, 90], 12).via("two in three and one outside")
def test_points_are_what_a_loop_over_the_months_finds(values, baseline):
    expected = expected_points(values, baseline)
    found = charted(monthly(values), baseline)
    if isinstance(expected, str):
        assert [row["why_not"] for row in found] == [expected] * len(found)
        assert all(row[name] is None for row in found for name in (*LIMITS, "variation"))
    else:
        assert [{name: row[name] for name in expected[0]} for row in found] == expected


@settings(max_examples=30)
@given(levels | shifted, st.sampled_from([0.5, 4.0, 1024.0]), st.sampled_from([0.0, 32.0, -512.0]))
def test_neither_the_unit_nor_where_it_starts_changes_what_a_point_shows(values, factor, origin):
    moved = [None if value is None else value * factor + origin for value in values]
    assert variation(moved) == variation(values)


@settings(max_examples=30)
@given(levels | shifted)
def test_upside_down_every_point_shows_the_same(values):
    assert variation([None if value is None else -value for value in values]) == variation(values)


@settings(max_examples=30)
@given(levels | sloped)
def test_backwards_every_point_shows_the_same(values):
    assert variation(values[::-1]) == variation(values)[::-1]


@settings(max_examples=20)
@given(shifted, sloped)
def test_two_series_at_once_show_what_each_shows_alone(one, other):
    both = charted(monthly(one, indicator="one") + monthly(other, indicator="two"))
    for name, values in (("one", one), ("two", other)):
        assert [row["variation"] for row in both if row["indicator"] == name] == variation(values)


# Edges of the rules.


def test_a_series_that_never_moves_is_all_common():
    """Of 0.1 the mean of thirteen is not quite 0.1 to a computer; no point is outside for that."""
    points = charted(monthly([0.1] * 13))
    assert {row["variation"] for row in points} == {Variation.COMMON}


def test_a_tie_breaks_a_trend():
    before = [4.0, 9.0] * 4
    assert variation([*before, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])[-7:] == ["trend"] * 7
    assert "trend" not in variation([*before, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 7.0])


def test_a_missing_month_breaks_a_trend():
    values = [4.0, 9.0] * 6
    assert "trend" not in variation([*values, 1.0, 2.0, 3.0, None, 4.0, 5.0, 6.0, 7.0])


def test_a_point_on_the_mean_breaks_a_shift():
    before, above = [5.0, 6.0] * 5 + [6.0, 5.0], [6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 6.0]
    assert variation(before + above, 12)[12:] == ["shift"] * 7
    assert variation([*before, *above[:3], 5.5, *above[3:]], 12)[12:] == ["common"] * 8


def test_of_two_in_three_only_the_two_beyond_the_warning_line_are_marked():
    names = variation([5.0, 6.0] * 6 + [7.6, 6.0, 7.6], 12)
    assert names[12:] == ["two in three", "common", "two in three"]
    assert variation([5.0, 6.0] * 6 + [7.6, 5.0, 7.6], 12)[12:] == ["common"] * 3


def test_a_fixed_baseline_is_never_moved_by_what_comes_after():
    values = [5.0, 6.0] * 6 + [50.0, 60.0, 70.0]
    fixed = charted(monthly(values), 12)
    assert {row["mean"] for row in fixed} == {5.5}
    assert [row["variation"] for row in fixed[12:]] == ["outside"] * 3


def test_a_baseline_of_fewer_than_twelve_points_is_refused():
    with pytest.raises(ValueError, match="at least 12 points; 11 is too few"):
        control_limits(frame([]), 11)


# Which series have limits.


@pytest.mark.parametrize(("points", "why_not"), [(12, "fewer than 13 points"), (13, None)])
def test_thirteen_points_are_needed(points, why_not):
    assert {row["why_not"] for row in charted(monthly([1.0, 2.0] * 6 + [1.0] * (points - 12)))} == {why_not}


def test_a_longer_baseline_needs_as_many_points():
    assert {row["why_not"] for row in charted(monthly([1.0, 2.0] * 7), 20)} == {"fewer than 20 points"}


def test_years_have_no_limits():
    rows = [printed(period=financial_year(2000 + number), value=float(number)) for number in range(15)]
    assert {(row["why_not"], row["mean"]) for row in charted(rows)} == {("not monthly or quarterly", None)}


@pytest.mark.parametrize(("step", "why_not"), [(1, None), (2, "not monthly or quarterly"), (3, None)])
def test_days_one_or_three_months_apart_are_monthly_or_quarterly(step, why_not):
    rows = [printed(period=month_end_day(number * step), value=float(number % 3)) for number in range(14)]
    assert {row["why_not"] for row in charted(rows)} == {why_not}


def test_quarters_that_follow_each_other_have_limits():
    quarters = [containing(PeriodKind.QUARTER, month(number * 3).start) for number in range(14)]
    rows = [printed(period=period, value=float(number % 3)) for number, period in enumerate(quarters)]
    assert {row["why_not"] for row in charted(rows)} == {None}
    del rows[5]
    assert [row["moving_range"] is None for row in charted(rows)] == [number in (0, 5) for number in range(13)]


def test_every_second_month_is_too_full_of_gaps():
    values = [value for number in range(14) for value in (float(number % 3), None)]
    assert {row["why_not"] for row in charted(monthly(values))} == {"too many gaps between the points"}


@pytest.mark.parametrize("status", ["estimated", "forecast"])
def test_a_figure_that_was_not_counted_is_no_point(status):
    rows = monthly([1.0, 2.0] * 7 + [90.0])
    rows[-1]["status"] = status
    points = charted(rows)
    assert len(points) == 14
    assert {row["variation"] for row in points} == {Variation.COMMON}


@settings(max_examples=40)
@given(many_rows(24))
def test_nothing_is_nan_or_infinite(rows):
    numbers = control_limits(series(frame(rows), available())).select(pl.col(pl.Float64)).collect()
    assert numbers.select(pl.all().is_finite().all()).row(0) == (True,) * numbers.width


def test_no_rows_give_no_points():
    assert charted([]) == []


# Targets.


def assured(values: list[float], target: float | None, sign: int | None) -> tuple[str | None, str | None]:
    schema = dict.fromkeys(KEY, pl.String) | {"target": pl.Float64, "polarity_sign": pl.Int8}
    targets = pl.LazyFrame([KEY | {"target": target, "polarity_sign": sign}], schema=schema)
    points = control_limits(series(frame(monthly(values)), available()))
    (row,) = assurance(points, targets).collect().to_dicts()
    return row["assurance"], row["why_no_assurance"]


SWINGS = [5.0, 6.0] * 6 + [5.0]  # Mean 5.46; limits 2.80 and 8.12.


@pytest.mark.parametrize(
    ("target", "sign", "expected"),
    [
        (2.7, 1, Assurance.MEETS),
        (2.9, 1, Assurance.HIT_OR_MISS),
        (8.2, 1, Assurance.MISSES),
        (8.2, -1, Assurance.MEETS),
        (8.0, -1, Assurance.HIT_OR_MISS),
        (2.7, -1, Assurance.MISSES),
    ],
)
def test_assurance_is_the_target_against_the_limits(target, sign, expected):
    assert assured(SWINGS, target, sign) == (expected, None)


@given(st.integers(-40, 140).map(lambda tenths: tenths / 10), st.sampled_from([-1, 1]))
def test_turning_the_figures_the_target_and_the_polarity_changes_no_assurance(target, sign):
    assert assured([-value for value in SWINGS], -target, -sign) == assured(SWINGS, target, sign)


def test_a_series_always_at_its_target_consistently_meets_it():
    assert assured([99.9] * 13, 99.9, 1) == (Assurance.MEETS, None)


@pytest.mark.parametrize(
    ("values", "target", "sign", "why_not"),
    [
        (SWINGS[:-1], 5.0, 1, "fewer than 13 points"),
        (SWINGS, None, 1, "no target"),
        (SWINGS, 5.0, 0, "neither higher nor lower is better"),
        (SWINGS, 5.0, None, "neither higher nor lower is better"),
    ],
)
def test_without_limits_target_or_polarity_there_is_no_assurance(values, target, sign, why_not):
    assert assured(values, target, sign) == (None, why_not)


def test_assurance_is_one_row_a_series_with_its_latest_point():
    rows = monthly(SWINGS) + monthly([*SWINGS, 60.0], indicator="two")
    points = control_limits(series(frame(rows), available()))
    targets = pl.LazyFrame(
        schema=dict.fromkeys(SERIES_KEY, pl.String) | {"target": pl.Float64, "polarity_sign": pl.Int8}
    )
    found = assurance(points, targets).collect()
    assert found["variation"].to_list() == ["common", "outside"]
    assert found["why_no_assurance"].to_list() == ["no target"] * 2
