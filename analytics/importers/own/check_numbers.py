"""Checks of the numbers in a council's own figures: whether they are numbers, and whether they can be."""

import re
from typing import Any

import polars as pl

from analytics.evidence.problem import Wrong
from analytics.evidence.rows import read_number
from analytics.evidence.vocabulary import SYMBOLS, Unit
from analytics.importers.own.findings import Findings, each
from analytics.importers.own.names import quoted
from analytics.importers.own.rows import Rows
from analytics.importers.screening.findings import Severity
from analytics.importers.table import TableKind

_THOUSANDS = re.compile(r"-?£?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?")
# Money can be an underspend; nothing else that is counted can be less than nothing.
_NEVER_NEGATIVE = tuple(unit.value for unit in Unit if unit not in (Unit.PERCENT, Unit.GBP_MILLION))


def check_numbers(rows: Rows) -> Findings:
    """Cells that are no numbers, signs that do not belong, and values that cannot be."""
    no_value = pl.col("value") == ""
    stands_for_one = pl.col("symbol").is_not_null()
    unread = ~no_value & ~stands_for_one & pl.col("number").is_null()
    yield from each(rows, unread, "value", lambda row: not_a_number(row["value"], percent=_is_percent(row)))
    for field, number in (("numerator", "top"), ("denominator", "bottom")):
        text = pl.col(field)
        unknown = text.str.to_lowercase().is_in(("", *SYMBOLS))
        yield from each(
            rows,
            pl.col(number).is_null() & ~unknown,
            field,
            lambda row, field=field: not_a_number(row[field]),  # type: ignore[misc]
        )
        yield from each(
            rows,
            pl.col(number) < 0,
            field,
            lambda row, field=field: (  # type: ignore[misc]
                f"The {field} {row[field]} is less than 0.",
                "Correct it: what is counted cannot be negative.",
            ),
        )
    yield from each(
        rows,
        pl.col("percent_sign") & pl.col("number").is_not_null() & (pl.col("unit") != Unit.PERCENT.value),
        "value",
        lambda row: (
            f"{quoted(row['value'])} is a percentage, but this indicator is given in {row['unit']}.",
            f"Write {row['printed']} where that is meant, or choose the indicator that is a percentage.",
        ),
    )
    yield from _percentages(rows)
    yield from each(
        rows,
        (pl.col("number") < 0) & pl.col("unit").is_in(_NEVER_NEGATIVE),
        "value",
        lambda row: (f"{row['printed']} is less than 0.", "Correct it: what is counted cannot be negative."),
    )
    yield from each(
        rows,
        (pl.col("number") != pl.col("number").floor()) & (pl.col("unit") == Unit.COUNT.value),
        "value",
        lambda row: (f"{row['printed']} is not a whole number, and this indicator is a count.", "Check it."),
        Severity.WARNING,
    )


def _percentages(rows: Rows) -> Findings:
    """A share is from 0 to 100; a change can be below 0, and above 100 where something more than doubled."""
    percent = pl.col("unit") == Unit.PERCENT.value
    change = pl.col("measure").str.contains("_(growth|change)$").fill_null(value=False)
    outside = percent & ((pl.col("number") > 100) | (pl.col("number") < 0))
    yield from each(
        rows,
        outside & ~change,
        "value",
        lambda row: (
            f"{row['printed']} is {'more than 100' if row['number'] > 100 else 'less than 0'} per cent.",
            "Correct it: this indicator is a share, and a share is from 0 to 100 per cent.",
        ),
    )
    yield from each(
        rows,
        percent & change & (pl.col("number").abs() > 100),
        "value",
        lambda row: (
            f"{row['printed']} per cent is a change of more than the whole.",
            "Check that it is the change and not the new level.",
        ),
        Severity.WARNING,
    )
    if rows.kind is TableKind.SHEET:
        yield from _shares_of_one(rows)


def _shares_of_one(rows: Rows) -> Findings:
    """A cell that a spreadsheet shows as 12.5% holds 0.125. Where every percentage is that small, this is why."""
    percentages = rows.frame.filter(
        (pl.col("unit") == Unit.PERCENT.value) & pl.col("number").is_not_null() & ~pl.col("measure").is_null()
    )
    small = pl.col("number").is_between(0, 1) & ~pl.col("percent_sign")
    broken = (pl.col("number") > 0) & (pl.col("number") < 1)
    suspect = percentages.group_by("measure").agg(small.all().alias("small"), broken.any().alias("broken"))
    faulty = percentages.join(suspect.filter(pl.col("small") & pl.col("broken")), on="measure", how="semi").filter(
        broken
    )
    yield from each(
        rows,
        faulty.sort("row"),
        "value",
        lambda row: (
            f"{row['printed']} is less than one per cent, as is every percentage of this indicator here. A cell that "
            "shows 12.5% holds 0.125.",
            f"Write {row['number'] * 100:.10g}, or {row['printed']}% as text where so little is meant.",
        ),
    )


def not_a_number(text: str, *, percent: bool = False) -> tuple[str, str]:
    """What is wrong with a cell that is no number, and what to write instead.

    >>> not_a_number("4,409")
    ('“4,409” has commas between thousands.', 'Write 4409.')
    """
    shown = quoted(text)
    if _THOUSANDS.fullmatch(text):
        bare = re.sub(r"[,£%]", "", text) + ("%" if percent and text.endswith("%") else "")
        return f"{shown} has commas between thousands.", f"Write {bare}."
    plain = text.replace("−", "-").removeprefix("+")
    if plain != text and re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,30})?", plain):
        return f"{shown} has a sign that is not a hyphen.", f"Write {plain}."
    if re.fullmatch(r"-?[0-9]{13,}(\.[0-9]*)?", text):
        return f"{shown} is too large to be a figure.", "Check it; money is in millions of pounds."
    if len(text) < 40 and "," not in text and text.replace("£", "").isascii():
        try:
            read_number(text)
        except Wrong as error:
            return error.wrong, error.right
    return f"{shown} is not a number.", "Write digits only, such as 12, 8.8 or -0.1."


def _is_percent(row: dict[str, Any]) -> bool:
    return bool(row["unit"] == Unit.PERCENT.value)
