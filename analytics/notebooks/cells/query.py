"""A query: SQL over what is known of one council, for analysts in the workspace."""

from typing import Literal

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.query import QueryRefused, run_query
from analytics.notebooks.view import CannotRender, Table, View, plain_row

_SHOWN = 200


class QueryCell(Cell):
    """One SELECT over the tables observations, targets, ratings, findings and claims."""

    kind: Literal["query"] = "query"
    sql: str
    title: str = "What the query found"


def tables_of(known: Evidence) -> dict[str, pl.DataFrame]:
    """What a query may ask: the frames as they are published, of one council and day."""
    return {
        "observations": published_columns(known.observations),
        "targets": known.targets,
        "ratings": known.ratings.drop("row"),
        "findings": known.findings.drop("row"),
        "claims": known.claims,
    }


def render_query(cell: QueryCell, evidence: Evidence) -> View:
    """The rows that the query gives, at most so many."""
    known = cell.known(evidence)
    try:
        rows, cut = run_query(cell.sql, tables_of(known))
    except QueryRefused as reason:
        raise CannotRender(str(reason)) from reason
    shown = rows.head(_SHOWN)
    subtitle = f"{cell.name(evidence)}, {count_of(rows.height, 'row')}{' of more' if cut else ''}"
    figures = frozenset(name for name, kind in rows.schema.items() if kind.is_numeric())
    return View(
        title=cell.title if len(cell.title.split()) <= 10 else " ".join(cell.title.split()[:9]) + "…",
        subtitle=subtitle,
        summary="An analyst’s query over the published figures. Its wording and its arithmetic are the analyst’s own.",
        table=Table(
            subtitle,
            tuple(rows.columns),
            tuple(plain_row(*("" if value is None else str(value) for value in row)) for row in shown.iter_rows()),
            figures,
        )
        if rows.columns
        else None,
        caveats=(
            f"The query: {' '.join(cell.sql.split())}",
            *(
                (f"Only the first {_SHOWN} rows are shown; the file has {rows.height}.",)
                if rows.height > _SHOWN
                else ()
            ),
        ),
        sources=sources_of(known, known.observations.head(0))
        if "document" not in rows.columns or "locator" not in rows.columns
        else sources_of(known, rows.select(pl.col("document", "locator").cast(pl.String)).drop_nulls()),
        data=rows,
        file_name=f"{cell.authority}-query.csv",
    )
