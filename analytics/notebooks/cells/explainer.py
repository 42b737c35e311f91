"""Understanding a figure: what members ask of it before they can judge it, with the answers."""

from typing import Literal

from analytics.enquiry.explainer import Explainer, explain
from analytics.enquiry.papers import papers_of
from analytics.evidence.evidence import Evidence
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.facts import printed_at, published_columns, sources_of
from analytics.notebooks.view import CannotRender, Source, Table, View, plain_row


class ExplainerCell(Cell):
    """What one indicator counts and does not, how many children it is, and how far it can be trusted."""

    kind: Literal["explainer"] = "explainer"
    indicator: str


def render_explainer(cell: ExplainerCell, evidence: Evidence) -> View:
    """One row for each thing that members ask, its answer a sentence a line."""
    need_indicator(evidence, cell.indicator)
    known = cell.known(evidence)
    papers = papers_of(known, cell.authority, cell.as_known_on)
    if cell.indicator in set(known.observations["indicator"]) - set(papers.evidence.observations["indicator"]):
        # The questions would all be answered as if nothing were printed, beside the figures themselves.
        name = evidence.catalogue.indicators[cell.indicator].name
        raise CannotRender(f"Nothing is known about “{name}” beyond what the release itself says of it.")
    explainer = explain(papers, cell.indicator)
    subtitle = f"{explainer.indicator.name}, {cell.name(evidence)}"
    return View(
        title=f"Understanding “{explainer.indicator.short_name}”",
        subtitle=subtitle,
        summary=explainer.latest,
        table=Table(
            f"Understanding this figure: {subtitle}",
            ("What members ask", "Answer"),
            tuple(plain_row(part.heading, "\n".join(part.texts)) for part in explainer.parts),
        ),
        caveats=explainer.cautions,
        sources=_sources(known, explainer),
        data=published_columns(explainer.figures),
        file_name=f"{cell.authority}-{cell.indicator}-explained.csv",
    )


def _sources(known: Evidence, explainer: Explainer) -> tuple[Source, ...]:
    """Where the figures and targets that the answers give were printed."""
    cited = ((entry.document, entry.locator) for entry in explainer.cited)
    return sources_of(known, explainer.figures, printed_at(cited))
