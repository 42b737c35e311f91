"""National figures about one council, and those of similar councils put together."""

from datetime import date
from statistics import mean, median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.national import EVERY_CHOICE, Neighbours, Statistic, national_evidence, together_as_one
from analytics.evidence.releases import ReleaseKind
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

SIMILAR = [one.id for one in shipped().catalogue.neighbours_of("barnsley", 2025)]


def rows(value_of, *, indicator="icpc_15", period="2024/25", areas=("barnsley", "barnet", "england", *SIMILAR)):
    return [
        {"area": area, "indicator": indicator, "period": period, "value": value_of(place)}
        for place, area in enumerate(areas)
    ]


@pytest.fixture
def evidence(tmp_path):
    old = figures(release(2024), rows(lambda place: 70.0 + place, period="2023/24"))
    new = figures(
        release(2025),
        [
            *rows(lambda place: 71.0 + place, period="2023/24"),
            *rows(lambda place: 60.0 + place),
            *rows(lambda place: 1000.0 * (place + 1), indicator="cp_n", period="31 March 2025"),
        ],
    )
    return evidence_with(tmp_path, old, new)


def test_a_councils_national_figures_stand_beside_england_and_its_own_similar_councils(evidence):
    known = national_evidence(evidence, "barnsley")
    assert set(known.observations["area"]) == {"barnsley", "england", "neighbours:barnsley:2025:mean"}
    assert known.about("barnsley") is known
    assert set(known.documents) == {"made-up-2024", "made-up-2025"}
    assert known.findings.is_empty()
    assert known.targets.is_empty()


def test_a_councils_own_months_never_stand_in_the_place_of_its_national_years(tmp_path):
    own = release(2026, ReleaseKind.OWN, id="own-figures-barnsley-2026-03-31", authority="barnsley")
    months = rows(lambda _: 88.0, period="March 2026", areas=("barnsley",))
    known = evidence_with(tmp_path, figures(release(2025), rows(lambda place: 60.0 + place)), figures(own, months))
    assert known.about("barnsley").documents.keys() >= {own.id}
    national = national_evidence(known, "barnsley")
    assert set(national.documents) == {"made-up-2025"}
    assert set(national.observations["period"]) == {"2024/25"}


def test_reports_are_as_they_were_whatever_was_imported(evidence):
    assert evidence.about("barnsley").observations.equals(shipped().about("barnsley").observations)
    assert set(evidence.observations["document"]) == set(shipped().observations["document"])


def test_amounts_of_a_whole_country_are_not_set_beside_those_of_a_council(evidence):
    counts = national_evidence(evidence, "barnsley").observations.filter(pl.col("indicator") == "cp_n")
    assert counts["area"].to_list() == ["barnsley"]


def test_nothing_later_than_the_day_is_known(evidence):
    known = national_evidence(evidence, "barnsley").as_known_on(date(2024, 12, 31))
    assert set(known.documents) == {"made-up-2024"}
    assert known.observations["period"].unique().to_list() == ["2023/24"]
    everywhere = evidence.everywhere("icpc_15", as_known_on=date(2024, 12, 31))
    assert everywhere.filter(pl.col("area") == "barnsley")["value"].to_list() == [70.0]


def test_everywhere_gives_each_area_and_period_once_as_the_newest_release_has_it(evidence):
    found = evidence.everywhere("icpc_15")
    assert found.select("area", "period").is_unique().all()
    assert found.filter((pl.col("area") == "barnsley") & (pl.col("period") == "2023/24"))["value"].to_list() == [71.0]
    assert found.columns == list(OBSERVATIONS)
    assert shipped().everywhere("icpc_15").is_empty()


@pytest.mark.parametrize("choice", EVERY_CHOICE, ids=lambda choice: choice.plainly)
def test_similar_councils_are_put_together_as_chosen(evidence, choice):
    of_model = [one.id for one in evidence.catalogue.neighbours_of("barnsley", choice.model)]
    held = {
        row["area"]: row["value"] for row in evidence.everywhere("icpc_15").to_dicts() if row["period"] == "2024/25"
    }
    values = [held[area] for area in of_model if area in held]
    together = national_evidence(evidence, "barnsley", choice).observations.filter(
        (pl.col("area") == choice.area("barnsley")) & (pl.col("period") == "2024/25")
    )
    expected = mean(values) if choice.statistic is Statistic.MEAN else median(values)
    row = together.row(0, named=True)
    assert row["value"] == pytest.approx(expected, abs=0.5)
    assert f"{len(values)} of {len(of_model)}" in row["note"]
    assert str(choice.model) in row["note"]
    assert evidence.catalogue.area_name(choice.area("barnsley")).endswith(
        f"{choice.model} statistical neighbours ({choice.statistic})"
    )


def test_without_enough_similar_councils_there_is_no_average(tmp_path):
    few = figures(release(2025), rows(lambda place: 50.0 + place, areas=("barnsley", "england", *SIMILAR[:4])))
    areas = national_evidence(evidence_with(tmp_path, few), "barnsley").observations["area"]
    assert set(areas) == {"barnsley", "england"}


def test_a_council_that_no_release_has_holds_nothing(evidence):
    assert not national_evidence(evidence, "leeds").documents
    assert not national_evidence(shipped(), "barnsley").documents


@given(st.lists(st.decimals(0, 100, places=1).map(float), min_size=5, max_size=10), st.sampled_from(EVERY_CHOICE))
def test_an_average_lies_among_those_it_is_of_and_is_rounded_as_they_are(values, choice):
    similar = [
        {"area": f"council-{n}", "indicator": "icpc_15", "period": "2024/25", "value": v} for n, v in enumerate(values)
    ]
    together = together_as_one(figures(release(2025), similar).observations.lazy(), choice, "barnsley", 10).collect()
    row = together.row(0, named=True)
    assert min(values) - 0.5 <= row["value"] <= max(values) + 0.5
    assert float(row["printed"]) == row["value"]
    most_places = max(len(f"{value:g}".partition(".")[2]) for value in values)
    assert len(row["printed"].partition(".")[2]) <= max(most_places, 0)


def test_a_joint_return_weighs_once():
    joint = [
        {"area": f"council-{n}", "indicator": "icpc_15", "period": "2024/25", "value": v}
        for n, v in enumerate((10.0, 20.0, 30.0, 40.0, 50.0, 90.0))
    ]
    frame = figures(release(2025), [*joint, joint[-1] | {"area": "partner"}]).observations
    frame = frame.with_columns(pl.when(pl.col("area") == "partner").then(7).otherwise("row").alias("row"))
    together = together_as_one(frame.lazy(), Neighbours(), "barnsley", 10).collect()
    assert together["value"].to_list() == [40.0]
