"""Figures beside their comparators, which way is better, and how large a change is."""

from datetime import date

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.evidence.period import Period, PeriodKind, financial_year, snapshot
from analytics.measures.comparisons import (
    about_the_same,
    change_verdict,
    favourable,
    size_of_change,
    with_comparators,
    with_gap_verdict,
)
from analytics.measures.series import latest_and_previous, series
from tests.measures.figures import available, frame, many_rows, printed

COUNCILS = ("barnsley", "barnet")


def compared(rows: list[dict]) -> list[dict]:
    """Each council's latest figures beside their comparators."""
    ordered = series(frame(rows), available())
    latest = latest_and_previous(ordered).filter(pl.col("area").is_in(COUNCILS))
    return with_comparators(latest, ordered).collect().to_dicts()


def measure_of(row: dict) -> tuple:
    return row["indicator"], row["dimension"], row["member"]


def expected_comparators(rows: list[dict]) -> dict[tuple, tuple]:
    """By figure and comparator: its own period's figure, else the latest before it, else the earliest after it."""
    ordered = series(frame(rows), available()).collect().to_dicts()
    valued = [row for row in ordered if row["value"] is not None]
    counted = [row for row in valued if row["status"] not in ("forecast", "estimated")]
    found = {}
    for council in COUNCILS:
        for measure in {measure_of(row) for row in valued if row["area"] == council}:
            same = [row for row in valued if measure_of(row) == measure]
            own = [row for row in same if row["area"] == council][-1]
            theirs_of_all = [row for row in counted if measure_of(row) == measure]
            for comparator in {row["area"] for row in theirs_of_all} - set(COUNCILS):
                if comparator.startswith("neighbours:") and comparator != f"neighbours:{council}":
                    continue
                theirs = [row for row in theirs_of_all if row["area"] == comparator]
                at_once = [row for row in theirs if row["period"] == own["period"]]
                before = [row for row in theirs if row["period_end"] <= own["period_end"]]
                after = [row for row in theirs if row["period_end"] > own["period_end"]]
                if at_once:
                    beside = at_once[0]
                elif before:
                    last = max(row["period_end"] for row in before)
                    beside = min((row for row in before if row["period_end"] == last), key=lambda row: row["period"])
                else:
                    first = min(row["period_end"] for row in after)
                    beside = min((row for row in after if row["period_end"] == first), key=lambda row: row["period"])
                found[council, *measure, comparator] = (
                    beside["value"],
                    beside["period"],
                    beside["document"],
                    beside["locator"],
                    own["value"] - beside["value"],
                )
    return found


@given(many_rows(24))
def test_comparators_are_what_a_loop_over_the_series_finds(rows):
    found = {
        (row["area"], *measure_of(row), row["comparator"]): (
            row["comparator_value"],
            row["comparator_period"],
            row["comparator_document"],
            row["comparator_locator"],
            row["gap"],
        )
        for row in compared(rows)
    }
    assert found == expected_comparators(rows)


@settings(max_examples=40)
@given(many_rows(24), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_comparison(rows, random):
    def in_one_order(entries: list[dict]) -> list[dict]:
        return sorted(compared(entries), key=lambda row: (row["area"], *measure_of(row), row["comparator"]))

    assert in_one_order(random.sample(rows, len(rows))) == in_one_order(rows)


def beside(*benchmarks: dict, period: Period) -> list[tuple]:
    rows = [printed(period=period), *(printed(**{"area": "england"} | cells) for cells in benchmarks)]
    return [(row["comparator"], row["comparator_period"], row["gap"]) for row in compared(rows)]


def test_the_comparators_own_period_comes_first():
    years = [{"period": financial_year(year), "value": float(year)} for year in (2015, 2016, 2017, 2018)]
    assert beside(*years, period=financial_year(2017)) == [("england", "2017/18", 10.0 - 2017)]


def test_without_its_own_period_the_latest_before_it_is_used():
    years = [{"period": financial_year(year), "value": 8.0} for year in (2014, 2015, 2018)]
    assert beside(*years, period=financial_year(2017)) == [("england", "2015/16", 2.0)]


def test_without_an_earlier_period_the_earliest_after_it_is_used():
    years = [{"period": financial_year(year), "value": 8.0} for year in (2017, 2018)]
    assert beside(*years, period=financial_year(2015)) == [("england", "2017/18", 2.0)]


def test_of_two_ranges_that_end_together_the_same_one_is_used():
    end = date(2018, 3, 31)
    short, long = Period(PeriodKind.RANGE, date(2018, 3, 1), end), Period(PeriodKind.RANGE, date(2017, 4, 1), end)
    for own in (short, long):
        found = beside({"period": short, "value": 1.0}, {"period": long, "value": 2.0}, period=own)
        assert [period for _, period, _ in found] == [own.label]


def test_a_benchmark_without_a_value_is_passed_over():
    found = beside(
        {"period": financial_year(2016), "value": 8.0},
        {"period": financial_year(2017), "value": None},
        period=financial_year(2017),
    )
    assert found == [("england", "2016/17", 2.0)]


def test_another_councils_neighbours_are_never_used():
    assert beside({"area": "neighbours:barnet"}, period=financial_year(2017)) == []
    assert [name for name, *_ in beside({"area": "neighbours:barnsley"}, period=financial_year(2017))] == [
        "neighbours:barnsley"
    ]


def test_two_councils_are_never_compared_with_each_other():
    assert compared([printed(area="barnsley"), printed(area="barnet")]) == []


def test_a_benchmark_of_a_part_is_never_set_beside_the_whole():
    assert compared([printed(), printed(area="england", dimension="team", member="Team")]) == []


def test_the_comparators_age_is_counted_in_days():
    rows = [printed(period=snapshot(date(2018, 3, 31))), printed(area="england", period=snapshot(date(2018, 3, 1)))]
    (row,) = compared(rows)
    assert row["comparator_age_days"] == 30


# Which way is better.

differences = st.floats(-1e6, 1e6)
signs = st.sampled_from([-1, 0, 1])


def is_favourable(difference: float, sign: int) -> bool | None:
    return pl.select(favourable(pl.lit(difference), pl.lit(sign, dtype=pl.Int8))).item()


@given(differences, signs)
def test_favourable_is_the_sign_of_the_difference_times_the_polarity(difference, sign):
    expected = None if sign == 0 or abs(difference) < 1e-9 else (difference > 0) == (sign > 0)
    assert is_favourable(difference, sign) == expected


@given(differences, signs)
def test_turning_the_difference_turns_the_verdict(difference, sign):
    one, other = is_favourable(difference, sign), is_favourable(-difference, sign)
    assert other == (None if one is None else not one)


@given(differences, signs)
def test_a_difference_that_is_not_known_is_no_verdict(difference, sign):
    table = pl.select(favourable(pl.lit(None, dtype=pl.Float64), pl.lit(sign)))
    assert table.item() is None


def test_the_noise_of_floating_point_is_no_difference():
    assert is_favourable(0.1 + 0.2 - 0.3, 1) is None


# Too near to call.

tenths = st.integers(-3000, 3000)


def is_near(now: float, theirs: float, is_percentage: bool) -> bool:
    return pl.select(about_the_same(pl.lit(now - theirs), pl.lit(theirs), pl.lit(is_percentage))).item()


@given(tenths, tenths, st.booleans())
@example(56, 46, True)  # a gap of one point, which floating point makes a little less
@example(0, 0, False)
def test_a_gap_of_less_than_a_point_or_a_hundredth_is_too_near_to_call(now, theirs, is_percentage):
    """In whole tenths, where arithmetic is exact."""
    gap = abs(now - theirs)
    expected = gap == 0 or (gap < 10 if is_percentage else gap * 100 < abs(theirs))
    assert is_near(now / 10, theirs / 10, is_percentage) == expected


# How large a change is.

values = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))


def size(change: float | None, previous: float | None, is_percentage: bool) -> float | None:
    columns = {"change": pl.Float64, "previous": pl.Float64, "is_percentage": pl.Boolean}
    row = pl.DataFrame([(change, previous, is_percentage)], schema=columns, orient="row")
    return row.select(size_of_change(pl.col("change"), pl.col("previous"), pl.col("is_percentage"))).item()


@given(values, values, st.booleans())
def test_size_is_counted_in_points_or_relative_to_the_figure_before(change, previous, is_percentage):
    if is_percentage:
        expected = abs(change) / 3
    elif previous == 0:
        expected = None
    else:
        expected = abs(change) / abs(previous) * 100 / 5
    assert size(change, previous, is_percentage) == (None if expected is None else pytest.approx(expected))


@given(values, values, st.sampled_from([0.5, 2.0, 1024.0]))
def test_a_relative_size_does_not_depend_on_the_unit(change, previous, factor):
    assert size(change * factor, previous * factor, False) == size(change, previous, False)


def test_three_points_and_five_per_cent_are_just_worth_noticing():
    assert size(3.0, 50.0, True) == 1.0
    assert size(-5.0, 100.0, False) == 1.0


@pytest.mark.parametrize("is_percentage", [True, False])
def test_a_change_that_is_not_known_has_no_size(is_percentage):
    assert size(None, 5.0, is_percentage) is None
    assert size(1.0, None, False) is None


STATUSES = ["estimated", "final", "forecast", "provisional"]


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_was_counted_is_better_or_worse(status):
    row = {"gap": -9.0, "comparator_value": 50.0, "is_percentage": True, "polarity_sign": 1, "change": -9.0}
    rows = pl.LazyFrame([row | {"status": status}])
    gap = with_gap_verdict(rows).collect()
    assert gap["much_the_same"].to_list() == [False]
    expected = False if status in ("final", "provisional") else None
    assert gap["gap_favourable"].to_list() == [expected]
    assert rows.select(change_verdict()).collect().item() is expected
