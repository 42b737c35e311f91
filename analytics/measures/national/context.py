"""What the rules need to know beside the figures: when each release came out, which way is better, who is like whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.national import EVERY_CHOICE
from analytics.evidence.release_store import Releases

# Texts of a few different words in many rows: as numbers they are sorted, matched and written in half the time. What is
# printed is not among them, being seldom the same.
_CODED = (
    *("area", "region", "neighbour", "document", "locator", "indicator", "dimension", "member", "period"),
    *("period_kind", "unit", "status", "missing_reason", "note"),
)


@dataclass(frozen=True, eq=False)
class Context:
    """The same for every indicator, and small, so that it can be sent to wherever an indicator is worked on.

    `available_from` is one row a release: document, available_from. `indicators` is one row an indicator: indicator,
    polarity_sign, is_percentage. `authorities` is one row an authority: area, region, the latter as areas are named.
    `neighbours` is one row a pair: model, area, neighbour.
    `held` is one row a release and authority that it has any figure or rating of: area, document.
    """

    available_from: pl.DataFrame
    indicators: pl.DataFrame
    authorities: pl.DataFrame
    neighbours: pl.DataFrame
    held: pl.DataFrame

    @cached_property
    def coded(self) -> "Context":
        """The same with texts that stand again and again as numbers, as `coded` makes them of the figures."""
        return Context(*(coded(getattr(self, field.name)) for field in fields(self)))

    @property
    def models(self) -> tuple[int, ...]:
        """The years of the lists of neighbours, the usual one first."""
        return tuple(dict.fromkeys(choice.model for choice in EVERY_CHOICE))


def context_of(releases: Releases, catalogue: Catalogue) -> Context:
    """The context of what was imported. `catalogue` is the shipped one; what releases describe is added here."""
    whole = catalogue.extended(releases.indicators, releases.neighbours)
    places = releases.ratings.lazy().select("area", "document")
    held = pl.concat([releases.rows().select("area", "document"), places]).unique().collect()
    regions = [{"area": one.id, "region": f"region:{one.region}"} for one in whole.authorities.values()]
    return Context(
        available_from=_frame(
            [{"document": slug, "available_from": release.published} for slug, release in releases.releases.items()],
            {"document": pl.String, "available_from": pl.Date},
        ),
        indicators=_frame(
            [
                {"indicator": one.id, "polarity_sign": one.polarity.sign, "is_percentage": one.unit.is_percentage}
                for one in whole.indicators.values()
            ],
            {"indicator": pl.String, "polarity_sign": pl.Int8, "is_percentage": pl.Boolean},
        ),
        authorities=_frame(regions, {"area": pl.String, "region": pl.String}),
        neighbours=_frame(
            [
                {"model": one.model, "area": one.authority, "neighbour": one.neighbour}
                for one in whole.neighbours
                if one.model in {choice.model for choice in EVERY_CHOICE}
            ],
            {"model": pl.Int64, "area": pl.String, "neighbour": pl.String},
        ),
        held=held.filter(pl.col("area").is_in(list(whole.authorities))).sort("area", "document"),
    )


def _frame(rows: Sequence[Mapping[str, object]], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def coded(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its repeated texts as numbers; order and equality are as of the texts."""
    return frame.with_columns(pl.col(name).cast(pl.Categorical) for name in frame.columns if name in _CODED)


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every text as text."""
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))
