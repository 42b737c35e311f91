"""Loading the evidence from its folders. A broken row never loads, and never keeps the others from being reported."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.checks import check_document
from analytics.evidence.document import Document, DocumentFile, IdentitiesFile, NotesFile
from analytics.evidence.document_rows import ROW_FILES, TOML_FILES, DocumentRows
from analytics.evidence.evidence import (
    CLAIMS,
    ENQUIRIES,
    FINDINGS,
    OBSERVATIONS,
    RATINGS,
    TARGETS,
    WITNESSES,
    Evidence,
)
from analytics.evidence.files import read_rows, read_toml
from analytics.evidence.problem import Problem
from analytics.evidence.release_store import Releases
from analytics.evidence.rows import ObservationRow, RatingRow, Row
from analytics.evidence.vocabulary import DocumentKind

SHIPPED = Path(__file__).resolve().parents[2] / "data"


def load_evidence(folder: Path = SHIPPED, releases: Releases | None = None) -> Evidence:
    """All the evidence under `folder`, which holds `documents/` and `catalogue/`, with the releases that were imported.

    Where `folder` has no catalogue, the shipped one is used. The result's `problems` name every row left out. A
    council's own figures stand among its documents; national figures stay in `releases` until they are asked for.
    """
    catalogue, problems = load_catalogue(
        folder / "catalogue" if (folder / "catalogue").is_dir() else SHIPPED / "catalogue"
    )
    read: list[DocumentRows] = []
    for place in document_folders(folder):
        document, found = read_document(place, catalogue)
        problems += found
        if document is not None:
            read.append(document)
    evidence = _as_evidence(catalogue, read, tuple(sorted(problems)), _fingerprint(folder))
    return evidence if releases is None else _with_releases(evidence, releases)


def _with_releases(evidence: Evidence, releases: Releases) -> Evidence:
    own = {slug: held for slug, held in releases.documents.items() if held.file.kind is DocumentKind.OWN_FIGURES}
    figures = releases.of_areas({held.file.authority for held in own.values()})
    return replace(
        evidence,
        catalogue=evidence.catalogue.extended(releases.indicators, releases.neighbours),
        documents={**evidence.documents, **own},
        observations=pl.concat([evidence.observations, figures.filter(pl.col("document").is_in(list(own))).collect()])
        if own
        else evidence.observations,
        problems=(*evidence.problems, *releases.problems),
        version=hashlib.sha256(f"{evidence.version} {releases.version}".encode()).hexdigest()[:16],
        releases=releases,
    )


def document_folders(folder: Path) -> list[Path]:
    """The document folders under `folder`, in the order of their names."""
    inside = folder / "documents"
    return sorted(place for place in inside.iterdir() if place.is_dir()) if inside.is_dir() else []


def read_document(place: Path, catalogue: Catalogue) -> tuple[DocumentRows | None, list[Problem]]:
    """One document's sound rows, and everything wrong with the folder. None where document.toml cannot be read."""
    slug = place.name
    head = place / "document.toml"
    if not head.is_file():
        return None, [Problem(f"{slug}/document.toml", 0, "", "The file is not there.", "See data/README.md.")]
    file, problems = read_toml(head, DocumentFile, f"{slug}/document.toml")
    rows: dict[str, list[tuple[int, Row]]] = {}
    for kind in ROW_FILES:
        path = place / kind.name
        if path.is_file():
            rows[kind.name], found = read_rows(
                path, kind.model, kind.columns, renamed=kind.renamed, shown_as=f"{slug}/{kind.name}"
            )
            problems += found
    identities, found = _optional_toml(place / "identities.toml", IdentitiesFile, slug)
    notes, found_in_notes = _optional_toml(place / "notes.toml", NotesFile, slug)
    problems += found + found_in_notes + _strangers(place)
    if file is None:
        return None, problems
    document = DocumentRows(
        Document(slug=slug, file=file),
        rows,
        identities.identities if identities else (),
        notes.notes if notes else (),
    )
    return check_document(document, catalogue, problems)


def _optional_toml(path: Path, model: type[Any], slug: str) -> tuple[Any, list[Problem]]:
    return read_toml(path, model, f"{slug}/{path.name}") if path.is_file() else (None, [])


def _strangers(place: Path) -> list[Problem]:
    known = {kind.name for kind in ROW_FILES} | set(TOML_FILES)
    return [
        Problem(f"{place.name}/{path.name}", 0, "", "The file is not one that a document has.", "Remove or rename it.")
        for path in sorted(place.iterdir())
        if path.name not in known and not path.name.startswith(".")
    ]


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".toml"):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _as_evidence(
    catalogue: Catalogue, read: list[DocumentRows], problems: tuple[Problem, ...], version: str
) -> Evidence:
    def frame(name: str, schema: dict[str, Any]) -> pl.DataFrame:
        records = [record for document in read for record in _records(document, name, catalogue)]
        return pl.DataFrame([{column: record[column] for column in schema} for record in records], schema=schema)

    return Evidence(
        catalogue=catalogue,
        documents={entry.document.slug: entry.document for entry in read},
        observations=frame("observations.csv", OBSERVATIONS),
        targets=frame("targets.csv", TARGETS),
        ratings=frame("ratings.csv", RATINGS),
        findings=frame("findings.csv", FINDINGS),
        claims=frame("claims.csv", CLAIMS),
        witnesses=frame("witnesses.csv", WITNESSES),
        enquiries=frame("enquiries.csv", ENQUIRIES),
        identities=tuple(_pairs((entry.document.slug, entry.identities) for entry in read)),
        notes=tuple(_pairs((entry.document.slug, entry.notes) for entry in read)),
        problems=problems,
        version=version,
    )


def _pairs(groups: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[str, Any]]:
    return ((slug, entry) for slug, entries in groups for entry in entries)


def _records(document: DocumentRows, name: str, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """The rows of one file as they stand in its frame."""
    for number, row in document.of(name):
        record = {"document": document.document.slug, "row": number} | _plain(row)
        record.setdefault("area", document.document.file.authority)
        if isinstance(row, ObservationRow):
            record["unit"] = catalogue.indicators[row.indicator].unit.value
        if isinstance(row, RatingRow):
            record["rating"] = row.rating if row.rating not in ("", "-") else "not rated"
        yield record


def _plain(row: BaseModel) -> dict[str, Any]:
    """A row's fields as plain values; a period becomes its label, kind and days."""
    record: dict[str, Any] = {}
    for name in type(row).model_fields:
        value = getattr(row, name)
        column = name.removesuffix("_")
        if hasattr(value, "label"):
            record[column] = value.label
            if column == "period":
                record |= {
                    "period_kind": value.kind.value,
                    "period_start": value.start,
                    "period_end": value.end,
                }
        elif isinstance(value, tuple):
            record[column] = list(value)
        else:
            record[column] = getattr(value, "value", value)
    return record
