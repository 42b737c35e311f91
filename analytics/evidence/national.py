"""What national releases say about one authority: its figures beside England, its region and the councils most like it.

It is evidence of its own and never mixed with that of a council's reports: a national year and a local month are
counted by other rules, so no series may run from one into the other.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

import polars as pl
from pydantic import BaseModel, ConfigDict

from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.vocabulary import DocumentKind, Status, Unit

# What is counted or spent in a whole country beside what one council counts or spends says nothing.
AMOUNTS = (Unit.COUNT.value, Unit.POSTS.value, Unit.GBP_MILLION.value)
_ONE_PRINTING = ("document", "indicator", "dimension", "member", "period", "period_kind", "period_start", "period_end")
# With fewer than this many of ten, an average says more about who is missing than about similar councils.
FEWEST_NEIGHBOURS = 5


class Figures(StrEnum):
    """Whose figures to show. EITHER is the council's own reports where there are any, else the national releases."""

    EITHER = ""
    REPORTS = "reports"
    RELEASES = "releases"


class Statistic(StrEnum):
    """How similar councils' figures become one. DfE's interactive tool takes the mean, its dashboard the median."""

    MEAN = "mean"
    MEDIAN = "median"


class Neighbours(BaseModel):
    """Which list of statistical neighbours, by the year of DfE's model, and how their figures become one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: int = 2025
    statistic: Statistic = Statistic.MEAN

    @property
    def plainly(self) -> str:
        """For a title or a legend: "2025 list, mean"."""
        return f"{self.model} list, {self.statistic.value}"

    def area(self, authority: str) -> str:
        """The id of the area that stands for them."""
        return f"neighbours:{authority}:{self.model}:{self.statistic.value}"


USUAL = Neighbours()
EVERY_CHOICE = tuple(Neighbours(model=model, statistic=statistic) for model in (2025, 2021) for statistic in Statistic)


@lru_cache(maxsize=256)
def national_evidence(evidence: Evidence, authority: str, neighbours: Neighbours = USUAL) -> Evidence:
    """The releases' figures of an authority, with those of England, its region and similar councils together.

    Amounts (counts, posts and money) are the authority's alone. Its documents are the releases that have a figure of
    it. Without releases it holds nothing.
    """
    releases, catalogue = evidence.releases, evidence.catalogue
    empty = replace(
        evidence,
        documents={},
        observations=pl.DataFrame(schema=OBSERVATIONS),
        **{name: getattr(evidence, name).clear() for name in _OF_REPORTS},
        identities=(),
        notes=(),
        problems=(),
        neighbours=neighbours,
    )
    if releases is None or authority not in catalogue.authorities:
        return empty
    wider = ["england", f"region:{catalogue.authorities[authority].region}"]
    similar = [one.id for one in catalogue.neighbours_of(authority, neighbours.model)]
    # A council's own figures stand among its documents: its months hide its national years where both are one series.
    inside = [slug for slug, held in releases.documents.items() if held.file.kind is DocumentKind.OWN_FIGURES]
    rows = releases.of_areas([authority, *wider, *similar]).filter(~pl.col("document").is_in(inside)).collect()
    own = rows.filter(pl.col("area") == authority)
    comparable = rows.join(own.select("indicator").unique(), on="indicator", how="semi").filter(
        ~pl.col("unit").is_in(AMOUNTS)
    )
    among = comparable.filter(pl.col("area").is_in(similar))
    together = together_as_one(among.lazy(), neighbours, authority, len(similar)).collect()
    ratings = releases.ratings.filter(pl.col("area") == authority)
    found = {*own["document"].unique(), *ratings["document"].unique()}
    return replace(
        empty,
        documents={slug: held for slug, held in releases.documents.items() if slug in found},
        observations=pl.concat([own, comparable.filter(pl.col("area").is_in(wider)), together]).filter(
            pl.col("document").is_in(list(found))
        ),
        ratings=ratings,
    )


_OF_REPORTS = ("targets", "ratings", "findings", "claims", "witnesses", "enquiries")


def together_as_one(rows: pl.LazyFrame, neighbours: Neighbours, authority: str, of: int) -> pl.LazyFrame:
    """The mean or median of similar councils, one row a release, measure and period, as an area of its own.

    `rows` are theirs, with the columns of the evidence, `of` how many there are. Only figures of one release are put
    together. The note says how many councils had a figure; under five there is none. It is rounded to the places that
    the councils' own figures are printed with.
    """
    # A joint return is one figure for two councils; counted twice it would weigh twice.
    once = rows.filter(pl.col("value").is_not_null()).unique([*_ONE_PRINTING, "row", "locator"], maintain_order=True)
    return (
        averaged(with_places(once), neighbours.statistic)
        .with_columns(
            pl.lit(neighbours.area(authority)).alias("area"),
            pl.lit(Status.FINAL.value).alias("status"),
            pl.lit(None, pl.String).alias("missing_reason"),
            pl.lit(None, pl.Float64).alias("numerator"),
            pl.lit(None, pl.Float64).alias("denominator"),
            pl.format(
                "The {} of {} of {} councils on the {} list that have a figure.",
                pl.lit(neighbours.statistic.value),
                "_count",
                pl.lit(of),
                pl.lit(neighbours.model),
            ).alias("note"),
        )
        .select([pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items()])
    )


def averaged(rows: pl.LazyFrame, statistic: Statistic, by: Sequence[str] = _ONE_PRINTING) -> pl.LazyFrame:
    """The mean or median of councils' figures, one row for each of `by` that has enough of them, in order.

    `rows` are figures with a value, each once, with `_places` (see `with_places`). Columns beside `by`: value, rounded
    to the places that the figures are printed with, and printed; `_count`, how many councils had one; locator, unit
    and row of the first of them.
    """
    value = pl.col("value")
    rounded = pl.coalesce(
        pl.when(pl.col("_places") == places_).then(value.round(places_)) for places_ in range(5)
    ).fill_null(value.round(4))
    whole = pl.when(pl.col("_places") == 0)
    return (
        rows.group_by(by, maintain_order=True)
        .agg(
            # A sum's last digit depends on the order it was added up in, and a mean that falls on a half must not.
            (value.mean() if statistic is Statistic.MEAN else value.median()).round(9).alias("value"),
            pl.col("_places").max(),
            value.count().alias("_count"),
            pl.col("locator", "unit", "row").first(),
        )
        .filter(pl.col("_count") >= FEWEST_NEIGHBOURS)
        .with_columns(rounded.alias("value"))
        .with_columns(
            whole.then(value.cast(pl.Int64).cast(pl.String)).otherwise(value.cast(pl.String)).alias("printed")
        )
    )


def with_places(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The figures with `_places`, how many decimals each is printed with."""
    decimals = pl.col("printed").str.extract(r"\.(\d+)$").str.len_chars().fill_null(0)
    return rows.with_columns(decimals.alias("_places"))
