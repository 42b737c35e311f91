"""A council's own figures among the imported releases, and the evidence without some of them.

National releases were published before they are brought in. Own figures were not, and of a file that was read by a
mapping made here nobody knows: these are public when somebody who may says so, and until then nothing that the public
sees is made of evidence that has them.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.release_store import Releases


@dataclass(frozen=True, eq=False, kw_only=True)
class PartOfReleases(Releases):
    """Releases without the `left_out` ones, of which no row is read; its index names none of their files.

    `made` is never true: whoever reads the tables beside it would read what is left out.
    """

    inner: Releases
    left_out: frozenset[str]
    made: bool = False

    @property
    def version(self) -> str:
        """What changes with any change of what is kept, and of what is left out."""
        return f"{self.inner.version}-{_short(self.left_out)}"

    def _rows(self, table: str, order: tuple[str, ...], wanted: pl.Expr) -> pl.LazyFrame:
        return self.inner._rows(table, order, wanted).filter(~pl.col("document").is_in(sorted(self.left_out)))


def own_releases(releases: Releases | None) -> Mapping[str, str]:
    """The releases that are public only once published here, with the fingerprint of what each holds.

    It changes with any figure.
    """
    if releases is None:
        return {}
    return {slug: _fingerprint(releases, slug) for slug, release in releases.releases.items() if release.stays_inside}


def _fingerprint(releases: Releases, release: str) -> str:
    parts = sorted(part.name for file in releases.index.files_of(release) for part in file.parts.values())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def figures_of(evidence: Evidence, release: str) -> pl.DataFrame:
    """Every row of a release that some evidence holds, in the evidence's own columns; none where it holds none."""
    if evidence.releases is None:
        return evidence.observations.clear()
    return evidence.releases.rows().filter(pl.col("document") == release).collect()


def without_releases(evidence: Evidence, left_out: Collection[str]) -> Evidence:
    """The evidence as if some releases of own figures had never been brought in; the very object where none is.

    Such releases describe no measure and list no neighbours, so the catalogue is as it was.
    """
    return _without(evidence, frozenset(left_out)) if left_out else evidence


@lru_cache(maxsize=8)
def _without(evidence: Evidence, left_out: frozenset[str]) -> Evidence:
    kept = ~pl.col("document").is_in(sorted(left_out))
    return replace(
        evidence,
        documents={slug: held for slug, held in evidence.documents.items() if slug not in left_out},
        observations=evidence.observations.filter(kept),
        ratings=evidence.ratings.filter(kept),
        releases=None if evidence.releases is None else _part(evidence.releases, left_out),
        version=f"{evidence.version}-{_short(left_out)}",
    )


def _part(releases: Releases, left_out: frozenset[str]) -> PartOfReleases | None:
    """The releases that are left; None where none is."""
    files = tuple(file for file in releases.index.files if file.release.id not in left_out)
    if not files:
        return None
    hidden = [
        releases.place.scan(file.parts["observations"].name).select("area", "indicator")
        for file in releases.index.files
        if file.release.id in left_out and "observations" in file.parts
    ]
    index = releases.index.model_copy(update={"files": files})
    part = PartOfReleases(
        place=releases.place,
        index=index,
        problems=tuple(one for one in releases.problems if not any(f"/{slug}/" in one.file for slug in left_out)),
        inner=releases,
        left_out=left_out,
    )
    if not hidden:
        return part
    # Only what the left out rows name can be gone with them, which saves looking through every row.
    named = pl.concat(hidden).unique().collect()
    areas, indicators = set(named["area"]), set(named["indicator"])
    gone = {
        "area": areas - _found(part.of_areas(areas), "area"),
        "indicator": indicators - _found(part.of_indicators(indicators), "indicator"),
    }
    return replace(
        part,
        index=index.model_copy(
            update={
                "areas": tuple(one for one in index.areas if one not in gone["area"]),
                "indicators": tuple(one for one in index.indicators if one not in gone["indicator"]),
            }
        ),
    )


def _found(rows: pl.LazyFrame, column: str) -> set[str]:
    return set(rows.select(pl.col(column).unique()).collect()[column])


def _short(left_out: frozenset[str]) -> str:
    return f"without-{hashlib.sha256(' '.join(sorted(left_out)).encode()).hexdigest()[:12]}"
