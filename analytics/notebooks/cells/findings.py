"""Findings of inspections, peer challenges and self-evaluations, searched."""

from typing import Literal

import polars as pl

from analytics.evidence.evidence import FINDING_COLUMNS, Evidence
from analytics.evidence.vocabulary import FindingKind
from analytics.evidence.wording import count_of, listed
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import sources_of
from analytics.notebooks.view import CannotRender, Table, View, plain_row


class FindingsCell(Cell):
    """Findings that match words, a theme, a kind and a document. Blank is any."""

    kind: Literal["findings"] = "findings"
    words: str = ""
    theme: str = ""
    finding_kind: FindingKind | None = None
    document: str = ""
    indicator: str = ""
    most: int = 60


def render_findings(cell: FindingsCell, evidence: Evidence) -> View:
    """The matching findings: what needs improvement first, then strengths, then context."""
    known = cell.known(evidence)
    rows = _matching(cell, known)
    if rows.is_empty():
        asked = f" with the words “{cell.words}”" if cell.words else ""
        raise CannotRender(f"No finding matches{asked}. Take away a word or a filter.")
    order = {
        kind.value: place
        for place, kind in enumerate((FindingKind.IMPROVEMENT, FindingKind.STRENGTH, FindingKind.CONTEXT))
    }
    newest_first = sorted(known.documents, key=lambda slug: known.documents[slug].file.available_from, reverse=True)
    rows = rows.with_columns(
        pl.col("kind").replace_strict(order, return_dtype=pl.Int32).alias("_kind"),
        pl.col("document")
        .replace_strict({slug: place for place, slug in enumerate(newest_first)}, return_dtype=pl.Int32)
        .alias("_document"),
    ).sort("_kind", "_document", "row")
    counts = [
        count_of(number, *words)
        for kind, words in (
            (FindingKind.IMPROVEMENT, ("thing to improve", "things to improve")),
            (FindingKind.STRENGTH, ("strength",)),
            (FindingKind.CONTEXT, ("piece of context", "pieces of context")),
        )
        if (number := rows.filter(pl.col("kind") == kind.value).height)
    ]
    shown = rows.head(cell.most)
    subtitle = f"Findings about {cell.name(evidence)}{_filters(cell, known)}"
    caveats = ["Findings are in our own words. Read the passage itself before you quote it."]
    if rows.height > shown.height:
        caveats.insert(
            0, f"The first {shown.height} of {rows.height} are shown; the CSV file of this view has them all."
        )
    return View(
        title=f"{count_of(rows.height, 'finding')} in {count_of(rows['document'].n_unique(), 'document')}",
        subtitle=subtitle,
        summary=f"Found: {listed(counts)}.",
        table=_table(cell, shown, known, subtitle),
        caveats=tuple(caveats),
        sources=sources_of(known, shown),
        data=rows.select(list(FINDING_COLUMNS)),
        file_name=f"{cell.authority}-findings.csv",
    )


def _table(cell: FindingsCell, rows: pl.DataFrame, known: Evidence, caption: str) -> Table:
    """A row a finding. What the reader chose is said above the table and not again in every row.

    The column that names a row comes first, so it is never the finding itself.
    """
    chosen = known.documents.get(cell.document)
    said = [
        {
            "Kind": FindingKind(row["kind"]).plainly,
            "Finding": row["text"],
            "Theme": known.catalogue.themes[row["theme"]].name,
            "Where": chosen.place(row["locator"]) if chosen else known.where(row["document"], row["locator"]),
        }
        for row in rows.iter_rows(named=True)
    ]
    match bool(cell.finding_kind), bool(cell.theme):
        case False, False:
            columns: tuple[str, ...] = ("Kind", "Finding", "Theme", "Where")
        case True, False:
            columns = ("Theme", "Finding", "Where")
        case False, True:
            columns = ("Kind", "Finding", "Where")
        case _:
            columns = ("Where", "Finding")
    return Table(caption, columns, tuple(plain_row(*(row[name] for name in columns)) for row in said))


def _matching(cell: FindingsCell, known: Evidence) -> pl.DataFrame:
    rows = known.findings
    for word in cell.words.split():
        rows = rows.filter(pl.col("text").str.to_lowercase().str.contains(word.lower(), literal=True))
    if cell.theme:
        rows = rows.filter(pl.col("theme") == cell.theme)
    if cell.finding_kind:
        rows = rows.filter(pl.col("kind") == cell.finding_kind.value)
    if cell.document:
        rows = rows.filter(pl.col("document") == cell.document)
    if cell.indicator:
        rows = rows.filter(pl.col("indicators").list.contains(cell.indicator))
    return rows


def _filters(cell: FindingsCell, known: Evidence) -> str:
    said = []
    if cell.words:
        said.append(f"with the words “{cell.words}”")
    if cell.theme in known.catalogue.themes:
        said.append(f"on {known.catalogue.themes[cell.theme].name.lower()}")
    if cell.document in known.documents:
        said.append(f"in {known.documents[cell.document].file.short_title}")
    return f" {', '.join(said)}" if said else ""
