"""How wide the columns of a table are: none wider than the page, no word broken that need not be, and rows kept low."""

from math import ceil

from analytics.exports.paper.parts import Grid
from analytics.notebooks.view import Entry

LETTERS_TO_A_LINE = 84  # of 11 point Arial in 17 cm
LETTERS_IN_LARGE_PRINT = 52  # of 18 point
_MARGIN = 4  # what the two sides of a cell take, in letters, and what a bold word takes more
_LONGEST_WORD = 18
_DRAWING = 11
_SHORT = 20  # letters: such as a date, which reads better on one line
_LOST = 2  # letters at the end of a line, where the next word finds no room
_LINES_TOGETHER = 20
LINES_TO_WRITE = 3  # the least height of a row with room to write, in lines

_Lengths = tuple[int, ...]


def column_shares(grid: Grid, letters: int = LETTERS_TO_A_LINE) -> list[float]:
    """The share of the page's width that each column has; they add up to 1.

    Each column first has room for its longest word. A column of short texts, such as dates, then has room for them on
    one line, if that takes no more than half of what is left. The rest is given out letter by letter to the column that
    makes most rows as high as they are, until every text is on one line or nothing is left; columns that are level
    share a letter. Columns to write in are as wide as the page can give them, all of them alike.

    >>> column_shares(Grid("", ("Team", "Cases"), ()), letters=20)
    [0.47058823529411764, 0.5294117647058824]
    """
    widths = _widths(_columns(grid), letters, grid.to_write_in)
    return [width / sum(widths) for width in widths]


def is_kept_together(grid: Grid, letters: int = LETTERS_TO_A_LINE) -> bool:
    """Whether the table is so low that it stays on one page. A higher one would leave half a page empty before it."""
    lengths = _lengths(_columns(grid))
    widths = [share * letters for share in column_shares(grid, letters)]
    lines = [_lines_of(texts, width) for texts, width in zip(lengths, widths, strict=True)]
    least = LINES_TO_WRITE if grid.to_write_in else 1
    height: int = sum(max(least, *row) for row in zip(*lines, strict=True))
    return height <= _LINES_TOGETHER


def _columns(grid: Grid) -> list[list[str]]:
    return [[name, *(_said(row[place]) for row in grid.rows)] for place, name in enumerate(grid.columns)]


def _said(entry: Entry) -> str:
    """The text of a cell; a drawing in it takes as much room as a word of so many letters, on a line of its own."""
    return f"{'m' * _DRAWING}\n{entry.text}" if entry.chart else entry.text


def _lengths(columns: list[list[str]]) -> list[list[_Lengths]]:
    """How long each line of each text is before it is broken."""
    return [[tuple(map(len, text.split("\n"))) for text in texts] for texts in columns]


def _widths(columns: list[list[str]], letters: int, written: frozenset[int]) -> list[float]:
    words = [min(max(_longest(text.split()) for text in texts), _LONGEST_WORD) for texts in columns]
    wanted = [max(_longest(text.split("\n")) for text in texts) for texts in columns]
    widths = [float(word + _MARGIN) for word in words]
    left = max(letters - sum(widths), 0)
    if written:
        # What is said already may stand on more lines: a row to write in is high anyway.
        even = max(letters / len(columns), *(widths[place] for place in written))
        wider = [even - width if place in written else 0 for place, width in enumerate(widths)]
        share = min(left / sum(wider), 1) if sum(wider) else 0
        widths = [width + more * share for width, more in zip(widths, wider, strict=True)]
        left -= sum(wider) * share
    short = [want - word if word < want <= _SHORT else 0 for want, word in zip(wanted, words, strict=True)]
    if sum(short) <= left / 2:
        widths = [width + more for width, more in zip(widths, short, strict=True)]
        left -= sum(short)
    lengths = _lengths(columns)
    while left > 0 and (highest := _highest(lengths, widths)):
        for place in highest:
            widths[place] += min(left, 1) / len(highest)
        left -= 1
    return widths


def _highest(lengths: list[list[_Lengths]], widths: list[float]) -> list[int]:
    """The columns that make the most rows of several lines as high as they are; none where every row is one line."""
    votes = [0] * len(lengths)
    for row in zip(*(_lines_of(texts, width) for texts, width in zip(lengths, widths, strict=True)), strict=True):
        height = max(row)
        for place, lines in enumerate(row):
            votes[place] += lines == height > 1
    return [place for place, vote in enumerate(votes) if vote == max(votes)] if any(votes) else []


def _lines_of(texts: list[_Lengths], width: float) -> list[int]:
    """How many lines each text takes in a column."""
    room = width - _MARGIN
    most = max(room - _LOST, 1)
    return [sum(1 if length <= room else ceil(length / most) for length in text) for text in texts]


def _longest(texts: list[str]) -> int:
    return max(map(len, texts), default=0)
