"""Checks of what a council's own figures are about: council, indicator, period, part."""

import polars as pl

from analytics.importers.own.findings import Findings, each
from analytics.importers.own.names import quoted
from analytics.importers.own.rows import Rows
from analytics.importers.screening.findings import Severity

_THE_WHOLE = ("total", "totals", "grand total", "overall", "all", "whole council", "council", "borough")


def check_names(rows: Rows) -> Findings:
    """Examples left in, councils, indicators and periods that are not known, and a part without a member."""
    yield from each(
        rows,
        pl.col("example"),
        "council",
        lambda _row: (
            "This is one of the template’s example rows.",
            "Delete it. Where the figure is your own, write your council’s name and delete the words in the note.",
        ),
    )
    real = ~pl.col("example")
    yield from each(
        rows, real & pl.col("area").is_null(), "council", lambda row: rows.names.council_fault(row["council"])
    )
    yield from each(
        rows, real & pl.col("measure").is_null(), "indicator", lambda row: rows.names.indicator_fault(row["indicator"])
    )
    yield from each(rows, real & pl.col("kind").is_null(), "period", lambda row: _no_period(row["period"], rows))
    yield from _breakdowns(rows)


def _no_period(text: str, rows: Rows) -> tuple[str, str]:
    if not text:
        return "The period is blank.", "Write a month (May 2025), a quarter (Q1 2025/26), a year or a day."
    wrong, _, right = rows.no_period.get(text, "").rpartition(" Write ")
    if len(text) > 60 or not wrong:
        return f"{quoted(text)} is not a period.", "Write a month (May 2025), a quarter (Q1 2025/26), a year or a day."
    return wrong, f"Write {right}"


def _breakdowns(rows: Rows) -> Findings:
    for field, other in (("part", "member"), ("member", "part")):
        yield from each(
            rows,
            (pl.col(field) != "") & (pl.col(other) == ""),
            other,
            lambda row, field=field, other=other: (  # type: ignore[misc]
                f"There is a {field}, {quoted(row[field])}, but no {other}.",
                "Give both, such as team and Assessment Team, or leave both blank for the whole council.",
            ),
        )
    whole = pl.col("name").str.to_lowercase().is_in(_THE_WHOLE) & (pl.col("part") != "")
    yield from each(
        rows,
        whole,
        "member",
        lambda row: (
            f"{quoted(row['member'])} is taken for one of the parts.",
            "Where it is the whole council, leave part and member blank.",
        ),
        Severity.WARNING,
    )
