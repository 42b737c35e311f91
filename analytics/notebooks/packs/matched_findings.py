"""Findings of inspections, peers and self-evaluations, matched to the lines of a pack."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from analytics.enquiry.line import Line
from analytics.evidence.evidence import FINDING_COLUMNS, Evidence
from analytics.evidence.vocabulary import FindingKind
from analytics.notebooks.facts import sources_of
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.view import Entry, Table, View, plain_row

_MOST_OF_A_LINE = 4
_ORDER = {FindingKind.IMPROVEMENT.value: 0, FindingKind.STRENGTH.value: 1, FindingKind.CONTEXT.value: 2}


def findings_view(chosen: Chosen, most: int = _MOST_OF_A_LINE) -> View | None:
    """One row a finding, at most so many a line: which line, what it says, how it was matched, where.

    None where none matches.
    """
    known, matched = chosen.known, [*_matched(chosen, most)]
    if not matched:
        return None
    frame = pl.concat([rows for _, _, rows in matched])
    body = [
        plain_row(
            str(place), FindingKind(row["kind"]).plainly, row["text"], how, known.where(row["document"], row["locator"])
        )
        for place, how, rows in matched
        for row in rows.iter_rows(named=True)
    ]
    caption = f"Findings beside the lines of enquiry, {chosen.papers.council}"
    return View(
        title="What inspectors, peers and the council found",
        subtitle=caption,
        summary="Findings are in our own words. Read the passage itself before you quote it.",
        table=Table(caption, ("Line", "Kind", "Finding", "Matched by", "Where"), tuple(body)),
        sources=sources_of(known, frame),
        data=frame.select(list(FINDING_COLUMNS)).unique(maintain_order=True),
        file_name=f"{chosen.papers.authority}-findings-by-line.csv",
    )


def shorter_findings(view: View) -> View:
    """The same with what sort each finding is before its text, without how it was matched and a list of places."""
    if view.table is None:
        return view
    rows = tuple((line, Entry(f"{kind.text}: {text.text}"), where) for line, kind, text, _, where in view.table.rows)
    return replace(view, table=Table(view.table.caption, ("Line", "Finding", "Where"), rows), sources=())


def _matched(chosen: Chosen, most: int) -> Iterator[tuple[int, str, pl.DataFrame]]:
    """Line, how it was matched and findings: by the measure where a finding is on it, else by the theme."""
    seen: set[tuple[str, int]] = set()
    for place, line in enumerate(chosen.lines, 1):
        how, rows = _of(line, chosen.known)
        fresh = [(document, row) not in seen for document, row in rows.select("document", "row").iter_rows()]
        rows = rows.filter(pl.Series(fresh, dtype=pl.Boolean)).head(most)
        seen.update(rows.select("document", "row").iter_rows())
        if not rows.is_empty():
            yield place, how, rows


def _of(line: Line, known: Evidence) -> tuple[str, pl.DataFrame]:
    """The findings on a line's measure, else on its theme: what needs improvement first, the newest document first."""
    newest = {slug: -held.file.available_from.toordinal() for slug, held in known.documents.items()}
    ordered = known.findings.with_columns(
        pl.col("kind").replace_strict(_ORDER, return_dtype=pl.Int32).alias("_kind"),
        pl.col("document").replace_strict(newest, return_dtype=pl.Int64).alias("_newest"),
    ).sort("_kind", "_newest", "row")
    on_measure = ordered.filter(pl.col("indicators").list.contains(line.indicator))
    if line.indicator and not on_measure.is_empty():
        return "measure", on_measure
    return "theme", ordered.filter(pl.col("theme") == line.theme)
