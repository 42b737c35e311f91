"""The words of a council's own file that are no indicator, for a person to say what each means."""

from analytics.evidence.catalogue import Catalogue
from analytics.importers.headings import tidied
from analytics.importers.own.grid import grid_of
from analytics.importers.own.layout import Across, Item, Layout
from analytics.importers.own.names import Names
from analytics.importers.table import Table

_LONGEST = 200


def unknown_indicators(table: Table, layout: Layout, catalogue: Catalogue) -> tuple[str, ...]:
    """The different texts that stand for an indicator and are none of the list, in the order of the file.

    They are the headings across where those are indicators, and the cells of the column of indicators where there is
    one. What the layout already gives a meaning for is left out.
    """
    names = Names(catalogue)
    told = {tidied(text) for text in layout.means.get(Item.INDICATOR, {})}
    if layout.across is Across.INDICATOR:
        texts = list(layout.across_columns)
    elif Item.INDICATOR in layout.columns:
        texts = _cells_below(table, layout)
    else:
        return ()
    return tuple(text for text in texts if tidied(text) not in told and names.indicator(text) is None)


def _cells_below(table: Table, layout: Layout) -> list[str]:
    grid = grid_of(table)
    headings = [tidied(one) for one in grid.headings(layout.header_row, layout.header_rows)]
    wanted = tidied(layout.columns[Item.INDICATOR])
    if wanted not in headings:
        return []
    start = layout.header_row + layout.header_rows - grid.first_row
    column = grid.cells.slice(start).to_series(headings.index(wanted))
    found = column.str.replace_all(r"\s+", " ").str.strip_chars().unique(maintain_order=True)
    return [text for text in found if text and len(text) <= _LONGEST]
