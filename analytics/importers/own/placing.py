"""Where in a file the columns of its layout are, or all that keeps the layout from fitting it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from analytics.evidence.problem import Problem
from analytics.importers.headings import tidied
from analytics.importers.importer import Refused
from analytics.importers.own.grid import Grid
from analytics.importers.own.layout import Across, Item, Layout
from analytics.importers.own.names import Names, quoted
from analytics.importers.own.times import period_meant


@dataclass(frozen=True, eq=False)
class Placed:
    """Where in the file the layout's columns are: the header's row, headings by column, and each item's column."""

    header: int
    moved: int
    headings: tuple[str, ...]
    items: Mapping[Item, str]
    across: Mapping[str, str]

    def heading_of(self, item: Item) -> str:
        """The file's heading of an item's column."""
        return self.headings[int(self.items[item])]


def placed(grid: Grid, layout: Layout, names: Names) -> Placed:
    """Where the layout’s columns are. Raises Refused with each heading that the file does not have, and each fixed
    council or indicator that is not known.
    """
    wanted = [*layout.columns.values(), *layout.across_columns]
    row = grid.find_header(wanted, layout.header_row, layout.header_rows)
    here = row if row is not None else layout.header_row
    headings = grid.headings(here, layout.header_rows)
    problems = list(_not_there(grid, wanted, headings, here)) if row is None else []
    by_name: dict[str, str] = {}
    for place, heading in enumerate(headings):
        by_name.setdefault(tidied(heading), str(place))
    # Letter for letter first: a file may have a column “Value” beside one “value”.
    by_name |= {heading: str(place) for place, heading in enumerate(headings)}
    found = {item: by_name.get(name, by_name.get(tidied(name))) for item, name in layout.columns.items()}
    items = {item: place for item, place in found.items() if place is not None}
    across = _across(layout, headings, set(items.values()), names)
    if layout.across and not across and row is not None:
        problems.append(_nothing_across(grid, layout, here))
    problems += _unknown_fixed(grid, layout, names)
    if problems:
        raise Refused(problems)
    return Placed(here, here - layout.header_row, tuple(headings), items, across)


def _across(layout: Layout, headings: Sequence[str], taken: set[str], names: Names) -> dict[str, str]:
    """The columns across by what each of their headings means."""
    if layout.across is None:
        return {}
    means = _plain_meanings(layout, Item(layout.across.value))
    chosen = {tidied(name) for name in layout.across_columns}
    found = {}
    for place, heading in enumerate(headings):
        plain = tidied(heading)
        if str(place) in taken or (chosen and plain not in chosen):
            continue
        meaning = means.get(plain, heading if chosen else _meaning(heading, layout, names))
        if meaning:
            found[str(place)] = period_meant(meaning, layout) if layout.across is Across.PERIOD else meaning
    return found


def _meaning(heading: str, layout: Layout, names: Names) -> str:
    if layout.across is Across.PERIOD:
        return heading if period_meant(heading, layout, only_known=True) else ""
    return heading if names.indicator(heading) else ""


def _plain_meanings(layout: Layout, item: Item) -> dict[str, str]:
    return {tidied(text): meaning for text, meaning in layout.means.get(item, {}).items()}


def lacking(file: str, layout: Layout) -> tuple[Problem, ...]:
    """A problem for each item that every figure needs and that the layout does not say."""
    right = {
        Item.COUNCIL: "Choose the column that names it, or the council that all figures are of.",
        Item.INDICATOR: "Choose the column that names it, or the one indicator that all figures are.",
        Item.PERIOD: "Choose the column of the periods, the headings, or the one period that all figures are of.",
    }
    return tuple(
        Problem(file, 0, item.value, f"The layout does not say the {item} of the figures.", right[item])
        for item in layout.lacks()
    )


def _not_there(grid: Grid, wanted: Iterable[str], headings: Sequence[str], row: int) -> Iterator[Problem]:
    """A problem for each heading that the file does not have, or that it has only in another row than the others."""
    here = {tidied(name): name for name in headings}
    for name in dict.fromkeys(wanted):
        if tidied(name) not in here:
            near = [here[one] for one in get_close_matches(tidied(name), here, n=2)]
            right = (
                f"Did you mean {' or '.join(map(quoted, near))}?" if near else "Choose the row of the headings again."
            )
            yield Problem(grid.file, row, name, f"There is no column {quoted(name)}.", right)


def _nothing_across(grid: Grid, layout: Layout, row: int) -> Problem:
    what = {Across.PERIOD: "a period", Across.INDICATOR: "an indicator", Across.MEMBER: "a part"}
    across = layout.across or Across.PERIOD
    return Problem(
        grid.file,
        row,
        "",
        f"No heading in this row is {what[across]}.",
        "Choose the row of the headings again, or say what each heading means.",
    )


def _unknown_fixed(grid: Grid, layout: Layout, names: Names) -> Iterator[Problem]:
    fixed = layout.fixed
    for item, find, fault in (
        (Item.COUNCIL, names.council, names.council_fault),
        (Item.INDICATOR, names.indicator, names.indicator_fault),
    ):
        if item in fixed and find(fixed[item]) is None:
            yield Problem(grid.file, 0, item.value, *fault(fixed[item]))
