"""What the checks of a council's own figures find, a problem for each row."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.own.rows import Rows
from analytics.importers.screening.findings import Finding, Severity

Findings = Iterator[Finding]
# What is wrong with a row, and what would be right.
Say = Callable[[dict[str, Any]], tuple[str, str]]
# Rows with one fault that are named one by one; more say no more, and a screen could not hold them.
MOST = 200


def each(
    rows: Rows, where: pl.Expr | pl.DataFrame, field: str, say: Say, severity: Severity = Severity.FAILURE
) -> Findings:
    """A finding for each row where `where` holds, or that it has; the last of 200 says how many more there are."""
    faulty = where if isinstance(where, pl.DataFrame) else rows.frame.filter(where)
    named = list(faulty.head(MOST).iter_rows(named=True))
    for number, row in enumerate(named, start=1):
        wrong, right = say(row)
        more = faulty.height - number
        if number == MOST and more:
            wrong += f" And {more:,} more {'row' if more == 1 else 'rows'} with the same fault."
        yield Finding(severity, Problem(rows.file, row["row"], rows.heading(field, row["at"]), wrong, right))


def together(rows: Rows, where: pl.Expr, field: str, say: Callable[[str], tuple[str, str]], few: int = 10) -> Findings:
    """One warning for all rows where `where` holds, at the first of them; `say` is told which rows they are."""
    found = rows.frame.filter(where)
    if found.is_empty():
        return
    numbers = found["row"].unique(maintain_order=True).to_list()
    shown = ", ".join(f"{number}" for number in numbers[:few])
    more = f" and {len(numbers) - few:,} more" if len(numbers) > few else ""
    wrong, right = say(f"{'row' if len(numbers) == 1 else 'rows'} {shown}{more}")
    problem = Problem(rows.file, numbers[0], rows.heading(field, found["at"][0]), wrong, right)
    yield Finding(Severity.WARNING, problem)
