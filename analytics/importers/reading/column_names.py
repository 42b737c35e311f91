"""Names for the columns of a table, each once."""

import itertools
from collections import Counter
from collections.abc import Sequence, Set

from analytics.evidence.problem import Problem


def distinct_names(header: Sequence[str], file: str, row: int = 1) -> tuple[list[str], list[Problem]]:
    """The header with every name once, and a remark on each that had to be changed.

    The second "SNP" becomes "SNP_2", a column without a name "column_7".

    >>> distinct_names(["SN1", "SNP", "SN2", "SNP", ""], "neighbours.csv")[0]
    ['SN1', 'SNP', 'SN2', 'SNP_2', 'column_5']
    """
    taken = set(header)
    seen: Counter[str] = Counter()
    names: list[str] = []
    renamed: dict[str, list[str]] = {}
    for number, given in enumerate(header, start=1):
        seen[given] += 1
        if given and seen[given] == 1:
            names.append(given)
            continue
        names.append(_free_name(given or "column", seen[given] if given else number, taken))
        taken.add(names[-1])
        renamed.setdefault(given, []).append(names[-1])
    return names, [_remark(file, row, given, called) for given, called in renamed.items()]


def _free_name(stem: str, number: int, taken: Set[str]) -> str:
    """The stem with the first number from `number` on that gives a name nobody has."""
    return next(name for count in itertools.count(number) if (name := f"{stem}_{count}") not in taken)


def _remark(file: str, row: int, given: str, called: list[str]) -> Problem:
    now = " to ".join(f"“{name}”" for name in dict.fromkeys((called[0], called[-1])))
    if not given:
        wrong = "A column has no name." if len(called) == 1 else f"{len(called)} columns have no name."
        return Problem(file, row, "", wrong, f"Called {now} here.")
    wrong = f"There are {len(called) + 1} columns of the name “{given}”."
    return Problem(file, row, given, wrong, f"After the first, called {now} here.")
