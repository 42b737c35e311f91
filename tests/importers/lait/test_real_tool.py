"""The tool's published files, where they stand beside the repository."""

from datetime import date
from functools import cache

import polars as pl
import pytest

from analytics.importers.lait import LaitImporter
from analytics.importers.lait.mapping import load_mapping
from analytics.importers.reading import read_tables
from tests.importers.made_up_tables import shipped_catalogue
from tests.importers.real_files import REAL, beside_the_repository, real_files

pytestmark = beside_the_repository
VINTAGES = real_files("lait/**/bds_long_0.parquet")


@cache
def imported(path):
    tables = [*read_tables(REAL / path), *read_tables(REAL / "lait" / "lait_data_dictionary.csv")]
    (one,) = LaitImporter().read_together(tables, shipped_catalogue(), date(2026, 4, 8))
    return one


@pytest.mark.parametrize("path", VINTAGES)
def test_every_row_is_taken_or_said_to_be_left_out(path):
    one = imported(path)
    (table,) = read_tables(REAL / path)
    left = [int(said.split(" ")[0].replace(",", "")) for said in one.left_out]
    assert one.observations.height + sum(left) == table.frame.height
    assert one.warnings == ()
    # The numbers, one by one, against the file.
    kept = table.frame.with_row_index("row", offset=2).join(
        one.observations.select("row", "value", "unit"), on="row", how="inner"
    )
    there = kept.filter(pl.col("Values") != "-").with_columns(pl.col("Values").cast(pl.Float64).alias("given"))
    million = pl.when(pl.col("unit") == "£ million").then(1_000_000).otherwise(1)
    assert there.filter((pl.col("given") / million - pl.col("value")).abs() > 1e-9).is_empty()
    assert kept.filter((pl.col("Values") == "-") != pl.col("value").is_null()).is_empty()


@pytest.mark.parametrize("path", VINTAGES)
def test_every_mapped_measure_is_in_the_file_for_both_authorities(path):
    rows = imported(path).observations
    for area in ("barnsley", "barnet"):
        there = set(rows.filter(pl.col("area") == area)["indicator"])
        assert {one.indicator for one in load_mapping().measures} <= there


@pytest.mark.parametrize("path", VINTAGES)
def test_every_measure_of_the_file_is_an_indicator_and_no_area_is_unknown(path):
    one = imported(path)
    described = {indicator.id for indicator in one.indicators}
    catalogued = set(shipped_catalogue().indicators)
    assert set(one.observations["indicator"]) <= described | catalogued
    assert not described & catalogued
    assert one.observations["area"].n_unique() == 170
    assert one.observations.filter(pl.col("printed").str.len_chars() > 12).is_empty()


def test_barnsley_as_the_tool_shows_it():
    rows = imported("lait/bds_long_0.parquet").observations
    known = {
        ("cin_rate", "31 March 2016"): "331.3",
        ("cp_rate", "31 March 2018"): "38.3",
        ("rereferral_12m", "2018/19"): "19.1",
        ("cic_rate", "31 March 2024"): "79",
        ("sw_agency_rate", "30 September 2022"): "14.3",
    }
    barnsley = rows.filter(pl.col("area") == "barnsley")
    for (indicator, period), printed in known.items():
        (found,) = barnsley.filter((pl.col("indicator") == indicator) & (pl.col("period") == period))["printed"]
        assert found == printed, (indicator, period)
