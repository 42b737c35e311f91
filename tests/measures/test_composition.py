"""The share of the open items that each state has."""

import math
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.composition import CONCERN, SETTLED, STATES, of_concern, programme_by_state, share_of_open
from tests.shipped import shipped

SOME_STATES = ("Completed", "On target", "Minor concern", "Closed")
ENDS = {"first": date(2023, 2, 28), "second": date(2023, 3, 31), "also to March": date(2023, 3, 31)}

counts = st.dictionaries(
    st.tuples(st.sampled_from(sorted(ENDS)), st.sampled_from(SOME_STATES)),
    st.none() | st.integers(0, 200).map(float),
)


def shares(given_counts: dict[tuple[str, str], float | None]) -> dict[tuple[str, str], tuple]:
    rows = pl.LazyFrame(
        [(period, ENDS[period], state, count) for (period, state), count in given_counts.items()],
        schema={"period": pl.String, "period_end": pl.Date, "state": pl.String, "count": pl.Float64},
        orient="row",
    )
    return {
        (row["period"], row["state"]): (row["open"], row["share_of_open_percent"])
        for row in share_of_open(rows, SETTLED).collect().to_dicts()
    }


@given(counts)
def test_shares_are_what_a_loop_over_the_counts_finds(given_counts):
    expected = {}
    for (period, state), count in given_counts.items():
        open_items = sum(
            other or 0 for (at, what), other in given_counts.items() if at == period and what not in SETTLED
        )
        known = state not in SETTLED and open_items > 0 and count is not None
        expected[period, state] = (open_items, pytest.approx(count / open_items * 100) if known else None)
    assert shares(given_counts) == expected


@given(counts)
def test_the_shares_of_a_period_make_a_hundred_or_there_are_none(given_counts):
    found = shares(given_counts)
    for period in ENDS:
        known = [share for (at, _), (_, share) in found.items() if at == period and share is not None]
        assert not known or math.isclose(sum(known), 100)
        assert all(math.isfinite(share) for share in known)


def test_adding_completed_items_changes_no_share():
    before = {("first", "On target"): 6.0, ("first", "Minor concern"): 2.0, ("first", "Completed"): 1.0}
    after = before | {("first", "Completed"): 90.0}
    assert shares(before)["first", "Minor concern"] == shares(after)["first", "Minor concern"] == (8.0, 25.0)


def test_nothing_open_has_no_share():
    assert shares({("first", "On target"): 0.0, ("first", "Completed"): 5.0})["first", "On target"] == (0.0, None)


def test_no_counts_have_no_shares():
    assert shares({}) == {}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(ENDS)), st.sampled_from(sorted(STATES))), st.integers(0, 200).map(float)
    )
)
def test_activities_of_concern_are_what_a_loop_over_the_indicators_finds(figures):
    rows = pl.LazyFrame(
        [(period, ENDS[period], indicator, value) for (period, indicator), value in figures.items()],
        schema={"period": pl.String, "period_end": pl.Date, "indicator": pl.String, "value": pl.Float64},
        orient="row",
    )
    expected = {}
    for period in {period for period, _ in figures}:
        states = {STATES[indicator]: value for (at, indicator), value in figures.items() if at == period}
        still_open = sum(value for state, value in states.items() if state not in SETTLED)
        concern = [value for state, value in states.items() if state in CONCERN]
        if concern:
            share = sum(concern) / still_open * 100 if still_open else 0
            expected[period] = (sum(concern), pytest.approx(share), still_open)
    found = of_concern(programme_by_state(rows)).collect()
    assert {row["period"]: (row["count"], row["share"], row["open"]) for row in found.to_dicts()} == expected
    assert found["period_end"].is_sorted()


def test_every_state_of_the_plan_is_a_word_of_its_scale():
    words = {word.word for word in shipped().catalogue.scales["programme"].words}
    assert set(STATES.values()) <= words
    assert set(STATES) <= set(shipped().catalogue.indicators)
    assert {*SETTLED, *CONCERN} <= set(STATES.values())
