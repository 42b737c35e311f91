"""Revisions that the department really made, in its own files of three years."""

import polars as pl
import pytest

from analytics.evidence.release_store import open_releases
from analytics.importers.importing import import_paths
from analytics.measures.revisions import editions, revisions
from tests.importers.real_files import REAL, beside_the_repository
from tests.importers.store.made_up import CATALOGUE, NOW, store

pytestmark = beside_the_repository
RATE = "cic_rate"
FILES = [f"dfe_cla/{year}/cla_number_and_rate_per_10k_children.csv" for year in (2023, 2024, 2025)]
CARE_LEAVERS = [f"dfe_cla/{year}/la_care_leavers_accommodation_suitability.csv.gz" for year in (2023, 2024, 2025)]


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    outcome = import_paths([REAL / name for name in (*FILES, *CARE_LEAVERS)], store(folder), CATALOGUE, now=NOW)
    assert outcome.refused == ()
    return open_releases(folder)


def published(releases):
    rows = [(slug, held.family, held.published) for slug, held in releases.releases.items()]
    return pl.LazyFrame(rows, schema={"document": pl.String, "family": pl.String, "published": pl.Date}, orient="row")


def revised(releases, area, year, indicator=RATE):
    rows = releases.of_areas([area], [indicator])
    found = revisions(rows, published(releases)).filter(pl.col("period_end").dt.year() == year).collect()
    return found.sort("dimension", "member").to_dicts()


@pytest.mark.parametrize(
    ("area", "printed"),
    [("barnsley", ["79", "79", "78"]), ("england", ["71", "70", "70"]), ("barnet", ["37", "36", "36"])],
)
def test_the_rate_of_looked_after_children_in_2023_was_revised_once(releases, area, printed):
    (found,) = revised(releases, area, 2023)
    assert found["values"] == printed
    assert (found["editions"], found["revisions"], found["change"]) == (3, 1, -1)
    assert found["first_document"] == "children-looked-after-2023"
    assert found["latest_document"] == "children-looked-after-2025"


def changed_in(releases, rows, document):
    of_2023 = pl.col("period_end").dt.year() == 2023
    found = editions(rows, published(releases)).filter((pl.col("document") == document) & of_2023)
    return found.filter(pl.col("revision").is_not_null()).collect()


def test_what_the_release_of_2025_changed_is_found(releases):
    changed = changed_in(releases, releases.of_indicator(RATE), "children-looked-after-2025")
    barnsley = changed.filter(pl.col("area") == "barnsley")
    assert barnsley.select("previous_printed", "printed", "revision").rows() == [("79", "78", "changed")]
    assert changed.filter(pl.col("area") == "england").is_empty()
    assert changed["previous_document"].unique().to_list() == ["children-looked-after-2024"]


def test_figures_that_barnsley_could_not_supply_in_time_are_supplied_and_not_revised(releases):
    rows = releases.of_areas(["barnsley"], ["cl_accom"])
    supplied = changed_in(releases, rows, "children-looked-after-2024")
    told = supplied.select("previous_value", "previous_missing_reason", "value", "revision")
    assert told.rows() == [(None, "not_applicable", 94, "supplied")]
    assert revised(releases, "barnsley", 2023, "cl_accom")[0]["revisions"] == 0
