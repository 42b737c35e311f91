"""Imported releases as a public surface may read them: the rows that the policy covers, protected, among the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from analytics.evidence.catalogue import Indicator, Neighbour
from analytics.evidence.document import Document
from analytics.evidence.release_store import Releases


@dataclass(frozen=True, eq=False, kw_only=True)
class ProtectedReleases(Releases):
    """Releases in which the rows of the `hidden` documents are those in `covered`, and none is read from its place.

    `made` is never true: whoever reads the tables beside it would read what is not protected.
    """

    inner: Releases
    covered: pl.DataFrame
    hidden: frozenset[str]
    named: str
    made: bool = False

    @property
    def version(self) -> str:
        """What changes with any change of what is kept, and with the policy."""
        return f"{self.inner.version}-{self.named}"

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The releases as documents of the evidence, by their ids, newest publication first."""
        return self.inner.documents

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The measures that releases describe, by their ids."""
        return self.inner.indicators

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The statistical neighbours that releases list, by model, authority and rank."""
        return self.inner.neighbours

    @cached_property
    def ratings(self) -> pl.DataFrame:
        """The ratings that releases give, with the columns of the evidence's ratings, in a fixed order."""
        return self.inner.ratings

    def _rows(self, table: str, order: tuple[str, ...], wanted: pl.Expr) -> pl.LazyFrame:
        theirs = pl.col("document").is_in(sorted(self.hidden))
        kept = self.inner._rows(table, order, wanted).filter(~theirs)
        return pl.concat([kept, self.covered.lazy().filter(wanted)]).sort(order)
