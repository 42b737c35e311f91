"""Every authority's national figure for one period, and which of them is one council's."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from analytics.charts.distribution import Whose
from analytics.evidence.evidence import Evidence
from analytics.evidence.national import AMOUNTS
from analytics.evidence.wording import listed
from analytics.measures.bands import LEAST_BANDED
from analytics.measures.distribution import Spread, one_per_return, period_with_most, placed, spread
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import NO_RELEASE
from analytics.notebooks.view import CannotRender

Row = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """The figures of a period, one row a return, highest first, and which of them are picked out for one council."""

    evidence: Evidence
    authority: str
    period: str
    figures: pl.DataFrame
    england: pl.DataFrame
    neighbours: tuple[str, ...]
    model: int
    spread: Spread

    @property
    def name(self) -> str:
        """The council's name."""
        return self.evidence.catalogue.area_name(self.authority)

    @cached_property
    def own(self) -> Row | None:
        """The council's row; None where the release has none for it."""
        found = self.figures.filter(pl.col("areas").list.contains(self.authority)).to_dicts()
        return found[0] if found else None

    @cached_property
    def known(self) -> pl.DataFrame:
        """Those with a figure."""
        return self.figures.filter(pl.col("value").is_not_null())

    def names(self, row: Row) -> str:
        """Every authority that a figure is for."""
        return listed(self.evidence.catalogue.area_name(area) for area in row["areas"])

    def whose(self, row: Row) -> Whose:
        """Whether a figure is the council's, a statistical neighbour's, or another's."""
        if self.authority in row["areas"]:
            return Whose.OWN
        return Whose.NEIGHBOUR if set(self.neighbours) & set(row["areas"]) else Whose.OTHER


def standing_of(cell: Cell, evidence: Evidence, measure: tuple[str, str, str], period: str) -> Standing:
    """The figures of every authority for a period, or for the latest with enough of them where none is named.

    `measure` is indicator, dimension and member.

    Raises CannotRender, with what there is, where too few have one.
    """
    rows = national_rows(cell, evidence, measure)
    of_authorities = rows.filter(pl.col("area").is_in(list(evidence.catalogue.authorities)))
    chosen = period or period_with_most(of_authorities) or ""
    at = of_authorities.filter(pl.col("period") == chosen)
    figures = placed(one_per_return(at))
    valued = figures.filter(pl.col("value").is_not_null()).height
    if valued < LEAST_BANDED:
        about = f" for {period}" if period else " for any one period"
        name = evidence.catalogue.indicators[measure[0]].name
        periods = of_authorities.filter(pl.col("value").is_not_null()).sort("period_end")["period"]
        known = listed(periods.unique(maintain_order=True).tail(6))
        raise CannotRender(
            f"Too few authorities have a figure for “{name}”{about}: it takes {LEAST_BANDED}. "
            f"The releases have figures for {known or 'no period'}."
        )
    neighbours = evidence.catalogue.neighbours_of(cell.authority, cell.neighbours.model)
    return Standing(
        evidence,
        cell.authority,
        chosen,
        figures,
        # What is counted or spent in the whole country is no figure to set one council's beside.
        rows.filter((pl.col("area") == "england") & (pl.col("period") == chosen) & ~pl.col("unit").is_in(AMOUNTS)),
        tuple(one.id for one in neighbours),
        cell.neighbours.model,
        spread(figures),
    )


def national_rows(cell: Cell, evidence: Evidence, measure: tuple[str, str, str]) -> pl.DataFrame:
    """Every area's national figures of a measure. Raises CannotRender, with how to get some, where there is none."""
    if cell.authority not in evidence.catalogue.authorities:
        raise CannotRender(f"There is no council called “{cell.authority}” here. Choose one from the list.")
    if evidence.releases is None:
        raise CannotRender(NO_RELEASE)
    rows = evidence.everywhere(*measure, cell.as_known_on)
    if rows.is_empty():
        name = evidence.catalogue.indicators[measure[0]].name
        then = " that was public on that day" if cell.as_known_on else ""
        raise CannotRender(
            f"No imported release{then} has figures of every authority for “{name}”. Choose another measure, or import "
            "the release that has it."
        )
    return rows
