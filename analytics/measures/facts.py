"""What is asked of the evidence again and again, worked out once for each part of it."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.measures.comparisons import change_verdict, size_of_change, with_comparators, with_gap_verdict
from analytics.measures.series import latest_and_previous, series


@dataclass(frozen=True, eq=False)
class Facts:
    """The series of one authority, its latest figures with their changes, and those beside each comparator."""

    evidence: Evidence
    authority: str
    series: pl.DataFrame
    latest: pl.DataFrame
    compared: pl.DataFrame

    def indicator(self, name: str) -> Indicator:
        """The catalogue's entry."""
        return self.evidence.catalogue.indicators[name]

    def points(self, area: str, indicator: str, dimension: str = "", member: str = "") -> pl.DataFrame:
        """One series in order of time."""
        return self.series.filter(
            (pl.col("area") == area)
            & (pl.col("indicator") == indicator)
            & (pl.col("dimension") == dimension)
            & (pl.col("member") == member)
        )


@lru_cache(maxsize=128)
def facts_about(evidence: Evidence, authority: str) -> Facts:
    """The facts of one authority in evidence that `known_evidence` has already limited."""
    available = pl.DataFrame(
        [{"document": slug, "available_from": held.file.available_from} for slug, held in evidence.documents.items()],
        schema={"document": pl.String, "available_from": pl.Date},
    )
    catalogue = evidence.catalogue.indicators
    indicators = pl.DataFrame(
        [
            {
                "indicator": entry.id,
                "theme": entry.theme,
                "polarity_sign": entry.polarity.sign,
                "is_percentage": entry.unit.is_percentage,
                "at_period_end": entry.at_period_end,
                "described_here": not entry.from_release,
            }
            for entry in catalogue.values()
        ],
        schema={
            "indicator": pl.String,
            "theme": pl.String,
            "polarity_sign": pl.Int8,
            "is_percentage": pl.Boolean,
            "at_period_end": pl.Boolean,
            "described_here": pl.Boolean,
        },
    )
    ordered = series(evidence.observations.lazy(), available.lazy()).collect()
    latest = (
        latest_and_previous(ordered.lazy())
        .join(indicators.lazy(), on="indicator", maintain_order="left")
        .filter(pl.col("area") == authority)
        .with_columns(
            change_verdict().alias("change_favourable"),
            size_of_change(pl.col("change"), pl.col("previous_value"), pl.col("is_percentage")).alias("size"),
        )
        .collect()
    )
    compared = with_gap_verdict(with_comparators(latest.lazy(), ordered.lazy())).collect()
    return Facts(evidence, authority, ordered, latest, compared)
