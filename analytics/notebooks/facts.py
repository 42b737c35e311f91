"""What cells ask of the evidence again and again, worked out once for each part of it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.measures.comparisons import about_the_same, favourable, size_of_change, with_comparators
from analytics.measures.series import latest_and_previous, series
from analytics.notebooks.view import CannotRender, Source
from analytics.notebooks.wording import listed


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


def known_evidence(evidence: Evidence, authority: str, as_known_on: date | None) -> Evidence:
    """What was public about an authority on a day. Raises CannotRender, with a way on, where that is nothing."""
    catalogue = evidence.catalogue
    if not evidence.authorities_with_documents():
        raise CannotRender("No document has been added yet. Put one into data/documents, as data/README.md says.")
    if authority not in catalogue.authorities:
        known = listed(catalogue.area_name(name) for name in evidence.authorities_with_documents())
        raise CannotRender(f"There is no council called “{authority}” here. Choose {known or 'another'}.")
    about = evidence.about(authority)
    name = catalogue.area_name(authority)
    if not about.documents:
        known = listed(catalogue.area_name(name) for name in evidence.authorities_with_documents())
        raise CannotRender(
            f"No document about {name} has been added. There are documents about {known or 'no council'}."
        )
    known_then = about.as_known_on(as_known_on)
    if not known_then.documents:
        first = min(held.file.available_from for held in about.documents.values())
        raise CannotRender(
            f"No document about {name} was public on {in_words(as_known_on)}. "
            f"The first here was public on {in_words(first)}: choose that day or a later one."
        )
    return known_then


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
            }
            for entry in catalogue.values()
        ],
        schema={"indicator": pl.String, "theme": pl.String, "polarity_sign": pl.Int8, "is_percentage": pl.Boolean},
    )
    ordered = series(evidence.observations.lazy(), available.lazy()).collect()
    latest = (
        latest_and_previous(ordered.lazy())
        .join(indicators.lazy(), on="indicator", maintain_order="left")
        .filter(pl.col("area") == authority)
        .with_columns(
            favourable(pl.col("change"), pl.col("polarity_sign")).alias("change_favourable"),
            size_of_change(pl.col("change"), pl.col("previous_value"), pl.col("is_percentage")).alias("size"),
        )
        .collect()
    )
    compared = (
        with_comparators(latest.lazy(), ordered.lazy())
        .with_columns(
            about_the_same(pl.col("gap"), pl.col("comparator_value"), pl.col("is_percentage")).alias("much_the_same")
        )
        .with_columns(
            pl.when(~pl.col("much_the_same"))
            .then(favourable(pl.col("gap"), pl.col("polarity_sign")))
            .alias("gap_favourable")
        )
        .collect()
    )
    return Facts(evidence, authority, ordered, latest, compared)


def facts(evidence: Evidence, authority: str, as_known_on: date | None) -> Facts:
    """The facts of an authority as known on a day."""
    return facts_about(known_evidence(evidence, authority, as_known_on), authority)


def figures_beside(facts: Facts, rows: pl.DataFrame) -> pl.DataFrame:
    """The observations that a table of `rows` of `facts.latest` shows: them, those before them, their comparators'."""
    measure = ["indicator", "dimension", "member"]
    before = rows.select("area", *measure, pl.col("previous_period").alias("period")).drop_nulls("period")
    beside = facts.compared.join(rows, on=["area", *measure], how="semi").select(
        pl.col("comparator").alias("area"), *measure, pl.col("comparator_period").alias("period")
    )
    others = facts.series.join(pl.concat([before, beside]), on=["area", *measure, "period"], how="semi")
    return pl.concat([published_columns(rows), published_columns(others)])


def sources_of(evidence: Evidence, *printed: pl.DataFrame) -> tuple[Source, ...]:
    """Every document and place that rows (with document and locator) were printed in, in the order printed."""
    rows = pl.concat(frame.select("document", "locator") for frame in printed)
    found = []
    for slug, held in evidence.documents.items():
        locators = rows.filter(pl.col("document") == slug)["locator"].unique(maintain_order=True).to_list()
        if locators:
            found.append(Source(slug, held.file.title, held.places(locators), held.file.published))
    return tuple(found)


def published_columns(rows: pl.DataFrame) -> pl.DataFrame:
    """The observations as the CSV beside a view gives them."""
    return rows.select([column for column in OBSERVATION_COLUMNS if column in rows.columns])


def applied(level: dict[str, Any], start: date, end: date) -> bool:
    """Whether a target or maximum is known to have applied during any of a period. A blank day is open."""
    return (level["from"] is None or level["from"] <= end) and (level["to"] is None or level["to"] >= start)


def in_words(day: date | None) -> str:
    """A day as a reader says it: 12 September 2023."""
    return f"{day.day} {day:%B %Y}" if day else "any day"
