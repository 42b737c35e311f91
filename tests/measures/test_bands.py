"""Ranks and quartiles among councils, against counting by hand."""

from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.period import financial_year
from analytics.measures.bands import best_first, ranked
from tests.measures.figures import frame, printed

AVERAGES = ("england", "region:Yorkshire and The Humber", "neighbours:barnsley")
COUNCILS = tuple(f"council {letter}" for letter in "abcdefghijkl")

figures = st.dictionaries(
    st.tuples(st.sampled_from(COUNCILS + AVERAGES), st.sampled_from(["one", "two"]), st.sampled_from([2016, 2017])),
    st.none() | st.integers(0, 6).map(float),
    max_size=45,
)


def rows_of(drawn: dict) -> list[dict]:
    return [
        printed(area=area, indicator=indicator, period=financial_year(year), value=value)
        for (area, indicator, year), value in drawn.items()
    ]


def placed(rows: list[dict], sign: int | None = 1) -> list[dict]:
    polarity = pl.lit(sign, dtype=pl.Int8)
    return ranked(frame(rows)).with_columns(best_first(polarity).alias("best_first")).collect().to_dicts()


def of_one_year(values: list[float | None], sign: int | None = 1) -> list[dict]:
    return placed([printed(area=f"council {n}", value=value) for n, value in enumerate(values)], sign)


@given(figures, st.sampled_from([-1, 0, 1, None]))
def test_a_rank_is_one_more_than_the_councils_with_a_higher_figure(drawn, sign):
    peers = defaultdict(list)
    for (area, *same), value in drawn.items():
        if area in COUNCILS and value is not None:
            peers[tuple(same)].append(value)
    rows = placed(rows_of(drawn), sign)
    for ((area, *same), value), row in zip(drawn.items(), rows, strict=True):
        if value is None or area in AVERAGES:
            assert [row[name] for name in ("rank", "areas_ranked", "quartile", "best_first")] == [None] * 4
            continue
        others = peers[tuple(same)]
        higher, lower = sum(other > value for other in others), sum(other < value for other in others)
        assert (row["rank"], row["areas_ranked"]) == (higher + 1, len(others))
        assert row["best_first"] == {1: higher + 1, -1: lower + 1}.get(sign)
        # The quarter of the way down at which the rank stands.
        quarters = [band for band in (1, 2, 3, 4) if higher * 4 < band * len(others)]
        assert row["quartile"] == (quarters[0] if len(others) >= 8 else None)


@settings(max_examples=40)
@given(figures, st.sampled_from([0.5, 8.0]), st.sampled_from([0.0, -64.0]))
def test_neither_the_unit_nor_where_it_starts_changes_a_rank(drawn, factor, origin):
    moved = {key: None if value is None else value * factor + origin for key, value in drawn.items()}

    def ranks(entries: dict) -> list[tuple]:
        return [(row["rank"], row["quartile"], row["best_first"]) for row in placed(rows_of(entries))]

    assert ranks(moved) == ranks(drawn)


@settings(max_examples=40)
@given(figures)
def test_upside_down_the_first_from_the_best_is_the_same(drawn):
    turned = {key: None if value is None else -value for key, value in drawn.items()}
    one, other = placed(rows_of(drawn), 1), placed(rows_of(turned), -1)
    assert [row["best_first"] for row in one] == [row["best_first"] for row in other]


def test_those_that_tie_share_the_better_place():
    assert [row["rank"] for row in of_one_year([9.0, 9.0, 8.0])] == [1, 1, 3]
    assert [row["best_first"] for row in of_one_year([9.0, 9.0, 8.0], -1)] == [2, 2, 1]


@pytest.mark.parametrize(("councils", "quartiles"), [(7, [None] * 7), (8, [4, 4, 3, 3, 2, 2, 1, 1])])
def test_fewer_than_eight_councils_are_not_banded(councils, quartiles):
    assert [row["quartile"] for row in of_one_year([float(n) for n in range(councils)])] == quartiles


def test_a_council_without_a_figure_is_not_counted_among_those_banded():
    assert {row["quartile"] for row in of_one_year([*map(float, range(7)), None])} == {None}


def test_councils_that_all_tie_are_all_in_the_first_band():
    assert {(row["rank"], row["quartile"]) for row in of_one_year([5.0] * 12)} == {(1, 1)}


def test_one_council_is_first_of_one():
    (row,) = of_one_year([5.0])
    assert (row["rank"], row["areas_ranked"], row["quartile"]) == (1, 1, None)


def test_parts_are_ranked_among_the_same_parts():
    rows = [
        printed(area=area, dimension="team", member=member, value=value)
        for area, member, value in (("a", "Duty", 1.0), ("b", "Duty", 2.0), ("a", "Care", 9.0))
    ]
    assert [row["rank"] for row in placed(rows)] == [2, 1, 1]


def test_no_figures_give_no_ranks():
    assert placed([]) == []
