import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.paper.parts import Grid
from analytics.exports.paper.widths import LETTERS_IN_LARGE_PRINT, LETTERS_TO_A_LINE, column_shares, is_kept_together
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


def test_the_longest_text_gets_the_room_that_labels_do_not_need():
    rows = [("▲ Needs improvement", "word " * 18, "Workforce") for _ in range(20)]
    kind, finding, theme = column_shares(grid(("Kind", "Finding", "Theme"), *rows))
    assert finding > 2 * kind
    assert kind * LETTERS_TO_A_LINE > len("▲ Needs improvement")
    assert theme < 0.25


@given(grids)
def test_a_table_with_more_rows_is_never_the_one_kept_together(one):
    if not is_kept_together(one):
        assert not is_kept_together(Grid("", one.columns, one.rows * 2))


def test_a_low_table_stays_on_one_page_and_a_high_one_may_break():
    low, high = [("2023", "1")] * 5, [("2023", "1")] * 50
    assert is_kept_together(grid(("Year", "Figure"), *low))
    assert not is_kept_together(grid(("Year", "Figure"), *high))
    assert not is_kept_together(grid(("Year", "Note"), ("2023", "word " * 400)))


TO_WRITE = Grid(
    "",
    ("Line", "What was said", "Outcome", "Who does what, by when"),
    tuple(plain_row(f"{place}. the share of surveyed staff who felt worried", "", "", "") for place in range(8)),
    to_write_in=frozenset({1, 2, 3}),
)


def test_columns_to_write_in_are_each_a_quarter_of_the_page():
    line, *blank = column_shares(TO_WRITE)
    assert blank == pytest.approx([blank[0]] * 3)
    assert min(blank) >= 0.24
    assert line * LETTERS_TO_A_LINE > len("surveyed")


def test_a_table_to_write_in_takes_its_room_into_account():
    one = grid(("Line", "Outcome"), *[("Visits", "")] * 8)
    assert is_kept_together(one)
    assert not is_kept_together(Grid("", one.columns, one.rows, to_write_in=frozenset({1})))


def test_large_print_breaks_no_word_that_has_room():
    words_of_it = grid(("Word", "What it means"), ("Benchmark", "word " * 20), ("Percentage point", "word " * 20))
    word, _ = column_shares(words_of_it, LETTERS_IN_LARGE_PRINT)
    assert word * LETTERS_IN_LARGE_PRINT > len("Percentage")
