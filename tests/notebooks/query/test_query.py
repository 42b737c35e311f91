"""Queries: what they may say, what they can never reach, and that the app survives them."""

import sys
import time

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.cells.query import QueryCell, render_query, tables_of
from analytics.notebooks.query import QueryRefused, run, run_query
from analytics.notebooks.query.allowed import refusal
from analytics.notebooks.view import CannotRender
from tests.shipped import shipped

TABLES = {"numbers": pl.DataFrame({"n": [1, 2, 3], "word": ["one", "two", "three"]})}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="queries need limits that Windows has not")


def asked(sql: str, **more) -> pl.DataFrame:
    return run_query(sql, TABLES, **more)[0]


def test_a_query_is_answered():
    assert asked("SELECT word FROM numbers WHERE n > 1 ORDER BY n").to_dicts() == [{"word": "two"}, {"word": "three"}]
    assert asked("WITH few AS (SELECT n FROM numbers) SELECT sum(n) AS n FROM few").item() == 6


def test_words_that_would_be_refused_may_stand_in_texts_and_comments():
    assert asked("SELECT 'drop; read_csv' AS word FROM numbers -- drop it\nLIMIT 1").item() == "drop; read_csv"


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("", "is empty"),
        ("DROP TABLE numbers", "only read"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("WITH x AS (SELECT 1) INSERT INTO numbers SELECT 4", "cannot say “insert”"),
        ("SELECT * FROM read_csv('/etc/hostname')", "cannot open files"),
        ("SELECT * FROM READ_PARQUET('x')", "cannot open files"),
        ("SELECT * FROM/**/read_json/**/('x')", "cannot open files"),
        ("SELECT * FROM \"read_ipc\"('x')", "cannot open files"),
        ("SELECT * FROM numbers WHERE n IN (SELECT n FROM scan_csv('x'))", "cannot open files"),
        ("CREATE TABLE x AS SELECT 1", "only read"),
        ("SELECT 1" + " " * 10_000, "longer than"),
    ],
)
def test_what_a_query_may_not_say_is_refused_with_a_way_on(sql, why):
    with pytest.raises(QueryRefused, match=why):
        asked(sql)


@pytest.mark.parametrize("function", ["read_csv", "read_parquet", "read_json", "read_ipc"])
def test_even_a_query_that_gets_past_the_words_can_open_no_file(monkeypatch, tmp_path, function):
    monkeypatch.setattr(run, "refusal", lambda sql: "")
    secret = tmp_path / "secret"
    pl.DataFrame({"key": ["canary"]}).write_csv(secret)
    with pytest.raises(QueryRefused) as error:
        asked(f"SELECT * FROM {function}('{secret}')")
    assert "canary" not in str(error.value)


def test_a_query_can_write_nothing(monkeypatch):
    monkeypatch.setattr(run, "refusal", lambda sql: "")
    with pytest.raises(QueryRefused):
        asked("DELETE FROM numbers; DROP TABLE numbers")
    assert asked("SELECT count(*) AS n FROM numbers").item() == 3


def test_a_table_that_is_not_registered_is_not_there():
    with pytest.raises(QueryRefused, match="other"):
        asked("SELECT * FROM other")


def test_only_so_many_rows_come_back():
    rows, cut = run_query("SELECT n FROM numbers", TABLES, most_rows=2)
    assert (rows.height, cut) == (2, True)
    assert run_query("SELECT n FROM numbers", TABLES, most_rows=3)[1] is False


def test_a_query_that_never_ends_is_ended():
    large = {"t": pl.DataFrame({"n": range(3_000)})}
    started = time.monotonic()
    with pytest.raises(QueryRefused, match="too long or too much"):
        run_query("SELECT count(*) AS n FROM t a, t b, t c, t d WHERE a.n + b.n > c.n * d.n", large, seconds=2)
    assert time.monotonic() - started < 60


@given(st.text(max_size=200))
def test_no_text_at_all_is_an_error_of_ours(text):
    assert isinstance(refusal(text), str)


def test_the_cell_sees_one_council_and_day_and_says_what_went_wrong():
    sql = "SELECT DISTINCT document FROM observations"
    view = render_query(QueryCell(authority="barnet", sql=sql), shipped())
    assert view.data["document"].to_list() == ["barnet-performance-report-2019"]
    assert view.sources == ()
    with pytest.raises(CannotRender, match="can only read"):
        render_query(QueryCell(authority="barnet", sql="DROP TABLE observations"), shipped())


def test_rows_that_name_their_place_bring_their_sources():
    sql = "SELECT document, locator, value FROM observations WHERE indicator = 'cic_dental'"
    view = render_query(QueryCell(authority="barnet", sql=sql), shipped())
    assert [source.document for source in view.sources] == ["barnet-performance-report-2019"]


def test_no_witness_is_among_the_tables():
    names = {name for frame in tables_of(shipped()).values() for name in frame.columns}
    assert "name" not in names
    assert set(tables_of(shipped())) == {"observations", "targets", "ratings", "findings", "claims"}
