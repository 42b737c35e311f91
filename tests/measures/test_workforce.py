"""Agency, vacancy and caseload, on each basis."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import isfinite

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.evidence.period import Period, PeriodKind, financial_year, snapshot
from analytics.evidence.vocabulary import Polarity
from analytics.measures.series import series
from analytics.measures.workforce import (
    Projection,
    agency_share,
    caseload_against_maximum,
    concentration,
    posts_needed,
    posts_needed_everywhere,
    projected_day,
    share,
    vacancy_share,
    with_posts_needed,
)
from tests.measures.figures import available, frame, printed

posts = st.integers(0, 500).map(lambda halves: halves / 2)


def percent(found: object) -> float | None:
    return None if found is None else found.percent


@given(posts, posts, posts)
def test_shares_are_counts_of_posts_one_by_one(vacant, agency, in_post):
    """With half posts as the unit, so that a list of who is in each can be counted."""
    staff = ["in post"] * int(in_post * 2)
    workers = staff + ["agency"] * int(agency * 2)
    everything = workers + ["vacant"] * int(vacant * 2)
    without_holder = [who for who in everything if who != "in post"]
    assert percent(agency_share(agency, in_post)) == (
        pytest.approx(workers.count("agency") / len(workers) * 100) if workers else None
    )
    assert percent(vacancy_share(vacant, agency, in_post)) == (
        pytest.approx(len(without_holder) / len(everything) * 100) if everything else None
    )


@given(posts, posts, posts)
def test_a_share_lies_between_none_and_all(vacant, agency, in_post):
    for found in (agency_share(agency, in_post), vacancy_share(vacant, agency, in_post)):
        assert found is None or (isfinite(found.percent) and 0 <= found.percent <= 100 + 1e-9)


@given(posts, posts, st.sampled_from([0.5, 3.0, 37.0]))
def test_hours_and_full_time_posts_give_the_same_share(agency, in_post, hours):
    assert percent(agency_share(agency * hours, in_post * hours)) == (
        pytest.approx(percent(agency_share(agency, in_post)))
    )


@given(posts, posts, posts)
def test_dfes_vacancy_is_never_below_the_share_of_posts_with_nobody_in_them(vacant, agency, in_post):
    net = share(vacant, vacant + agency + in_post)
    assert net is None or vacancy_share(vacant, agency, in_post).percent >= net.percent


def test_a_share_keeps_the_figures_it_was_worked_out_from():
    found = vacancy_share(4, 55, 92)
    assert (found.numerator, found.denominator) == (59, 151)


def test_a_share_of_nothing_is_no_share():
    assert share(3, 0) is None
    assert agency_share(0, 0) is None
    assert vacancy_share(0, 0, 0) is None


@given(st.integers(0, 800).map(lambda tenths: tenths / 10), st.integers(1, 60))
def test_caseload_is_above_its_maximum_exactly_where_it_is_above_a_hundred_per_cent(caseload, maximum):
    found = caseload_against_maximum(caseload, maximum)
    assert (found > 100) == (caseload > maximum)
    assert found * maximum / 100 == pytest.approx(caseload)


def test_a_caseload_against_a_maximum_of_nothing_is_no_percentage():
    assert caseload_against_maximum(18.9, 0) is None


caseloads = st.integers(0, 800).map(lambda tenths: tenths / 10)
maxima = st.integers(1, 60)
teams = st.lists(
    st.fixed_dictionaries({"caseload": st.none() | caseloads, "posts": st.none() | posts, "maximum": maxima}),
    max_size=6,
)
TEAM = {"caseload": pl.Float64, "posts": pl.Float64, "maximum": pl.Float64}


@given(caseloads, posts, maxima)
def test_posts_needed_are_added_one_by_one_until_the_average_is_at_its_maximum(caseload, in_post, maximum):
    """In halves of posts and tenths of children, so that whole numbers are compared."""
    children, places, added = round(caseload * 10) * round(in_post * 2), round(in_post * 2), 0
    while children > maximum * 10 * (places + 2 * added):
        added += 1
    assert posts_needed(caseload, in_post, maximum) == added


def test_no_posts_are_needed_where_a_part_time_team_is_below_its_maximum():
    assert posts_needed(19.9, 7.5, 20) == 0


def test_posts_needed_are_unknown_without_a_figure_or_a_maximum():
    assert posts_needed(25.6, None, 20) is None
    assert posts_needed(None, 10, 20) is None
    assert posts_needed(25.6, 10, 0) is None


@given(teams)
def test_posts_of_a_frame_are_those_of_each_team_by_itself(rows):
    found = with_posts_needed(pl.LazyFrame(rows, schema=TEAM)).collect()["posts_needed"].to_list()
    alone = [posts_needed(**row) for row in rows]
    assert found == alone
    everywhere = posts_needed_everywhere(pl.LazyFrame(rows, schema=TEAM)).collect().row(0, named=True)
    known = [need for need in alone if need is not None]
    assert everywhere == {
        "posts_needed": sum(known) if known else None,
        "teams": len(known),
        "teams_unknown": len(rows) - len(known),
    }


def test_room_in_one_team_does_not_help_another():
    rows = [{"caseload": 30, "posts": 10, "maximum": 20}, {"caseload": 10, "posts": 10, "maximum": 20}]
    found = posts_needed_everywhere(pl.LazyFrame(rows, schema=TEAM)).collect()
    assert found["posts_needed"].item() == 5


def roles(rows: Sequence[dict], **cells: object) -> pl.LazyFrame:
    keys = {"area": "barnet", "period": "July 2019", "dimension": "role"} | cells
    schema = dict.fromkeys(("area", "period", "dimension", "member"), pl.String)
    schema |= {"agency": pl.Float64, "posts": pl.Float64}
    return pl.LazyFrame([keys | {"member": f"Role {number}"} | row for number, row in enumerate(rows)], schema=schema)


def test_most_agency_workers_are_social_workers_beyond_their_share_of_posts():
    rows = [
        {"agency": 0, "posts": 5},
        {"agency": 4, "posts": 34},
        {"agency": 55, "posts": 151},
        {"agency": 0, "posts": 12},
    ]
    found = concentration(roles(rows)).collect().row(2, named=True)
    assert (round(found["agency_share_percent"]), round(found["posts_share_percent"])) == (93, 75)
    assert found["concentration"] == pytest.approx(55 / 59 / (151 / 202))


@given(st.lists(st.fixed_dictionaries({"agency": posts, "posts": posts}), min_size=1, max_size=5))
def test_concentration_weighted_by_posts_is_one_wherever_every_role_has_posts(rows):
    assume(sum(row["agency"] for row in rows) and all(row["posts"] for row in rows))
    found = concentration(roles(rows)).collect()
    assert found["agency_share_percent"].sum() == pytest.approx(100)
    assert (found["concentration"] * found["posts_share_percent"]).sum() == pytest.approx(100)


@given(st.lists(st.fixed_dictionaries({"agency": posts, "posts": posts}), min_size=2, max_size=5), st.randoms())
def test_order_of_the_roles_and_other_councils_change_nothing(rows, random):
    numbered = [row | {"member": f"Role {number}"} for number, row in enumerate(rows)]
    there = pl.concat([roles(numbered), roles(numbered[:1], area="barnsley")])
    shuffled = roles(random.sample(numbered, len(numbered)))
    once = concentration(there).filter(pl.col("area") == "barnet").sort("member").collect()
    assert once.to_dicts() == concentration(shuffled).sort("member").collect().to_dicts()


def test_a_share_of_no_agency_workers_or_of_no_posts_is_null_and_so_is_one_of_an_unknown_whole():
    none = concentration(roles([{"agency": 0, "posts": 5}, {"agency": 0, "posts": 5}])).collect()
    assert none["concentration"].to_list() == [None, None]
    empty = concentration(roles([{"agency": 2, "posts": 0}, {"agency": 2, "posts": 5}])).collect()
    assert empty["concentration"].to_list() == [None, 0.5]
    unknown = concentration(roles([{"agency": None, "posts": 5}, {"agency": 2, "posts": 5}])).collect()
    assert unknown["agency_share_percent"].to_list() == [None, None]


JUNE, MAY = Period(PeriodKind.MONTH, date(2022, 6, 1), date(2022, 6, 30)), date(2023, 5, 31)
MONTH = Period(PeriodKind.MONTH, date(2023, 5, 1), MAY)


def over_time(*values: tuple[Period, float | None], **cells: object) -> pl.DataFrame:
    rows = [printed(period=period, value=value, row=row, **cells) for row, (period, value) in enumerate(values)]
    return series(frame(rows), available()).collect()


def days_apart(values: Sequence[float], step: int = 30) -> pl.DataFrame:
    first = date(2022, 1, 1)
    return over_time(*((snapshot(first + timedelta(days=step * place)), value) for place, value in enumerate(values)))


def test_a_fall_of_a_third_of_the_way_in_a_year_is_carried_on():
    found = projected_day(over_time((JUNE, 23.4), (MONTH, 13.9), unit="children per worker"), 10, Polarity.LOWER)
    gone = (MAY - JUNE.end).days
    assert (found.day - MAY).days == -(-gone * 39 // 95)
    assert found.assumption == "if the change between June 2022 and May 2023 went on at the same pace"
    assert (found.earliest, found.latest, found.reason, found.figures) == (None, None, "", 2)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=5), st.integers(-80, 80), st.sampled_from(Polarity))
def test_the_day_is_the_first_on_which_the_line_is_at_the_level(values, level, polarity):
    """The line from the latest figure followed day by day, in whole numbers, with the slope by the normal equations."""
    found = projected_day(days_apart(values), level, polarity)
    count, last = len(values), values[-1]
    above = sum((2 * place - count + 1) * value for place, value in enumerate(values))
    below = sum((2 * place - count + 1) ** 2 for place in range(count)) * 15  # half of the 30 days between two
    reached = {Polarity.LOWER: last <= level, Polarity.HIGHER: last >= level, Polarity.NEITHER: last == level}
    towards = (level - last) * above > 0
    expected = None
    if not reached[polarity] and towards:
        away, pace = abs(level - last), abs(above)
        expected = next((day for day in range(1, 1827) if day * pace >= away * below), None)
    assert (found.day - date(2022, 1, 1)).days - 30 * (count - 1) == expected if expected else found.day is None
    assert bool(found.reason) == (found.day is None)


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=5), st.integers(-80, 80))
def test_the_range_holds_the_day_and_is_of_the_steps_between_neighbours(values, level):
    found = projected_day(days_apart(values), level, Polarity.NEITHER)
    assume(found.day)
    assert found.earliest <= found.day
    assert found.latest is None or found.latest >= found.day
    steps = [(later - earlier) * (1 if level > values[-1] else -1) for earlier, later in pairwise(values)]
    if min(steps) <= 0:
        assert found.latest is None
    if len(set(steps)) == 1:
        assert found.earliest == found.day == found.latest


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=5), st.integers(-80, 80), st.integers(-40, 40))
def test_shifting_figures_and_level_together_or_turning_both_over_changes_no_day(values, level, shift):
    found = projected_day(days_apart(values), level, Polarity.LOWER)
    moved = projected_day(days_apart([value + shift for value in values]), level + shift, Polarity.LOWER)
    turned = projected_day(days_apart([-value for value in values]), -level, Polarity.HIGHER)
    assert days(found) == days(moved) == days(turned)


def days(found: Projection) -> tuple:
    return found.day, found.earliest, found.latest


@pytest.mark.parametrize(
    ("values", "level", "reason"),
    [
        ([19.1], 18, "Fewer than two figures can be compared, so there is no pace that could go on."),
        ([], 18, "Fewer than two figures can be compared, so there is no pace that could go on."),
        ([19.1, 19.3, 19.5], 18, "Between 1 January 2022 and 2 March 2022 the figures did not move towards 18%."),
        ([19.1, 19.1], 18, "Between 1 January 2022 and 31 January 2022 the figures did not move towards 18%."),
        ([19.1, 18.0], 18, "The figure for 31 January 2022 has already reached 18%."),
        ([19.1, 17.0], 18, "The figure for 31 January 2022 has already reached 18%."),
        ([50.0, 49.9], 40, "At this pace it would take more than five years to reach 40%."),
    ],
)
def test_where_no_day_can_be_named_the_reason_is(values, level, reason):
    found = projected_day(days_apart(values), level, Polarity.LOWER)
    assert found == Projection(None, None, None, "", reason, len(values))


def test_only_figures_that_follow_one_another_carry_a_line():
    years = [(financial_year(2014), 40.0), (financial_year(2016), 30.0), (financial_year(2017), 28.0)]
    found = projected_day(over_time(*years), 26, Polarity.LOWER)
    assert (found.day, found.figures) == (date(2019, 3, 31), 2)
    missing = [(financial_year(2015), 40.0), (financial_year(2016), None), (financial_year(2017), 28.0)]
    assert projected_day(over_time(*missing), 26, Polarity.LOWER).figures == 1


def test_only_the_latest_five_figures_carry_a_line():
    assert days(projected_day(days_apart([90, 10, 50, 48, 46, 44, 42]), 38, Polarity.LOWER)) == days(
        projected_day(over_time(*reversed_days([50, 48, 46, 44, 42])), 38, Polarity.LOWER)
    )


def reversed_days(values: Sequence[float]) -> list[tuple[Period, float]]:
    """Those values on the days they have at the end of a series of seven, given latest first."""
    start = date(2022, 1, 1) + timedelta(days=60)
    return [(snapshot(start + timedelta(days=30 * place)), value) for place, value in enumerate(values)][::-1]


@pytest.mark.parametrize("status", ["forecast", "estimated"])
def test_forecasts_and_figures_in_words_carry_no_line(status):
    rows = [
        printed(period=snapshot(date(2022, 1, 1)), value=50.0, row=2),
        printed(period=snapshot(date(2022, 1, 31)), value=48.0, row=3),
        printed(period=snapshot(date(2022, 3, 2)), value=20.0, row=4, status=status),
    ]
    found = projected_day(series(frame(rows), available()).collect(), 46, Polarity.LOWER)
    assert (found.day, found.figures) == (date(2022, 3, 2), 2)
