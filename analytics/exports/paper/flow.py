"""A report in order as parts of a page, with the numbers by which its paragraphs are referred to."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.exports.paper.markdown import markdown_parts
from analytics.exports.paper.parts import (
    Grid,
    Head,
    Listing,
    Look,
    NewPage,
    Part,
    Picture,
    Prose,
    Ruled,
    Run,
    bullets,
    plain,
)
from analytics.exports.paper.wording import CAREFUL, PRINTED_IN, gap_prose, on_one_line, source_words
from analytics.notebooks.report import (
    Block,
    Bullets,
    Gap,
    Heading,
    Markdown,
    PageBreak,
    Paragraph,
    Report,
    Shown,
    Space,
)
from analytics.notebooks.view import Table, View

DEEPEST = 3
_SPELLED = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_SMALL_NUMBERS = frozenset(map(str, range(1, len(_SPELLED) + 1)))


def parts_by_block(report: Report) -> Iterator[list[Part]]:
    """The parts of each block of a report, one list a block.

    A heading is never more than one level below the last, whatever the blocks ask for, because a heading that skips a
    level says that something is missing (PDF/UA-1, ISO 14289-1, 7.4.2). Body paragraphs below a heading of level 1 are
    numbered 1.1, 1.2, as in a committee's reports.
    """
    levels, numbers, above = _Levels(), _Numbers(), 0
    for block in report.blocks:
        yield [numbers.numbered(levels.fitted(part)) for part in _parts(block, above) if _says_something(part)]
        above = block.level if isinstance(block, Heading | Shown) else above


def _parts(block: Block, above: int) -> Iterator[Part]:
    match block:
        case Heading():
            yield Head(on_one_line(block.text), block.level)
        case Paragraph():
            label = (Run(block.label.rstrip(" :.") + ": ", bold=True),) if block.label.strip() else ()
            yield Prose((*label, Run(block.text)))
        case Bullets():
            yield bullets(block.items, ordered=block.numbered)
        case Markdown():
            yield from _below(above, markdown_parts(block.text))
        case Shown():
            yield from _view(block.view, block.level)
        case Gap():
            yield gap_prose(block.what, block.why)
        case Space():
            yield from (plain(block.label, Look.LABEL), Ruled(block.lines))
        case PageBreak():
            yield NewPage()


def _below(above: int, parts: list[Part]) -> list[Part]:
    """A reader's own headings stand below the heading that their text is under."""
    return [replace(part, level=above + part.level) if isinstance(part, Head) else part for part in parts]


def _view(view: View, level: int) -> Iterator[Part]:
    yield Head(on_one_line(view.title), level)
    yield plain(view.subtitle, Look.ABOUT)
    yield replace(plain(view.summary), keep=bool(view.charts or view.table) and not view.text)
    yield from _below(level, markdown_parts(view.text))
    for chart in view.charts:
        if chart.title != view.title:
            yield plain(chart.title, Look.CAPTION)
        yield Picture(chart)
    if view.table:
        if view.charts or view.table.caption not in {view.title, view.subtitle}:
            yield plain(view.table.caption, Look.CAPTION)
        yield _grid(view.table)
    if view.caveats:
        yield plain(CAREFUL, Look.LABEL)
        yield bullets(view.caveats)
    if view.sources:
        yield plain(PRINTED_IN, Look.LABEL)
        yield bullets(map(source_words, view.sources), look=Look.SOURCE)


def _grid(table: Table) -> Grid:
    figures, to_write_in = (
        frozenset(place for place, name in enumerate(table.columns) if name in names)
        for names in (table.figures, table.to_write_in)
    )
    return Grid(table.caption, table.columns, table.rows, figures, to_write_in)


def with_number_spelled(title: str) -> str:
    """A title that begins with a small number, with it in letters: a heading's own number stands just before it.

    >>> with_number_spelled("1 line worth asking about"), with_number_spelled("2 of 12 can be compared")
    ('One line worth asking about', 'Two of 12 can be compared')
    >>> with_number_spelled("33.6% of activities"), with_number_spelled("7 requests")
    ('33.6% of activities', 'Seven requests')
    """
    number, space, rest = title.partition(" ")
    return f"{_SPELLED[int(number) - 1]}{space}{rest}" if number in _SMALL_NUMBERS and rest else title


def _says_something(part: Part) -> bool:
    match part:
        case Head():
            return bool(part.text)
        case Prose():
            return any(run.text.strip() for run in part.runs)
        case Listing():
            return any(_says_something(inner) for item in part.items for inner in item)
        case Grid():
            return bool(part.columns)
        case Ruled():
            return part.lines > 0
        case _:
            return True


class _Levels:
    """The levels of the headings above, as the report asks for them."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def fitted(self, part: Part) -> Part:
        if not isinstance(part, Head):
            return part
        self._open = [level for level in self._open if level < part.level] + [part.level]
        return replace(part, level=min(len(self._open), DEEPEST))


class _Numbers:
    """How many headings of level 1 there were, and how many paragraphs since the last."""

    def __init__(self) -> None:
        self._heading, self._paragraph = 0, 0

    def numbered(self, part: Part) -> Part:
        if isinstance(part, Head) and part.level == 1:
            self._heading, self._paragraph = self._heading + 1, 0
            return replace(part, text=with_number_spelled(part.text), number=str(self._heading))
        if isinstance(part, Prose) and part.look is Look.BODY and self._heading:
            self._paragraph += 1
            return replace(part, number=f"{self._heading}.{self._paragraph}")
        return part
