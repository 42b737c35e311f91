"""Checks of a data file's columns and of its rows as such."""

from collections import Counter

import polars as pl

from analytics.importers.screening.findings import DataFile, Findings, at_values, failure, warning
from analytics.importers.screening.vocabulary import KNOWN, LEVELS, MANDATORY, NOTHINGS


def check_columns(data: DataFile) -> Findings:
    """Columns that must be there, are there twice, hold nothing or are named oddly."""
    for column in MANDATORY:
        if not data.has(column):
            right = "Every DfE data file has it; download the file again."
            yield failure(data.name, column, f"There is no column “{column}”.", right, 1)
    for column, count in Counter(data.header).items():
        if column and count > 1:
            yield failure(
                data.name, column, f"The column is there {count} times.", "Keep one, or rename the others.", 1
            )
    if "" in data.header:
        yield warning(data.name, "", "A column has no name.", "Name it, or delete it where it is blank.", 1)
    for column in data.header:
        if any(letter.isspace() for letter in column):
            right = f"Call it “{plain_name(column)}”."
            yield warning(data.name, column, "The column’s name has a space in it.", right, 1)
    if data.frame.height:
        for column in data.filters + data.indicators + _without_role(data):
            if not (data.frame[column] != "").any():
                yield warning(data.name, column, "The column is blank in every row.", "Delete it, or fill it.")
    if not data.indicators and data.frame.height:
        yield failure(
            data.name, "", "No column holds figures.", "A data file has at least one column of figures: an indicator."
        )


def check_nothings(data: DataFile) -> Findings:
    """Words such as NA and NULL, which a program wrote where it had nothing, outside the columns of figures."""
    for column in data.frame.columns:
        if column == data.rows or column in data.indicators:
            continue
        yield from at_values(data, column, lambda value: value.is_in(NOTHINGS), _nothing)


def _nothing(value: str) -> tuple[str, str]:
    return f"“{value}” is a program’s word for nothing.", "Leave the cell blank, or write what belongs there."


def check_totals_in_places(data: DataFile) -> Findings:
    """A total among the places: a national or regional row leaves the columns of smaller areas blank."""
    for column in KNOWN & set(data.frame.columns):
        if column not in data.filters:
            yield from at_values(data, column, _is_total, _total)


def _is_total(value: pl.Expr) -> pl.Expr:
    return value.str.strip_chars().str.to_lowercase().is_in(["total", "all"])


def _total(value: str) -> tuple[str, str]:
    return f"“{value}” stands where a place or a time belongs.", "Leave it blank and let geographic_level say so."


def check_levels_have_columns(data: DataFile) -> Findings:
    """The columns that the file's geographic levels call for."""
    if not data.has("geographic_level"):
        return
    for level in data.values("geographic_level"):
        for column in LEVELS[level].filled if level in LEVELS else ():
            if not data.has(column) and column not in MANDATORY:
                yield failure(
                    data.name,
                    column,
                    f"There are rows of the level “{level}” and no column “{column}”.",
                    f"Add it: it says which {level.lower()} a row is of.",
                    1,
                )
    if data.has("region_code") != data.has("region_name"):
        there, missing = ("region_code", "region_name") if data.has("region_code") else ("region_name", "region_code")
        yield failure(data.name, missing, f"There is a column “{there}” and no “{missing}”.", "Add it.", 1)


def check_undescribed(data: DataFile) -> Findings:
    """Columns that vary and that the description leaves out."""
    if data.description is None:
        return
    described = set(data.filters + data.groups + data.indicators)
    for column in _without_role(data):
        if column not in described and data.frame[column].n_unique() > 1:
            wrong = f"{data.description.name} does not describe the column."
            yield warning(data.name, column, wrong, "Add it there as a filter or an indicator, or delete it.")


def _without_role(data: DataFile) -> tuple[str, ...]:
    roles = KNOWN | {data.rows, *data.filters, *data.groups, *data.indicators}
    return tuple(column for column in data.frame.columns if column not in roles)


def plain_name(name: str) -> str:
    """A column's name in small letters and with underscores, as DfE names its own.

    >>> plain_name(" Time Period")
    'time_period'
    """
    return "_".join(name.strip().lower().replace("-", " ").split())
