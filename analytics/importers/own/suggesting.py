"""A first guess at a file's layout, for a person to look at and correct."""

import re
from collections.abc import Callable, Mapping, Sequence

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.period import PeriodKind
from analytics.evidence.vocabulary import Unit
from analytics.importers.headings import tidied
from analytics.importers.own.grid import grid_of
from analytics.importers.own.layout import Across, Days, Item, Layout, Written
from analytics.importers.own.looking import HEADINGS, THOUSANDS, Looked, is_bare_month, is_number, is_period, look
from analytics.importers.own.names import Names
from analytics.importers.own.times import period_meant, read
from analytics.importers.own.titles import council_in, indicator_in, year_in
from analytics.importers.table import Table, TableKind

_TOTALS = re.compile(
    r"(grand )?totals?\b.*|all( teams| roles| areas| services)?|overall|.* totals?|(whole )?(council|borough)"
)
_PARTS = {"teams": "team", "team name": "team", "job role": "role", "member": "part", "": "part"}
_NUMBERS = (Item.VALUE, Item.NUMERATOR, Item.DENOMINATOR)


def suggest(table: Table, catalogue: Catalogue) -> Layout:
    """The layout that a file most likely has. What cannot be guessed is left open: `Layout.lacks` names it.

    Looked at are the words of headings, which of them are months, years or indicators, and what the cells below hold:
    names of councils and indicators, periods, numbers. A title above the table may name council, indicator and year.
    """
    looked = look(grid_of(table), Names(catalogue))
    headings = looked.headings
    if not headings:
        return Layout(columns={Item.VALUE: ""})
    titles = [*looked.above, table.sheet, re.sub(r"[_.-]+", " ", table.name.rpartition(".")[0])]
    year = year_in([*looked.above, table.sheet, table.name]) if sum(map(is_bare_month, headings)) > 1 else ""
    periods = [place for place, heading in enumerate(headings) if is_period(heading, year)]
    columns = _columns(looked, periods)
    across, chosen = _across(looked, columns, periods)
    if across is None:
        columns.setdefault(Item.VALUE, _likeliest_value(looked, columns))
        chosen = [columns[Item.VALUE]]
        columns = {item: place for item, place in columns.items() if item is Item.VALUE or place != chosen[0]}
    else:
        columns = {
            item: place for item, place in columns.items() if item not in _NUMBERS and item.value != across.value
        }
    fixed = _fixed(looked, columns, across, titles)
    return Layout(
        header_row=looked.header,
        header_rows=looked.lines,
        columns={item: headings[place] for item, place in columns.items()},
        fixed=fixed,
        across=across,
        across_columns=tuple(headings[place] for place in chosen) if across is Across.MEMBER else (),
        total_words=_total_words(looked, columns) or ("Total",),
        fill_down=_fill_down(looked, columns, chosen),
        written=_written(looked, table, _indicator_at(looked, columns, across, fixed), chosen),
        commas=any(THOUSANDS.fullmatch(row[place]) for row in looked.below for place in chosen),
        months_of=year,
        first_days=_first_days(looked, columns, periods),
    )


def _columns(looked: Looked, periods: Sequence[int]) -> dict[Item, int]:
    """The column of each item: by the words of its heading, else by what its cells are."""
    free = [place for place in range(len(looked.headings)) if place not in periods]
    found: dict[Item, int] = {}
    for item, words in HEADINGS.items():
        ranked = [
            (words.index(tidied(looked.headings[place])), place)
            for place in free
            if tidied(looked.headings[place]) in words
        ]
        if ranked:
            found[item] = min(ranked)[1]
            free.remove(found[item])
    tests: dict[Item, Callable[[str], bool]] = {
        Item.COUNCIL: lambda cell: looked.names.council(cell) is not None,
        Item.INDICATOR: lambda cell: looked.names.indicator(cell) is not None,
        Item.PERIOD: lambda cell: is_period(cell) and not is_number(cell) and len(periods) < 2,
    }
    for item, is_one in tests.items():
        share, place = looked.likeliest(free, is_one)
        if item not in found and share >= 0.5:
            found[item] = place
            free.remove(place)
    texts = [place for place in free if looked.share_filled(place) > 0.2 and looked.share(place, is_number) < 0.5]
    if texts:
        found.setdefault(Item.MEMBER, texts[0])
    return found


def _across(looked: Looked, columns: Mapping[Item, int], periods: list[int]) -> tuple[Across | None, list[int]]:
    """What the headings are where the table is wide, and which columns those are."""
    if len(periods) > 1 or (periods and Item.VALUE not in columns):
        return Across.PERIOD, periods
    taken = {place for item, place in columns.items() if item is not Item.MEMBER}
    free = [place for place in range(len(looked.headings)) if place not in taken]
    indicators = [place for place in free if looked.names.indicator(looked.headings[place])]
    if indicators and Item.INDICATOR not in columns and (len(indicators) > 1 or Item.VALUE not in columns):
        return Across.INDICATOR, indicators
    numbers = [place for place in free if looked.share(place, is_number) > 0.5]
    if len(numbers) > 1 and Item.VALUE not in columns and Item.MEMBER not in columns:
        return Across.MEMBER, numbers
    return None, []


def _likeliest_value(looked: Looked, columns: Mapping[Item, int]) -> int:
    """The column that has most numbers among those that are nothing else; the last where all are."""
    free = [place for place in range(len(looked.headings)) if place not in columns.values()]
    return looked.likeliest(free, is_number)[1] if free else len(looked.headings) - 1


def _fixed(
    looked: Looked, columns: Mapping[Item, int], across: Across | None, titles: Sequence[str]
) -> dict[Item, str]:
    """Council and indicator as a title, the sheet's name or the file's names them, and what the parts are."""
    fixed: dict[Item, str] = {}
    if Item.COUNCIL not in columns and (council := council_in(titles, looked.names)):
        fixed[Item.COUNCIL] = council
    if Item.INDICATOR not in columns and across is not Across.INDICATOR:
        values = [looked.headings[columns[Item.VALUE]]] if Item.VALUE in columns else []
        if indicator := indicator_in([*values, *titles], looked.names):
            fixed[Item.INDICATOR] = indicator
    if Item.MEMBER in columns and Item.PART not in columns:
        words = tidied(looked.headings[columns[Item.MEMBER]])
        fixed[Item.PART] = "part" if words.startswith("column_") else _PARTS.get(words, words)
    elif across is Across.MEMBER:
        fixed[Item.PART] = "team"
    return fixed


def _total_words(looked: Looked, columns: Mapping[Item, int]) -> tuple[str, ...]:
    members = looked.different(columns[Item.MEMBER]) if Item.MEMBER in columns else []
    return tuple(member for member in members if _TOTALS.fullmatch(tidied(member)))


def _fill_down(looked: Looked, columns: Mapping[Item, int], figures: Sequence[int]) -> tuple[Item, ...]:
    """Items whose cells are blank beside figures, below a filled one: of merged cells only the first is filled."""
    rows = [row for row in looked.below if any(row[place] for place in figures)]
    items = [item for item in (Item.COUNCIL, Item.INDICATOR, Item.PERIOD, Item.PART) if item in columns]
    return tuple(
        item for item in items if rows and rows[0][columns[item]] and not all(row[columns[item]] for row in rows)
    )


def _indicator_at(
    looked: Looked, columns: Mapping[Item, int], across: Across | None, fixed: Mapping[Item, str]
) -> Callable[[list[str], int], str]:
    """Which indicator the figure in a column of a row is, in the file's words."""

    def named(row: list[str], place: int) -> str:
        if across is Across.INDICATOR:
            return looked.headings[place]
        return row[columns[Item.INDICATOR]] if Item.INDICATOR in columns else fixed.get(Item.INDICATOR, "")

    return named


def _written(
    looked: Looked,
    table: Table,
    indicator_at: Callable[[list[str], int], str],
    figures: Sequence[int],
) -> Written:
    """Whether a workbook holds percentages as shares of one, as a cell does that shows 12.5%."""
    if table.kind is not TableKind.SHEET:
        return Written.AS_IS
    known = looked.names.catalogue.indicators
    shares = [
        row[place]
        for row in looked.below
        for place in figures
        if is_number(row[place])
        and (measure := known.get(looked.names.indicator(indicator_at(row, place)) or ""))
        and measure.unit is Unit.PERCENT
    ]
    plain = [float(share) for share in shares if re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", share)]
    small = len(plain) == len(shares) and all(share <= 1 for share in plain)
    return Written.SHARE_OF_ONE if small and any(0 < share < 1 for share in plain) else Written.AS_IS


def _first_days(looked: Looked, columns: Mapping[Item, int], periods: Sequence[int]) -> Days:
    """Days that are all the first of a month, and of several months, stand for the months."""
    texts = [looked.headings[place] for place in periods]
    texts += looked.different(columns[Item.PERIOD]) if Item.PERIOD in columns else []
    layout = Layout(columns={Item.VALUE: ""})
    found = [read(period_meant(text, layout)) for text in texts]
    days = {period.start for period in found if period and period.kind is PeriodKind.SNAPSHOT}
    return Days.MONTH if len(days) > 1 and all(day.day == 1 for day in days) else Days.DAY
