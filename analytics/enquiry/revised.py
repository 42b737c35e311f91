"""Saying that a national figure was revised: what another release printed for the same period."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Signal
from analytics.evidence.wording import figure, listed, when


def revised_in_words(papers: Papers, signal: Signal) -> Iterator[str]:
    """A caution for each of the measure's two latest figures that another release prints otherwise; none for reports.

    What two reports print otherwise is a matter for reconciliation, which looks for a reason; a release is expected to
    correct the one before it.
    """
    if papers.evidence.neighbours is None or signal.indicator not in papers.evidence.catalogue.indicators:
        return
    unit = papers.indicator(signal.indicator).unit
    points = papers.facts.points(papers.authority, signal.indicator, signal.dimension, signal.member)
    for row in points.filter(pl.col("value").is_not_null()).tail(2).iter_rows(named=True):
        if row["values_printed"] > 1:
            others = listed(figure(value, unit) for value in row["other_values"])
            now, then = figure(row["value"], unit, row["printed"]), when(row["period"])
            yield f"The figure {then} was revised: another release prints {others}, and the newest {now}."
