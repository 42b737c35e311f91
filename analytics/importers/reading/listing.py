"""Long lists of faults, cut to what can be read."""

from collections.abc import Sequence

from analytics.evidence.problem import Problem

MOST = 20


def listed(problems: Sequence[Problem], total: int, what: str = "with the same fault") -> list[Problem]:
    """The first twenty problems of one kind, the last of them saying how many more rows there are.

    `total` is how many there are in all; `problems` may hold no more than the first of them.
    """
    shown = list(problems[:MOST])
    more = total - len(shown)
    if more <= 0 or not shown:
        return shown
    last = shown[-1]
    rows = "row" if more == 1 else "rows"
    shown[-1] = Problem(last.file, last.row, last.column, f"{last.wrong} And {more:,} more {rows} {what}.", last.right)
    return shown
