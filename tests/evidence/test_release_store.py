"""Reading releases: only what is needed is read, and what is read has the evidence's columns."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.release_rows import FIGURE, rows_together
from analytics.evidence.release_store import open_releases
from tests.importers.store.made_up import RATES, add, imported, release, rows

AREAS = ("barnsley", "barnet", "england", "rotherham")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    add(
        folder,
        imported(values=RATES),
        imported(file="girls.csv", values=RATES, dimension="sex", member="girls"),
        imported(file="boys.csv", values=RATES, dimension="sex", member="boys"),
        imported(release(2024, "in-need"), file="cin.csv", values=RATES, indicator="cin_rate"),
    )
    return folder


def test_opening_reads_the_index_only(folder, monkeypatch):
    def refuse(*arguments, **named):
        raise AssertionError("read")

    monkeypatch.setattr(pl, "scan_parquet", refuse)
    monkeypatch.setattr(pl, "read_parquet", refuse)
    releases = open_releases(folder)
    assert list(releases.documents) == ["looked-after-2025", "in-need-2024"]
    assert releases.areas() == ("barnet", "barnsley", "england")
    assert releases.indicator_ids() == ("cin_rate", "cla_rate")


def test_rows_are_scanned_and_what_is_not_wanted_is_passed_over(folder):
    releases = open_releases(folder)
    for frame in (releases.of_areas(["barnsley"]), releases.of_indicator("cla_rate")):
        plan = frame.explain()
        assert "Parquet SCAN" in plan
        assert "SELECTION" in plan
        assert "FILTER" not in plan


def test_rows_have_the_columns_and_types_of_the_evidence(folder):
    releases = open_releases(folder)
    for frame in (releases.of_areas(["barnsley"]), releases.of_indicator("cla_rate"), releases.of_areas([])):
        assert frame.collect().schema == pl.Schema(OBSERVATIONS)
    assert releases.ratings.schema == pl.Schema(RATINGS)


def test_the_rows_of_areas(folder):
    releases = open_releases(folder)
    found = releases.of_areas(["barnsley", "nowhere", "england"], ["cla_rate"]).collect()
    assert set(found["area"]) == {"barnsley", "england"}
    assert found.height == 9
    assert releases.of_areas(["barnsley"]).collect().height == 8


def test_the_rows_of_a_measure(folder):
    releases = open_releases(folder)
    assert releases.of_indicator("cla_rate").collect().height == 12
    assert releases.of_indicator("cla_rate", "", "").collect()["member"].unique().to_list() == [""]
    assert releases.of_indicator("cla_rate", "sex").collect()["member"].unique().sort().to_list() == ["boys", "girls"]
    assert releases.of_indicator("cla_rate", "sex", "girls").collect().height == 4
    assert releases.of_indicator("luck").collect().height == 0


def test_rows_come_in_one_order(folder):
    releases = open_releases(folder)
    by_area = releases.of_areas(["england", "barnsley"]).collect()
    keys = by_area.select("area", "indicator", "dimension", "member", "period_end").rows()
    assert keys == sorted(keys)
    keys = releases.of_indicator("cla_rate").collect().select("dimension", "member", "period_end", "area").rows()
    assert keys == sorted(keys)


FIGURES = st.dictionaries(
    st.tuples(st.sampled_from(AREAS), st.integers(2021, 2024)), st.one_of(st.none(), st.integers(0, 99).map(float))
)


@given(FIGURES, FIGURES)
@settings(max_examples=60)
def test_a_compilation_adds_only_figures_that_no_release_gives(published, compiled):
    one = rows(release(), "rates.csv", published)
    other = rows(release(2026, "lait"), "lait.parquet", compiled)
    found = rows_together(one.lazy(), other.lazy()).collect()
    assert found.filter(document="looked-after-2025").equals(one)
    left = found.filter(document="lait-2026")
    assert dict(zip(zip(left["area"], left["period_end"].dt.year(), strict=True), left["value"], strict=True)) == {
        key: value for key, value in compiled.items() if key not in published
    }
    assert found.select(FIGURE).is_duplicated().sum() == 0
