"""Checks for rows that say the same thing twice, or two things of the same time, place and group."""

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.reading.listing import MOST, listed
from analytics.importers.screening.findings import DataFile, Finding, Findings, Severity, failure
from analytics.importers.screening.vocabulary import MANDATORY, PLACES, SINGLE_INSTITUTIONS, TAKEN

_FIRST, _SAME, _TAKEN = "first row", "same figures", "taken"
_REPEATED = ("The row says the same as row {}.", "Delete one of the two.")
_CONTRARY = (
    "The row has the same time, place and groups as row {}, and other figures.",
    "Keep the right one; where a column tells the two apart, it must be a filter.",
)


def check_duplicates(data: DataFile) -> Findings:
    """Each row that repeats or contradicts an earlier one, with the rows' numbers.

    A failure among rows of England, a region or an authority, whose figures are taken; a warning among others.
    """
    if not data.has("time_period", "geographic_level") or not data.frame.height:
        return
    key = [column for column in data.frame.columns if column in {*MANDATORY, *PLACES, *data.filters, *data.groups}]
    figures = [column for column in data.indicators if column not in key]
    rows = data.frame.filter(~pl.col("geographic_level").is_in(SINGLE_INSTITUTIONS))
    rows = rows.filter(pl.struct(key).is_duplicated())
    if not rows.height:
        return
    compared = [pl.col(column).first().over(key) == pl.col(column) for column in figures]
    later = rows.select(
        pl.col(data.rows),
        pl.col(data.rows).first().over(key).alias(_FIRST),
        (pl.all_horizontal(compared) if compared else pl.lit(value=True)).alias(_SAME),
        pl.col("geographic_level").is_in(TAKEN).alias(_TAKEN),
    ).filter(pl.col(data.rows) != pl.col(_FIRST))
    for severity, of in ((Severity.FAILURE, pl.col(_TAKEN)), (Severity.WARNING, ~pl.col(_TAKEN))):
        repeated, contrary = (later.filter(of & same) for same in (pl.col(_SAME), ~pl.col(_SAME)))
        yield from _listed(data, repeated, *_REPEATED, severity)
        yield from _listed(data, contrary, *_CONTRARY, severity)
        if severity is Severity.FAILURE and 4 * contrary.height > data.frame.height:
            wrong = f"{contrary.height:,} of {data.frame.height:,} rows contradict others: two releases in one file."
            yield failure(data.name, "", wrong, "Give each release in a file of its own.")


def _listed(data: DataFile, found: pl.DataFrame, wrong: str, right: str, severity: Severity) -> Findings:
    cells = found.select(data.rows, _FIRST).head(MOST).rows()
    problems = [Problem(data.name, row, "", wrong.format(f"{first:,}"), right) for row, first in cells]
    for problem in listed(problems, found.height):
        yield Finding(severity, problem)
