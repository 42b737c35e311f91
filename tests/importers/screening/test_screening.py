from dataclasses import replace

import polars as pl
import pytest

from analytics.importers.reading import read_tables
from analytics.importers.screening import screen
from tests.evidence.shipped_evidence import shipped
from tests.importers.screening.data_files import COLUMNS, META, sound_rows, table, with_cell, with_column


def failures(rows=None, columns=COLUMNS, **kwargs):
    return screen(table(rows, columns), **kwargs).failures


def only(problems):
    (found,) = problems
    return found


def test_a_sound_file_has_neither_failures_nor_warnings():
    screening = screen(table(), shipped().catalogue)
    assert screening.failures == ()
    assert screening.warnings == ()
    assert screening.passed


@pytest.mark.parametrize("column", COLUMNS[:5])
def test_every_missing_column_is_named(column):
    frame = table().frame.drop(column)
    found = screen(replace(table(), frame=frame)).failures
    assert (found[0].column, found[0].row) == (column, 1)
    assert f"no column “{column}”" in found[0].wrong


@pytest.mark.parametrize("spelled", ["TIME_PERIOD", "Time_period"])
def test_a_column_in_other_capitals_is_known_and_warned_of(spelled):
    screening = screen(table(columns=(spelled, *COLUMNS[1:])))
    assert screening.failures == ()
    warning = only(screening.warnings)
    assert (warning.column, warning.right) == (spelled, "Call it “time_period”.")


def test_a_space_in_a_columns_name_is_warned_of():
    screening = screen(table(columns=(*COLUMNS[:-1], "rate per 10000")))
    assert screening.failures == ()
    assert only(screening.warnings).right == "Call it “rate_per_10000”."


def test_two_columns_of_one_name_are_a_failure_though_reading_kept_both():
    text = ",".join([*COLUMNS, "rate"]) + "\n" + "\n".join(",".join([*row, "1"]) for row in sound_rows())
    (read,) = read_tables(text.encode(), "figures.csv")
    found = only(screen(read).failures)
    assert (found.column, found.wrong) == ("rate", "The column is there 2 times.")


@pytest.mark.parametrize(
    ("period", "right"),
    [
        ("2024/25", "Write 202425."),
        ("2024-2025", "Write 202425."),
        ("2025.0", "Write 2025, digits only."),
        ("202426", "2024 is followed by 25."),
        ("199901", "1999 is followed by 00."),
        ("202425", "Write 2024, or correct the identifier."),
        ("25", "Write four digits (2025), or six for two years (202425)."),
        ("1066", "Write four digits (2025), or six for two years (202425)."),
        ("", "Write the year (2025), or both years of an academic one (202425)."),
    ],
)
def test_a_time_period_that_cannot_be_one_is_named_with_its_row(period, right):
    found = only(failures(with_cell(5, "time_period", period)))
    assert (found.row, found.column, found.right) == (5, "time_period", right)


@pytest.mark.parametrize("period", ["202425", "199900"])
def test_two_years_belong_to_an_academic_year(period):
    rows = [[period, "Academic year", *row[2:]] for row in sound_rows() if row[0] == "2025"]
    assert failures(rows) == ()


def test_one_year_does_not_make_an_academic_year():
    rows = [[row[0], "Academic year", *row[2:]] for row in sound_rows()]
    found = failures(rows)
    assert len(found) == len(rows)
    assert found[0].right == "Write 202425, or correct the identifier."


def test_an_identifier_that_is_not_known_is_named():
    found = failures(with_cell(3, "time_identifier", "Inspection year"))
    assert (found[0].row, found[0].column) == (3, "time_identifier")
    assert "“Inspection year” is no time identifier" in found[0].wrong


def test_two_kinds_of_time_in_one_file_are_a_failure():
    found = only(failures(with_cell(3, "time_identifier", "Calendar year")))
    assert "mixes kinds of time: “Calendar year”, “Reporting year”" in found.wrong


def test_terms_may_stand_in_one_file():
    rows = [["202425", term, *row[2:]] for term in ("Autumn term", "Spring term") for row in sound_rows()[:8]]
    assert failures(rows) == ()


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (2, "geographic_level", "Planet", "no geographic level"),
        (2, "geographic_level", "", "geographic level is blank"),
        (2, "country_code", "England", "not a code"),
        (4, "region_code", "E14000001", "not a code"),
        (6, "new_la_code", "E05000001", "not a code"),
        (6, "new_la_code", "E0800016", "not a code"),
        (6, "old_la_code", "37", "not a code"),
        (6, "old_la_code", "３７０", "not a code"),
        (6, "old_la_code", "370.0", "not a code"),
        (6, "old_la_code", "", "the level “Local authority” needs it"),
        (6, "la_name", " ", "the level “Local authority” needs it"),
        (6, "country_name", "", "needs it"),
        (2, "region_name", "London", "stands in a row of the level “National”"),
        (4, "la_name", "Barnsley", "stands in a row of the level “Regional”"),
        (6, "region_name", "London", "the code is another region’s"),
        (6, "region_name", "", "without its name"),
        (2, "la_name", "Total", "where a place or a time belongs"),
        (6, "la_name", "NULL", "program’s word for nothing"),
        (3, "group", "NA", "program’s word for nothing"),
        (3, "group", "", "filter is blank"),
        (3, "children", "1,234", "has a comma"),
        (3, "rate", "71.4%", "has a sign"),
        (3, "rate", "-£5", "has a sign"),
        (3, "rate", "*", "neither a number nor a symbol"),
        (3, "rate", "NA", "neither a number nor a symbol"),
        (3, "rate", "１２", "neither a number nor a symbol"),
        (3, "rate", "C", "no symbol of DfE’s"),
        (3, "rate", "1.2.3", "has a sign in it"),
    ],
)
def test_a_faulty_cell_is_named_by_row_and_column(row, column, value, said):
    found = failures(with_cell(row, column, value))
    assert any((problem.row, problem.column) == (row, column) and said in problem.wrong for problem in found)


@pytest.mark.parametrize("value", ["c", "k", "low", "u", "x", "z", "0", "-1", "+2.5", "1e5", ".5", " 7 "])
def test_figures_and_the_symbols_of_todays_releases_pass(value):
    screening = screen(table(with_cell(3, "rate", value)))
    assert screening.failures == screening.warnings == ()


@pytest.mark.parametrize(("value", "said"), [("~", "older releases"), (":", "older releases"), ("", "figure is blank")])
def test_old_symbols_and_blanks_are_warned_of(value, said):
    screening = screen(table(with_cell(3, "rate", value)))
    assert screening.failures == ()
    found = only(screening.warnings)
    assert (found.row, found.column) == (3, "rate")
    assert said in found.wrong


def test_a_joint_return_of_two_authorities_passes():
    rows = with_cell(6, "old_la_code", "940 / 941")
    rows = with_cell(6, "new_la_code", "E06000061 / E06000062", rows)
    rows = with_cell(6, "la_name", "North Northamptonshire / West Northamptonshire", rows)
    screening = screen(table(rows), shipped().catalogue)
    assert screening.failures == screening.warnings == ()


def test_the_codes_of_an_authority_old_and_new_are_the_same_authority():
    assert screen(table(with_cell(6, "new_la_code", "E08000038")), shipped().catalogue).failures == ()


def test_two_codes_of_two_authorities_are_a_failure():
    found = only(failures(with_cell(6, "new_la_code", "E09000003"), catalogue=shipped().catalogue))
    assert (found.row, found.column) == (6, "new_la_code")
    assert found.wrong == "370 is Barnsley and E09000003 is Barnet."


def test_an_authority_that_is_not_known_is_warned_of():
    rows = with_cell(6, "old_la_code", "199", with_cell(6, "new_la_code", "E08000999"))
    (found,) = screen(table(rows), shipped().catalogue).warnings
    assert "not known" in found.wrong


def test_anothers_name_is_warned_of():
    (found,) = screen(table(with_cell(6, "la_name", "Barnet")), shipped().catalogue).warnings
    assert "codes are of Barnsley, and its name is “Barnet”" in found.wrong


def test_a_level_in_other_capitals_is_read_and_warned_of():
    screening = screen(table(with_column("geographic_level", "Local Authority", "Local authority")))
    assert screening.failures == ()
    assert only(screening.warnings).right == "Write “Local authority”."


def test_columns_of_a_level_that_are_missing_are_named():
    found = screen(replace(table(), frame=table().frame.drop("old_la_code", "region_code"))).failures
    assert {problem.column for problem in found} == {"old_la_code", "region_code"}


def test_a_row_said_twice_names_both():
    rows = sound_rows()
    found = only(failures([*rows, rows[3]]))
    assert found.row == 18
    assert found.wrong == "The row says the same as row 5."


def test_a_row_that_contradicts_another_names_both():
    rows = sound_rows()
    found = only(failures([*rows, [*rows[3][:-1], "12.3"]]))
    assert found.row == 18
    assert "same time, place and groups as row 5, and other figures" in found.wrong


def test_rows_told_apart_by_a_filter_are_no_duplicates():
    rows = sound_rows()
    assert failures([*rows, *([*row[:-3], "Over 16", *row[-2:]] for row in rows[::2])]) == ()


def test_two_releases_in_one_file_are_called_that():
    rows = sound_rows()
    found = failures([*rows, *([*row[:-1], "12.3"] for row in rows)])
    assert len(found) == 17
    assert "two releases in one file" in found[-1].wrong


def test_a_header_in_the_middle_is_called_two_files_and_nothing_else():
    rows = sound_rows()
    found = only(failures([*rows[:8], list(COLUMNS), *rows[8:]]))
    assert found.row == 10
    assert "two files were put together" in found.wrong


def test_a_blank_row_is_named():
    rows = sound_rows()
    found = only(failures([*rows[:4], [""] * len(COLUMNS), *rows[4:]]))
    assert (found.row, found.wrong) == (6, "The row is blank.")


def test_of_many_faults_of_one_kind_the_first_twenty_are_listed():
    rows = [row for year in range(1900, 2030) for row in ([str(year), *entry[1:]] for entry in sound_rows()[:8])]
    found = screen(table([[*row[:-1], "*"] for row in rows], meta=META)).failures
    assert len(found) == 20
    assert [problem.row for problem in found] == list(range(2, 22))
    assert "And 1,020 more rows" in found[-1].wrong
    assert all("more rows" not in problem.wrong for problem in found[:-1])


def test_spaces_and_two_spellings_of_a_label_are_warned_of():
    warnings = screen(table(with_cell(3, "group", " under 1"))).warnings
    assert [(problem.row, problem.column) for problem in warnings] == [(3, "group"), (0, "group")]
    assert "spelled in two ways: “Under 1”, “under 1”" in warnings[1].wrong


def test_a_filter_without_a_total_and_one_of_a_single_value_are_warned_of():
    rows = with_column("group", "Under 1")
    rows = [row for number, row in enumerate(rows) if number % 2]
    assert "one value only" in only(screen(table(rows)).warnings).wrong
    rows = [[*row[:-3], f"Band {number % 2}", *row[-2:]] for number, row in enumerate(sound_rows())]
    assert "no “Total”" in only(screen(table(rows)).warnings).wrong


def test_a_numbered_age_is_a_filter():
    columns = (*COLUMNS[:-3], "age", *COLUMNS[-2:])
    rows = [[*row[:-3], "17" if row[-3] == "Total" else "18", *row[-2:]] for row in sound_rows()]
    assert failures(rows, columns) == ()


def test_a_file_without_figures_is_a_failure():
    frame = table().frame.drop("children", "rate")
    assert "No column holds figures" in only(screen(replace(table(), frame=frame)).failures).wrong


def test_a_table_that_is_no_data_file_fails_in_words():
    other = replace(table(), frame=pl.DataFrame({"LA name": ["Barnsley"], "SN1": ["Wakefield"]}))
    found = screen(other).failures
    assert sum("There is no column" in problem.wrong for problem in found) == 5


@pytest.mark.parametrize("frame", [pl.DataFrame(), table().frame.clear()])
def test_a_table_without_rows_fails(frame):
    assert any("no rows" in problem.wrong for problem in screen(replace(table(), frame=frame)).failures)


def test_rows_count_from_where_the_file_begins():
    found = only(screen(replace(table(with_cell(3, "rate", "*")), first_row=7)).failures)
    assert found.row == 8
