import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.paper.parts import Grid
from analytics.exports.paper.widths import LETTERS_TO_A_LINE, column_shares
from analytics.notebooks.view import plain_row

words = st.lists(st.text("abc", max_size=30), max_size=12).map(" ".join)
grids = st.integers(1, 8).flatmap(
    lambda wide: st.builds(
        lambda columns, rows: Grid("", tuple(columns), tuple(plain_row(*row) for row in rows)),
        st.lists(words, min_size=wide, max_size=wide),
        st.lists(st.lists(words, min_size=wide, max_size=wide), max_size=5),
    )
)


def grid(columns, *rows):
    return Grid("", columns, tuple(plain_row(*row) for row in rows))


@given(grids)
def test_the_columns_fill_the_page_and_each_has_some_of_it(one):
    shares = column_shares(one)
    assert len(shares) == len(one.columns)
    assert sum(shares) == pytest.approx(1)
    assert all(share > 0.01 for share in shares)


@given(grids, st.randoms())
def test_the_order_of_rows_changes_nothing(one, chance):
    rows = list(one.rows)
    chance.shuffle(rows)
    assert column_shares(Grid("", one.columns, tuple(rows))) == pytest.approx(column_shares(one))


@given(grids)
def test_reversed_columns_have_reversed_widths(one):
    reverse = Grid("", one.columns[::-1], tuple(row[::-1] for row in one.rows))
    assert column_shares(reverse) == pytest.approx(column_shares(one)[::-1])


def test_a_date_stays_on_one_line_beside_a_long_text():
    date, text = column_shares(grid(("When", "What"), ("15 September 2023", "word " * 60)))
    assert date * LETTERS_TO_A_LINE > len("15 September 2023")
    assert text > 0.6


def test_two_alike_are_as_wide():
    assert column_shares(grid(("Team", "Case"), ("a b", "c d"))) == pytest.approx([0.5, 0.5])
