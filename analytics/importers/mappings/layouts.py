"""Reading files of a council's own by the layouts that somebody saved for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.evidence.catalogue import Catalogue
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.own.grid import grid_of
from analytics.importers.own.importer import OwnFiguresImporter
from analytics.importers.own.layout import Item, Layout
from analytics.importers.own.tidying import tidy
from analytics.importers.table import Table


@dataclass(frozen=True)
class SavedLayouts:
    """Reads a table by the first saved layout that tells it, and by another where that refuses it."""

    layouts: Sequence[Layout]
    name: str = "file of a layout that was saved here"
    own: OwnFiguresImporter = field(default_factory=OwnFiguresImporter)

    def recognises(self, table: Table) -> bool:
        """Whether the headings of a layout that tells its files by them are all there, in one row."""
        return next(self._fitting(table), None) is not None

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What the table gives, one entry a council. Raises Refused with the faults that the first layout meets."""
        refusals: list[Refused] = []
        for layout in self._fitting(table):
            try:
                return read_by(table, layout, catalogue, published, self.own)
            except Refused as error:
                refusals.append(error)
        raise refusals[0] if refusals else Refused([])

    def _fitting(self, table: Table) -> Iterator[Layout]:
        return (layout for layout in self.layouts if tells_its_files(layout) and has_headings(table, layout))


def tells_its_files(layout: Layout) -> bool:
    """Whether a file with the layout's headings is surely one of its sort.

    One that says itself what every figure is, or of when, would take a file of another measure or month for its own.
    """
    wanted = {*layout.columns.values(), *layout.across_columns}
    return len(wanted) > 1 and not {Item.INDICATOR, Item.PERIOD} & set(layout.fixed)


def has_headings(table: Table, layout: Layout) -> bool:
    """Whether the headings of the layout's columns are all in one row of the table."""
    wanted = [*layout.columns.values(), *layout.across_columns]
    return bool(wanted) and grid_of(table).find_header(wanted, layout.header_row, layout.header_rows) is not None


def may_be(table: Table, layout: Layout, catalogue: Catalogue) -> bool:
    """Whether a person may be asked if the table is of the layout's sort: it fits, and no month is said by it."""
    if Item.PERIOD in layout.fixed or not has_headings(table, layout):
        return False
    try:
        return tidy(table, layout, catalogue).frame.height > 0
    except Refused:
        return False


def read_by(
    table: Table,
    layout: Layout,
    catalogue: Catalogue,
    published: date | None = None,
    own: OwnFiguresImporter | None = None,
) -> tuple[Imported, ...]:
    """What a table gives by a layout, one entry a council. Raises Refused."""
    return (own or OwnFiguresImporter()).read(tidy(table, layout, catalogue), catalogue, published)
