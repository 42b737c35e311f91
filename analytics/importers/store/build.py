"""The tables made for reading: every release's rows in two orders, and what else releases give."""

import hashlib
import importlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from pydantic import BaseModel

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.release_index import FORMAT, FileRecord, Index, Part
from analytics.evidence.release_place import Place
from analytics.evidence.release_rows import (
    BY_AREA,
    BY_INDICATOR,
    indicators_together,
    neighbours_together,
    published_and_compiled,
    ratings_together,
    rows_together,
)
from analytics.importers.store.files import parquet_bytes, put_bytes, put_rows, sha256_of

Progress = Callable[[str], None]
BUILT = "built"
_REPEATED = tuple(column for column, kind in OBSERVATIONS.items() if kind == pl.String and column != "printed")


@dataclass(frozen=True)
class _Build:
    place: Place
    folder: str
    files: Sequence[FileRecord]

    def table(self, name: str, rows: pl.LazyFrame) -> Part:
        return put_rows(self.place, f"{self.folder}/{name}.parquet", rows, OBSERVATIONS)

    def entries(self, name: str, entries: Sequence[BaseModel]) -> Part:
        return self.content(name, ".json", entries_json(entries), len(entries))

    def content(self, name: str, ending: str, content: bytes, rows: int) -> Part:
        full = f"{self.folder}/{name}{ending}"
        put_bytes(self.place, full, content)
        return Part(name=full, sha256=sha256_of(content), size=len(content), rows=rows)


def build(place: Place, files: Sequence[FileRecord], catalogue: Catalogue, progress: Progress) -> Index:
    """The index of these files, with the tables for reading made; not yet put in its place.

    Figures that follow from several files are worked out from what was published, never from a compilation.
    """
    published, compiled = published_and_compiled(place, files)
    progress("working out figures from several files")
    derived = _derived(published, catalogue)
    derived_content = parquet_bytes(derived)
    version = _version(files, derived_content)
    made = _Build(place, f"{BUILT}/{version}", files)
    parts = {"derived": made.content("derived", ".parquet", derived_content, derived.height)}
    progress("putting the rows in order by council")
    published = pl.concat([published, derived.lazy()])
    code = _code(pl.concat([published, compiled]))
    days = {file.release.id: file.release.published for file in files}
    together = rows_together(published, compiled, days).with_columns(code)
    parts["by_area"] = made.table("by_area", together.sort(BY_AREA))
    progress("putting the rows in order by measure")
    by_area = place.scan(parts["by_area"].name)
    parts["by_indicator"] = made.table("by_indicator", by_area.with_columns(code).sort(BY_INDICATOR))
    ratings = ratings_together(place, files).cast(RATINGS)  # type: ignore[arg-type]
    parts["ratings"] = made.content("ratings", ".parquet", parquet_bytes(ratings), ratings.height)
    parts["neighbours"] = made.entries("neighbours", neighbours_together(place, files))
    parts["indicators"] = made.entries("indicators", indicators_together(place, files))
    return Index(
        version=version,
        files=tuple(files),
        built=parts,
        areas=_ids(by_area, "area"),
        indicators=_ids(by_area, "indicator"),
    )


def entries_json(entries: Sequence[BaseModel]) -> bytes:
    """Models as JSON on one line, what is at its default left out."""
    plain: list[Any] = [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries]
    return json.dumps(plain, ensure_ascii=False).encode()


def _code(rows: pl.LazyFrame) -> list[pl.Expr]:
    """The texts that stand again and again as numbers in the same order, which sort in a fraction of the memory."""
    found = rows.select(pl.col(column).unique().drop_nulls().sort().implode() for column in _REPEATED).collect()
    return [pl.col(column).cast(pl.Enum(found[column].item())) for column in _REPEATED]


def _derived(published: pl.LazyFrame, catalogue: Catalogue) -> pl.DataFrame:
    try:
        derive = importlib.import_module("analytics.importers.releases.derive")
    except ModuleNotFoundError:
        return pl.DataFrame(schema=OBSERVATIONS)
    found: pl.DataFrame = derive.derived(published, catalogue)
    return found.select(pl.col(column).cast(kind) for column, kind in OBSERVATIONS.items()).sort(BY_AREA)


def _version(files: Sequence[FileRecord], derived: bytes) -> str:
    """What changes with anything that can be read of the releases; when they were imported is no part of that."""
    told = [file.model_dump(mode="json", exclude={"imported"}) for file in files]
    content = json.dumps([FORMAT, told, hashlib.sha256(derived).hexdigest()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:20]


def _ids(rows: pl.LazyFrame, column: str) -> tuple[str, ...]:
    return tuple(rows.select(pl.col(column).unique().sort()).collect()[column])
