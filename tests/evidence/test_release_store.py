"""Reading releases: only what is needed is read, and what is read has the evidence's columns."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.release_rows import FIGURE, rows_together
from analytics.evidence.release_store import open_releases
from analytics.measures.series import series
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


DAYS = {"looked-after-2025": date(2025, 11, 20), "lait-2026": date(2026, 11, 20)}


@given(FIGURES, FIGURES)
@settings(max_examples=60)
def test_a_compilation_adds_only_figures_that_no_release_gives(published, compiled):
    one = rows(release(), "rates.csv", published)
    other = rows(release(2026, "lait"), "lait.parquet", compiled)
    found = rows_together(one.lazy(), other.lazy(), DAYS).collect()
    assert found.filter(document="looked-after-2025").equals(one)
    left = found.filter(document="lait-2026")
    assert dict(zip(zip(left["area"], left["period_end"].dt.year(), strict=True), left["value"], strict=True)) == {
        key: value for key, value in compiled.items() if key not in published
    }
    assert found.select(FIGURE).is_duplicated().sum() == 0


def known_by(day, key, releases, compilations):
    """What was known of a figure on a day: the newest release's that was out by then, else the newest compilation's."""
    for kept in (releases, compilations):
        out = [(year, figures[key]) for year, figures in kept.items() if date(year, 11, 20) <= day and key in figures]
        if out:
            return [max(out, key=lambda each: each[0])[1]]
    return []


BY_YEAR = st.dictionaries(st.integers(2021, 2025), FIGURES, min_size=1, max_size=3)


@given(BY_YEAR, BY_YEAR)
@settings(max_examples=40)
def test_on_any_day_the_figure_is_the_one_that_had_been_published_by_then(releases, compilations):
    kept = {"looked-after": releases, "lait": compilations}
    out = {family: [(release(year, family), figures) for year, figures in of.items()] for family, of in kept.items()}
    frames = {
        family: pl.concat([rows(one, f"{family}.csv", figures) for one, figures in of]).lazy()
        for family, of in out.items()
    }
    days = {one.id: one.published for of in out.values() for one, _figures in of}
    together = rows_together(frames["looked-after"], frames["lait"], days).collect()
    for day in (date(year, month, 30) for year in range(2021, 2027) for month in (6, 12)):
        public = pl.LazyFrame({"document": days.keys(), "available_from": days.values()}).filter(
            pl.col("available_from") <= day
        )
        known = series(together.lazy().join(public.select("document"), on="document", how="semi"), public).collect()
        found = {(row["area"], row["period_end"].year): [row["value"]] for row in known.iter_rows(named=True)}
        every = {key for of in kept.values() for figures in of.values() for key in figures}
        assert all(found.get(key, []) == known_by(day, key, releases, compilations) for key in every)
