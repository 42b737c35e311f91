"""Shares of groups that nobody prints: withheld where they could be of few, or must be whatever their group is."""

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analytics.evidence.period import Period, snapshot
from analytics.evidence.period_spellings import parse_period
from analytics.measures.disclosure.gathering import NO_GROUP
from analytics.measures.disclosure.groups import could_be_few, must_be_few
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.measures.disclosure.primary import SMALL_SHARE
from analytics.measures.disclosure.protect import protected
from tests.imported import evidence_with, figures, release
from tests.measures.disclosure.tables import CHILDREN, council, own
from tests.notebooks.made_up import OLDER
from tests.shipped import shipped

DFE, TEN_FIVE = Policy(), Policy(rule=Rule.TEN_FIVE)
EVERYTHING = Policy(covers=Covers.EVERYTHING)
TEN_FIVE_EVERYTHING = Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING)
YEAR, YEAR_BEFORE = parse_period("2017/18"), parse_period("2016/17")


def paper(indicator: str, value: float, period: Period = YEAR, **cells: object) -> dict:
    """A figure of a paper that the council has published."""
    return own(indicator, value, period, **{"document": OLDER} | cells)


def whys(*rows: dict, policy: Policy = EVERYTHING) -> list[str]:
    """Why each figure is withheld, in the order given; blank for one that is shown."""
    numbered = [row | {"locator": f"{number}"} for number, row in enumerate(rows)]
    why = {one["locator"]: one["why"] for one in protected(council(*numbered), policy).withheld.to_dicts()}
    return [why.get(row["locator"], "") for row in numbered]


def fits(printed: int, half: int, counted: int, size: int) -> bool:
    """Whether a count is, of so many, a share that rounds to what is printed, in hundredths of a per cent."""
    return abs(10_000 * counted - printed * size) <= half * size


@pytest.mark.parametrize("policy", [EVERYTHING, TEN_FIVE_EVERYTHING], ids=["dfe", "10-5"])
def test_a_published_share_of_a_group_that_nobody_prints_goes_only_where_published_figures_are_covered(policy):
    shares = paper("cl_touch", 93.8), paper("cl_touch", 93.8, by="team", member="East"), paper("cl_touch", 49.3)
    assert whys(*shares, policy=policy) == [NO_GROUP, NO_GROUP, ""]
    assert whys(*shares, policy=Policy(rule=policy.rule)) == ["", "", ""]


def test_what_a_paper_quotes_of_england_a_region_or_similar_councils_is_of_many_thousands():
    quoted = ["england", "region:London", "neighbours:barnsley"]
    assert whys(*(paper("cl_touch", 93.8, area=area) for area in quoted)) == ["", "", ""]


@pytest.mark.parametrize(
    ("share", "known", "expected"),
    [
        (paper("rereferral_12m", 21.4), (21.0, 420.0, 2000.0, YEAR_BEFORE), ""),
        (paper("rereferral_12m", 99.8), (21.0, 420.0, 2000.0, YEAR_BEFORE), NO_GROUP),
        (paper("rereferral_12m", 21.4), (21.4, 3.0, 14.0, YEAR_BEFORE), NO_GROUP),
        (paper("rereferral_12m", 21.4), (21.0, 420.0, 2000.0, snapshot(date(2017, 3, 31))), NO_GROUP),
        (paper("rereferral_12m", 21.4, by="team", member="East"), (21.0, 420.0, 2000.0, YEAR_BEFORE), NO_GROUP),
        (own("rereferral_12m", 21.4, YEAR), (21.0, 420.0, 2000.0, YEAR_BEFORE), NO_GROUP),
        (paper("rereferral_12m", 99.9), (50.0, 10.0, 20.0, YEAR_BEFORE), NO_GROUP),
    ],
    ids=[
        "few of no such group",
        "few are left out",
        "a small group",
        "another kind of period",
        "a part",
        "not published",
        "no such group has it",
    ],
)
def test_a_published_share_is_taken_to_be_of_about_as_many_as_in_other_years(share, known, expected):
    value, numerator, denominator, period = known
    year = paper("rereferral_12m", value, period, numerator=numerator, denominator=denominator, locator="known")
    assert whys(share, year)[0] == expected


def test_the_size_of_a_group_is_known_from_another_share_of_the_same_children():
    year = paper("assess_45", 90.0, YEAR_BEFORE, numerator=2700.0, denominator=3000.0)
    assert whys(paper("assess_20", 17.9), year) == ["", ""]
    assert whys(paper("assess_20", 17.9)) == [NO_GROUP]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100), st.integers(6, 40), st.integers(0, 40))
@example(0, 6, 3)
@example(100, 6, 40)
def test_of_groups_between_two_sizes_a_share_could_be_of_few_where_one_of_them_makes_it_so(printed, least, more):
    sizes = range(least, least + more + 1)
    fitting = [(n, size) for size in sizes for n in range(size + 1) if fits(100 * printed, 50, n, size)]
    few = any(n in range(1, 6) or size - n in range(1, 6) for n, size in fitting)
    expected = few if fitting else could_be_few(f"{printed}", DFE)
    assert could_be_few(f"{printed}", DFE, (least, least + more)) is expected


ONE = council(own("cl_touch", 50.0), own("population_0_17", 100.0)).observations
SHARE = pl.col("indicator") == "cl_touch"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.integers(60, 160), st.sampled_from([DFE, TEN_FIVE]))
@example(31, 160, DFE)
@example(969, 160, DFE)
@example(0, 60, TEN_FIVE)
@example(1000, 60, DFE)
def test_a_share_must_be_of_few_where_it_is_in_every_group_that_there_are_children_for(tenths, children, policy):
    # Where the policy rounds, such a share is shown to a whole per cent.
    printed, half = (10 * tenths, 5) if policy is DFE else ((tenths + 5) // 10 * 100, 50)
    sizes = range(1, children + 1)
    fitting = [(n, size) for size in sizes for n in range(size + 1) if fits(printed, half, n, size)]
    assume(fitting)
    small = range(policy.smallest_small, policy.largest_small + 1)
    few = all(n in small for n, _ in fitting) or all(size - n in small for n, size in fitting)
    rows = ONE.with_columns(
        value=pl.when(SHARE).then(tenths / 10).otherwise(float(children)),
        printed=pl.when(SHARE).then(pl.lit(f"{tenths / 10:.1f}")).otherwise("printed"),
    )
    found = must_be_few(rows, shipped().catalogue, policy).filter(rows.select(SHARE).to_series())
    assert found.to_list() == [few]


NATION = release(2025)
MANY = {"area": "barnsley", "indicator": "population_0_17", "period": "30 June 2024", "value": 50_000.0}


def national(tmp_path, *rows: dict) -> list[str]:
    """Why each figure that a national release prints of a council is withheld where everything is covered."""
    named = [{"area": "barnsley", "period": "31 March 2025", "locator": f"{at}"} | row for at, row in enumerate(rows)]
    shown = protected(evidence_with(tmp_path, figures(NATION, [*named, MANY])), EVERYTHING)
    why = {one["locator"]: one["why"] for one in shown.withheld.to_dicts() if one["document"] == NATION.id}
    return [why.get(row["locator"], "") for row in named]


def test_a_national_share_goes_where_it_must_be_of_few_and_its_publisher_is_trusted_with_the_others(tmp_path):
    shares = [{"indicator": "cl_touch", "value": value, "printed": f"{value}"} for value in (0.009, 0.02, 93.8, 99.991)]
    assert national(tmp_path, *shares) == [SMALL_SHARE, "", "", SMALL_SHARE]


def test_a_nought_tells_of_nobody_and_words_and_a_council_without_children_tell_nothing():
    rows = [
        own("cl_touch", 0.0),
        own("cl_touch", 0.009, status="estimated", printed="0.009"),
        own("cl_touch", 0.009, printed="almost none"),
        own("sw_agency_rate", 0.009, printed="0.009"),
    ]
    catalogue, children = shipped().catalogue, own("population_0_17", float(CHILDREN))
    assert not must_be_few(council(*rows, children).observations, catalogue, DFE).any()
    assert not must_be_few(council(own("cl_touch", 0.009, printed="0.009")).observations, catalogue, DFE).any()
