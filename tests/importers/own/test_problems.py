"""What is said of files with faults: every fault at once, with its row, its column and what would be right."""

from dataclasses import replace

import pytest

from analytics.importers.own.columns import FIELDS
from analytics.importers.table import TableKind
from tests.importers.made_up_tables import table_of
from tests.importers.own.made_up import read, read_one, refused, tidy_table

COUNT = {"indicator": "Children in care", "value": "304"}
CASELOAD = {"indicator": "Average caseload", "value": "18.4"}


def the_only(problems):
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("row", "column", "wrong", "right"),
    [
        ({"council": "Barnsly"}, "council", "“Barnsly” is not known", "Did you mean Barnsley"),
        ({"council": ""}, "council", "blank", "Write its name"),
        ({"council": "England"}, "council", "is not a council", "department’s own files"),
        ({"indicator": "Agency rat"}, "indicator", "“Agency rat” is not known", "“Agency rate”"),
        ({"indicator": "Reported overspend"}, "indicator", "more than one", "fin_overspend"),
        ({"indicator": "Bins emptied"}, "indicator", "“Bins emptied” is not known", "list of indicators"),
        ({"period": "Q1 2019"}, "period", "could be the quarter", "in full"),
        ({"period": "soon"}, "period", "“soon” is not a period", "May 2023"),
        ({"period": ""}, "period", "blank", "May 2025"),
        ({"part": "team"}, "member", "no member", "both"),
        ({"member": "Duty"}, "part", "no part", "both"),
        ({**COUNT, "value": "4,409"}, "value", "“4,409” has commas", "Write 4409."),
        ({"value": "1,012.5%"}, "value", "commas", "Write 1012.5%."),
        ({**COUNT, "value": "£300"}, "value", "signs that are not part of the number", "Write 300."),
        ({"value": "−0.5"}, "value", "not a hyphen", "Write -0.5."),
        ({"value": "about half"}, "value", "“about half” is not a number", "digits"),
        ({"value": "12,5"}, "value", "is not a number", "digits"),
        ({"value": "9" * 400}, "value", "too large", "millions"),
        ({**COUNT, "value": "12%"}, "value", "is a percentage, but", "Write 12 "),
        ({"value": "100.1"}, "value", "more than 100", "a share is from 0 to 100"),
        ({"value": "-0.1"}, "value", "less than 0", "a share is from 0 to 100"),
        ({**COUNT, "value": "-3"}, "value", "less than 0", "cannot be negative"),
        ({"value": ""}, "value", "no reason is given", "not collected"),
        ({"value": "", "status": "final"}, "status", "blank but its status is “final”", "why it is missing"),
        ({"value": "c", "status": "provisional"}, "status", "“c” but its status", "why it is missing"),
        ({"value": "c", "status": "not collected"}, "status", "means “Withheld: small number”", "one of the two blank"),
        ({"status": "not collected"}, "status", "says that it is missing", "Leave the value blank"),
        ({"status": "green"}, "status", "“green” is not known", "provisional"),
        ({"numerator": "38"}, "denominator", "no denominator", "both"),
        ({"numerator": "many", "denominator": "4"}, "numerator", "“many” is not a number", "digits"),
        ({"numerator": "-1", "denominator": "4", "value": "c"}, "numerator", "less than 0", "cannot be negative"),
        ({"numerator": "1", "denominator": "0"}, "denominator", "out of nobody", "not applicable"),
        ({"numerator": "304", "denominator": "38"}, "numerator", "above the denominator", "swap"),
        ({"numerator": "40", "denominator": "304"}, "value", "12.5 is not 40 / 304, which is 13.16", "Correct"),
        ({**CASELOAD, "numerator": "92", "denominator": "4.5"}, "value", "18.4 is not 92 / 4.5", "Correct"),
    ],
)
def test_a_fault_is_named_with_its_row_and_column_and_what_would_be_right(row, column, wrong, right):
    problem = the_only(refused(tidy_table({"period": "April 2025"}, row)))
    assert (problem.file, problem.row, problem.column) == ("own.csv", 3, column)
    assert wrong in problem.wrong
    assert right in problem.right
    assert "!" not in str(problem)


def test_every_fault_of_every_row_is_told_at_once_in_the_order_of_the_file():
    problems = refused(tidy_table({"council": "x", "value": "1,000"}, {"value": "200"}, {"period": "", "status": "no"}))
    assert [(problem.row, problem.column) for problem in problems] == [
        (2, "council"),
        (2, "value"),
        (3, "value"),
        (4, "period"),
        (4, "status"),
    ]


def test_of_a_fault_that_is_everywhere_the_first_two_hundred_rows_are_named():
    problems = refused(tidy_table(*({"council": "x"} for _ in range(1000))))
    assert [problem.row for problem in problems] == list(range(2, 202))
    assert problems[-1].wrong.endswith("And 800 more rows with the same fault.")


@pytest.mark.parametrize(
    "row",
    [
        {"value": "12.5", "numerator": "38", "denominator": "304"},
        {"value": "13", "numerator": "38", "denominator": "304"},
        {"value": "12", "numerator": "38", "denominator": "304"},
        {**CASELOAD, "numerator": "92", "denominator": "5"},
        {**CASELOAD, "value": "18.5", "numerator": "92.0", "denominator": "5.0"},
        {**COUNT, "numerator": "1", "denominator": "2"},
        {"value": "0", "numerator": "0", "denominator": "7"},
        {"value": "8.333333333333334", "numerator": "10", "denominator": "120"},
        {"indicator": "cl_n_growth", "value": "-12"},
        {"indicator": "fin_variance", "value": "-0.1"},
        {"value": "c", "numerator": "c", "denominator": "30"},
    ],
)
def test_what_agrees_within_the_rounding_of_what_is_written_is_taken_in_silence(row):
    warnings = [one for one in read_one(row).warnings if "of 1 to 5" not in one.wrong]
    assert warnings == []


def test_a_quotient_that_was_rounded_down_is_a_warning():
    warning = the_only(read_one({"value": "12.6", "numerator": "38", "denominator": "300"}).warnings)
    assert warning.wrong == "12.6 is not 38 / 300, which is 12.67."


def test_a_figure_given_twice_alike_is_taken_once_with_a_warning_that_names_both_rows():
    imported = read_one({}, {"indicator": "sw_agency_rate", "period": "2025-05", "value": "12.50"})
    assert imported.observations["row"].to_list() == [2]
    warning = the_only(imported.warnings)
    assert (warning.row, warning.column, warning.wrong) == (3, "value", "It says the same as row 2.")


@pytest.mark.parametrize("other", [{"value": "13"}, {"value": "c"}, {"status": "provisional"}])
def test_a_figure_given_twice_and_differently_is_refused_with_both_rows(other):
    problem = the_only(refused(tidy_table({}, {"period": "June 2025"}, other)))
    assert (problem.row, problem.column) == (4, "value")
    assert "than row 2 gives" in problem.wrong


def test_figures_of_other_parts_councils_and_kinds_of_period_are_no_repetition():
    rows = [{}, {"part": "team", "member": "Duty"}, {"council": "Barnet"}, {"period": "31 May 2025"}]
    assert [one.observations.height for one in read(tidy_table(*rows))] == [3, 1]


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        ({"period": "April 2026"}, "period", "April 2026 begins after 2 March 2026"),
        ({"period": "2025/26"}, "period", "2025/26 ends after 2 March 2026"),
        ({**COUNT, "value": "3"}, "value", "1 figure tells of 1 to 5 (row 2)"),
        ({"numerator": "1", "denominator": "8"}, "value", "1 figure tells of 1 to 5 (row 2)"),
        ({**COUNT, "value": "12.5"}, "value", "12.5 is not a whole number"),
        ({"indicator": "cl_n_growth", "value": "140"}, "value", "a change of more than the whole"),
        ({"part": "team", "member": "Total"}, "member", "taken for one of the parts"),
    ],
)
def test_what_is_odd_is_taken_with_a_warning(row, column, wrong):
    warning = the_only(read_one(row).warnings)
    assert (warning.row, warning.column) == (2, column)
    assert wrong in warning.wrong


def test_a_forecast_of_a_period_to_come_and_a_nought_are_not_odd():
    assert read_one({"period": "April 2026", "status": "forecast"}, {**COUNT, "value": "0"}).warnings == ()


def test_small_counts_are_told_of_together():
    counts = [{**COUNT, "value": str(number), "part": "team", "member": str(number)} for number in range(0, 20)]
    warning = the_only(read_one(*counts).warnings)
    assert "5 figures tell of 1 to 5 (rows 3, 4, 5, 6, 7)" in warning.wrong
    assert "workspace only" in warning.wrong


def test_each_council_is_told_of_its_own_rows_only():
    first, second = read(tidy_table({**COUNT, "value": "3"}, {"council": "Barnet", **COUNT, "value": "4"}, {}, {}))
    assert [warning.row for warning in first.warnings] == [2, 5]
    assert [warning.row for warning in second.warnings] == [3]


def test_an_example_row_left_in_is_refused_even_under_the_councils_own_name():
    table = tidy_table({"council": "Example council"}, {"note": "Example row: delete it."}, {})
    assert [(one.row, one.column) for one in refused(table)] == [(2, "council"), (3, "council")]


def test_percentages_that_a_workbook_keeps_as_shares_of_one_are_refused():
    rows = [{"value": "0.125"}, {"value": "0.2", "period": "June 2025"}, {"value": "1", "period": "July 2025"}]
    problems = refused(replace(tidy_table(*rows), kind=TableKind.SHEET))
    assert [problem.row for problem in problems] == [2, 3]
    assert problems[0].right == "Write 12.5, or 0.125% as text where so little is meant."
    read(replace(tidy_table({"value": "0.5%"}), kind=TableKind.SHEET))
    read(replace(tidy_table({"value": "0.5"}, {"value": "2", "period": "June 2025"}), kind=TableKind.SHEET))


def test_a_date_that_a_workbook_made_of_a_month_is_asked_about():
    (imported,) = read(replace(tidy_table({"period": "2025-05-01"}), kind=TableKind.SHEET))
    assert "that one day (row 2)" in the_only(imported.warnings).wrong


def test_the_faults_of_a_header_are_told_at_once():
    columns = ["Council Name", "indicator", "PERIOD", "Period", "value", "numeratr"]
    problems = refused(table_of(columns, [["Barnsley", "Agency rate", "May 2025", "", "1", "2"]]))
    assert {(problem.row, problem.column) for problem in problems} == {(1, "council"), (1, "Period"), (1, "numeratr")}
    assert "Call this column numerator." in {problem.right for problem in problems}


def test_a_second_column_of_one_name_is_refused_as_its_reader_calls_it():
    problem = the_only(refused(table_of([*FIELDS, "value_2"], [["x"] * (len(FIELDS) + 1)])))
    assert problem.wrong == "Two columns are called “value”."


def test_a_file_without_rows_is_refused():
    assert "no rows of figures" in the_only(refused(tidy_table())).wrong
    assert "no rows of figures" in the_only(refused(table_of(FIELDS, [[""] * len(FIELDS)]))).wrong
