"""What the cells of an unknown table look like: headings, periods, numbers, names."""

import re
from calendar import month_abbr, month_name
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analytics.importers.headings import tidied
from analytics.importers.own.grid import Grid
from analytics.importers.own.layout import Item, Layout
from analytics.importers.own.names import Names
from analytics.importers.own.times import period_meant

NUMBER = re.compile(r"-?£?[0-9][0-9,]*(\.[0-9]+)?%?")
THOUSANDS = re.compile(r"-?£?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?")
# What councils call the columns of their own files, the likeliest first.
HEADINGS = {
    Item.COUNCIL: ("council", "authority", "local authority", "la", "la name", "la code", "ons code", "area"),
    Item.INDICATOR: ("indicator", "measure", "metric", "kpi", "performance indicator", "description"),
    Item.PERIOD: ("period", "month", "date", "quarter", "year", "as at", "month end", "time period", "reporting month"),
    Item.PART: ("part", "dimension", "breakdown", "type of part"),
    Item.MEMBER: ("team", "member", "role", "service", "locality", "district", "team name", "job role", "teams"),
    Item.VALUE: ("value", "figure", "number", "result", "actual", "performance", "total", "count", "outturn"),
    Item.NUMERATOR: ("numerator",),
    Item.DENOMINATOR: ("denominator",),
    Item.STATUS: ("status",),
    Item.NOTE: ("note", "notes", "comment", "comments", "commentary"),
}
_MONTHS = {name.lower() for name in (*month_name, *month_abbr) if name} | {"sept"}
_ROWS_SAMPLED = 2_000
_CELLS_SAMPLED = 200


def is_period(cell: str, year: str = "") -> bool:
    """Whether a cell is a period, with the months of a financial year where one is given."""
    layout = Layout(columns={Item.VALUE: ""}, months_of=year)
    return bool(cell) and len(cell) < 60 and bool(period_meant(cell, layout, only_known=True))


def is_number(cell: str) -> bool:
    """Whether a cell is a figure, as councils write them."""
    return NUMBER.fullmatch(cell) is not None


def is_bare_month(cell: str) -> bool:
    """Whether a cell is a month without its year."""
    return tidied(cell).rstrip(".") in _MONTHS


@dataclass(frozen=True, eq=False)
class Looked:
    """A grid with the row that reads most like headings, over how many rows they run, and what stands below."""

    grid: Grid
    names: Names
    header: int
    lines: int

    @cached_property
    def headings(self) -> list[str]:
        """The headings, each once."""
        return self.grid.headings(self.header, self.lines)

    @cached_property
    def below(self) -> list[list[str]]:
        """The first rows below the headings."""
        start = self.header + self.lines - self.grid.first_row
        return [[" ".join(cell.split()) for cell in row] for row in self.grid.cells.slice(start, _ROWS_SAMPLED).rows()]

    @cached_property
    def above(self) -> list[str]:
        """The titles: every filled cell above the headings."""
        return [cell for row in self.grid.rows[: self.header - self.grid.first_row] for cell in row if cell]

    def different(self, place: int) -> list[str]:
        """The first different texts of a column."""
        return list(dict.fromkeys(row[place] for row in self.below if row[place]))[:_CELLS_SAMPLED]

    def share(self, place: int, is_one: Callable[[str], bool]) -> float:
        """What share of a column's different texts are of a sort; 0 for a blank column."""
        cells = self.different(place)
        return sum(map(is_one, cells)) / len(cells) if cells else 0.0

    def share_filled(self, place: int) -> float:
        """What share of a column's cells are filled."""
        return sum(bool(row[place]) for row in self.below) / len(self.below) if self.below else 0.0

    def likeliest(self, places: Iterable[int], is_one: Callable[[str], bool]) -> tuple[float, int]:
        """The column with the largest share of texts of a sort, the leftmost of several, and that share."""
        ranked = [(self.share(place, is_one), -place) for place in places]
        share, place = max(ranked, default=(0.0, 0))
        return share, -place


def look(grid: Grid, names: Names) -> Looked:
    """The grid with its headings found: the row with most words of headings, periods and names of indicators."""
    scores = Counter({grid.first_row: 0})
    for place, row in enumerate(grid.rows):
        filled = [cell for cell in row if cell]
        if len(filled) > 1:
            known = sum(_is_known(cell, names) for cell in filled)
            figures = sum(is_number(cell) and not is_period(cell) for cell in filled)
            scores[grid.first_row + place] = 4 * known + len(filled) - 5 * figures
    best = max(scores.values())
    header = min(row for row, score in scores.items() if score == best)
    return Looked(grid, names, header - 1, 2) if _years_above(grid, header) else Looked(grid, names, header, 1)


def _is_known(cell: str, names: Names) -> bool:
    plain = tidied(cell)
    return (
        any(plain in words for words in HEADINGS.values())
        or is_bare_month(cell)
        or is_period(cell)
        or names.indicator(cell) is not None
    )


def _years_above(grid: Grid, header: int) -> bool:
    """Whether months stand under a row of years: "2025" above "Apr" and "May"."""
    months: Sequence[str] = [cell for cell in grid.row(header) if is_bare_month(cell)]
    if len(months) < 2 or header <= grid.first_row:
        return False
    return sum(map(is_period, grid.headings(header - 1, 2))) >= len(months)
