"""Screening a data file: every check, all problems at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.screening.authorities import check_authorities
from analytics.importers.screening.columns import (
    check_columns,
    check_levels_have_columns,
    check_nothings,
    check_totals_in_places,
    check_undescribed,
    plain_name,
)
from analytics.importers.screening.description import check_description, description_of
from analytics.importers.screening.duplicates import check_duplicates
from analytics.importers.screening.filters import check_labels
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
from analytics.importers.screening.periods import check_periods
from analytics.importers.screening.places import check_places
from analytics.importers.screening.roles import roles
from analytics.importers.screening.values import check_values
from analytics.importers.screening.vocabulary import KNOWN, LEVELS, MANDATORY
from analytics.importers.table import Table

CHECKS: tuple[Callable[[DataFile], Findings], ...] = (
    check_columns,
    check_periods,
    check_levels_have_columns,
    check_places,
    check_authorities,
    check_totals_in_places,
    check_nothings,
    check_labels,
    check_values,
    check_duplicates,
    check_undescribed,
    check_description,
)


@dataclass(frozen=True)
class Screening:
    """What was found: `failures` keep figures from being taken, `warnings` do not."""

    failures: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether figures can be taken from the file."""
        return not self.failures


def screen(table: Table, catalogue: Catalogue | None = None) -> Screening:
    """Every fault of a DfE data file, and of the .meta.csv that came with it.

    The checks are those that DfE's own screener makes of files for "explore education statistics", as far as they bear
    on reading figures, with the row, the column and what would be right; of one kind the first twenty are named. With a
    catalogue the authorities are checked too. Symbols that DfE's releases use and its screener does not know (u) pass.
    """
    description, found = description_of(table)
    data, more = _data_file(table, description, catalogue)
    found += more
    for check in CHECKS:
        found += check(data)
    return Screening(
        tuple(finding.problem for finding in found if finding.severity is Severity.FAILURE),
        tuple(finding.problem for finding in found if finding.severity is Severity.WARNING),
    )


def _data_file(
    table: Table, description: Description | None, catalogue: Catalogue | None
) -> tuple[DataFile, list[Finding]]:
    """The table with its rows numbered and the columns' roles, less blank rows and headers that stand again."""
    cells = table.frame.select(pl.all().cast(pl.String).fill_null(""))
    cells.columns = without_patterns(cells.columns)
    rows = "row"
    while rows in cells.columns:
        rows += "_"
    cells, found = _with_known_columns(cells, table)
    cells, more = _with_known_levels(cells, table)
    found += more
    numbered = cells.with_columns((pl.int_range(pl.len(), dtype=pl.Int64) + table.first_row).alias(rows))
    header = table.header or tuple(table.frame.columns)
    data = DataFile(table.shown_as, numbered, rows, header, description=description, catalogue=catalogue)
    if not cells.width or not cells.height:
        found.append(failure(data.name, "", "The file has no rows.", "Download it again, and look that it has rows."))
    else:
        blank, again = _blank_rows(data), _headers_again(data)
        found += in_rows(data.name, blank, "", lambda _: ("The row is blank.", "Delete it."))
        found += in_rows(data.name, again, "", _again)
        odd = pl.concat([blank[rows], again[rows]])
        numbered = numbered.filter(~pl.col(rows).is_in(odd.implode())) if len(odd) else numbered
    told = roles(numbered.drop(rows), description)
    return (
        replace(data, frame=numbered, filters=told.filters, groups=told.groups, indicators=told.indicators),
        found,
    )


def _with_known_columns(cells: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Finding]]:
    """The cells with the columns of times and places named as DfE does where only capitals or spaces differ."""
    plain = {plain_name(name): name for name in cells.columns if name not in KNOWN}
    spelled = {plain[known]: known for known in sorted(KNOWN) if known in plain and known not in cells.columns}
    found = [
        warning(table.shown_as, name, "The column’s name is spelled in another way.", f"Call it “{known}”.", 1)
        for name, known in spelled.items()
    ]
    return cells.rename(spelled), found


def _with_known_levels(cells: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Finding]]:
    """The cells with each geographic level spelled as DfE does where only capitals or spaces differ, and warnings."""
    if "geographic_level" not in cells.columns:
        return cells, []
    known = {level.casefold(): level for level in LEVELS}
    spelled = {
        value: known[" ".join(value.split()).casefold()]
        for value in cells["geographic_level"].unique()
        if value not in LEVELS and " ".join(value.split()).casefold() in known
    }
    found = [
        warning(
            table.shown_as, "geographic_level", f"The level “{value}” is spelled in another way.", f"Write “{right}”."
        )
        for value, right in sorted(spelled.items())
    ]
    return cells.with_columns(pl.col("geographic_level").replace(spelled)), found


def _again(_: str) -> tuple[str, str]:
    return "The header stands here again: two files were put together.", "Give each file by itself."


def _blank_rows(data: DataFile) -> pl.DataFrame:
    """Number and first cell of each row without a cell filled."""
    first = data.frame.columns[0]
    may_be = data.frame.filter(pl.col(first).str.strip_chars() == "")
    return may_be.filter(_all_blank(data.rows)).select(data.rows, first)


def _all_blank(rows: str) -> pl.Expr:
    return pl.all_horizontal(pl.all().exclude(rows).str.strip_chars() == "")


def _headers_again(data: DataFile) -> pl.DataFrame:
    """Number and first cell of each row that repeats the header's mandatory names."""
    may_be = data.frame
    named = [column for column in MANDATORY if data.has(column)]
    for column in named:
        may_be = may_be.filter(pl.col(column).str.strip_chars() == column)
    return may_be.head(may_be.height if named else 0).select(data.rows, data.frame.columns[0])
