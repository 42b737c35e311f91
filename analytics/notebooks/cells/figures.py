"""Every printed figure of an indicator with its place, and what the indicator means."""

from typing import Any, Literal

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import count_of, qualified
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Table, View, plain_row, without_blank_columns


class FiguresCell(Cell):
    """Every figure of an indicator as printed, also the hypothetical and the repeated ones."""

    kind: Literal["figures"] = "figures"
    indicator: str


class DefinitionCell(Cell):
    """What an indicator counts, why it matters and what to be careful about."""

    kind: Literal["definition"] = "definition"
    indicator: str


def render_figures(cell: FiguresCell, evidence: Evidence) -> View:
    """One row a printed figure."""
    need_indicator(evidence, cell.indicator)
    known = cell.known(evidence)
    indicator = evidence.catalogue.indicators[cell.indicator]
    rows = known.observations.filter(pl.col("indicator") == cell.indicator).sort(
        "period_end", "row", descending=[True, False]
    )
    if rows.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents print no figure for “{indicator.name}”.")
    subtitle = f"{indicator.name}, every figure in documents about {cell.name(evidence)}"
    body = [
        plain_row(
            row["period"],
            " ".join(filter(None, (evidence.catalogue.area_name(row["area"]), row["member"] and f"({row['member']})"))),
            shown_value(row, indicator),
            "" if row["status"] in (None, Status.FINAL) else row["status"].capitalize(),
            known.where(row["document"], row["locator"]),
            row["note"],
        )
        for row in rows.iter_rows(named=True)
    ]
    return View(
        title=f"{indicator.short_name}: {count_of(rows.height, 'printed figure')}",
        subtitle=subtitle,
        summary="Every figure is shown as printed. Where one is wrong, it is still shown as printed.",
        table=without_blank_columns(
            Table(
                subtitle,
                ("Period", "Area", "Figure", "Status", "Printed in", "Note"),
                tuple(body),
                frozenset({"Figure"}),
            ),
            "Status",
            "Note",
        ),
        sources=sources_of(known, rows),
        data=published_columns(rows),
        file_name=f"{cell.authority}-{cell.indicator}-all-figures.csv",
    )


def render_definition(cell: DefinitionCell, evidence: Evidence) -> View:
    """The catalogue's entry as a table of plain sentences."""
    need_indicator(evidence, cell.indicator)
    indicator = evidence.catalogue.indicators[cell.indicator]
    lines = [
        ("What it measures", indicator.definition),
        ("What it counts", indicator.counts),
        ("Which way is better", indicator.polarity.plainly),
        ("National standard", indicator.timescale),
        ("Why it matters to children", indicator.why_it_matters),
        ("Also called", "; ".join(indicator.aliases)),
    ]
    return View(
        title=f"What “{indicator.short_name}” means",
        subtitle=indicator.name,
        summary=indicator.why_it_matters,
        table=Table(
            f"Definition of {indicator.name}",
            ("About", "In plain words"),
            tuple(plain_row(label, text) for label, text in lines if text),
        ),
        caveats=indicator.caveats,
    )


def shown_value(row: dict[str, Any], indicator: Indicator) -> str:
    """A printed figure in words, or why it is missing."""
    if row["value"] is None:
        return MissingReason(row["missing_reason"]).plainly
    return qualified(row, indicator.unit)
