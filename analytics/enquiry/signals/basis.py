"""The same measure counted another way in the same report: a figure that adds visits tried without success."""

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited
from analytics.enquiry.words import Row, cited
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import qualified


def on_another_basis(papers: Papers, row: Row) -> tuple[tuple[str, ...], tuple[Cited, ...]]:
    """What else a report prints for a figure's measure and period, counted another way: in words, and where.

    A member who asks about the one should know of the other, which the witness is sure to give. Nothing where the
    report prints only one.
    """
    unit = Unit(row["unit"])
    others = papers.evidence.observations.filter(
        (pl.col("document") == row["document"])
        & (pl.col("area") == row["area"])
        & (pl.col("indicator") == row["indicator"])
        & (pl.col("period") == row["period"])
        & (pl.col("dimension") == "basis")
        & pl.col("value").is_not_null()
    ).to_dicts()
    words = tuple(f"The report also prints {qualified(one, unit)}, {one['member']}." for one in others)
    return words, tuple(cited(one, unit, "Counted another way") for one in others)
