"""Texts that a spreadsheet would read as a formula.

A text from a document or a reader may begin like one. In a workbook it is stored as text; a CSV file cannot say what is
text, so that there an apostrophe stands before it, as the Open Worldwide Application Security Project advises for CSV
injection.
"""

import re

import polars as pl

# The last four are the wide forms of the first, which some spreadsheets take for the same.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What is nothing but a number is one to a spreadsheet too, and no formula.
_NUMBER = r"^[+-][0-9]+(\.[0-9]+)?\z"


def defused(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula and is no number.

    >>> defused("=1+1"), defused("-"), defused("a - b"), defused(""), defused("-5")
    ("'=1+1", "'-", 'a - b', '', '-5')
    """
    return f"'{text}" if text.startswith(BEGINNINGS) and not _is_number(text) else text


def defused_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every text and column name defused, and each list as one text; numbers and dates are as they were.

    A list is its members with `;` between them.
    """
    flat = with_lists_as_texts(frame)
    texts = [name for name, kind in flat.schema.items() if kind == pl.String]
    safe = flat.with_columns(
        pl.when(
            pl.any_horizontal([pl.col(name).str.starts_with(mark) for mark in BEGINNINGS])
            & ~pl.col(name).str.contains(_NUMBER)
        )
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )
    return safe.rename({name: defused(name) for name in safe.columns})


def with_lists_as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with each list as one text: its members with `;` between them."""
    lists = [name for name, kind in frame.schema.items() if kind == pl.List(pl.String)]
    return frame.with_columns(pl.col(name).list.join(";") for name in lists)


def _is_number(text: str) -> bool:
    return re.search(_NUMBER.replace(r"\z", r"\Z"), text) is not None
