import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.frame_file import FORMATS, exact_csv, frame_as_csv, write_frame

ROOT = Path(__file__).resolve().parents[2]
FRAME = pl.DataFrame(
    {
        "place": ["Barnsley", "Barnet, “north”\nand south"],
        "day": [date(2018, 3, 31), None],
        "value": [8.8, None],
        "indicators": [["cin_n", "cp_n"], []],
    },
    schema_overrides={"indicators": pl.List(pl.String)},
)


def test_a_list_becomes_its_members_with_semicolons_and_a_null_stays_empty():
    assert list(csv.reader(io.StringIO(frame_as_csv(FRAME)))) == [
        ["place", "day", "value", "indicators"],
        ["Barnsley", "2018-03-31", "8.8", "cin_n;cp_n"],
        ["Barnet, “north”\nand south", "", "", ""],
    ]


def test_json_is_an_array_of_objects_with_null_where_nothing_is_known(tmp_path):
    write_frame(FRAME, tmp_path / "frame.json")
    assert json.loads((tmp_path / "frame.json").read_text(encoding="utf-8")) == [
        {"place": "Barnsley", "day": "2018-03-31", "value": 8.8, "indicators": ["cin_n", "cp_n"]},
        {"place": "Barnet, “north”\nand south", "day": None, "value": None, "indicators": []},
    ]


def test_parquet_is_read_back_as_it_was(tmp_path):
    write_frame(FRAME, tmp_path / "frame.parquet")
    assert pl.read_parquet(tmp_path / "frame.parquet").equals(FRAME)


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_frame_keeps_its_columns_where_the_format_can(ending, tmp_path):
    path = tmp_path / f"frame{ending}"
    write_frame(FRAME.clear(), path)
    if ending == ".csv":
        assert path.read_text(encoding="utf-8") == "place,day,value,indicators\n"
    elif ending == ".json":
        assert json.loads(path.read_text(encoding="utf-8")) == []
    else:
        assert pl.read_parquet(path).schema == FRAME.schema


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,\"'"), min_size=1)))
def test_any_text_is_read_back_from_csv(texts):
    frame = pl.DataFrame({"number": list(range(len(texts))), "text": texts}, schema={"number": int, "text": str})
    rows = list(csv.DictReader(io.StringIO(exact_csv(frame))))
    assert [row["text"] for row in rows] == texts


@pytest.mark.parametrize("name", ["frame.xlsx", "frame.CSV", "frame", "frame.csv.gz"])
def test_another_ending_is_refused_and_nothing_is_written(name, tmp_path):
    with pytest.raises(ValueError, match=r"The file's name ends in \.csv, \.json, \.parquet\."):
        write_frame(FRAME, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


# What a spreadsheet makes of it.

BEGINS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
any_text = st.text(st.sampled_from("=+-@\t\r'a1.,;\"\n ") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
any_number = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53).map(float)
any_row = st.tuples(
    st.none() | any_text,
    st.none() | any_number,
    st.none() | st.lists(any_text, max_size=3),
    st.none() | st.dates(min_value=date(1900, 1, 1)),
)
MIXED = {"=text": pl.String, "value": pl.Float64, "many": pl.List(pl.String), "day": pl.Date}


def is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text))


def is_run_by_a_spreadsheet(field: str) -> bool:
    """Whether a field is taken for a formula: it begins like one and is not simply a number."""
    return field.startswith(BEGINS_LIKE_A_FORMULA) and not is_number(field)


@given(st.lists(any_row, max_size=5))
def test_no_text_of_a_csv_is_run_and_nothing_else_is_changed(rows):
    frame = pl.DataFrame(rows, schema=MIXED, orient="row")
    header, *body = csv.reader(io.StringIO(frame_as_csv(frame), newline=""))
    assert header == ["'=text", "value", "many", "day"]
    assert len(body) == len(rows)
    for (text, value, many, day), (said, number, listed, on) in zip(rows, body, strict=True):
        for before, after in ((text or "", said), (";".join(many or ()), listed)):
            assert not is_run_by_a_spreadsheet(after)
            assert after == (f"'{before}" if is_run_by_a_spreadsheet(before) else before)
        assert (float(number) if number else None) == value, "a figure is a figure, also below 0"
        assert on == ("" if day is None else day.isoformat())


def test_a_number_below_0_stays_one_wherever_it_stands():
    frame = pl.DataFrame({"value": [-5.0, -0.3], "printed": ["-5", "-0.3 points"]})
    assert frame_as_csv(frame) == "value,printed\n-5.0,-5\n-0.3,'-0.3 points\n"


def test_a_file_of_the_command_is_as_safe_as_a_download(tmp_path):
    frame = pl.DataFrame({"note": ['=HYPERLINK("http://example.org")']})
    write_frame(frame, tmp_path / "frame.csv")
    assert (tmp_path / "frame.csv").read_text(encoding="utf-8") == frame_as_csv(frame)
    assert "\"'=HYPERLINK" in frame_as_csv(frame)


def test_nothing_but_these_functions_writes_csv():
    written = {
        str(file.relative_to(ROOT))
        for folder in ("analytics", "pages")
        for file in (ROOT / folder).rglob("*.py")
        if "write_csv(" in file.read_text(encoding="utf-8")
    }
    assert written == {"analytics/exports/frame_file.py"}
