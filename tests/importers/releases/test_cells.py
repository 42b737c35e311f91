import math
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.vocabulary import SYMBOLS
from analytics.importers.releases.cells import number, printed, ratio, reason, unreadable


def cell(text, of):
    return pl.DataFrame({"a": [text]}).select(of("a")).item()


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("12", 12, "12"),
        ("-0.5", -0.5, "-0.5"),
        (" 7.10 ", 7.1, "7.10"),
        ("12,345.6", 12345.6, "12345.6"),
        ("0", 0, "0"),
    ],
)
def test_a_number_is_read_and_keeps_the_digits_that_were_printed(text, value, shown):
    assert cell(text, number) == value
    assert cell(text, printed) == shown
    assert cell(text, reason) is None


@pytest.mark.parametrize("symbol", [*SYMBOLS, "C", " z ", "Low"])
def test_a_symbol_is_a_reason_and_never_a_number(symbol):
    assert cell(symbol, number) is None
    assert cell(symbol, printed) == ""
    assert cell(symbol, reason) == SYMBOLS[symbol.strip().lower()].value


@pytest.mark.parametrize("text", ["nan", "inf", "1e5", "12,34", "5%", "1.2.3", "-", "n/a", "."])
def test_what_looks_like_a_number_and_is_none_is_no_number(text):
    assert cell(text, number) is None


def test_a_blank_cell_is_missing_and_readable():
    assert cell("", number) is None
    assert cell("  ", reason) == "not_available"
    assert not cell("", unreadable)
    assert cell("twelve", unreadable)


@given(st.integers(0, 10**6), st.integers(1, 10**7), st.sampled_from([100, 10_000]))
def test_a_ratio_is_rounded_as_fractions_are(above, below, per):
    frame = pl.DataFrame({"n": [float(above)], "d": [float(below)]})
    worked = frame.select(ratio(pl.col("n"), pl.col("d"), per)).item()
    exact = Fraction(math.floor(Fraction(above * per * 10, below) + Fraction(1, 2)), 10)
    assert worked == float(exact)
    assert len(str(worked).partition(".")[2]) <= 1 or "e" in str(worked)
