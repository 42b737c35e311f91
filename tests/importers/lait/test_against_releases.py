"""The tool repeats what the department's releases say: the same figures, read from both, are the same figures."""

from datetime import date
from functools import cache

import polars as pl
import pytest

from analytics.importers.lait import LaitImporter
from analytics.importers.reading import read_tables
from analytics.importers.releases.importer import DfeImporter
from tests.importers.made_up_tables import shipped_catalogue
from tests.importers.real_files import REAL, beside_the_repository, real_files

pytestmark = beside_the_repository
# The releases of 2025, from which the newest copy of the tool was compiled: nothing in them has been revised since.
RELEASES = [
    "dfe_workforce/csww_indicators_2017_to_2025.csv",
    "dfe_cin/2025/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "dfe_cin/2025/d3_cpps_subsequent_plan_2013_to_2025.csv",
    "dfe_cla/2025/cla_number_and_rate_per_10k_children.csv",
    "dfe_cla/2025/la_cla_placement_stability.csv",
    "dfe_cla/2025/la_care_leavers_activity.csv.gz",
    "dfe_cla/2025/la_care_leavers_accommodation_suitability.csv.gz",
    "dfe_cla/2025/la_conviction_health_outcome_cla.csv.gz",
]
KEY = ["area", "indicator", "period", "period_kind"]


@cache
def tool():
    (imported,) = LaitImporter().read(
        *read_tables(REAL / "lait/bds_long_0.parquet"), shipped_catalogue(), date(2026, 4, 8)
    )
    return imported.observations.filter(pl.col("value").is_not_null())


@pytest.mark.parametrize("path", [path for path in RELEASES if path in real_files("dfe_*/**/*.csv*")])
def test_every_figure_of_an_authority_is_the_same_in_both(path):
    (table,) = read_tables(REAL / path)
    (imported,) = DfeImporter().read(table, shipped_catalogue())
    rows = imported.observations.filter((pl.col("dimension") == "") & pl.col("value").is_not_null())
    both = rows.join(tool(), on=KEY, how="inner", suffix="_of_the_tool").filter(
        pl.col("area").is_in(list(shipped_catalogue().authorities))
    )
    assert both["area"].n_unique() >= 140
    # Figures are compared as far as they are printed: one of the two may have been rounded.
    differing = both.filter((pl.col("value") - pl.col("value_of_the_tool")).abs() > 0.0501)
    assert differing.select(*KEY, "value", "value_of_the_tool").rows() == []
