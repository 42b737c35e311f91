"""Cells as blocks of a page."""

from collections.abc import Iterator

from analytics.evidence.evidence import Evidence
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.report import Paragraph, Shown
from analytics.notebooks.view import CannotRender


def shown(evidence: Evidence, *cells: AnyCell) -> Iterator[Shown]:
    """The views of cells; one with nothing to show is left out."""
    for cell in cells:
        try:
            yield Shown(render(cell, evidence))
        except CannotRender:
            continue


def shown_or_why(evidence: Evidence, cell: AnyCell) -> Shown | Paragraph:
    """The view of a cell, or the sentence that says why there is none."""
    try:
        return Shown(render(cell, evidence))
    except CannotRender as reason:
        return Paragraph(str(reason))
