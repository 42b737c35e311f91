"""The page of one indicator of one council."""

from collections.abc import Iterator
from dataclasses import replace
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
from analytics.notebooks.report import Shown
from analytics.site.page import Link, Links, Page, SiteBlock
from analytics.site.pages.showing import shown

# So many printed figures are for looking up and have a page of their own; where that is too heavy, only their file.
_MOST_HERE, _MOST_ON_A_PAGE = 40, 150


def indicator_path(authority: str, indicator: Indicator) -> str:
    """Where the page of an indicator is."""
    return f"{authority}/indicators/{indicator.id}.html"


def indicator_pages(
    evidence: Evidence, known: Evidence, authority: str, indicator: Indicator, trail: tuple[Link, ...]
) -> Iterator[Page]:
    """Its history, how it stands beside others, its parts, what it means and every printed figure.

    Many printed figures are on a second page, and very many only in their file. No page where no view of it can be
    shown. `known` is what is published about the council.
    """
    blocks: list[SiteBlock] = [*shown(evidence, *_cells(evidence, known, authority, indicator))]
    printed = [*shown(evidence, FiguresCell(authority=authority, indicator=indicator.id))]
    name, path = evidence.catalogue.area_name(authority), indicator_path(authority, indicator)
    rows = max((len(block.view.table.rows) for block in printed if block.view.table), default=0)
    printed_here: list[SiteBlock] = [*printed]
    if rows > _MOST_ON_A_PAGE:
        in_file = f"There are too many to read on a page. The file has all of them. {printed[0].view.summary}"
        printed_here = [Shown(replace(block.view, summary=in_file, table=None)) for block in printed]
    elif rows > _MOST_HERE:
        every = Page(
            path=path.replace(".html", "-figures.html"),
            title=f"{indicator.name}: every printed figure",
            lead=f"Each figure about {name} with the place where it was printed.",
            blocks=tuple(printed),
            trail=(*trail, Link(indicator.name, path)),
            council=authority,
            contents=False,
        )
        yield every
        printed_here = [Links((Link(every.title, every.path, printed[0].view.summary),))]
    if blocks or printed_here:
        yield Page(
            path=path,
            title=indicator.name,
            lead=indicator.definition,
            blocks=(*blocks, *printed_here),
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
    return cells
