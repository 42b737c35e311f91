"""What a check finds, and the data file as every check sees it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.reading.listing import MOST, listed


class Severity(StrEnum):
    """How bad it is: figures cannot be taken from the file, or can with an eye on this."""

    FAILURE = "failure"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One problem and how bad it is."""

    severity: Severity
    problem: Problem


Findings = Iterator[Finding]


@dataclass(frozen=True)
class Description:
    """A .meta.csv file that could be read: its rows under their header."""

    name: str
    frame: pl.DataFrame
    first_row: int = 2


@dataclass(frozen=True)
class DataFile:
    """A data file without blank rows and repeated headers. `rows` names the column that holds the file's row numbers.

    `header` is as in the file. `filters`, `groups` (the columns that filters are grouped by) and `indicators` are told
    by the description where there is one, otherwise by what the columns hold.
    """

    name: str
    frame: pl.DataFrame
    rows: str
    header: tuple[str, ...]
    filters: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    description: Description | None = None
    catalogue: Catalogue | None = None

    def has(self, *columns: str) -> bool:
        """Whether the file has all of these columns."""
        return set(columns) <= set(self.frame.columns)

    def values(self, column: str) -> list[str]:
        """The different values of a column, in the order of their first rows."""
        return self.frame[column].unique(maintain_order=True).to_list()


def failure(file: str, column: str, wrong: str, right: str, row: int = 0) -> Finding:
    """A finding that keeps the file from being taken."""
    return Finding(Severity.FAILURE, Problem(file, row, column, wrong, right))


def warning(file: str, column: str, wrong: str, right: str, row: int = 0) -> Finding:
    """A finding that does not."""
    return Finding(Severity.WARNING, Problem(file, row, column, wrong, right))


def at_rows(
    data: DataFile,
    where: pl.Expr,
    column: str,
    say: Callable[[str], tuple[str, str]],
    severity: Severity = Severity.FAILURE,
) -> Findings:
    """A finding for each row where `where` holds, the first twenty in full; `say` puts the cell's value into words."""
    found = data.frame.lazy().filter(where).select(data.rows, column).collect()
    yield from in_rows(data.name, found, column, say, severity)


def at_values(
    data: DataFile,
    column: str,
    where: Callable[[pl.Expr], pl.Expr],
    say: Callable[[str], tuple[str, str]],
    severity: Severity = Severity.FAILURE,
) -> Findings:
    """As `at_rows`, for a fault of the cell's value alone: each value is looked at once, however many rows have it."""
    odd = data.frame.select(pl.col(column).unique()).filter(where(pl.col(column)))[column]
    if len(odd):
        yield from at_rows(data, pl.col(column).is_in(odd.implode()), column, say, severity)


def in_rows(
    name: str,
    found: pl.DataFrame,
    column: str,
    say: Callable[[str], tuple[str, str]],
    severity: Severity = Severity.FAILURE,
) -> Findings:
    """A finding for each row of `found`, which holds the row's number and the cell's value."""
    problems = [Problem(name, row, column, *say(value)) for row, value in found.head(MOST).rows()]
    for problem in listed(problems, found.height):
        yield Finding(severity, problem)


def quoted(words: Sequence[str], most: int = 8) -> str:
    """Words in quotation marks, the first few of them.

    >>> quoted(["a", "b", "c"], most=2)
    '“a”, “b” and 1 more'
    """
    shown = ", ".join(f"“{word}”" for word in words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most:,} more"
