from datetime import date

import polars as pl
import pytest

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.releases import ReleaseKind
from analytics.importers.importer import Importer
from analytics.importers.own.columns import FIELDS
from analytics.importers.soundness import unsound
from tests.importers.made_up_tables import sheet_of, shipped_catalogue, table_of
from tests.importers.own.made_up import IMPORTER, TODAY, read, read_one, tidy_table


def test_a_figure_becomes_evidence_of_a_release_of_the_councils_own():
    imported = read_one({"numerator": "38", "denominator": "304", "status": "provisional", "note": "Counted late."})
    assert dict(imported.observations.schema) == OBSERVATIONS
    (row,) = imported.observations.to_dicts()
    assert row == {
        "document": "own-figures-barnsley-2026-03-02",
        "locator": "own.csv#value",
        "area": "barnsley",
        "indicator": "sw_agency_rate",
        "dimension": "",
        "member": "",
        "period": "May 2025",
        "period_kind": "month",
        "period_start": date(2025, 5, 1),
        "period_end": date(2025, 5, 31),
        "value": 12.5,
        "numerator": 38.0,
        "denominator": 304.0,
        "unit": "percent",
        "status": "provisional",
        "missing_reason": None,
        "note": "Counted late.",
        "printed": "12.5",
        "row": 2,
    }
    assert imported.warnings == ()
    assert unsound(imported, shipped_catalogue()) == []


def test_the_release_says_whose_it_is_and_how_its_day_is_known():
    release = read_one({}).release
    assert (release.kind, release.family, release.authority) == (ReleaseKind.OWN, "own-figures", "barnsley")
    assert release.title == "Barnsley: own figures brought in on 2 March 2026"
    assert (release.published, release.data_to) == (TODAY, date(2025, 5, 31))
    assert "Nobody has said that the public can read it" in release.published_basis
    (given,) = read(tidy_table({}), date(2025, 7, 1))
    assert given.release.id == "own-figures-barnsley-2025-07-01"
    assert given.release.published_basis == "The day that was given with the file."


def test_each_council_of_a_file_has_a_release_of_its_own():
    first, second = read(tidy_table({"note": "a"}, {"council": "Barnet", "period": "June 2027"}))
    assert [first.release.authority, second.release.authority] == ["barnsley", "barnet"]
    assert [one.observations.height for one in (first, second)] == [1, 1]
    assert first.warnings == ()
    assert [warning.row for warning in second.warnings] == [3]
    assert second.release.data_to == TODAY


def test_it_is_told_by_its_columns_in_any_order_and_case_and_under_titles():
    importer: Importer = IMPORTER
    assert importer.recognises(tidy_table({}, columns=("VALUE", "Period ", "indicator", "Council")))
    assert importer.recognises(sheet_of([["Our figures"], [], ["Council", "Indicator", "Period", "Value"]]))
    assert not importer.recognises(table_of(("council", "indicator", "value"), [("a", "b", "1")]))
    (imported,) = read(
        tidy_table({}, columns=("value", "period", "indicator", "council")).__class__(
            "x.csv", tidy_table({}).frame.rename({"value": "VALUE", "council": " Council"}), "0"
        )
    )
    assert imported.observations["locator"].item() == "x.csv#VALUE"


def test_rows_count_as_in_the_file_where_titles_stand_above_and_blank_rows_between():
    rows = [["Our figures"], [], [*FIELDS[:3], "value"], ["Barnsley", "Agency rate", "May 2025", "12"], []]
    rows.append(["Barnsley", "Agency rate", "June 2025", "13"])
    (imported,) = read(sheet_of(rows))
    assert imported.observations["row"].to_list() == [4, 6]


@pytest.mark.parametrize(
    "council",
    [
        "Barnsley",
        " barnsley ",
        "BARNSLEY",
        "370",
        "E08000016",
        "e08000038",
        "Barnsley MBC",
        "Barnsley Metropolitan Borough Council",
    ],
)
def test_a_council_is_known_by_name_id_and_any_code(council):
    assert read_one({"council": council}).release.authority == "barnsley"


@pytest.mark.parametrize("indicator", ["sw_agency_rate", "agency rate", "AGENCY RATE ", "Agency worker rate"])
def test_an_indicator_is_known_by_id_name_and_alias(indicator):
    assert read_one({"indicator": indicator}).observations["indicator"].item() == "sw_agency_rate"


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2025-05", "May 2025"),
        ("May-25", "May 2025"),
        ("Q1 2025/26", "Q1 2025/26"),
        ("31 March 2025", "31 March 2025"),
        ("2024/25", "2024/25"),
    ],
)
def test_a_period_is_read_in_any_spelling(period, label):
    assert read_one({"period": period}).observations["period"].item() == label


@pytest.mark.parametrize(
    ("value", "status", "reason"),
    [
        ("c", "", "suppressed"),
        ("X", "", "not_available"),
        ("z", "", "not_applicable"),
        ("k", "", "low"),
        ("low", "", "low"),
        ("u", "", "low_reliability"),
        ("", "not collected", "not_collected"),
        ("", "Not supplied", "not_supplied"),
        ("-", "not_collected", "not_collected"),
    ],
)
def test_a_missing_value_is_null_with_its_reason(value, status, reason):
    (row,) = read_one({"value": value, "status": status}).observations.to_dicts()
    assert (row["value"], row["missing_reason"], row["status"], row["printed"]) == (None, reason, None, "")


def test_a_nought_is_a_figure_and_a_percent_sign_is_none_of_its_digits():
    rows = read_one({"value": "0"}, {"period": "June 2025", "value": "12.50 %"}).observations
    assert rows["value"].to_list() == [0.0, 12.5]
    assert rows["printed"].to_list() == ["0", "12.50"]


def test_what_a_spreadsheet_worked_out_is_shown_as_somebody_would_write_it():
    rows = read_one(
        {"indicator": "Average caseload", "value": "17.941176470588236"},
        {"indicator": "Average caseload", "period": "June 2025", "value": "17.600000000000001"},
    ).observations
    assert rows["printed"].to_list() == ["17.94", "17.6"]
    assert rows["value"].to_list() == [17.9411764706, 17.6]


def test_a_part_is_written_in_one_spelling():
    teams = [
        {"part": part, "member": member, "period": f"{month} 2025"}
        for part, member, month in (
            ("Team", "Duty East", "May"),
            ("team", "duty  east", "June"),
            ("TEAM", "Duty East", "July"),
        )
    ]
    rows = read_one(*teams).observations
    assert rows.select("dimension", "member").unique().rows() == [("team", "Duty East")]


def test_a_column_that_is_not_the_templates_is_left_out_and_said():
    table = tidy_table({}).frame.with_columns(pl.lit("green").alias("RAG"), pl.lit("").alias("column_12"))
    (imported,) = read(table_of(table.columns, table.rows()))
    assert imported.left_out == ("Column “RAG”: it is not one of the template’s.",)


def test_a_hash_in_a_files_name_or_heading_does_not_break_its_place():
    (imported,) = read(tidy_table({}, name="figures #2.csv"))
    assert imported.observations["locator"].item() == "figures -2.csv#value"
    assert unsound(imported, shipped_catalogue()) == []
