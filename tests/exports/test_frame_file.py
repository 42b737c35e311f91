import csv
import io
import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.frame_file import FORMATS, frame_as_csv, write_frame

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
    rows = list(csv.DictReader(io.StringIO(frame_as_csv(frame))))
    assert [row["text"] for row in rows] == texts


@pytest.mark.parametrize("name", ["frame.xlsx", "frame.CSV", "frame", "frame.csv.gz"])
def test_another_ending_is_refused_and_nothing_is_written(name, tmp_path):
    with pytest.raises(ValueError, match=r"The file's name ends in \.csv, \.json, \.parquet\."):
        write_frame(FRAME, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
