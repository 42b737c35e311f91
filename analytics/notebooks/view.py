"""A view: all that a surface needs to show one cell. Surfaces only lay it out; none of them computes."""

from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

Spec = dict[str, Any]
"""A Vega-Lite chart as plain data, made by analytics.charts."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the text that says the same to someone who cannot see it."""

    spec: Spec
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table. `colour` only ever stands beside words and a shape that say the same.

    `chart` is a drawing as small as a word, of its own size, above the text. The text must do without it.
    """

    text: str
    colour: str = ""
    link: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So many rows of a long table that belong together, which a screen folds under their name; without one, none."""

    name: str
    rows: int


# A longer list, newest first, has the newest few open.
MOST_OPEN, NEWEST = 8, 4


def newest_and_earlier(many: int, what: str) -> tuple[Part, ...]:
    """The parts of a list of so many documents or the like, newest first; none where all of them are read through.

    >>> [part.name for part in newest_and_earlier(10, "documents")], newest_and_earlier(8, "documents")
    (['', '6 earlier documents'], ())
    """
    if many <= MOST_OPEN:
        return ()
    return Part("", NEWEST), Part(f"{many - NEWEST} earlier {what}", many - NEWEST)


@dataclass(frozen=True, slots=True)
class Table:
    """A table for reading: a caption, column names and rows of entries. `figures` names the right-aligned columns.

    `to_write_in` names those that are blank on purpose: on paper they have room for a pen. `parts` are all the rows of
    a table that nobody reads through on a screen, in their order; on paper it stays whole.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    figures: frozenset[str] = frozenset()
    to_write_in: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if self.parts and sum(part.rows for part in self.parts) != len(self.rows):
            raise ValueError(f"The parts of “{self.caption}” are not all of its {len(self.rows)} rows.")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row of “{self.caption}” has {len(row)} entries for {len(self.columns)} columns.")

    def in_parts(self) -> "tuple[tuple[str, Table], ...]":
        """The name of each part with its rows as a table of its own; the whole without a name where it has none."""
        tables, begins = [], 0
        for part in self.parts or (Part("", len(self.rows)),):
            rows = self.rows[begins : begins + part.rows]
            caption = f"{self.caption}. {part.name}" if part.name else self.caption
            tables.append((part.name, replace(self, caption=caption, rows=rows, parts=())))
            begins += part.rows
        return tuple(tables)


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures of a view were printed."""

    document: str
    title: str
    places: tuple[str, ...]
    published: str


@dataclass(frozen=True, slots=True)
class View:
    """What one cell says: the finding first, then the evidence for it.

    `title` is the finding in at most ten words; `subtitle` names measure, place and period; `summary` says it in
    full sentences. `data` is what the CSV beside the view holds. `text` is what a reader wrote, in Markdown.
    """

    title: str
    subtitle: str
    summary: str
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    caveats: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    data: pl.DataFrame | None = field(default=None, repr=False)
    file_name: str = "figures.csv"
    text: str = ""


def plain_row(*texts: str) -> tuple[Entry, ...]:
    """A table row of plain text."""
    return tuple(Entry(text) for text in texts)


def without_idle_columns(table: Table, *names: str) -> Table:
    """The table without those of the named columns that say the same in every row: nothing, or one place for all."""
    return _without(table, {name for name in names if len(table.rows) > 1 and len(_texts(table, name)) == 1})


def without_blank_columns(table: Table, *names: str) -> Table:
    """The table without those of the named columns that are blank in every row."""
    return _without(table, {name for name in names if _texts(table, name) == {""}})


def _texts(table: Table, name: str) -> set[str]:
    return {row[table.columns.index(name)].text for row in table.rows}


def _without(table: Table, left_out: set[str]) -> Table:
    kept = [place for place, name in enumerate(table.columns) if name not in left_out]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


class CannotRender(Exception):
    """A cell has nothing to show. The message says why, and what would work."""
