"""Cells: a column of text as numbers, with the reason where there is none.

Every function takes the name of a column of text and gives an expression over the whole column. A symbol never becomes
a number: the symbols are those of `analytics.evidence.vocabulary.SYMBOLS`.
"""

import re
from collections.abc import Iterable

import polars as pl

from analytics.evidence.vocabulary import SYMBOLS, MissingReason

# Digits, with thousands commas or without; nothing else is a number, so "nan" and "inf" are none.
_NUMBER = r"^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$"
_AT_MARCH, _ON_MARCH = r"\b(as at|at|on) 31 march\b", "on 31 march"
_SYMBOLS = {symbol: reason.value for symbol, reason in SYMBOLS.items()}


def printed(column: str) -> pl.Expr:
    """The digits as they are in the file, without thousands commas; blank where the cell is no number."""
    text = pl.col(column).str.strip_chars()
    is_number = text.str.contains(_NUMBER) & text.str.contains(r"\d")
    return pl.when(is_number).then(text.str.replace_all(",", "", literal=True)).otherwise(pl.lit(""))


def number(column: str) -> pl.Expr:
    """The number in each cell; null where there is none."""
    return printed(column).cast(pl.Float64, strict=False)


def reason(column: str) -> pl.Expr:
    """Why each cell has no number; null where it has one, or where the text is no known symbol.

    A blank cell says nothing about why, so it reads as the weakest claim, "not available".
    """
    text = pl.col(column).str.strip_chars().str.to_lowercase()
    known = text.replace_strict(_SYMBOLS, default=None, return_dtype=pl.String)
    blank = pl.when(text == "").then(pl.lit(MissingReason.NOT_AVAILABLE.value))
    return pl.coalesce(known, blank)


def unreadable(column: str) -> pl.Expr:
    """Whether each cell is neither a number nor a known symbol nor blank."""
    return number(column).is_null() & reason(column).is_null()


def with_cells_read(frame: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """`frame` with `number:<column>`, `printed:<column>` and `reason:<column>` beside each of the columns.

    Every text is read once, however many rows have it: a file of millions of rows has a few thousand texts.
    """
    for column in columns:
        if f"number:{column}" not in frame.columns:
            texts = frame.select(pl.col(column).unique()).with_columns(
                number(column).alias(f"number:{column}"),
                printed(column).alias(f"printed:{column}"),
                reason(column).alias(f"reason:{column}"),
            )
            frame = frame.join(texts, on=column, how="left", maintain_order="left")
    return frame


def label(column: str) -> pl.Expr:
    """Each label in the one spelling by which labels are compared: see `same_label`."""
    tidy = pl.col(column).str.strip_chars().str.to_lowercase()
    return tidy.str.replace_all("[’‘]", "'").str.replace_all(r"\s+", " ").str.replace_all(_AT_MARCH, _ON_MARCH)


def same_label(text: str) -> str:
    """A label of a mapping in the spelling by which labels are compared.

    That has small letters, single spaces and straight quotes, and says “on 31 March”, which the department has written
    as “at” and “as at” too.

    >>> same_label("  Carer requests  end due to child’s behaviour "), same_label("CLA at 31 March")
    ("carer requests end due to child's behaviour", 'cla on 31 march')
    """
    tidy = " ".join(text.replace("’", "'").replace("‘", "'").lower().split())
    return re.sub(_AT_MARCH, _ON_MARCH, tidy)


def ratio(numerator: pl.Expr, denominator: pl.Expr, per: int) -> pl.Expr:
    """Numerator over denominator times `per`, to one decimal place, a half rounded up; null over 0.

    Whole numbers are divided exactly, as a person with a pencil would: 567 of 2,000 is 28.35 and so 28.4, although no
    binary fraction is 28.35.

    >>> frame = pl.DataFrame({"n": [567.0, 3.0, 1.0], "d": [2000.0, 0.0, None]})
    >>> frame.select(ratio(pl.col("n"), pl.col("d"), 100)).to_series().to_list()
    [28.4, None, None]
    """
    tenths = numerator * (per * 10)
    # Rounded once more, because a division by ten may be carried out as a multiplication by a tenth, which is none.
    rounded = (((tenths * 2 + denominator) / (denominator * 2)).floor() / 10).round(1)
    return pl.when(denominator > 0).then(rounded)
