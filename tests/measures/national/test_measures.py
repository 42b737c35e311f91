"""The measures of every authority at once, against those that the app works out for one authority at a time."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analytics.evidence.catalogue import Neighbour
from analytics.evidence.national import EVERY_CHOICE, national_evidence
from analytics.measures.comparisons import both_ways
from analytics.measures.facts import facts_about
from analytics.measures.intervals import confidence_limits
from analytics.measures.national.context import context_of, plain
from analytics.measures.national.measures import Measured, measured
from analytics.measures.series import SERIES_KEY
from analytics.measures.standing import standing
from analytics.measures.trends import runs
from analytics.measures.weighted_trend import recent_trend
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

KEY = list(SERIES_KEY)
# Every way in which one council's figures can differ from the next one's.
COUNCILS = [
    *("barnsley", "barnet", "bexley", "camden", "leeds", "bradford", "calderdale", "kirklees", "wakefield", "york"),
    *("doncaster", "rotherham", "sheffield", "hackney"),
]
WIDER = ["england", "region:Yorkshire and The Humber", "region:Inner London", "region:Outer London"]


def made_up(chance, year, periods, areas, indicator, dimension="", member=""):
    """One release's figures of one measure: some withheld, some councils left out, ties, and a shared return."""
    rows = []
    for period in periods:
        for area in areas:
            if chance.random() < 0.08:
                continue
            value = None if chance.random() < 0.1 else round(chance.choice([10, 20, 20.5, 33.3, 47.9, 62]), 1)
            of = chance.choice([40, 200, 900])
            counted = {} if value is None else {"numerator": float(round(value * of / 100)), "denominator": float(of)}
            row = {"area": area, "indicator": indicator, "period": period, "value": value, **counted}
            rows.append(row | {"dimension": dimension, "member": member})
    # Of two files, whose rows are numbered alike.
    for number, row in enumerate(rows, 4):
        row |= {"row": number // 2, "locator": f"file {number % 2}"}
    return rows + joint(rows, chance)


def joint(rows, chance):
    """A second council that shares a figure with the first."""
    held = {row["period"] for row in rows if row["area"] == "sheffield"}
    shared = [row | {"area": "sheffield"} for row in rows if row["area"] == "rotherham" and row["period"] not in held]
    return [row for row in shared if chance.random() < 0.8]


@pytest.fixture(scope="module", params=range(3))
def evidence(request, tmp_path_factory):
    chance = random.Random(request.param)
    years = [f"{year}/{(year + 1) % 100:02}" for year in range(2018, 2025)]
    days = [f"31 March {year}" for year in range(2019, 2026)]
    everywhere = [*COUNCILS, *WIDER]
    given = []
    for year, until in ((2023, 5), (2024, 6), (2025, 7)):
        areas = everywhere if year == 2025 else [area for area in everywhere if area != "hackney"]
        rows = [
            *made_up(chance, year, years[:until], areas, "icpc_15"),
            *made_up(chance, year, years[:until], areas, "icpc_15", "Gender", "Female"),
            *made_up(chance, year, days[:until], areas, "cp_rate"),
            *made_up(chance, year, days[:until], areas, "cp_n"),
        ]
        given.append(figures(release(year), rows))
    # A release of another kind of period, which says nothing of some councils.
    few = [area for area in everywhere if area not in ("barnet", "york")]
    mixed = made_up(chance, 2025, days[4:], few, "icpc_15")
    given.append(figures(release(2025, id="other-2025", family="other"), mixed))
    lists = [
        Neighbour(model=model, authority=area, rank=rank, neighbour=other, closeness="close")
        for model in (2021, 2025)
        for area in COUNCILS
        for rank, other in enumerate(chance.sample([one for one in COUNCILS if one != area], 10), 1)
    ]
    return evidence_with(tmp_path_factory.mktemp("store"), *given, neighbours=lists)


@pytest.fixture(scope="module")
def found(evidence):
    return as_text(measured(evidence.releases.rows().collect(), context_of(evidence.releases, shipped().catalogue)))


def as_text(one):
    return Measured(plain(one.series), plain(one.latest), plain(one.comparisons))


def of(frame, area):
    return frame.filter(pl.col("area") == area)


def same(left, right, *, order=KEY):
    columns = [name for name in right.columns if name in left.columns]
    assert set(right.columns) <= set(left.columns)
    assert_frame_equal(left.select(columns).sort(order), right.sort(order), check_exact=True)


@pytest.mark.parametrize("area", COUNCILS)
def test_the_series_and_latest_figures_are_those_of_the_app(evidence, found, area):
    facts = facts_about(national_evidence(evidence, area), area)
    same(of(found.series, area), of(facts.series, area).drop("other_values"), order=[*KEY, "period_end"])
    mine = facts.latest.drop("theme", "at_period_end", "described_here", "other_values")
    same(of(found.latest, area), mine)
    own = of(facts.series, area).lazy()
    same(of(found.latest, area), runs(own).collect())
    trend = recent_trend(own).collect()
    same(of(found.latest, area), trend.rename({n: f"trend_{n}" for n in trend.columns if n not in KEY}))
    lower, upper = confidence_limits()
    limits = facts.latest.select(*KEY, lower.alias("interval_lower"), upper.alias("interval_upper"))
    same(of(found.latest, area), limits)


@pytest.mark.parametrize("choice", EVERY_CHOICE, ids=lambda choice: choice.plainly)
@pytest.mark.parametrize("area", COUNCILS)
def test_the_comparisons_are_those_of_the_app(evidence, found, area, choice):
    facts = facts_about(national_evidence(evidence, area, choice), area)
    mine = of(found.comparisons, area).filter(
        ~pl.col("comparator").str.starts_with("neighbours:") | (pl.col("comparator") == choice.area(area))
    )
    theirs = facts.compared.select(mine.columns)
    assert theirs.height
    same(mine, theirs, order=[*KEY, "comparator"])
    if choice == EVERY_CHOICE[0]:
        said = both_ways(facts.latest.lazy(), facts.compared.lazy()).select(*KEY, "both_ways").collect()
        same(of(found.latest, area), said)


@pytest.mark.parametrize("area", COUNCILS)
def test_the_places_are_those_of_the_app(evidence, found, area):
    latest = facts_about(national_evidence(evidence, area), area).latest.lazy()
    wanted = ["indicator", "dimension", "member", "period", "document"]
    among = evidence.releases.rows().join(latest, on=wanted, how="semi")
    theirs = standing(among, latest, latest.select("indicator", "polarity_sign").unique()).collect()
    assert theirs.height
    same(of(found.latest, area), theirs)


def test_a_place_among_similar_councils_counts_a_joint_return_once(evidence, found):
    lists = {}
    for pair in evidence.catalogue.neighbours:
        lists.setdefault((pair.model, pair.authority), []).append(pair.neighbour)
    rows = evidence.releases.rows().collect()
    for own in found.latest.iter_rows(named=True):
        among = rows.filter(
            pl.col(name) == own[name] for name in ("indicator", "dimension", "member", "period", "document")
        )
        held = {
            row["area"]: (row["row"], row["locator"], row["value"])
            for row in among.iter_rows(named=True)
            if row["value"] is not None
        }
        for model in (2021, 2025):
            listed = {held[area] for area in lists[model, own["area"]] if area in held} - {held[own["area"]]}
            assert own[f"neighbours_ranked_{model}"] == 1 + len(listed)
            assert own[f"neighbour_rank_{model}"] == 1 + sum(value > own["value"] for _row, _file, value in listed)


def test_indicators_can_be_worked_on_apart(evidence, found):
    context = context_of(evidence.releases, shipped().catalogue)
    apart = [
        as_text(measured(evidence.releases.of_indicator(one).collect(), context))
        for one in evidence.releases.indicator_ids()
    ]
    same(pl.concat([one.latest for one in apart]), found.latest)
    same(pl.concat([one.comparisons for one in apart]), found.comparisons, order=[*KEY, "comparator"])
    same(pl.concat([one.series for one in apart]), found.series, order=[*KEY, "period_end"])
