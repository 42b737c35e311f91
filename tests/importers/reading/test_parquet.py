from datetime import date, datetime
from io import BytesIO

import polars as pl
import pytest

from analytics.importers.reading import Limits, Unreadable, read_tables
from analytics.importers.table import TableKind


def packed(columns, **kwargs):
    file = BytesIO()
    pl.DataFrame(columns, **kwargs).write_parquet(file)
    return file.getvalue()


def problem(data, **kwargs):
    with pytest.raises(Unreadable) as refused:
        read_tables(data, "figures.parquet", **kwargs)
    (found,) = refused.value.problems
    return found


def test_every_value_is_text_as_short_as_it_can_be_and_null_is_blank():
    (table,) = read_tables(
        packed(
            {
                "text": ["17.600000000000001", None],
                "float": [17.6, 412.0],
                "blank": [float("nan"), None],
                "small": pl.Series([0.1, 2.5], dtype=pl.Float32),
                "whole": [370, -1],
                "true": [True, False],
                "day": [date(2025, 3, 31), None],
                "moment": [datetime(2025, 3, 31), datetime(2025, 3, 31, 9, 30)],
                "word": pl.Series(["a", None], dtype=pl.Categorical),
            }
        ),
        "figures.parquet",
    )
    assert table.kind is TableKind.PARQUET
    assert table.frame.row(0) == (
        "17.600000000000001", "17.6", "", "0.1", "370", "true", "2025-03-31", "2025-03-31", "a",
    )  # fmt: skip
    assert table.frame.row(1)[:5] == ("", "412", "", "2.5", "-1")
    assert table.frame.row(1)[6] == ""
    assert table.frame.row(1)[7].startswith("2025-03-31T09:30:00")
    assert set(table.frame.dtypes) == {pl.String}


def test_a_name_that_looks_like_a_pattern_is_a_name():
    (table,) = read_tables(packed({"*": ["x"], "^.*$": [1.0], "a": [2]}), "figures.parquet")
    assert table.frame.columns == ["*", "^.*$", "a"]
    assert table.frame.rows() == [("x", "1", "2")]


def test_lists_are_refused_by_the_name_of_the_column():
    assert "inner" in problem(packed({"a": [1], "inner": [[1, 2]]})).wrong


def test_no_rows_are_refused():
    assert "no rows" in problem(packed({"a": []})).wrong


def test_more_cells_than_the_limit_are_refused_before_they_are_read():
    found = problem(packed({"a": ["x"] * 1_000_000}), limits=Limits(cells=500_000))
    assert "1,000,000 rows" in found.wrong
    assert "at most 9 cells" in problem(packed({"a": ["x"] * 10}), limits=Limits(cells=9)).wrong


@pytest.mark.parametrize(
    "kind", [pl.String, pl.Categorical, pl.Enum(["x" * 1000])], ids=["text", "categorical", "enum"]
)
def test_one_long_text_in_many_rows_is_counted_for_each(kind):
    data = packed({"a": ["x" * 1000] * 500}, schema={"a": kind})
    assert "500,000 bytes of text; at most 400,000 bytes" in problem(data, limits=Limits(unpacked_bytes=400_000)).wrong
    assert read_tables(data, "figures.parquet")[0].frame.height == 500


@pytest.mark.parametrize("at", [4, 20, -12, -30])
def test_a_damaged_file_is_refused_or_read_and_never_breaks_the_reader(at):
    data = bytearray(packed({"a": ["x", "y"], "b": [1, 2]}))
    data[at] ^= 0xFF
    problems = ()
    try:
        read_tables(bytes(data), "figures.parquet")
    except Unreadable as refused:
        problems = refused.problems
    assert all("damaged" in found.wrong for found in problems)


def test_a_file_that_is_cut_short_is_refused():
    assert "damaged" in problem(packed({"a": ["x", "y"]})[:-20]).wrong
