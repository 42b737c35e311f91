"""The spread over all authorities, against loops over the figures, and one mark for a joint return."""

from statistics import median

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.period import financial_year
from analytics.measures.distribution import one_per_return, period_with_most, placed, spread
from tests.measures.figures import printed

known = st.integers(0, 12).map(float)
values = st.lists(st.none() | known, min_size=1, max_size=30)
# As many as are banded, with some missing among them in any place.
enough = st.tuples(st.lists(known, min_size=8, max_size=25), st.lists(st.none(), max_size=5)).flatmap(
    lambda given: st.permutations([*given[0], *given[1]])
)


def returns(figures: list[float | None], **cells: object) -> pl.DataFrame:
    rows = [
        printed(area=f"area-{place:02}", value=value, row=place + 2, **cells) for place, value in enumerate(figures)
    ]
    return pl.DataFrame(rows, schema=OBSERVATIONS)


def places(figures: list[float | None]) -> list[dict]:
    return placed(one_per_return(returns(figures))).to_dicts()


@given(values)
def test_a_place_counts_those_beyond_it_from_either_end(figures):
    known = [value for value in figures if value is not None]
    for row in places(figures):
        if row["value"] is None:
            assert (row["rank"], row["from_lowest"], row["tied"]) == (None, None, None)
            continue
        assert row["rank"] == 1 + sum(value > row["value"] for value in known)
        assert row["from_lowest"] == 1 + sum(value < row["value"] for value in known)
        assert row["tied"] == known.count(row["value"]) - 1
        assert row["rank"] + row["from_lowest"] + row["tied"] == len(known) + 1


@given(values)
def test_reversed_figures_change_places_from_end_to_end(figures):
    there = {row["area"]: row["rank"] for row in places(figures)}
    back = {row["area"]: row["from_lowest"] for row in places([None if one is None else -one for one in figures])}
    assert there == back


@given(enough)
def test_a_figure_is_beyond_a_border_exactly_where_its_quarter_says_so(figures):
    rows = places(figures)
    found = spread(placed(one_per_return(returns(figures))))
    assert found.median == median(row["value"] for row in rows if row["value"] is not None)
    for row in rows:
        if row["value"] is None:
            continue
        if found.lowest_quarter is not None:
            assert (row["value"] < found.lowest_quarter) == (row["quartile"] == 4)
        if found.highest_quarter is not None:
            assert (row["value"] > found.highest_quarter) == (row["quartile"] == 1)


@given(enough, st.integers(-5, 5))
def test_a_shift_of_unit_shifts_the_spread(figures, by):
    before = spread(placed(one_per_return(returns(figures))))
    after = spread(placed(one_per_return(returns([None if one is None else one + by for one in figures]))))
    assert after.median == before.median + by
    assert (after.lowest_quarter is None) == (before.lowest_quarter is None)


def test_figures_that_are_all_the_same_have_no_quarters():
    assert spread(placed(one_per_return(returns([5.0] * 9)))).lowest_quarter is None


def test_a_joint_return_counts_once_under_both_names():
    rows = returns([1.0, 2.0, 2.0, 3.0])
    joined = rows.with_columns(pl.when(pl.col("value") == 2.0).then(3).otherwise("row").alias("row"))
    found = one_per_return(joined)
    assert found["areas"].to_list() == [["area-00"], ["area-01", "area-02"], ["area-03"]]
    assert placed(found)["areas_ranked"].to_list() == [3, 3, 3]
    # The same row of another document, or of another file of the same release, is another return.
    for name in ("document", "locator"):
        other = joined.with_columns(pl.when(pl.col("area") == "area-02").then(pl.lit("b")).otherwise(name).alias(name))
        assert one_per_return(other).height == 4


def test_the_latest_period_with_enough_figures_is_chosen_however_few_the_newest_has():
    old = returns([1.0] * 9, period=financial_year(2020))
    few = returns([1.0] * 7 + [None] * 5, period=financial_year(2022))
    enough_of_them = returns([1.0] * 8, period=financial_year(2021))
    assert period_with_most(pl.concat([old, few, enough_of_them])) == "2021/22"
    assert period_with_most(few) is None
