import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from analytics.evidence.files import read_rows, read_toml


class Remark(BaseModel):
    model_config = ConfigDict(extra="forbid")

    place: str
    number: int
    text: str


COLUMNS = ("place", "number", "text")
LINE_BREAKING = "\u2028\u0085\x0b\x0c\x1c"  # Python breaks lines at these, a spreadsheet does not
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,\"'" + LINE_BREAKING))


@pytest.fixture
def remarks(tmp_path):
    """A function that writes a file's text and reads it."""

    def read(text, encoding="utf-8"):
        path = tmp_path / "remarks.csv"
        path.write_bytes(text.encode(encoding))
        return read_rows(path, Remark, COLUMNS)

    return read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=4))
def test_any_text_in_quotes_is_one_cell_of_one_row(texts, tmp_path):
    path = tmp_path / "remarks.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *(("here", 1, text) for text in texts)])
    rows, problems = read_rows(path, Remark, COLUMNS)
    assert problems == []
    assert [row.text for _, row in rows] == [text.strip() for text in texts]


def test_rows_are_counted_as_a_spreadsheet_does(remarks):
    rows, problems = remarks('place,number,text\na,1,"two\nlines"\n\nb,2,x\n,,\nc,three,x\n')
    assert [(number, row.place) for number, row in rows] == [(2, "a"), (4, "b")]
    assert [(problem.row, problem.column) for problem in problems] == [(6, "number")]


def test_a_mark_of_byte_order_and_windows_line_ends_are_no_part_of_a_cell(remarks):
    rows, problems = remarks("place,number,text\r\na,1,x\r\n", encoding="utf-8-sig")
    assert problems == []
    assert [row.text for _, row in rows] == ["x"]


def test_spaces_round_a_cell_are_left_out(remarks):
    rows, _ = remarks("place,number,text\n a , 1 , some words \n")
    assert rows == [(2, Remark(place="a", number=1, text="some words"))]


def test_every_wrong_column_of_a_header_is_named_at_once(remarks):
    rows, problems = remarks("place,place,colour,text\na,b,blue,x\n")
    assert rows == []
    assert {problem.wrong for problem in problems} == {
        "There is no column “number”.",
        "The column “colour” is not known.",
        "The column “place” is there twice.",
    }
    assert {problem.right for problem in problems} == {"The header is: place, number, text."}


def test_every_wrong_cell_of_every_row_is_reported_and_sound_rows_are_kept(remarks):
    rows, problems = remarks("place,number,text\na,one,x\nb,2,x\nc,3\nd,four,x\n")
    assert [row.place for _, row in rows] == ["b"]
    assert [(problem.row, problem.column) for problem in problems] == [(2, "number"), (4, ""), (5, "number")]


@pytest.mark.parametrize("broken", ['c,3,"never closed\nd,4,x\n', 'c,3,"some "quoted" words"\nd,4,x\n'])
def test_a_quotation_mark_that_is_not_closed_swallows_no_rows_in_silence(remarks, broken):
    rows, problems = remarks(f"place,number,text\na,1,x\nb,2,x\n{broken}")
    assert [row.place for _, row in rows] == ["a", "b"]
    (problem,) = problems
    assert problem.row == 4
    assert "This row and those below it are not read." in problem.wrong


def test_a_toml_file_has_all_its_problems_reported_at_once(tmp_path):
    path = tmp_path / "remark.toml"
    path.write_text('place = "a"\nnumber = "one"\ncolour = "blue"\n', encoding="utf-8")
    content, problems = read_toml(path, Remark)
    assert content is None
    assert {problem.column: problem.wrong for problem in problems} == {
        "number": "“one” cannot be read here.",
        "text": "There is no “text”.",
        "colour": "“colour” is not known.",
    }


def test_a_toml_file_that_is_not_toml_says_where(tmp_path):
    path = tmp_path / "remark.toml"
    path.write_text('place = "a"\nnumber = = 1\n', encoding="utf-8")
    content, (problem,) = read_toml(path, Remark)
    assert content is None
    assert "The file is not TOML" in problem.wrong
    assert "line 2" in problem.wrong
