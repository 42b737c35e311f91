"""How wide the columns of a table are: none wider than the page, and no word broken that need not be."""

from math import sqrt

from analytics.exports.paper.parts import Grid

LETTERS_TO_A_LINE = 84  # of 11 point Arial in 17 cm
_MARGIN = 4  # what the two sides of a cell take, in letters, and what a bold word takes more
_LONGEST_WORD = 18


def column_shares(grid: Grid, letters: int = LETTERS_TO_A_LINE) -> list[float]:
    """The share of the page's width that each column has; they add up to 1.

    Each column first has room for its longest word. What is left is shared by the square root of what else its texts
    take, because a text twice as long may well take twice the lines; no column gets more than it can use.

    >>> column_shares(Grid("", ("Team", "Cases"), ()), letters=20)
    [0.47058823529411764, 0.5294117647058824]
    """
    columns = [[name, *(row[place].text for row in grid.rows)] for place, name in enumerate(grid.columns)]
    words = [min(max(_longest(text.split()) for text in texts), _LONGEST_WORD) for texts in columns]
    more = [[max(len(text) - word, 0) for text in texts] for texts, word in zip(columns, words, strict=True)]
    wide = [word + _MARGIN for word in words]
    given = _shared_out(max(letters - sum(wide), 0), [max(lengths) for lengths in more], list(map(sum, more)))
    return [(width + extra) / sum([*wide, *given]) for width, extra in zip(wide, given, strict=True)]


def _shared_out(left: float, wanted: list[int], all_told: list[int]) -> list[float]:
    """As much of `left` as each can use: who wants little has all of it, and what is over goes to the rest."""
    given = [0.0] * len(wanted)
    waiting = {place: sqrt(all_told[place]) for place, want in enumerate(wanted) if want > 0}
    while waiting and left > 0:
        by_root = left / sum(waiting.values())
        served = [place for place, root in waiting.items() if wanted[place] <= by_root * root]
        if not served:
            return [given[place] or by_root * waiting.get(place, 0) for place in range(len(wanted))]
        for place in served:
            given[place] = wanted[place]
            left -= wanted[place]
            del waiting[place]
    return given


def _longest(texts: list[str]) -> int:
    return max(map(len, texts), default=0)
