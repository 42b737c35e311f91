"""Reading the imported releases: nothing is read before it is asked for, and then only the part that is needed."""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from analytics.evidence.catalogue import Indicator, Neighbour
from analytics.evidence.document import Document
from analytics.evidence.problem import Problem
from analytics.evidence.release_index import FileRecord, Index, Part, index_from, read_index
from analytics.evidence.release_place import INDEX_NAME, Place, ReleasesUnreadable, default_place
from analytics.evidence.release_rows import (
    BY_AREA,
    BY_INDICATOR,
    indicators_together,
    neighbours_together,
    published_and_compiled,
    ratings_together,
    rows_together,
)
from analytics.evidence.releases import Release, ReleaseKind


@dataclass(frozen=True, eq=False)
class Releases:
    """What was imported at one place, as it stood when it was opened. Opening reads the index only.

    Rows have the columns and types of the evidence's observations; a compilation's give way to those of a release that
    gave the figure first. `problems` names what is damaged. `made` says whether the tables made for reading are whole;
    where they are not, everything is read from the files that are, which takes longer.
    """

    place: Place
    index: Index
    problems: tuple[Problem, ...] = ()
    made: bool = True

    @property
    def version(self) -> str:
        """What changes with any change of what is kept."""
        return self.index.version

    @cached_property
    def releases(self) -> Mapping[str, Release]:
        """The releases by their ids, newest publication first."""
        return self.index.releases

    @cached_property
    def compilations(self) -> frozenset[str]:
        """The ids of the releases that put together figures of others."""
        return frozenset(slug for slug, one in self.releases.items() if one.kind is ReleaseKind.COMPILATION)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The releases as documents of the evidence, by their ids, newest publication first."""
        return {slug: release.as_document() for slug, release in self.releases.items()}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The measures that releases describe, by their ids."""
        if self.made:
            entries = json.loads(self.place.read_text(self.index.built["indicators"].name) or "[]")
            return tuple(Indicator.model_validate(entry) for entry in entries)
        return indicators_together(self.place, self.index.files)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The statistical neighbours that releases list, by model, authority and rank."""
        if self.made:
            entries = json.loads(self.place.read_text(self.index.built["neighbours"].name) or "[]")
            return tuple(Neighbour.model_validate(entry) for entry in entries)
        return neighbours_together(self.place, self.index.files)

    @cached_property
    def ratings(self) -> pl.DataFrame:
        """The ratings that releases give, with the columns of the evidence's ratings, in a fixed order."""
        if self.made:
            return self.place.scan(self.index.built["ratings"].name).collect()
        return ratings_together(self.place, self.index.files)

    def of_areas(self, areas: Collection[str], indicators: Collection[str] | None = None) -> pl.LazyFrame:
        """Every row about some areas, by area, indicator, dimension, member and period. `indicators` None is all."""
        wanted = _among("area", areas)
        if indicators is not None:
            wanted &= _among("indicator", indicators)
        return self._rows("by_area", BY_AREA, wanted)

    def of_indicator(self, indicator: str, dimension: str | None = None, member: str | None = None) -> pl.LazyFrame:
        """Every area's rows of one measure, by dimension, member, period and area.

        `dimension` and `member` None is every one; "" is the figure for the whole.
        """
        wanted = pl.col("indicator") == indicator
        if dimension is not None:
            wanted &= pl.col("dimension") == dimension
        if member is not None:
            wanted &= pl.col("member") == member
        return self._rows("by_indicator", BY_INDICATOR, wanted)

    def of_indicators(self, indicators: Collection[str]) -> pl.LazyFrame:
        """Every area's rows of some indicators, by indicator, dimension, member, period and area."""
        return self._rows("by_indicator", BY_INDICATOR, _among("indicator", indicators))

    def rows(self) -> pl.LazyFrame:
        """Every row, by area, indicator, dimension, member and period."""
        return self._rows("by_area", BY_AREA, pl.lit(value=True))

    def areas(self) -> tuple[str, ...]:
        """The ids of the areas that have any figure, in order."""
        return self.index.areas

    def indicator_ids(self) -> tuple[str, ...]:
        """The ids of the measures that have any figure, in order."""
        return self.index.indicators

    def _rows(self, table: str, order: tuple[str, ...], wanted: pl.Expr) -> pl.LazyFrame:
        if self.made:
            return self.place.scan(self.index.built[table].name).filter(wanted)
        published, compiled = published_and_compiled(self.place, self.index.files)
        derived = self.index.built.get("derived")
        if derived and _is_as_it_was(self.place, derived):
            known = pl.col("document").is_in(list(self.releases))
            published = pl.concat([published, self.place.scan(derived.name).filter(known)])
        days = {slug: release.published for slug, release in self.releases.items()}
        return rows_together(published.filter(wanted), compiled.filter(wanted), days).sort(order)


def open_releases(place: str | Path | None = None) -> Releases | None:
    """What was imported at a place, or at the one that the environment names; None where nothing was.

    What is damaged is left out and named in `problems`. Raises ReleasesUnreadable where the index is damaged and no
    earlier copy of it is there.
    """
    at = default_place(os.environ) if place is None else Place.of(place)
    index, problems = open_index(at)
    if index is None or not index.files:
        return None
    damaged = [part.name for part in index.built.values() if not _is_as_it_was(at, part)]
    if not damaged:
        return Releases(at, index, tuple(problems))
    wrong = "This table, made for reading, is damaged or gone; what is read comes from the files, which takes longer."
    problems += [Problem(at.at(name), 0, "", wrong, "Run scrutiny releases mend.") for name in damaged]
    files = tuple(file for file in index.files if not damaged_parts(at, file))
    problems += [problem for file in index.files for problem in damaged_parts(at, file)]
    return Releases(at, index.model_copy(update={"files": files}), tuple(problems), made=False)


def open_index(place: Place) -> tuple[Index | None, list[Problem]]:
    """What is kept at a place, None where nothing ever was, and what is wrong with the index.

    Where the index is damaged, the copy made at an earlier import stands in for it; raises ReleasesUnreadable where
    there is no such copy.
    """
    try:
        return read_index(place), []
    except ReleasesUnreadable as error:
        copy = _earlier_copy(place)
        if copy is None:
            raise
        right = "The copy made at the last import is used. Run scrutiny releases mend to put it in its place."
        return copy, [Problem(place.at(INDEX_NAME), 0, "", str(error), right)]


def damaged_parts(place: Place, file: FileRecord) -> list[Problem]:
    """One problem for each kept part of a file that is not whole."""
    wrong = f"What was kept of {file.name} ({file.release.title}) is damaged or gone, and is left out."
    right = "Import that file again; everything else can be read."
    parts = [part for part in file.parts.values() if not _is_as_it_was(place, part)]
    return [Problem(place.at(part.name), 0, "", wrong, right) for part in parts]


def _is_as_it_was(place: Place, part: Part) -> bool:
    """Whether a kept file has every byte that it had: a table damaged within tells only when it is read.

    Object stores are not asked.
    """
    if not place.is_whole(part.name, part.size):
        return False
    if place.folder is None:
        return True
    path = Path(place.at(part.name))
    return _fingerprint(path, part.size, path.stat().st_mtime_ns) == part.sha256


@lru_cache(maxsize=4096)
def _fingerprint(path: Path, size: int, changed_ns: int) -> str:  # noqa: ARG001 - asked again only when one changes
    """The fingerprint of a file's bytes: a gigabyte takes about a second, once a process while it stays as it is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _earlier_copy(place: Place) -> Index | None:
    """The newest copy of the index that stands beside the tables for reading, where one can be read."""
    if place.folder is None:
        return None
    copies = sorted(place.folder.glob(f"built/*/{INDEX_NAME}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for copy in copies:
        try:
            return index_from(copy.read_text(encoding="utf-8"), str(copy))
        except (OSError, UnicodeDecodeError, ReleasesUnreadable):
            continue
    return None


def _among(column: str, values: Collection[str]) -> pl.Expr:
    return pl.col(column).is_in(sorted(set(values)))
