"""The page of one indicator of one council."""

from typing import Any

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.national import Figures
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.control_chart import ControlChartCell, enough_for_limits
from analytics.notebooks.cells.distribution import DistributionCell
from analytics.notebooks.cells.explainer import ExplainerCell
from analytics.notebooks.cells.figures import FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.render import AnyCell
from analytics.site.page import Link, Page
from analytics.site.pages.showing import shown


def indicator_page(
    evidence: Evidence, known: Evidence, authority: str, indicator: Indicator, trail: tuple[Link, ...]
) -> Page | None:
    """Its history, how it stands beside others, its parts, what it means and every printed figure.

    None where no view of it can be shown. `known` is what is published about the council.
    """
    blocks = tuple(shown(evidence, *_cells(evidence, known, authority, indicator)))
    if not blocks:
        return None
    name = evidence.catalogue.area_name(authority)
    return Page(
        path=f"{authority}/indicators/{indicator.id}.html",
        title=indicator.name,
        lead=indicator.definition,
        blocks=blocks,
        trail=trail,
        council=authority,
        answers=((f"indicator:{indicator.id}", ""),),
        listed=f"{indicator.name}, {name}",
        words=" ".join((indicator.short_name, *indicator.aliases)),
    )


def _cells(evidence: Evidence, known: Evidence, authority: str, indicator: Indicator) -> list[AnyCell]:
    asked: dict[str, Any] = {"authority": authority, "indicator": indicator.id}
    rows = known.observations.filter((pl.col("indicator") == indicator.id) & (pl.col("area") == authority))
    whole = rows.filter(pl.col("dimension") == "")
    parts = rows.filter(pl.col("dimension") != "").select("document", "dimension").unique(maintain_order=True)
    cells: list[AnyCell] = [HistoryCell(**asked)] if whole.height else []
    if enough_for_limits(whole):
        cells.append(ControlChartCell(**asked))
    if known.neighbours is not None and whole.height:
        # Each similar council in a chart of its own would make the page several times as heavy; here they are marked.
        cells.append(DistributionCell(**asked))
    cells += [BreakdownCell(**asked, **part) for part in parts.iter_rows(named=True)]
    if known.neighbours is None and evidence.releases is not None:
        # On the same page and never in one line: local months and national years are counted by other rules.
        cells.append(HistoryCell(**asked, figures=Figures.RELEASES))
    cells.append(ExplainerCell(**asked))
    if known.findings.filter(pl.col("indicators").list.contains(indicator.id)).height:
        cells.append(FindingsCell(**asked))
    return [*cells, FiguresCell(**asked)]
