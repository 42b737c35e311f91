"""What the files of all imported releases give together."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Indicator, Neighbour
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.release_index import FileRecord
from analytics.evidence.release_place import Place
from analytics.evidence.releases import ReleaseKind

# What one figure says: two rows with the same of these say the same thing, perhaps differently.
FIGURE = ("area", "indicator", "dimension", "member", "period_kind", "period_start", "period_end")
_LAST = ("document", "locator", "row")

BY_AREA = (*FIGURE[:4], "period_end", "period_start", "period_kind", *_LAST)
BY_INDICATOR = ("indicator", "dimension", "member", "period_end", "period_start", "period_kind", "area", *_LAST)


def rows_together(published: pl.LazyFrame, compiled: pl.LazyFrame, days: Mapping[str, date]) -> pl.LazyFrame:
    """Every row of the releases, without what a compilation repeats of a figure that its publisher's release gives.

    A release has given a figure where it has any row for the area, indicator, dimension, member and period, one
    without a value included: that a figure was withheld is what the publisher says of it. A compilation gives way to
    releases that were out when it came out; `days` are those on which each was published, by their ids. What it was the
    first to give is kept, because until the release came out nothing else was known; from then on the release is the
    newer of the two.
    """
    out = pl.LazyFrame({"document": days.keys(), "_out": days.values()}, {"document": pl.String, "_out": pl.Date})
    given = published.join(compiled, on=FIGURE, how="semi", nulls_equal=True).join(out, on="document", how="left")
    first = given.group_by(FIGURE).agg(pl.col("_out").min().alias("_first"))
    kept = (
        compiled.join(out, on="document", how="left")
        .join(first, on=FIGURE, how="left", nulls_equal=True)
        .filter(pl.col("_first").is_null() | (pl.col("_first") > pl.col("_out")))
        .drop("_out", "_first")
    )
    return pl.concat([published, kept])


def published_and_compiled(place: Place, files: Iterable[FileRecord]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """The rows of releases and of councils' own figures, and those of compilations, as they are kept."""
    sorts: dict[bool, list[pl.LazyFrame]] = {True: [], False: []}
    for file in files:
        if "observations" in file.parts:
            compiled = file.release.kind is ReleaseKind.COMPILATION
            sorts[compiled].append(place.scan(file.parts["observations"].name))
    return _all(sorts[False]), _all(sorts[True])


def ratings_together(place: Place, files: Iterable[FileRecord]) -> pl.DataFrame:
    """The ratings that releases give, in a fixed order."""
    names = [file.parts["ratings"].name for file in files if "ratings" in file.parts]
    if not names:
        return pl.DataFrame(schema=RATINGS)
    together = pl.concat([place.scan(name) for name in names])
    return together.sort("area", "scale", "subject", "period_end", "document", "locator", "row").collect()


def neighbours_together(place: Place, files: Iterable[FileRecord]) -> tuple[Neighbour, ...]:
    """The lists of statistical neighbours, by model, authority and rank; the newest of each that says how close."""
    lists: dict[tuple[int, str], list[Neighbour]] = {}
    for file in _oldest_first(files):
        if "neighbours" in file.parts:
            given: dict[tuple[int, str], list[Neighbour]] = {}
            for entry in _entries(place, file.parts["neighbours"].name):
                neighbour = Neighbour.model_validate(entry)
                given.setdefault((neighbour.model, neighbour.authority), []).append(neighbour)
            lists |= {key: found for key, found in given.items() if key not in lists or _says_how_close(found)}
    return tuple(entry for key in sorted(lists) for entry in sorted(lists[key], key=lambda entry: entry.rank))


def indicators_together(place: Place, files: Iterable[FileRecord]) -> tuple[Indicator, ...]:
    """The measures that releases describe, by their ids; of each the newest release's description."""
    found: dict[str, Indicator] = {}
    for file in _oldest_first(files):
        if "indicators" in file.parts:
            entries = [Indicator.model_validate(entry) for entry in _entries(place, file.parts["indicators"].name)]
            found |= {entry.id: entry for entry in entries}
    return tuple(found[each] for each in sorted(found))


def _says_how_close(neighbours: Iterable[Neighbour]) -> bool:
    return any(entry.closeness for entry in neighbours)


def _entries(place: Place, name: str) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = json.loads(place.read_text(name) or "[]")
    return entries


def _oldest_first(files: Iterable[FileRecord]) -> list[FileRecord]:
    return sorted(files, key=lambda file: (file.release.published, file.release.id, file.imported, file.dataset))


def _all(frames: list[pl.LazyFrame]) -> pl.LazyFrame:
    return pl.concat(frames) if frames else pl.LazyFrame(schema=OBSERVATIONS)
