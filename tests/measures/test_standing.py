"""The place of a council among all councils."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.standing import standing

CELL = {
    "indicator": "icpc_15",
    "dimension": "",
    "member": "",
    "period": "2024/25",
    "document": "release",
    "locator": "a",
}


def placed(values: list[float | None], sign: int, extra: tuple[dict, ...] = ()) -> dict:
    """The place of the first council among all of them."""
    rows = [CELL | {"area": f"council-{n}", "value": value, "row": n} for n, value in enumerate(values)]
    averages = [CELL | {"area": area, "value": 50.0, "row": 1000 + n} for n, area in enumerate(("england", "region:X"))]
    frame = pl.LazyFrame([*rows, *averages, *extra], schema_overrides={"value": pl.Float64}, infer_schema_length=None)
    own = frame.filter(pl.col("area") == "council-0")
    polarity = pl.LazyFrame({"indicator": ["icpc_15"], "polarity_sign": [sign]})
    return standing(frame, own, polarity).collect().row(0, named=True)


@given(st.lists(st.integers(0, 100).map(float), min_size=1, max_size=30), st.sampled_from([-1, 0, 1]))
def test_a_place_is_one_more_than_how_many_are_better(values, sign):
    row = placed(values, sign)
    assert row["rank"] == 1 + sum(value > values[0] for value in values)
    better = {1: sum(value > values[0] for value in values), -1: sum(value < values[0] for value in values)}
    assert row["best_rank"] == (None if sign == 0 else 1 + better[sign])
    assert row["areas_ranked"] == len(values)
    assert row["ties"] == values.count(values[0]) - 1
    assert (row["quartile"] is None) == (len(values) < 8)


def test_those_without_a_figure_and_other_periods_are_not_counted():
    other = CELL | {"area": "council-9", "value": 99.0, "row": 9, "period": "2023/24"}
    row = placed([10.0, 20.0, None], 1, (other,))
    assert (row["rank"], row["areas_ranked"]) == (2, 2)


def test_the_same_row_of_another_file_is_another_return():
    other = CELL | {"area": "a-council", "value": 20.0, "row": 0, "locator": "b"}
    row = placed([10.0, 30.0], 1, (other,))
    assert (row["rank"], row["areas_ranked"]) == (3, 3)


def test_a_council_that_is_given_twice_counts_once_by_its_first_figure_with_a_value():
    again = tuple(
        CELL | {"area": area, "value": value, "row": 8, "locator": "b"}
        for area, value in (("council-0", 15.0), ("council-1", 40.0), ("council-2", 5.0))
    )
    row = placed([10.0, 30.0, None], 1, again)
    assert (row["value"], row["rank"], row["areas_ranked"]) == (10.0, 2, 3)


def test_two_councils_with_one_return_count_once_and_each_is_placed():
    partner = CELL | {"area": "a-partner", "value": 10.0, "row": 0}
    row = placed([10.0, 20.0, 30.0], 1, (partner,))
    assert (row["area"], row["rank"], row["areas_ranked"], row["ties"]) == ("council-0", 3, 3, 0)
