"""Revisions: what later releases of a family changed of figures that earlier ones had given.

Each release is kept as it was published, so that a committee can see which figure it was given at the time. The Code of
Practice for Statistics asks publishers to say how large their revisions are and why they were made; the figures here
say the first.
"""

from enum import StrEnum

import polars as pl

from analytics.measures.series import SERIES_KEY

FIGURE_KEY = (*SERIES_KEY, "period_kind", "period_start", "period_end", "period")
_KEY = ("family", *FIGURE_KEY)
_GIVEN = ("value", "printed", "missing_reason", "status", "document", "published")


class Revision(StrEnum):
    """What a release did to a figure that the one before it had."""

    CHANGED = "changed"
    SUPPLIED = "supplied"
    WITHDRAWN = "withdrawn"


def editions(observations: pl.LazyFrame, releases: pl.LazyFrame) -> pl.LazyFrame:
    """One row for each release that gives a figure, in order of publication.

    `observations` has the columns of the evidence; `releases` is one row a document: document, family, published (a
    date). Figures are those of one family, area, indicator, dimension, member and period; those of no release are left
    out. Added columns: family, published, edition (1 is the first to give the figure), previous_value,
    previous_printed, previous_missing_reason, previous_status, previous_document and previous_published of the release
    before that gave it, `change` (null where either has no value) and `revision`: changed, supplied (there was no
    value before), withdrawn (there is none now) or null.

    A figure is changed where it is another number at the precision of the coarser of the two: 79 after 78.6 is the
    same figure, rounded. Where a release gives a figure more than once, its first row with a value counts.
    """
    once = (
        observations.join(releases.select("document", "family", "published"), on="document", how="inner")
        .with_columns(pl.col("value").is_null().alias("_missing"))
        .sort(["_missing", "locator", "row"])
        .group_by([*_KEY, "document"], maintain_order=True)
        .agg(pl.all().exclude("_missing").first())
        .sort([*_KEY, "published", "document"], nulls_last=True)
    )
    before = once.with_columns(
        pl.int_range(1, pl.len() + 1).over(_KEY).alias("edition"),
        *(pl.col(column).shift(1).over(_KEY).alias(f"previous_{column}") for column in _GIVEN),
    )
    later = pl.col("previous_document").is_not_null()
    was, now = pl.col("previous_value").is_not_null(), pl.col("value").is_not_null()
    revision = (
        pl.when(later & was & now & _is_another_number())
        .then(pl.lit(Revision.CHANGED.value))
        .when(later & ~was & now)
        .then(pl.lit(Revision.SUPPLIED.value))
        .when(later & was & ~now)
        .then(pl.lit(Revision.WITHDRAWN.value))
    )
    return before.with_columns((pl.col("value") - pl.col("previous_value")).alias("change"), revision.alias("revision"))


def revisions(observations: pl.LazyFrame, releases: pl.LazyFrame) -> pl.LazyFrame:
    """One row a figure: what was first published, what is published now, and how often it was revised between.

    Takes what `editions` takes. Columns: family and those of the figure, unit, editions (how many releases give it),
    first_value, first_printed, first_document, first_published, latest_value, latest_printed, latest_document and
    latest_published, `change` (latest minus first, null where either is missing), `revisions` (how often another number
    was given than before), `largest_change` (the largest of them, either way) and `values`, the printed digits in order
    of publication. First is the first release that gave a value, latest the last release of all, even one without a
    value: a figure that was withdrawn is not published now.
    """
    given = pl.col("value").is_not_null()
    changed = pl.col("revision") == Revision.CHANGED.value
    return (
        editions(observations, releases)
        .group_by(_KEY, maintain_order=True)
        .agg(
            pl.col("unit").first(),
            pl.len().alias("editions"),
            *(pl.col(column).filter(given).first().alias(f"first_{column}") for column in _SHOWN),
            *(pl.col(column).last().alias(f"latest_{column}") for column in _SHOWN),
            changed.sum().alias("revisions"),
            pl.col("change").filter(changed).abs().max().alias("largest_change"),
            pl.col("printed").alias("values"),
        )
        .with_columns((pl.col("latest_value") - pl.col("first_value")).alias("change"))
    )


_SHOWN = ("value", "printed", "document", "published")


def _is_another_number() -> pl.Expr:
    """Whether the printed numbers differ by more than the rounding of the coarser one explains."""
    half = 0.5 * pl.lit(10.0).pow(-pl.min_horizontal(_decimals("printed"), _decimals("previous_printed")))
    # A little more, because neither 0.1 nor half of it is a number that a computer holds exactly.
    return (_number("") - _number("previous_")).abs() > half + 1e-9


def _decimals(column: str) -> pl.Expr:
    # Digits that only arithmetic left behind (17.600000000000001) say nothing about how a figure was rounded.
    return pl.col(column).str.extract(r"\.(\d+)$").str.len_chars().fill_null(0).cast(pl.Int64).clip(upper_bound=6)


def _number(prefix: str) -> pl.Expr:
    printed = pl.col(f"{prefix}printed").str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False)
    return pl.coalesce(printed, pl.col(f"{prefix}value"))
