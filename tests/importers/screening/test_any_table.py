"""Screening never fails itself, whatever the table."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.importers.screening import screen
from analytics.importers.table import Table
from tests.evidence.shipped_evidence import shipped
from tests.importers.screening.data_files import COLUMNS, META, sound_rows, table, with_cell

WORDS = st.sampled_from(
    ["", " ", "2025", "202425", "National", "Local authority", "Reporting year", "Total", "c", "NA", "1,234", "x",
     "E92000001", "E08000016", "370", " / ", "370 / ", "time_period", "geographic_level", "½", "１２", "\n", "1e999"]
)  # fmt: skip
CELLS = WORDS | st.text(max_size=4)
NAMES = st.sampled_from([*COLUMNS, "row", "row_", "", "lad_code", "provider_name", "*", "* ", "^.*$"]) | st.text(
    max_size=4
)


@st.composite
def tables(draw):
    names = draw(st.lists(NAMES, max_size=12, unique=True))
    rows = draw(st.lists(st.tuples(*[CELLS] * len(names)), max_size=6)) if names else []
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    meta = draw(st.none() | st.just(META) | st.text(max_size=30) | st.lists(CELLS, max_size=12).map(",".join))
    return Table("x.csv", frame, "", companions={} if meta is None else {"x.meta.csv": meta})


def check(given_table):
    screening = screen(given_table, shipped().catalogue)
    for problem in screening.failures + screening.warnings:
        assert problem.wrong
        assert problem.right
        assert problem.row >= 0
    return screening


@settings(max_examples=150)
@given(tables())
def test_any_table_is_screened(given_table):
    check(given_table)


@settings(max_examples=100)
@given(row=st.integers(2, 17), column=st.sampled_from(COLUMNS), value=CELLS, meta=st.sampled_from([None, META]))
def test_a_sound_file_with_any_cell_changed_is_screened_and_problems_name_rows_that_are_there(row, column, value, meta):
    screening = check(table(with_cell(row, column, value), meta=meta))
    assert all(problem.row <= 17 for problem in screening.failures + screening.warnings)


@settings(max_examples=25)
@given(order=st.permutations(range(16)))
def test_the_order_of_rows_changes_nothing_in_a_sound_file(order):
    rows = sound_rows()
    screening = screen(table([rows[index] for index in order]))
    assert screening.failures == screening.warnings == ()
