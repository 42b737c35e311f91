"""Agency, vacancy and caseload, on each basis."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.workforce import agency_share, caseload_against_maximum, share, vacancy_share

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
