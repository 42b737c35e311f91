"""Tables of a view: rows that match, and columns that say nothing left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.view import Entry, Part, Table, plain_row, without_blank_columns, without_idle_columns

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


@given(tables, st.data())
def test_parts_are_all_the_rows_in_their_order(table, data):
    ends = sorted(data.draw(st.lists(st.integers(0, len(table.rows)), max_size=3)))
    sizes = [end - begin for begin, end in zip([0, *ends], [*ends, len(table.rows)], strict=True)]
    parts = tuple(Part(f"Part {place}" if place else "", size) for place, size in enumerate(sizes))
    divided = replace(table, parts=parts)

    shown = divided.in_parts()
    assert [name for name, _ in shown] == [part.name for part in parts]
    assert [row for _, of_it in shown for row in of_it.rows] == list(table.rows)
    assert {of_it.columns for _, of_it in shown} == {table.columns}
    assert len({of_it.caption for _, of_it in shown}) == len(parts)
    assert without_blank_columns(divided, "Status").parts == parts


def test_a_table_without_parts_is_one():
    table = Table("Made up", COLUMNS, (plain_row("a", "b", "c"),))
    assert table.in_parts() == (("", table),)


def test_parts_that_leave_a_row_out_are_refused():
    with pytest.raises(ValueError, match="The parts of “Made up” are not all of its 2 rows"):
        Table("Made up", COLUMNS, (plain_row("a", "b", "c"),) * 2, parts=(Part("One", 1),))
