"""A report as plain text for a terminal: everything that it says, and nothing that a terminal would obey."""

from collections.abc import Iterator
from textwrap import wrap

from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.parts import Grid, Head, Listing, Look, NewPage, Part, Picture, Prose, Ruled
from analytics.exports.paper.widths import column_shares
from analytics.exports.paper.wording import front_lines, on_one_line, printable, title_of
from analytics.notebooks.report import Report

WIDTH = 100
_GAP = 2
_UNDERLINES = {1: "=", 2: "-"}


def report_as_text(report: Report, width: int = WIDTH) -> str:
    """The report in lines of at most `width` letters, with the paragraph numbers of the Word file and the PDF.

    A chart is what its text alternative says; a table has its columns side by side. No letter is left out, and no
    control character, which a terminal might obey, is left in.
    """
    title = title_of(report)
    lines = [title, "=" * len(title), ""]
    for line in front_lines(report):
        lines += _lines(line, width)
    for parts in parts_by_block(report):
        for part in parts:
            lines += [*([""] if _stands_apart(part) else []), *_lines(part, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _stands_apart(part: Part) -> bool:
    """Whether a blank line comes before it: what a subtitle or a label is about stands right below it."""
    return not isinstance(part, Listing | Grid | NewPage) and not (isinstance(part, Prose) and part.look is Look.ABOUT)


def _lines(part: Part, width: int, indent: str = "") -> Iterator[str]:
    match part:
        case Head():
            text = f"{part.number}  {part.text}" if part.number else part.text
            yield from _wrapped(text, width)
            if part.level in _UNDERLINES:
                yield _UNDERLINES[part.level] * min(len(text), width)
        case Prose():
            number = f"{part.number}  " if part.number else ""
            yield from _wrapped(number + "".join(run.text for run in part.runs), width, indent)
        case Listing():
            yield from _listed(part, width, indent)
        case Grid():
            yield from _table(part, width)
        case Picture():
            yield from _wrapped(f"[Chart] {part.chart.alt}", width)
        case Ruled():
            yield from ["_" * width] * part.lines
        case NewPage():
            return


def _wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """The text in lines, each of its own lines beginning a new one; `first` stands before the first instead."""
    found = []
    for number, line in enumerate(printable(text).expandtabs(4).split("\n")):
        before = first if first is not None and not number else indent
        found += wrap(line, max(width, len(before) + 8), initial_indent=before, subsequent_indent=indent) or [""]
    return found


def _listed(listing: Listing, width: int, indent: str) -> Iterator[str]:
    for place, item in enumerate(listing.items, listing.start):
        mark = f"{indent}{place}. " if listing.ordered else f"{indent}- "
        inside = " " * len(mark)
        for number, part in enumerate(item):
            if isinstance(part, Listing):
                yield from _listed(part, width, inside)
            else:
                text = "".join(run.text for run in part.runs)
                yield from _wrapped(text, width, inside, first=inside if number else mark)


def _table(grid: Grid, width: int) -> Iterator[str]:
    """The columns side by side, each row as high as its longest entry; figures at the right of theirs."""
    room = width - _GAP * (len(grid.columns) - 1)
    widths = [max(int(share * room), 4) for share in column_shares(grid, room)]
    for number, row in enumerate([grid.columns, *([entry.text for entry in row] for row in grid.rows)]):
        cells = [_wrapped(text, wide) if on_one_line(text) else [""] for text, wide in zip(row, widths, strict=True)]
        for height in range(max(map(len, cells))):
            texts = [cell[height] if height < len(cell) else "" for cell in cells]
            yield (" " * _GAP).join(
                text.rjust(wide) if place in grid.figures else text.ljust(wide)
                for place, (text, wide) in enumerate(zip(texts, widths, strict=True))
            )
        if not number:
            yield (" " * _GAP).join("-" * wide for wide in widths)
