import pytest

from analytics.importers.screening import screen
from tests.importers.screening.data_files import COLUMNS, META, sound_rows, table


def failures(meta, **kwargs):
    return screen(table(meta=meta, **kwargs)).failures


def test_a_sound_description_passes():
    screening = screen(table(meta=META))
    assert screening.failures == screening.warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "said"),
    [
        ("indicator_unit", "unit", 1, "unit", "not expected"),
        ("indicator_unit", "unit", 1, "indicator_unit", "There is no column"),
        ("rate,Indicator", "ratio,Indicator", 4, "col_name", "figures.csv has no column “ratio”"),
        ("rate,Indicator", "the rate,Indicator", 4, "col_name", "has a space"),
        ("rate,Indicator", "children,Indicator", 4, "col_name", "more than once"),
        ("rate,Indicator", ",Indicator", 4, "col_name", "blank"),
        ("rate,Indicator", "la_name,Indicator", 4, "col_name", "when or where"),
        ("rate,Indicator", "rate,Measure", 4, "col_type", "“Measure” is no type"),
        ("rate,Indicator", "rate,", 4, "col_type", "blank"),
        ("Indicator,Rate,", "Indicator,,", 4, "label", "blank"),
        ("Indicator,Rate,", "Indicator,Number of children,", 4, "label", "more than once"),
        (",%,", ",per cent,", 4, "indicator_unit", "no unit"),
        (",%,1,", ",%,-1,", 4, "indicator_dp", "decimal places"),
        (",%,1,", ",%,1.5,", 4, "indicator_dp", "decimal places"),
        ("Group,,,,", "Group,,%,,", 2, "indicator_unit", "type Filter"),
        (",%,1,,", ",%,1,A hint,", 4, "filter_hint", "type Indicator"),
        ("Which children,", "Which children,band", 2, "filter_grouping_column", "no column “band”"),
        ("Which children,", "Which children,rate", 2, "filter_grouping_column", "itself described"),
        ("Which children", "NA", 2, "filter_hint", "program’s word for nothing"),
        ("rate,Ind", ",,,,,,,\nrate,Ind", 4, "col_name", "row is blank"),
    ],
)
def test_a_fault_of_the_description_is_named_by_row_and_column(old, new, row, column, said):
    assert old in META
    found = [problem for problem in failures(META.replace(old, new, 1)) if problem.file == "figures.meta.csv"]
    assert any((problem.row, problem.column) == (row, column) and said in problem.wrong for problem in found)


@pytest.mark.parametrize("meta", ["<html>", "col_name,label\nx\n", "col_name"])
def test_a_description_that_cannot_be_read_is_a_failure(meta):
    assert any(problem.file == "figures.meta.csv" for problem in failures(meta))


def test_what_the_description_calls_a_filter_is_one_though_it_holds_numbers():
    rows = [[*row[:-3], "1" if row[-3] == "Total" else "2", *row[-2:]] for row in sound_rows()]
    assert any("same time" in problem.wrong for problem in screen(table(rows)).failures)
    assert failures(META, rows=rows) == ()


def test_a_column_that_varies_and_is_not_described_is_warned_of():
    rows = [[*row, str(number)] for number, row in enumerate(sound_rows())]
    (found,) = screen(table(rows, (*COLUMNS, "weight"), META)).warnings
    assert (found.column, found.wrong) == ("weight", "figures.meta.csv does not describe the column.")


def test_a_filter_with_one_value_is_warned_of_in_both_files():
    rows = [row for row in sound_rows() if row[-3] == "Total"]
    warnings = screen(table(rows, meta=META)).warnings
    assert [problem.file for problem in warnings] == ["figures.csv", "figures.meta.csv"]
