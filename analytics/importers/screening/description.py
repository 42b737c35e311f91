"""Checks of a .meta.csv file, which describes the columns of a data file."""

from collections.abc import Callable

import polars as pl

from analytics.importers.reading import Unreadable, read_tables
from analytics.importers.screening.findings import (
    DataFile,
    Description,
    Finding,
    Findings,
    Severity,
    failure,
    in_rows,
    warning,
)
from analytics.importers.screening.patterns import without_patterns
from analytics.importers.screening.vocabulary import (
    INDICATOR_UNITS,
    KNOWN,
    META_COLUMNS,
    NOTHINGS,
    OPTIONAL_META_COLUMNS,
)
from analytics.importers.table import Table

_META = ".meta.csv"
_TYPES = ("Filter", "Indicator")
# A column of schools or providers may be the one filter of a file.
_MAY_BE_FILTER = {"school_name", "provider_name"}
_FOR_INDICATORS = ("indicator_grouping", "indicator_unit", "indicator_dp")
_FOR_FILTERS = ("filter_hint", "filter_grouping_column", "filter_default")


def description_of(table: Table) -> tuple[Description | None, list[Finding]]:
    """The description that came with the table, or None, and what keeps it from being read."""
    named = [name for name in table.companions if name.lower().endswith(_META)]
    own = table.name.lower().removesuffix(".gz").removesuffix(".csv") + _META
    chosen = next((name for name in named if name.lower() == own), named[0] if len(named) == 1 else None)
    if chosen is None:
        return None, []
    try:
        (read,) = read_tables(table.companions[chosen].encode("utf-8", errors="replace"), chosen)
    except Unreadable as refused:
        return None, [Finding(Severity.FAILURE, problem) for problem in refused.problems]
    except ValueError:
        return None, [failure(chosen, "", "The description is not one table.", "Save it as CSV UTF-8.")]
    frame = read.frame.rename(dict(zip(read.frame.columns, without_patterns(read.frame.columns), strict=True)))
    return Description(chosen, frame, read.first_row), []


def check_description(data: DataFile) -> Findings:
    """Everything wrong with the description, by itself and against the data file."""
    description = data.description
    if description is None:
        return
    columns = description.frame.columns
    expected = f"The columns are: {', '.join(META_COLUMNS)}."
    for column in columns:
        if column not in (*META_COLUMNS, *OPTIONAL_META_COLUMNS):
            yield failure(description.name, column, f"The column “{column}” is not expected.", expected, 1)
    for column in META_COLUMNS:
        if column not in columns:
            yield failure(description.name, column, f"There is no column “{column}”.", expected, 1)
    yield from _check_blank_rows(description)
    yield from _check_nothings(description)
    yield from _check_names(description, data)
    yield from _check_types(description)
    yield from _check_groups(description, data)


def _where(
    description: Description,
    where: pl.Expr,
    column: str,
    say: Callable[[str], tuple[str, str]],
    severity: Severity = Severity.FAILURE,
) -> Findings:
    """A finding for each row of the description where `where` holds."""
    numbered = description.frame.with_columns(pl.int_range(pl.len()).alias("\0row") + description.first_row)
    found = numbered.filter(where).select("\0row", column)
    yield from in_rows(description.name, found, column, say, severity)


def _check_blank_rows(description: Description) -> Findings:
    if description.frame.width:
        first = description.frame.columns[0]
        yield from _where(
            description,
            pl.all_horizontal(pl.all().exclude("\0row") == ""),
            first,
            lambda _: ("The row is blank.", "Delete it."),
        )


def _check_nothings(description: Description) -> Findings:
    for column in description.frame.columns:
        yield from _where(
            description,
            pl.col(column).is_in(NOTHINGS),
            column,
            lambda value: (f"“{value}” is a program’s word for nothing.", "Leave the cell blank, or delete the row."),
        )


def _check_names(description: Description, data: DataFile) -> Findings:
    """Names and labels: there, each once, and the names those of the data file's columns."""
    columns = set(description.frame.columns)
    filled = pl.any_horizontal(pl.all().exclude("\0row") != "")
    for column in ("col_name", "label"):
        if column not in columns:
            continue
        value = pl.col(column)
        named = ~value.str.strip_chars().is_in(["", *NOTHINGS])
        yield from _where(description, filled & (value.str.strip_chars() == ""), column, _left_blank)
        yield from _where(description, named & value.is_duplicated(), column, _twice)
    if "col_name" not in columns:
        return
    name = pl.col("col_name")
    named = ~name.str.strip_chars().is_in(["", *NOTHINGS])
    yield from _where(description, named & name.str.contains(r"\s"), "col_name", _has_space)
    missing = named & ~name.is_in(data.frame.columns) & ~name.str.contains(r"\s")
    yield from _where(description, missing, "col_name", lambda value: _not_in_data(value, data.name))
    places = [column for column in KNOWN if column not in _MAY_BE_FILTER]
    yield from _where(description, name.is_in(places), "col_name", _is_place)


def _left_blank(_: str) -> tuple[str, str]:
    return "The cell is blank.", "Fill it."


def _twice(value: str) -> tuple[str, str]:
    return f"“{value}” is there more than once.", "Each column and each label stands once."


def _has_space(value: str) -> tuple[str, str]:
    return f"The column’s name “{value}” has a space in it.", "Write it as the data file does, without spaces."


def _not_in_data(value: str, file: str) -> tuple[str, str]:
    return f"{file} has no column “{value}”.", "Correct the name, or delete the row."


def _is_place(value: str) -> tuple[str, str]:
    return f"“{value}” says when or where, which is not described here.", "Delete the row."


def _check_types(description: Description) -> Findings:
    """Filters and indicators, each with its own columns filled and no other's."""
    columns = set(description.frame.columns)
    if "col_type" not in columns:
        return
    kind = pl.col("col_type").str.strip_chars()
    filled = pl.any_horizontal(pl.all().exclude("\0row") != "")
    yield from _where(description, filled & ~kind.is_in([*_TYPES, *NOTHINGS]), "col_type", _no_type)
    for of, others in (("Filter", _FOR_INDICATORS), ("Indicator", _FOR_FILTERS)):
        for column in others:
            if column in columns:
                stray = (kind == of) & ~pl.col(column).str.strip_chars().is_in(["", *NOTHINGS])
                yield from _where(description, stray, column, lambda value, of=of: _stray(value, of))  # type: ignore[misc]
    if "indicator_unit" in columns:
        odd = (kind == "Indicator") & ~pl.col("indicator_unit").str.strip_chars().is_in([*INDICATOR_UNITS, *NOTHINGS])
        yield from _where(description, odd, "indicator_unit", _no_unit)
    if "indicator_dp" in columns:
        places = pl.col("indicator_dp").str.strip_chars()
        odd = (kind == "Indicator") & ~places.str.contains(r"^[0-9]{0,2}$") & ~places.is_in(NOTHINGS)
        yield from _where(description, odd, "indicator_dp", _no_places)


def _no_type(value: str) -> tuple[str, str]:
    wrong = f"“{value}” is no type of column." if value.strip() else "The type of the column is blank."
    return wrong, "Write Filter or Indicator."


def _stray(value: str, of: str) -> tuple[str, str]:
    return f"“{value}” stands in the row of a column of type {of}.", "Leave it blank."


def _no_unit(value: str) -> tuple[str, str]:
    return f"“{value}” is no unit.", "Write %, pp, £ or £m, or leave it blank for a number."


def _no_places(value: str) -> tuple[str, str]:
    return f"“{value}” is no number of decimal places.", "Write 0, 1, 2 and so on, or leave it blank."


def _check_groups(description: Description, data: DataFile) -> Findings:
    """The columns that filters are grouped by."""
    columns = set(description.frame.columns)
    if not {"col_name", "col_type", "filter_grouping_column"} <= columns:
        return
    column, group = "filter_grouping_column", pl.col("filter_grouping_column")
    named = ~group.str.strip_chars().is_in(["", *NOTHINGS])
    missing = named & ~group.is_in(data.frame.columns)
    yield from _where(description, missing, column, lambda value: _not_in_data(value, data.name))
    names = description.frame["col_name"].to_list()
    yield from _where(description, named & group.is_in(names), column, _group_is_filter)
    for filter_ in data.filters:
        if data.frame[filter_].n_unique() == 1 and data.frame.height > 1:
            wrong = f"It describes “{filter_}” as a filter, and the data file has one value of it."
            yield warning(description.name, "col_name", wrong, "Leave it out, or look that the data file is whole.")


def _group_is_filter(value: str) -> tuple[str, str]:
    return f"“{value}” groups a filter and is itself described.", "Describe the filter only."
