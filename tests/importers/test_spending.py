from datetime import date

import polars as pl
import pytest

from analytics.evidence.evidence import OBSERVATIONS
from analytics.importers.importer import Importer, Refused
from analytics.importers.reading import read_tables
from analytics.importers.spending import GROSS, NET, SpendingImporter
from tests.importers.made_up_tables import sheet_of, shipped_catalogue
from tests.importers.real_files import REAL, beside_the_repository, real_files

IMPORTER = SpendingImporter(today=lambda: date(2026, 5, 1))
TITLE = "Worksheet 2: Revenue Outturn (RO) 2024-25: Social Care (RO3) data"
UNIT = "This worksheet contains two tables. Data are reported in £ thousand."
TOTAL = "TOTAL CHILDREN SOCIAL CARE - "
HEADER = [
    "E-code",
    "ONS Code",
    "Local authority",
    "Children's social care - Children Looked After - Total Expenditure (C3 = C1 + C2)",
    f"{TOTAL}Total Expenditure (C3 = C1 + C2)",
    f"{TOTAL}Total Income (C6 = C4 + C5)",
    f"{TOTAL}Net Current Expenditure (C7 = C3 - C6)",
]
ROWS = [
    ["E4401", "E08000016", "Barnsley", "40000", "86661", "4489", "82172"],
    ["E0304", "E06000039", "Slough UA", "[x]", "[x]", "[x]", "[x]"],
    ["E3831", "E07000223", "Adur", "0", "0", "0", "0"],
    ["Eng", "E92000001", "ENGLAND", "1", "16,878,876.029", "1", "15556137"],
]


def sheet(title=TITLE, unit=UNIT, name="RO3_LA_Data"):
    return sheet_of([[title], [unit], HEADER, *ROWS], "ro3.ods", name)


def read(*tables, published=None):
    (imported,) = IMPORTER.read_together(tables, shipped_catalogue(), published)
    return imported


def row_of(imported, area, indicator=GROSS):
    return imported.observations.filter((pl.col("area") == area) & (pl.col("indicator") == indicator)).row(
        0, named=True
    )


def test_the_two_totals_are_read_in_millions_and_the_lines_under_them_are_not():
    importer: Importer = IMPORTER
    assert importer.recognises(sheet())
    imported = read(sheet())
    assert dict(imported.observations.schema) == OBSERVATIONS
    gross, net = row_of(imported, "barnsley"), row_of(imported, "barnsley", NET)
    assert (gross["value"], gross["printed"], gross["period"]) == (86.661, "86.66", "2024/25")
    assert (net["value"], net["printed"], net["row"]) == (82.172, "82.17", 4)
    assert gross["locator"] == f"ro3.ods#{HEADER[4]} / 1,000"
    assert row_of(imported, "england")["value"] == pytest.approx(16878.876029)


def test_a_return_that_did_not_come_in_time_is_missing_and_not_nought():
    slough = row_of(read(sheet()), "slough")
    assert (slough["value"], slough["status"], slough["missing_reason"], slough["printed"]) == (
        None,
        None,
        "not_available",
        "",
    )


def test_councils_without_childrens_services_are_left_out_and_said():
    imported = read(sheet())
    assert set(imported.observations["area"]) == {"barnsley", "slough", "england"}
    assert imported.left_out[0].startswith("1 rows of places")


def test_the_year_is_in_the_title_or_at_the_end_of_the_sheets_name():
    assert row_of(read(sheet("Revenue Outturn", name="RO3_LA_Data_202324")), "barnsley")["period"] == "2023/24"
    for title, unit, wrong in (("Revenue Outturn", UNIT, "of which year it is"), (TITLE, "", "in what unit")):
        with pytest.raises(Refused, match=wrong):
            read(sheet(title, unit))


def test_a_front_page_says_when_it_was_published():
    front = sheet_of([['"2024-25 Outturn - Second release" which was published on 4 December 2025.'], ["More"]])
    notes = sheet_of([["Another report, which was published on 13 November 2025."], ["More"]])
    assert read(notes, front, sheet()).release.published == date(2025, 12, 4)
    assert read(sheet()).release.published == date(2026, 5, 1)
    assert read(front, sheet(), published=date(2025, 12, 5)).release.published == date(2025, 12, 5)


@beside_the_repository
@pytest.mark.parametrize("path", real_files("finance/*.ods"))
def test_the_published_workbooks_give_every_authority(path):
    imported = read(*read_tables(REAL / path))
    current = {one.id for one in shipped_catalogue().authorities.values() if one.last_day is None}
    assert set(imported.observations["area"]) == {*current, "england"}
    assert row_of(imported, "barnet")["value"] == pytest.approx(107.1357)
    missing = imported.observations.filter(pl.col("value").is_null())["area"].unique().sort().to_list()
    assert missing == ["birmingham", "cumberland", "slough"]
