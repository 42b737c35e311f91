"""Thresholds: whether a size is as large as what was set, whatever floating point makes of it."""

from typing import overload

import polars as pl

# From 3.2 to 8.2 it is 5, though in binary a little less.
_SLACK = 1e-9


@overload
def reaches(size: float, threshold: float) -> bool: ...
@overload
def reaches(size: pl.Expr, threshold: pl.Expr | float) -> pl.Expr: ...
def reaches(size: float | pl.Expr, threshold: float | pl.Expr) -> bool | pl.Expr:
    """Whether a size is at least a threshold, both in one unit: of two numbers, or of the rows of a frame.

    >>> reaches(8.2 - 3.2, 5), 8.2 - 3.2 >= 5
    (True, False)
    """
    return size >= threshold - _SLACK
