"""Tables of a view: rows that match, and columns that say nothing left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.view import Entry, Table, plain_row, without_blank_columns, without_idle_columns

COLUMNS = ("Measure", "Status", "Printed in")

texts = st.sampled_from(["", "a", "b"])
tables = st.lists(st.tuples(texts, texts, texts), max_size=4).map(
    lambda rows: Table("Made up", COLUMNS, tuple(plain_row(*row) for row in rows))
)


def texts_of(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.columns, (entry.text for entry in row), strict=True)) for row in table.rows]


@pytest.mark.parametrize("entries", [("one",), ("one", "two", "three", "four")])
def test_a_row_that_does_not_match_the_columns_is_refused(entries):
    wrong = rf"A row of “Made up” has {len(entries)} entries for 3 columns\."
    with pytest.raises(ValueError, match=wrong):
        Table("Made up", COLUMNS, (plain_row(*entries),))


@given(tables)
def test_a_column_goes_where_all_of_several_rows_say_the_same(table):
    shown = without_idle_columns(table, "Status", "Printed in")
    for name in COLUMNS:
        said = {row[name] for row in texts_of(table)}
        idle = len(table.rows) > 1 and len(said) == 1 and name != "Measure"
        assert (name not in shown.columns) == idle


@given(tables)
def test_only_a_column_that_is_blank_throughout_goes(table):
    shown = without_blank_columns(table, "Status", "Printed in")
    for name in COLUMNS:
        said = {row[name] for row in texts_of(table)}
        assert (name not in shown.columns) == (said == {""} and name != "Measure")


@given(tables)
def test_what_stays_says_what_it_said(table):
    for shown in (without_idle_columns(table, *COLUMNS[1:]), without_blank_columns(table, *COLUMNS[1:])):
        assert shown.caption == table.caption
        assert texts_of(shown) == [{name: row[name] for name in shown.columns} for row in texts_of(table)]


def test_links_and_colours_stay_with_their_entries():
    entry = Entry("● Good", colour="#28A197", link="document:a")
    table = Table("Ratings", ("Subject", "Note"), ((entry, Entry("")),))
    assert without_blank_columns(table, "Note").rows == ((entry,),)
