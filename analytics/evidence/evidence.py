"""The evidence: everything that is known, as typed frames, and what of it was public on a given day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from analytics.edition import Edition
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.document import Document, Identity, ReviewerNote
from analytics.evidence.problem import Problem

if TYPE_CHECKING:  # both read the evidence's columns from here
    from analytics.evidence.national import Neighbours
    from analytics.evidence.release_store import Releases

OBSERVATION_COLUMNS = {
    "document": pl.String,
    "locator": pl.String,
    "area": pl.String,
    "indicator": pl.String,
    "dimension": pl.String,
    "member": pl.String,
    "period": pl.String,
    "period_kind": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
    "missing_reason": pl.String,
    "note": pl.String,
}
# What the app needs beside the published columns: the digits as printed, and the order in the file.
_INTERNAL = {"printed": pl.String, "row": pl.Int64}

OBSERVATIONS = OBSERVATION_COLUMNS | _INTERNAL
TARGETS = {
    "document": pl.String,
    "locator": pl.String,
    "area": pl.String,
    "indicator": pl.String,
    "member": pl.String,
    "kind": pl.String,
    "value": pl.Float64,
    "from": pl.Date,
    "to": pl.Date,
    "note": pl.String,
}
RATING_COLUMNS = {
    "document": pl.String,
    "locator": pl.String,
    "area": pl.String,
    "scale": pl.String,
    "subject": pl.String,
    "period": pl.String,
    "rating": pl.String,
}
RATINGS = RATING_COLUMNS | {"period_end": pl.Date, "row": pl.Int64}
FINDING_COLUMNS = {
    "document": pl.String,
    "locator": pl.String,
    "area": pl.String,
    "theme": pl.String,
    "kind": pl.String,
    "text": pl.String,
    "indicators": pl.List(pl.String),
}
FINDINGS = FINDING_COLUMNS | {"row": pl.Int64}
CLAIMS = {
    "document": pl.String,
    "locator": pl.String,
    "area": pl.String,
    "indicator": pl.String,
    "dimension": pl.String,
    "member": pl.String,
    "from": pl.String,
    "to": pl.String,
    "asserted": pl.String,
    "size": pl.String,
    "against": pl.String,
    "text": pl.String,
}
WITNESSES = {
    "document": pl.String,
    "locator": pl.String,
    "name": pl.String,
    "role": pl.String,
    "organisation": pl.String,
}
ENQUIRIES = {"document": pl.String, "locator": pl.String, "theme": pl.String, "text": pl.String}


@dataclass(frozen=True, eq=False)
class Evidence:
    """Every document's rows in one frame a kind, with the catalogue they refer to.

    `problems` lists the rows that were left out. `version` changes with any byte of the evidence. Two pieces of
    evidence are the same only if they are one object, so that what is worked out from one can be kept beside it.
    `releases` are the national figures that were imported, of which a frame holds none before
    `national.national_evidence` is asked about an authority; what it gives says in `neighbours` how similar councils
    were put together. `edition` says for whom it is.
    """

    catalogue: Catalogue
    documents: Mapping[str, Document]
    observations: pl.DataFrame
    targets: pl.DataFrame
    ratings: pl.DataFrame
    findings: pl.DataFrame
    claims: pl.DataFrame
    witnesses: pl.DataFrame
    enquiries: pl.DataFrame
    identities: tuple[tuple[str, Identity], ...]
    notes: tuple[tuple[str, ReviewerNote], ...]
    problems: tuple[Problem, ...]
    version: str
    releases: "Releases | None" = None
    neighbours: "Neighbours | None" = None
    edition: Edition = Edition.WORKSPACE

    def for_all(self) -> "Evidence":
        """The evidence as anybody may see it: without the names of witnesses, whose roles stay.

        What is worked out from it takes its edition, so that nothing that is for members only is made of it.
        """
        return replace(self, edition=Edition.PUBLIC, witnesses=self.witnesses.with_columns(name=pl.lit("")))

    def as_known_on(self, day: date | None) -> "Evidence":
        """The evidence that was public on `day`: nothing that a later document says. None is all of it."""
        if day is None:
            return self
        known = {slug: held for slug, held in self.documents.items() if held.file.available_from <= day}
        return self._limited_to(known) if len(known) < len(self.documents) else self

    def of_document(self, slug: str) -> "Evidence":
        """What one document says."""
        return self._limited_to({slug: self.documents[slug]})

    def about(self, authority: str | None) -> "Evidence":
        """What the documents about one authority say, comparators included. None is every authority."""
        if authority is None or self.neighbours is not None:
            return self
        return self._limited_to(
            {slug: held for slug, held in self.documents.items() if held.file.authority == authority}
        )

    def everywhere(
        self, indicator: str, dimension: str = "", member: str = "", as_known_on: date | None = None
    ) -> pl.DataFrame:
        """One measure's national figures in every area and period, each as its newest release then public gives it.

        Columns are those of `observations`, in the order of area and time. Empty where no release was imported.
        """
        if self.releases is None:
            return self.observations.clear()
        public = [
            {"document": slug, "_public": held.file.available_from}
            for slug, held in self.releases.documents.items()
            if as_known_on is None or held.file.available_from <= as_known_on
        ]
        known = pl.LazyFrame(public, schema={"document": pl.String, "_public": pl.Date})
        return (
            self.releases.of_indicator(indicator, dimension, member)
            .join(known, on="document")
            # As `series` does: the newest release and, of what it gives twice, first what has a value.
            .sort("_public", pl.col("value").is_null(), "document", "row", "locator", descending=[True, *[False] * 4])
            .unique(["area", "period_kind", "period_start", "period_end"], keep="first", maintain_order=True)
            .sort("area", "period_end", "period_start")
            .drop("_public")
            .collect()
        )

    def similar_to(self, authority: str) -> str:
        """The id of the area that stands for an authority's statistical neighbours in these figures."""
        return f"neighbours:{authority}" if self.neighbours is None else self.neighbours.area(authority)

    def authorities(self) -> tuple[str, ...]:
        """The ids of the authorities with any figure, in a document or in a release, by name."""
        imported = () if self.releases is None else self.releases.areas()
        ids = {*self.authorities_with_documents(), *(area for area in imported if area in self.catalogue.authorities)}
        return tuple(sorted(ids, key=self.catalogue.area_name))

    def authorities_with_documents(self) -> tuple[str, ...]:
        """The ids of the authorities that documents are about, by name."""
        ids = {held.file.authority for held in self.documents.values()}
        return tuple(sorted(ids, key=self.catalogue.area_name))

    def without(self, documents: Collection[str]) -> "Evidence":
        """What the other documents say."""
        return self._limited_to({slug: held for slug, held in self.documents.items() if slug not in documents})

    def where(self, document: str, locator: str) -> str:
        """Where something was printed, as a reader would say it: the document and the place in it."""
        imported = {} if self.releases is None else self.releases.documents
        held = self.documents.get(document) or imported[document]
        return f"{held.file.short_title}, {held.place(locator)}"

    def _limited_to(self, documents: Mapping[str, Document]) -> "Evidence":
        return _limited(self, tuple(documents))


@lru_cache(maxsize=512)
def _limited(evidence: Evidence, slugs: tuple[str, ...]) -> Evidence:
    """The part of the evidence that these documents gave; kept, because pages ask for the same few parts."""
    among = pl.col("document").is_in(list(slugs))
    return replace(
        evidence,
        documents={slug: evidence.documents[slug] for slug in slugs},
        observations=evidence.observations.filter(among),
        targets=evidence.targets.filter(among),
        ratings=evidence.ratings.filter(among),
        findings=evidence.findings.filter(among),
        claims=evidence.claims.filter(among),
        witnesses=evidence.witnesses.filter(among),
        enquiries=evidence.enquiries.filter(among),
        identities=tuple(entry for entry in evidence.identities if entry[0] in slugs),
        notes=tuple(entry for entry in evidence.notes if entry[0] in slugs),
    )
