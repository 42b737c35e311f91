"""Figures that do not add up, and what a careful reader noticed besides."""

from typing import Literal

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of
from analytics.measures.reconciliation import reconcile
from analytics.measures.reconciliation.result import Reconciliation
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import printed_at, sources_of
from analytics.notebooks.view import CannotRender, Table, View, plain_row


class ReconciliationCell(Cell):
    """What does not add up, of every document and theme or of one."""

    kind: Literal["reconciliation"] = "reconciliation"
    document: str = ""
    theme: str = ""


class ReviewerNotesCell(Cell):
    """What no rule could find and a careful reader did."""

    kind: Literal["reviewer-notes"] = "reviewer-notes"
    document: str = ""


def reconciled(cell: ReconciliationCell, evidence: Evidence) -> list[Reconciliation]:
    """Everything the cell's filters leave, what holds included."""
    indicators = evidence.catalogue.indicators
    return [
        result
        for result in reconcile(cell.known(evidence))
        if cell.document in ("", result.document) and cell.theme in ("", indicators[result.indicator].theme)
    ]


def render_reconciliation(cell: ReconciliationCell, evidence: Evidence) -> View:
    """One row an item: what is said, the arithmetic, the fair reading and the question to ask in writing."""
    known = cell.known(evidence)
    found = reconciled(cell, evidence)
    failing = [result for result in found if result.fails]
    if not found:
        raise CannotRender("Nothing here can be set against anything else: no totals, ratios or checkable statements.")
    subtitle = f"{cell.name(evidence)}, {count_of(len(known.documents), 'document')}"
    held = len(found) - len(failing)
    rounding = sum(result.explained_by_rounding for result in found)
    return View(
        title=f"{count_of(len(failing), 'figure or statement does', 'figures or statements do')} not add up",
        subtitle=subtitle,
        summary=f"We set {len(found)} totals, ratios and statements against the figures. {held} hold, "
        f"{rounding} of them within rounding.",
        table=Table(
            subtitle,
            ("What should hold", "The arithmetic", "A fair reading", "To ask in writing", "Where"),
            tuple(
                plain_row(
                    result.statement,
                    result.arithmetic,
                    result.charitable_reading,
                    result.question,
                    known.where(result.document, result.locator),
                )
                for result in failing
            ),
        )
        if failing
        else None,
        caveats=(
            "A figure that does not add up is not by itself wrong: the fair reading says how both could be right.",
            "Counts are compared exactly, other figures within the rounding they were printed with.",
        ),
        sources=sources_of(known, _places(failing)),
        data=reconciliation_frame(found),
        file_name=f"{cell.authority}-reconciliation.csv",
    )


def render_reviewer_notes(cell: ReviewerNotesCell, evidence: Evidence) -> View:
    """One row a note."""
    known = cell.known(evidence)
    notes = [(slug, note) for slug, note in known.notes if cell.document in ("", slug)]
    if not notes:
        raise CannotRender("No reader has left a note on these documents.")
    subtitle = f"{cell.name(evidence)}, noticed by a reader and not by a rule"
    return View(
        title=f"{count_of(len(notes), 'more thing')} a careful reader noticed",
        subtitle=subtitle,
        summary="These are readers’ notes kept with each document. No arithmetic stands behind them.",
        table=Table(
            subtitle,
            ("What is odd", "A fair reading", "To ask in writing", "Where"),
            tuple(
                plain_row(note.text, note.charitable_reading, note.question, known.where(slug, note.locator))
                for slug, note in notes
            ),
        ),
    )


RECONCILIATION_COLUMNS = {
    "kind": pl.String,
    "document": pl.String,
    "locator": pl.String,
    "indicator": pl.String,
    "statement": pl.String,
    "printed": pl.String,
    "computed": pl.String,
    "arithmetic": pl.String,
    "difference": pl.Float64,
    "explained_by_rounding": pl.Boolean,
    "charitable_reading": pl.String,
    "question": pl.String,
    "fails": pl.Boolean,
}


def reconciliation_frame(results: list[Reconciliation]) -> pl.DataFrame:
    """The results as a frame, one row each."""
    return pl.DataFrame(
        [{column: getattr(result, column) for column in RECONCILIATION_COLUMNS} for result in results],
        schema=RECONCILIATION_COLUMNS,
    )


def _places(results: list[Reconciliation]) -> pl.DataFrame:
    return printed_at((result.document, result.locator) for result in results)
