import time
from datetime import datetime
from datetime import time as time_of_day

import pytest

from analytics.importers.reading import Limits, Unreadable, read_tables, under_header
from analytics.importers.table import TableKind
from tests.importers.reading.workbook_files import ods_row, raw_ods, raw_xlsx, workbook, zipped

LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 11)
)
LAUGHS += "]>"


def problem(data, name="book.xlsx", **kwargs):
    with pytest.raises(Unreadable) as refused:
        read_tables(data, name, **kwargs)
    (found,) = refused.value.problems
    return found


def test_every_sheet_with_cells_is_a_table():
    one, two = read_tables(workbook({"One": [["a", "b"], [1, 2]], "Blank": [], "Two": [["c", "d"], [3, 4]]}), "b.xlsx")
    assert (one.sheet, one.kind, one.first_row, one.frame.rows()) == ("One", TableKind.SHEET, 2, [("1", "2")])
    assert (two.sheet, two.frame.columns) == ("Two", ["c", "d"])
    assert one.shown_as == "b.xlsx, sheet One"


def test_numbers_are_as_they_are_stored_and_days_are_iso():
    row = [17.6, 5.0, 0.00001, 123456789012, True, "  01 ", datetime(2023, 9, 11), datetime(2023, 9, 11, 10, 30)]
    (table,) = read_tables(workbook({"One": [[f"c{number}" for number in range(9)], [*row, time_of_day(9, 5)]]}), "b")
    assert table.frame.row(0) == (
        "17.6",
        "5",
        "0.00001",
        "123456789012",
        "true",
        "  01 ",
        "2023-09-11",
        "2023-09-11T10:30:00",
        "09:05:00",
    )


def test_titles_are_kept_and_rows_are_counted_from_the_top_of_the_sheet():
    rows = [[], ["Table 1"], [None, "2025"], ["LA name", "*", "*"], ["Barnsley", 1, 2]]
    (table,) = read_tables(workbook({"One": rows}), "b.xlsx")
    assert table.first_row == 1
    assert table.frame.columns == ["column_1", "column_2", "column_3"]
    assert table.frame.row(1) == ("Table 1", "", "")
    below = under_header(table, ["la  Name", "*"])
    assert (below.frame.columns, below.first_row) == (["LA name", "*", "*_2"], 5)
    assert below.frame.rows() == [("Barnsley", "1", "2")]
    assert under_header(table, ["Region"]) is None
    assert under_header(below, ["LA name"]) is below


def test_cells_with_errors_are_blank_and_remarked_on():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    )
    cells += '<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c><c r="B2"><v>2</v></c></row>'
    (table,) = read_tables(raw_xlsx(cells), "b.xlsx")
    assert table.frame.rows() == [("", "2")]
    assert "A2" in table.remarks[0].wrong


def test_an_opendocument_workbook_is_read_as_stored():
    data = raw_ods(ods_row("area", "rate") + ods_row("Barnsley", 71.4, repeated=2) + ods_row(None, repeated=1_048_000))
    (table,) = read_tables(data, "book.ods")
    assert table.frame.rows() == [("Barnsley", "71.4")] * 2
    assert table.frame.columns == ["area", "rate"]


def test_blank_rows_above_count_in_an_opendocument_workbook():
    (table,) = read_tables(raw_ods(ods_row(None, repeated=3) + ods_row("a", 1) + ods_row("b", 2)), "book.ods")
    assert table.frame.height == 5
    assert table.frame.row(3) == ("a", "1")


def test_a_blank_workbook_is_refused():
    assert "blank" in problem(workbook({"One": [], "Two": []})).wrong


@pytest.mark.parametrize("make", [raw_xlsx, raw_ods])
def test_entities_that_unfold_are_refused_at_once(make):
    cells = (
        ods_row("&a10;") if make is raw_ods else '<row r="1"><c r="A1" t="inlineStr"><is><t>&a10;</t></is></c></row>'
    )
    start = time.monotonic()
    assert "XML definitions" in problem(make(cells, prologue=LAUGHS)).wrong
    assert time.monotonic() - start < 60, "unfolded, they would take hours"


@pytest.mark.parametrize("reference", ["XFD1048576", "ZZZ9", "A999999999"])
def test_a_cell_far_away_makes_no_room_for_all_between(reference):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    assert "claims" in problem(raw_xlsx(cells)).wrong


def test_cells_that_do_not_say_where_they_stand_are_counted():
    cells = f'<row r="1048576">{"<c><v>1</v></c>" * 500}</row><row r="1"><c><v>1</v></c></row>'
    assert "1,048,576 rows of 500 columns" in problem(raw_xlsx(cells)).wrong
    (table,) = read_tables(raw_xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>" * 2), "book.xlsx")
    assert table.frame.rows() == [("1", "2"), ("1", "2")]


def test_all_sheets_together_are_counted():
    sheets = {name: [["a", "b"], [1, 2]] for name in ("One", "Two", "Three")}
    assert "12 cells together; at most 11" in problem(workbook(sheets), limits=Limits(cells=11)).wrong


def test_a_part_that_is_not_utf8_is_refused():
    parts = {"xl/workbook.xml": "<workbook/>".encode("utf-16")}
    assert "not UTF-8" in problem(zipped(parts)).wrong


@pytest.mark.parametrize(
    "rows",
    [
        ods_row("x", repeated=100_000_000),
        ods_row("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="900000000"', 1),
        ods_row(None, repeated=900_000_000) + ods_row("x", "y"),
    ],
)
def test_a_cell_repeated_without_end_is_refused(rows):
    assert "claims" in problem(raw_ods(rows), "book.ods").wrong


def test_a_long_text_in_many_cells_is_refused():
    shared = f"<si><t>{'x' * 500_000}</t></si>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3001))
    assert "of text" in problem(raw_xlsx(cells, shared)).wrong
    many = ods_row("x" * 100_000, repeated=10_000)
    assert "of text" in problem(raw_ods(many), "book.ods").wrong


FAR = "<row><c><v>1</v></c></row>" + '<row><c r="A600"><v>1</v></c><c r="P600"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "made",
    [
        raw_xlsx(FAR, part="xl/other/sheet1.xml"),
        raw_xlsx(FAR, part="xl/WorkSheets/sheet1.XML"),
        raw_xlsx(FAR, part="sheet"),
        raw_xlsx(FAR.replace("600", "00000000000600")),
        raw_xlsx(FAR.replace("P600", "&#80;600")),
        raw_xlsx(f'<row r="1"/><row a=">" r="600">{"<c/>" * 15}<c><v>1</v></c></row>'),
        raw_xlsx(f'<row r="1"/><row r="00000000000600">{"<c/>" * 15}<c><v>1</v></c></row>'),
    ],
    ids=["another folder", "another case", "no ending", "noughts", "an entity", "a sign in an attribute", "long row"],
)
def test_a_claim_of_many_cells_is_seen_wherever_and_however_it_is_written(made):
    assert "claims 600 rows of 16 columns" in problem(made, limits=Limits(cells=5_000)).wrong


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A{0}" t="s"><f/><v>0</v></c>',
        '<c r="A{0}" t="s"><v >0</v></c>',
        '<c r="A{0}" t="s"><v>&#48;</v></c>',
        '<c a=">" r="A{0}" t="s"><v><!-- -->0</v></c>',
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="A{0}" t="s"><x:v>0</x:v></x:c>',
    ],
    ids=["after a formula", "a space", "an entity", "a comment", "a prefix"],
)
def test_a_long_text_in_many_cells_is_seen_however_they_are_written(cell):
    cells = "".join(f"<row>{cell.format(row)}</row>" for row in range(1, 1501))
    made = raw_xlsx(cells, f"<si><t>{'x' * 100_000}</t></si>", texts="xl/SHAREDSTRINGS.xml")
    assert "holds 150 MB of text" in problem(made, limits=Limits(unpacked_bytes=100_000_000)).wrong


def test_a_part_that_many_sheets_show_is_counted_for_each():
    names = [f"Sheet {number}" for number in range(9)]
    found = problem(raw_xlsx("<row><c><v>1</v></c></row>" * 2, names=names), limits=Limits(cells=11))
    assert "12 cells together; at most 11" in found.wrong
    text = raw_xlsx(f'<row><c t="inlineStr"><is><t>{"x" * 400}</t></is></c></row>', names=names)
    assert "of text together" in problem(text, limits=Limits(unpacked_bytes=3_000)).wrong


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row table:number-rows-repeated="600"><table:table-cell office:string-value="x" '
        'table:number-columns-repeated="16"/></table:table-row>',
        ods_row('x<text:s text:c="2000000"/>'),
    ],
    ids=["a value of no kind", "spaces"],
)
def test_what_a_few_bytes_of_an_opendocument_sheet_stand_for_is_counted(row):
    few = Limits(cells=5_000, unpacked_bytes=1_000_000)
    assert problem(raw_ods(row), "book.ods", limits=few).wrong.startswith("Sheet One")


def test_what_stands_in_a_comment_is_no_cell():
    comment = f'<!-- <c r="A1" t="e"> {"<c x" * 2_000} -->'
    (table,) = read_tables(raw_xlsx(f"<row><c><v>1</v></c><c><v>2</v></c></row>{comment}" * 2), "book.xlsx")
    assert (table.frame.rows(), table.remarks) == ([("1", "2"), ("1", "2")], ())


def test_a_workbook_over_the_limit_of_cells_is_refused():
    assert "at most 5 cells" in problem(workbook({"One": [["a", "b"]] * 3}), limits=Limits(cells=5)).wrong


def test_a_workbook_that_is_a_bomb_is_refused():
    parts = {"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b" " * 30_000_000}
    assert "250 times" in problem(zipped(parts)).wrong


@pytest.mark.parametrize("content", [b"", b"<", b"<office:document-content", b"\xff\xfe"])
def test_a_damaged_workbook_is_refused(content):
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    assert "damaged" in problem(zipped(parts), "book.ods").wrong
    assert "damaged" in problem(zipped({"xl/workbook.xml": content})).wrong
