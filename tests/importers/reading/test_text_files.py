import hashlib

import pytest

from analytics.importers.reading import Limits, Unreadable, read_tables
from analytics.importers.table import TableKind

PLAIN = "area,rate\nBarnsley,71.4\nBarnet,c\n"
ROWS = [("Barnsley", "71.4"), ("Barnet", "c")]


def only(data, name="figures.csv", **kwargs):
    (table,) = read_tables(data if isinstance(data, bytes) else data.encode(), name, **kwargs)
    return table


def problem(data, name="figures.csv", **kwargs):
    with pytest.raises(Unreadable) as refused:
        read_tables(data if isinstance(data, bytes) else data.encode(), name, **kwargs)
    (found,) = refused.value.problems
    return found


def test_a_table_says_where_it_came_from():
    table = only(PLAIN)
    assert (table.name, table.kind, table.first_row, table.encoding) == ("figures.csv", TableKind.TEXT, 2, "utf-8")
    assert table.sha256 == hashlib.sha256(PLAIN.encode()).hexdigest()
    assert table.frame.rows() == ROWS
    assert table.frame.columns == ["area", "rate"]
    assert table.remarks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_line_end_and_encoding_gives_the_same_cells(end, last, encoding):
    text = "area,rate,note\nBarnsley,71.4,“Æon”\nBarnet,c,café\n".replace("\n", end)
    table = only((text if last else text.removesuffix(end)).encode(encoding))
    assert table.frame.columns == ["area", "rate", "note"]
    assert table.frame.rows() == [("Barnsley", "71.4", "“Æon”"), ("Barnet", "c", "café")]
    assert table.encoding == encoding


def test_text_that_is_not_utf8_is_remarked_on():
    (remark,) = only("area\nCafé\n".encode("cp1252")).remarks
    assert "not UTF-8" in remark.wrong
    assert "Windows-1252" in remark.right


def test_a_file_of_two_encodings_is_refused_at_the_first_odd_row():
    mixed = 'area,rate\n“one”,1\n"two\nlines",2\n'.encode() + "café,3\nthé,4\n".encode("cp1252")
    found = problem(mixed)
    assert found.row == 4
    assert "mixes encodings" in found.wrong


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator):
    text = PLAIN.replace(",", separator).replace("71.4", "71,4" if separator != "," else "71.4")
    assert only(text).frame.width == 2


def test_a_comma_in_every_text_does_not_hide_a_semicolon():
    assert only("area;note;n\nBarnsley;a, b;1\nBarnet;a;2\n").frame.width == 3


def test_the_separator_that_excel_names_in_the_first_line_is_taken_and_counted():
    table = only("sep=;\n\narea;rate\nBarnsley;1,5\n")
    assert table.frame.rows() == [("Barnsley", "1,5")]
    assert table.first_row == 4


def test_a_line_break_a_separator_and_a_quotation_mark_in_quotes_belong_to_the_cell():
    table = only('a,b\n"one\ntwo","x,y"\n"say ""hello""","three\r\nfour"\n')
    assert table.frame.rows() == [("one\ntwo", "x,y"), ('say "hello"', "three\r\nfour")]


def test_line_breaks_of_two_kinds_in_one_file_are_kept_apart():
    table = only('a,b\r\n"one\ntwo",1\r\n3,"4\r\n5"\r\n')
    assert table.frame.rows() == [("one\ntwo", "1"), ("3", "4\r\n5")]


def test_blanks_quoted_and_bare_are_the_same_and_never_null():
    assert only('a,b,c\n1,"",\n"",,3\n').frame.rows() == [("1", "", ""), ("", "", "3")]


def test_cells_are_kept_as_they_stand():
    assert only("a,b\n  1 ,01.50\nNA,null\n").frame.rows() == [("  1 ", "01.50"), ("NA", "null")]


def test_blank_rows_count_and_those_at_the_end_are_left_out():
    table = only("\n\na,b\n1,2\n\n,\n3,4\n\n,\n\n")
    assert table.frame.rows() == [("1", "2"), ("", ""), ("", ""), ("3", "4")]
    assert table.first_row == 4


def test_columns_of_one_name_and_of_none_are_all_kept_and_remarked_on():
    table = only("SN1,SNP,SN2,SNP,SNP_2,\n1,Close,2,Not close,x,y\n")
    assert table.frame.columns == ["SN1", "SNP", "SN2", "SNP_3", "SNP_2", "column_6"]
    assert table.header == ("SN1", "SNP", "SN2", "SNP", "SNP_2", "")
    assert table.frame.rows() == [("1", "Close", "2", "Not close", "x", "y")]
    assert [remark.wrong for remark in table.remarks] == [
        "There are 2 columns of the name “SNP”.",
        "A column has no name.",
    ]


def test_every_row_of_another_length_is_named_at_once():
    text = "a,b,c\n1,2,3\n1,2\n1,2,3\n1,2,3,4\n1,2,3\n" + '"x\ny",2,3\n' + "1\n1,2,3\n1,2,3\n"
    with pytest.raises(Unreadable) as refused:
        read_tables(text.encode(), "figures.csv")
    assert [(found.row, found.wrong) for found in refused.value.problems] == [
        (3, "The row has 2 cells."),
        (5, "The row has 4 cells."),
        (8, "The row has 1 cell."),
    ]
    assert "Give 3, as the header has" in refused.value.problems[0].right


def test_of_very_many_rows_of_another_length_the_first_twenty_are_named():
    text = "a,b\n" + "1,2\n" * 2000 + "1,2,3\n" * 1000
    with pytest.raises(Unreadable) as refused:
        read_tables(text.encode(), "figures.csv")
    assert len(refused.value.problems) == 20
    assert "And 980 more rows" in refused.value.problems[-1].wrong


def test_titles_above_the_header_are_named_as_such():
    found = problem("Table 1: Children\n\narea,rate\nBarnsley,1\nBarnet,2\n")
    assert found.row == 3
    assert "remove the titles" in found.right


@pytest.mark.parametrize(
    ("text", "row"), [('a,b\n1,2\n3,"never closed\n4,5\n', 3), ('a,b\n1,2\n"x"y,3\n', 3), ('a,b\n1,"2" \n', 2)]
)
def test_a_quotation_mark_out_of_place_swallows_no_rows(text, row):
    found = problem(text)
    assert found.row == row
    assert "quotation mark" in found.wrong


def test_a_quotation_mark_inside_a_bare_text_is_a_letter_like_others():
    assert only('a,b\n5" pipe,1\nx"y,2\n').frame.rows() == [('5" pipe', "1"), ('x"y', "2")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n "])
def test_an_empty_file_is_refused(data):
    assert "empty" in problem(data).wrong


def test_a_header_alone_is_refused():
    assert "no rows" in problem("a,b\n\n,\n").wrong


def test_a_file_over_the_limit_is_refused_with_its_size_and_the_limit():
    found = problem(PLAIN * 1000, limits=Limits(unpacked_bytes=20_000))
    assert "33,000 bytes" in found.wrong
    assert "20,000 bytes" in found.wrong


def test_too_many_columns_are_refused():
    assert "5,001 columns" in problem(",".join(map(str, range(5001))) + "\n" + "," * 5000 + "\n").wrong


@pytest.mark.parametrize("end", ["\n", "\r"], ids=["LF", "CR"])
def test_blank_rows_of_many_columns_are_counted_before_there_is_room_for_them(end):
    header = ",".join(map(str, range(1000)))
    assert "1,000 columns; at most 40,000,000 cells" in problem(f"{header}\n{end * 50_000}").wrong


def test_control_marks_in_cells_do_not_disturb_the_reading():
    cells = ["".join(map(chr, range(0x1C, 0x20))), "a,\x1f"]
    table = only('x,y\n"' + '","'.join(cells) + '"\n')
    assert table.frame.rows() == [tuple(cells)]
