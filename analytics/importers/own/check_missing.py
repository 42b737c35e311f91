"""Checks of why values are missing, of how firm they are and when, and of small counts."""

import polars as pl

from analytics.evidence.vocabulary import MissingReason, Status, Unit
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.own.findings import Findings, each, together
from analytics.importers.own.names import quoted
from analytics.importers.own.rows import Rows
from analytics.importers.screening.findings import Severity
from analytics.importers.table import TableKind

_REASONS = "suppressed, low, low reliability, not available, not applicable, not collected or not supplied"
_EXPECTED = (Status.FORECAST.value, Status.HYPOTHETICAL.value)
# DfE, Children in need: counts of 1 to 5 are withheld. A true 0 is not.
_SMALL = (1, 5)


def check_missing(rows: Rows) -> Findings:
    """Values that are missing without a reason, or with two, and statuses that are none."""
    blank = (pl.col("value") == "") & ~pl.col("example")
    missing = blank | pl.col("symbol").is_not_null()
    unknown = (pl.col("status") != "") & pl.col("state").is_null() & pl.col("said").is_null()
    yield from each(
        rows,
        unknown,
        "status",
        lambda row: (
            f"The status {quoted(row['status'])} is not known.",
            f"Write one of: {', '.join(Status)}; or for a missing value: {_REASONS}.",
        ),
    )
    yield from each(
        rows,
        blank & (pl.col("status") == ""),
        "value",
        lambda _row: (
            "The value is blank and no reason is given.",
            f"Write under status why it is missing: {_REASONS}.",
        ),
    )
    yield from each(
        rows,
        missing & pl.col("state").is_not_null(),
        "status",
        lambda row: (
            f"The value is {quoted(row['value']) if row['value'] else 'blank'} but its status is “{row['status']}”.",
            f"Write why it is missing: {_REASONS}.",
        ),
    )
    yield from each(
        rows,
        pl.col("number").is_not_null() & pl.col("said").is_not_null(),
        "status",
        lambda row: (
            f"The value is {quoted(row['value'])} but its status says that it is missing.",
            f"Leave the value blank, or write one of: {', '.join(Status)}.",
        ),
    )
    two = (pl.col("symbol") != pl.col("said")) & (pl.col("symbol") != MissingReason.NOT_AVAILABLE.value)
    yield from each(
        rows,
        two,
        "status",
        lambda row: (
            f"{quoted(row['value'])} means “{MissingReason(row['symbol']).plainly}”, and the status is "
            f"“{row['status']}”.",
            "Leave one of the two blank.",
        ),
    )


def check_times(rows: Rows) -> Findings:
    """Periods that are not over, unless the figure is a forecast, and first days of months that may be whole months."""
    firm = ~pl.col("state").is_in(_EXPECTED).fill_null(value=False) & ~pl.col("example")
    yield from each(
        rows,
        firm & (pl.col("end") > rows.day) & pl.col("number").is_not_null(),
        "period",
        lambda row: (
            f"{row['label']} {'begins' if row['start'] > rows.day else 'ends'} after {day_in_words(rows.day)}.",
            "Correct the period, or write forecast or provisional under status.",
        ),
        Severity.WARNING,
    )
    if rows.kind is TableKind.SHEET:
        yield from together(
            rows,
            (pl.col("start").dt.day() == 1)
            & (pl.col("kind") == "snapshot")
            & pl.col("period").str.contains("^[0-9]{4}-"),
            "period",
            lambda which: (
                f"Dates on the first of a month were read as that one day ({which}).",
                "Where the month is meant, write it as text: May 2025.",
            ),
        )


def check_small_counts(rows: Rows) -> Findings:
    """One warning for all counts of 1 to 5, in which a child may be recognised. Averages are of staff."""
    counted = (pl.col("unit") == Unit.COUNT.value) & pl.col("number").is_between(*_SMALL)
    shared = pl.col("unit").is_in([Unit.PERCENT.value, Unit.RATE_PER_10K.value])
    small = counted | (shared & (pl.col("top").is_between(*_SMALL) | pl.col("bottom").is_between(*_SMALL)))
    for area, tells in (
        rows.frame.filter(small & pl.col("area").is_not_null()).group_by("area", maintain_order=True).len().iter_rows()
    ):
        yield from together(
            rows,
            small & (pl.col("area") == area),
            "value",
            lambda which, tells=tells: (  # type: ignore[misc]
                f"{count_of(tells, 'figure')} {'tells' if tells == 1 else 'tell'} of 1 to 5 ({which}). They are shown "
                "in this workspace only, and are to be withheld from anything public.",
                "Write c where even the committee should not see the number.",
            ),
        )
