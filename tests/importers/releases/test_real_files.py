"""Every data file of the department that stands beside the repository is imported, whatever its release."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.locator import LocatorStyle, check_locator
from analytics.evidence.vocabulary import MissingReason
from analytics.importers.reading import read_tables
from analytics.importers.releases.recognise import recognise
from tests.importers.releases.made import REALDATA, catalogue, importer

FOLDERS = ("dfe_cin", "dfe_workforce", "dfe_cla", "dfe_outcomes_stability", "ons")
FILES = sorted(path for folder in FOLDERS for path in (REALDATA / folder).rglob("*.csv*"))

pytestmark = pytest.mark.skipif(not REALDATA.is_dir(), reason="The published data files are not beside the repository.")


def shown(path: Path) -> str:
    return path.relative_to(REALDATA).as_posix()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_the_file_is_imported_and_every_figure_is_one(path):
    (table,) = read_tables(path)
    found = recognise(table, importer().families)
    assert found is not None
    (imported,) = importer().read(table, catalogue())
    rows = imported.observations
    print(f"{shown(path)}: {found.dataset.id}, {imported.release.id}, {rows.height:,} rows")
    print(*(f"  left out: {sentence}" for sentence in imported.left_out), sep="\n")
    assert dict(rows.schema) == OBSERVATIONS
    assert imported.warnings == ()
    assert rows["document"].unique().to_list() == [imported.release.id]
    assert all(catalogue().indicators[one] for one in rows["indicator"].unique())
    assert all(check_locator(place, LocatorStyle.COLUMN) for place in rows["locator"].unique())
    assert set(rows["missing_reason"].drop_nulls()) <= set(MissingReason)
    missing = rows.filter(pl.col("value").is_null())
    assert missing.filter(pl.col("missing_reason").is_null() | (pl.col("printed") != "")).is_empty()
    there = rows.filter(pl.col("value").is_not_null())
    assert there.filter(pl.col("missing_reason").is_not_null() | ~pl.col("value").is_finite()).is_empty()
    assert there.filter(pl.col("printed").cast(pl.Float64) != pl.col("value")).is_empty()
    assert rows.filter(pl.col("numerator").is_not_null() & pl.col("denominator").is_null()).is_empty()
    alone = rows.filter(pl.col("numerator").is_null() & pl.col("denominator").is_not_null())["indicator"]
    assert set(alone) <= {"absence_cic", "absence_cin", "absence_cpp", "cic_sdq_average"}
    assert imported.release.published > date(2023, 1, 1)
    assert rows["period_end"].max() >= imported.release.data_to


@pytest.mark.parametrize("path", [path for path in FILES if "csww_indicators" in path.name], ids=shown)
def test_barnsley_is_one_series_through_its_change_of_code(path):
    (table,) = read_tables(path)
    (imported,) = importer().read(table, catalogue())
    years = imported.observations.filter(area="barnsley", indicator="sw_turnover")["period_end"].dt.year().to_list()
    assert sorted(years) == list(range(2017, max(years) + 1))


def test_the_numbers_behind_a_share_are_those_of_the_authority_itself():
    """They are left out where a region's rate leaves out councils that its totals count, and hardly anywhere else."""
    (table,) = read_tables(REALDATA / "dfe_workforce" / "csww_indicators_2017_to_2025.csv")
    (imported,) = importer().read(table, catalogue())
    shares = imported.observations.filter(
        pl.col("indicator").is_in(["sw_turnover", "sw_agency_rate", "sw_vacancy_rate"]), pl.col("value").is_not_null()
    )
    places = shares.with_columns(
        ((pl.col("area") == "england") | pl.col("area").str.starts_with("region:")).alias("total")
    )
    without = places.filter(pl.col("denominator").is_null())
    assert without.filter(~pl.col("total")).height < 0.01 * shares.height
    assert 0 < without.filter("total").height < 20
