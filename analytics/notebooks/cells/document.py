"""One document: what it is, what was taken from it, and what careful reading of it turned up."""

from typing import Any, Literal

import polars as pl

from analytics.evidence.document import Document
from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.cells.before_the_meeting import taken_from
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.view import CannotRender, Source, Table, View, plain_row, without_blank_columns


class DocumentCell(Cell):
    """A document's particulars."""

    kind: Literal["document"] = "document"
    document: str


class DocumentFiguresCell(Cell):
    """Every figure of one document in the order printed."""

    kind: Literal["document-figures"] = "document-figures"
    document: str


def render_document(cell: DocumentCell, evidence: Evidence) -> View:
    """Title, publisher, dates, licence, how places are counted and what was taken."""
    known = cell.known(evidence)
    held = _held(cell.document, known)
    file = held.file
    lines = (
        ("Title", file.title),
        ("Published by", file.publisher),
        ("Kind", file.kind.value.capitalize()),
        ("Published", file.published),
        ("Public from", f"{day_in_words(file.available_from)}. {file.available_from_basis}"),
        ("Figures up to", day_in_words(file.data_to)),
        ("Taken from it", taken_from(known, cell.document)),
        ("How places are counted", file.locator_help),
        ("Licence", file.licence),
        ("Attribution", file.attribution),
    )
    return View(
        title=file.short_title,
        subtitle=f"{file.kind.value.capitalize()}, {file.publisher}, {file.published}",
        summary=file.summary,
        table=Table("About this document", ("About", "In plain words"), tuple(plain_row(*line) for line in lines)),
        caveats=file.cautions,
    )


def render_document_figures(cell: DocumentFiguresCell, evidence: Evidence) -> View:
    """One row a figure, with its place."""
    known = cell.known(evidence)
    held = _held(cell.document, known)
    rows = known.observations.filter(pl.col("document") == cell.document).sort("row")
    if rows.is_empty():
        raise CannotRender("This document prints no figures.")
    indicators = evidence.catalogue.indicators
    subtitle = f"{held.file.short_title}, in the order printed"
    return View(
        title=f"{count_of(rows.height, 'figure')} in this document",
        subtitle=subtitle,
        summary="Figures are kept as printed, also where they are wrong.",
        table=without_blank_columns(
            Table(
                subtitle,
                ("Where", "Measure", "Whom", "Period", "Figure", "Status"),
                tuple(
                    plain_row(
                        held.place(row["locator"]),
                        indicators[row["indicator"]].short_name,
                        _whom(row, held, evidence),
                        row["period"],
                        shown_value(row, indicators[row["indicator"]]),
                        "" if row["status"] in (None, Status.FINAL) else row["status"].capitalize(),
                    )
                    for row in rows.iter_rows(named=True)
                ),
                frozenset({"Figure"}),
            ),
            "Status",
        ),
        sources=(Source(cell.document, held.file.title, (), held.file.published),),
        data=rows.select(list(OBSERVATION_COLUMNS)),
        file_name=f"{cell.document}.csv",
    )


def _whom(row: dict[str, Any], held: Document, evidence: Evidence) -> str:
    """The team or group, with the area it belongs to where that is not the one that the whole document is about."""
    area = evidence.catalogue.area_name(row["area"])
    if not row["member"]:
        return area
    return str(row["member"]) if row["area"] == held.file.authority else f"{area} ({row['member']})"


def _held(slug: str, known: Evidence) -> Document:
    held = known.documents.get(slug)
    if held is None:
        raise CannotRender(
            f"There is no document called “{slug}” here, or it was not public yet. Choose one from the list."
        )
    return held
