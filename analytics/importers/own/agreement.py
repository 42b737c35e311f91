"""Checks of whether a council's own figures agree: a share with its numbers, and one row with another."""

import polars as pl

from analytics.evidence.vocabulary import Unit
from analytics.importers.own.findings import Findings, each
from analytics.importers.own.rows import Rows
from analytics.importers.screening.findings import Severity

# How many times numerator / denominator a value is. Counts, posts and money are no quotients.
_TIMES = {
    Unit.PERCENT: 100.0,
    Unit.RATE_PER_10K: 10_000.0,
    Unit.DAYS: 1.0,
    Unit.WEEKS: 1.0,
    Unit.HOURS: 1.0,
    Unit.CHILDREN_PER_WORKER: 1.0,
    Unit.RATIO: 1.0,
}
_NOISE = 1e-9  # of arithmetic in binary fractions
_FIGURE = ("area", "measure", "kind", "start", "end", "group", "member_key")


def check_quotients(rows: Rows) -> Findings:
    """Numerators without a denominator or above it, denominators of nought, and values that are not their quotient.

    A value is the quotient where the two differ by no more than the rounding of the three numbers as they are written.
    Up to twice that is a warning, for some round down; beyond, one of the three is wrong and nobody can tell which.
    """
    top, bottom, number = pl.col("top"), pl.col("bottom"), pl.col("number")
    share = pl.col("unit") == Unit.PERCENT.value
    yield from each(
        rows,
        top.is_not_null() & (pl.col("denominator") == ""),
        "denominator",
        lambda _row: ("There is a numerator but no denominator.", "Give both, or leave both blank."),
    )
    yield from each(
        rows,
        (bottom == 0) & number.is_not_null() & pl.col("unit").is_in(list(_TIMES)),
        "denominator",
        lambda row: (
            f"The denominator is 0, and out of nobody there is no {row['printed']}.",
            "Leave the value blank and write not applicable under status, or correct the denominator.",
        ),
    )
    above = share & (top > bottom) & (bottom > 0) & ~_is_change()
    yield from each(
        rows,
        above,
        "numerator",
        lambda row: (
            f"The numerator {row['numerator']} is above the denominator {row['denominator']}.",
            "Correct one of them, or swap them: a share counts no more than there are.",
        ),
    )
    quotient = _with_quotient(rows.frame.filter(~above.fill_null(value=False) & ~_is_change()))
    off = (pl.col("number") - pl.col("quotient")).abs()
    right = "Correct the value, the numerator or the denominator; the value may be left to stand alone."
    for severity, where in (
        (Severity.FAILURE, off > 2 * pl.col("slack")),
        (Severity.WARNING, (off > pl.col("slack")) & (off <= 2 * pl.col("slack"))),
    ):
        yield from each(
            rows,
            quotient.filter(where),
            "value",
            lambda row: (
                f"{row['printed']} is not {row['numerator']} / {row['denominator']}, which is "
                f"{row['quotient']:.{min(row['number_places'] + 1, 6)}f}.",
                right,
            ),
            severity,
        )


def _is_change() -> pl.Expr:
    return pl.col("measure").str.contains("_(growth|change)$").fill_null(value=False)


def _with_quotient(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with three numbers, the quotient of two of them, and by how much rounding can set the third off."""
    times = pl.col("unit").replace_strict(_TIMES, default=None, return_dtype=pl.Float64)
    quotient = times * pl.col("top") / pl.col("bottom")
    return frame.filter(
        pl.col("number").is_not_null() & (pl.col("top") >= 0) & (pl.col("bottom") > 0) & times.is_not_null()
    ).with_columns(
        quotient.alias("quotient"),
        (_half("number_places") + quotient.abs() * (_rounding("top") + _rounding("bottom") + _NOISE)).alias("slack"),
    )


def _rounding(name: str) -> pl.Expr:
    """By what part of itself a number may be off: of children it is exact, of posts rounded to its decimals."""
    rounded = (pl.col(f"{name}_places") > 0) & (pl.col(name) > 0)
    return pl.when(rounded).then(_half(f"{name}_places") / pl.col(name)).otherwise(0.0)


def _half(places: str) -> pl.Expr:
    return 0.5 * pl.lit(10.0).pow(-pl.col(places).cast(pl.Float64))


def check_twice(rows: Rows) -> Findings:
    """Rows that give one figure twice: a warning where they agree, a failure where they do not. Both rows are named."""
    key = list(_FIGURE)
    said = pl.concat_str(
        pl.coalesce(pl.col("number").cast(pl.String), pl.col("symbol"), pl.col("said"), pl.lit("")),
        pl.coalesce(pl.col("state"), pl.lit("final")),
        separator="|",
    )
    known = rows.frame.filter(
        ~pl.col("example")
        & pl.col("area").is_not_null()
        & pl.col("measure").is_not_null()
        & pl.col("kind").is_not_null()
    ).with_columns(pl.col("name").str.to_lowercase().alias("member_key"), said.alias("said_here"))
    twice = known.filter(pl.struct(key).is_duplicated())
    if twice.is_empty():
        return
    later = twice.with_columns(
        pl.col("row").first().over(key).alias("first_row"),
        pl.col("at").first().over(key).alias("first_at"),
        pl.col("said_here").first().over(key).alias("said_first"),
        pl.int_range(pl.len()).over(key).alias("order"),
    ).filter(pl.col("order") > 0)
    same = pl.col("said_here") == pl.col("said_first")
    yield from each(
        rows,
        later.filter(~same),
        "value",
        lambda row: (
            f"It is another figure for the same council, indicator, period and part than {_place(row)} gives.",
            "Keep the right one, and delete the other.",
        ),
    )
    yield from each(
        rows,
        later.filter(same),
        "value",
        lambda row: (f"It says the same as {_place(row)}.", "It was taken once; delete one of the two."),
        Severity.WARNING,
    )


def _place(row: dict[str, object]) -> str:
    if row["first_row"] == row["row"]:
        return f"column {row['first_at']} of the same row"
    return f"row {row['first_row']}"
