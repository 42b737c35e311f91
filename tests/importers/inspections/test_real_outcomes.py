"""Ofsted's published workbooks, where they stand beside the repository."""

from datetime import date

import polars as pl
import pytest

from analytics.importers.importer import Refused
from analytics.importers.inspections import InspectionsImporter
from analytics.importers.inspections.columns import OVERALL
from analytics.importers.reading import read_tables
from tests.importers.made_up_tables import shipped_catalogue
from tests.importers.real_files import REAL, beside_the_repository, real_files

pytestmark = beside_the_repository
OWN = real_files("ofsted/LA_Inspection_Outcomes*.ods")
SCRAPED = "ofsted/ofsted_csc_ilacs_overview.xlsx"


@pytest.mark.parametrize("path", OWN)
def test_every_authority_has_its_latest_judgement(path):
    (imported,) = InspectionsImporter().read_together(read_tables(REAL / path), shipped_catalogue())
    assert imported.warnings == ()
    current = {one.id for one in shipped_catalogue().authorities.values() if one.last_day is None}
    overall = imported.ratings.filter(pl.col("subject") == OVERALL)
    assert current <= set(overall["area"])
    assert overall.select("area", "period_end").is_duplicated().sum() == 0
    scale = shipped_catalogue().scales["ofsted"]
    assert set(imported.ratings["rating"]) == {one.word for one in scale.words}


def test_the_workbook_of_2025_has_the_271_inspections_that_ofsted_counts():
    (imported,) = InspectionsImporter().read_together(
        read_tables(REAL / "ofsted/LA_Inspection_Outcomes_as_at_31_March_2025.ods"), shipped_catalogue()
    )
    overall = imported.ratings.filter(pl.col("subject") == OVERALL)
    assert overall.height == 271
    assert dict(overall.group_by("rating").len().iter_rows()) == {
        "Outstanding": 55,
        "Good": 107,
        "Requires improvement to be good": 74,
        "Inadequate": 35,
    }
    assert imported.release.published == date(2025, 9, 25)
    barnsley = overall.filter(pl.col("area") == "barnsley").sort("period_end")
    assert barnsley.select("period", "rating").rows() == [("8 October 2018", "Good"), ("11 September 2023", "Good")]


def test_no_inspector_of_the_scraped_overview_is_named_in_its_refusal():
    (table,) = read_tables(REAL / SCRAPED)
    with pytest.raises(Refused) as refused:
        InspectionsImporter().read(table, shipped_catalogue())
    names = [name for name in table.frame["inspector_name"].unique() if name.strip()]
    assert len(names) > 20
    assert [name for name in names if name in str(refused.value).casefold()] == []
