"""What is taken of the newest files, against the same cells read row by row with nothing but the csv module."""

import csv
import gzip
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from analytics.importers.reading import read_tables
from tests.importers.releases.made import REALDATA, catalogue, importer

pytestmark = pytest.mark.skipif(not REALDATA.is_dir(), reason="The published data files are not beside the repository.")

ACTIVITY = "dfe_cla/2025/la_care_leavers_activity.csv.gz"
HOMES = "dfe_cla/2025/la_care_leavers_accommodation_suitability.csv.gz"
HEALTH = "dfe_cla/2025/la_conviction_health_outcome_cla.csv.gz"
ABSENCE = "dfe_outcomes_stability/absence_la.csv.gz"
YOUNGER, OLDER = "17 to 18 years", "19 to 21 years"
PERCENT = "care_leaver_percent"
SCORES = {"characteristic": "Ages 5 to 16 years with SDQ score"}
IN_CARE = {"social_care_group": "CLA 12 months at 31 March", "phase_type_grouping": "Total"}

# File, indicator, which of its two numbers, the column that has it, and the labels of its rows.
READ = [
    (
        ACTIVITY,
        "cl_eet_not_known",
        "value",
        PERCENT,
        {"care_leaver_age": OLDER, "breakdown": "Total information not known"},
    ),
    (
        ACTIVITY,
        "cl_eet_not_known_17_18",
        "value",
        PERCENT,
        {"care_leaver_age": YOUNGER, "breakdown": "Total information not known"},
    ),
    (HOMES, "cl_accom_not_known", "value", PERCENT, {"care_leaver_age": OLDER, "breakdown": "No information"}),
    (HOMES, "cl_accom_not_known_17_18", "value", PERCENT, {"care_leaver_age": YOUNGER, "breakdown": "No information"}),
    (HEALTH, "cic_sdq_average", "value", "children_count", SCORES | {"breakdown": "SDQ average score"}),
    (HEALTH, "cic_sdq_average", "denominator", "children_count", SCORES | {"breakdown": "SDQ score was received"}),
    (ABSENCE, "absence_cic", "value", "pt_overall", IN_CARE),
    (ABSENCE, "absence_cic", "denominator", "t_pupils", IN_CARE),
]


@cache
def imported(file: str) -> pl.DataFrame:
    (table,) = read_tables(REALDATA / file)
    return importer().read(table, catalogue())[0].observations


def row_by_row(path: Path, column: str, labels: dict[str, str]) -> dict[tuple[str, int], float]:
    """The numbers of a column by authority and the year that a period ends in; symbols are none."""
    areas = {str(one.dfe_number): one.id for one in catalogue().authorities.values()}
    found = {}
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            if row["geographic_level"] != "Local authority" or any(
                row[name] != label for name, label in labels.items()
            ):
                continue
            period = row["time_period"]
            year = int(period) if len(period) == 4 else int(period[:4]) + 1
            if row[column].replace(".", "", 1).isdigit():
                found[areas[row["old_la_code"]], year] = float(row[column])
    return found


@pytest.mark.parametrize(
    ("file", "indicator", "which", "column", "labels"), READ, ids=[f"{row[1]} {row[2]}" for row in READ]
)
def test_every_authority_and_year_is_the_same(file, indicator, which, column, labels):
    rows = imported(file).filter(
        pl.col("indicator") == indicator, pl.col("dimension") == "", pl.col(which).is_not_null()
    )
    ours = {
        (area, end.year): value
        for area, end, value in rows.select("area", "period_end", which).iter_rows()
        if area in catalogue().authorities
    }
    theirs = row_by_row(REALDATA / file, column, labels)
    if which == "denominator":
        # Nothing is a share of nobody.
        theirs = {key: value for key, value in theirs.items() if value > 0}
    assert len(ours) > 200
    # A joint return stands for a second council, which has no row of its own in the file.
    assert {key: value for key, value in ours.items() if key in theirs} == theirs


def test_a_share_of_sessions_rests_on_pupils_and_not_on_sessions():
    rows = imported(ABSENCE).filter(indicator="absence_cic", area="barnsley").sort("period_end")
    assert rows["denominator"][-1] < 1000
    assert rows["numerator"].null_count() == rows.height
