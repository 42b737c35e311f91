"""Which columns of a data file are filters and which indicators."""

import re
from dataclasses import dataclass

import polars as pl

from analytics.importers.screening.findings import Description
from analytics.importers.screening.vocabulary import CURRENT_SYMBOLS, KNOWN, NOTHINGS, NUMBER, OLD_SYMBOLS

# Numbers that say of whom a figure is, not how many.
_NUMBERED_FILTER = re.compile(
    r"(year|age|month|week|day|quarter|ncyear.*|(.+_)?(age|year|key_stage)(_group|_band)|.+_(code|id|urn|ukprn|laestab))",
    re.IGNORECASE,
)
_ALMOST_NUMBER = r"^[£€]?[-+]?[0-9,]*\.?[0-9]+%?$"


@dataclass(frozen=True)
class Roles:
    """The columns of each kind, in the file's order."""

    filters: tuple[str, ...]
    groups: tuple[str, ...]
    indicators: tuple[str, ...]


def roles(frame: pl.DataFrame, description: Description | None) -> Roles:
    """The roles that the description gives, or that the columns' values show where there is none."""
    if description is not None and {"col_name", "col_type"} <= set(description.frame.columns):
        return _described(frame, description.frame)
    rest = [column for column in frame.columns if column not in KNOWN]
    kinds = {column: _kind(frame[column], column) for column in rest}
    return Roles(
        tuple(column for column in rest if kinds[column] == "filter"),
        (),
        tuple(column for column in rest if kinds[column] == "indicator"),
    )


def _described(frame: pl.DataFrame, description: pl.DataFrame) -> Roles:
    def columns(of: str, where: pl.Expr) -> tuple[str, ...]:
        named = set(description.filter(where)[of].str.strip_chars())
        return tuple(column for column in frame.columns if column in named)

    kind = pl.col("col_type").str.strip_chars()
    grouping = "filter_grouping_column"
    groups = columns(grouping, kind == "Filter") if grouping in description.columns else ()
    return Roles(columns("col_name", kind == "Filter"), groups, columns("col_name", kind == "Indicator"))


def _kind(column: pl.Series, name: str) -> str:
    """Whether a column's values are figures or names; blank where it holds nothing."""
    values = column.unique().str.strip_chars()
    values = values.filter((values != "") & ~values.is_in([*CURRENT_SYMBOLS, *OLD_SYMBOLS, *NOTHINGS]))
    if values.is_empty():
        return "indicator" if (column != "").any() else ""
    if _NUMBERED_FILTER.fullmatch(name):
        return "filter"
    numbers = values.filter(values.str.contains(NUMBER) | values.str.contains(_ALMOST_NUMBER))
    return "indicator" if 2 * len(numbers) > len(values) else "filter"
