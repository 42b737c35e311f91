"""One table as several papers print it: every reading of it that somebody could make who has them all.

A later paper may have mended a figure of an earlier one. What a paper leaves out is then read from another, and nobody
can know from which.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TypeVar

_Key = TypeVar("_Key")
# So many readings are all made; of more, those in which two papers come before the others.
_MOST = 32


def readings(papers: Sequence[Mapping[_Key, int]]) -> Iterator[dict[_Key, int]]:
    """Every reading of a table, each a number for every key that any paper prints, the newest paper's first.

    `papers` are the newest first, and none is changed.

    >>> list(readings([{"boys": 7}, {"boys": 6, "girls": 3}]))
    [{'boys': 7, 'girls': 3}, {'boys': 6, 'girls': 3}]
    """
    said: dict[_Key, dict[int, None]] = {}
    for paper in papers:
        for key, number in paper.items():
            said.setdefault(key, {})[number] = None
    newest = {key: next(iter(numbers)) for key, numbers in said.items()}
    differing = {key: tuple(numbers) for key, numbers in said.items() if len(numbers) > 1}
    if prod(map(len, differing.values())) <= _MOST:
        for chosen in product(*differing.values()):
            yield newest | dict(zip(differing, chosen, strict=True))
        return
    parts = [{key: paper[key] for key in differing if key in paper} for paper in papers]
    parts = [dict(part) for part in dict.fromkeys(tuple(part.items()) for part in parts)]
    found = {tuple((newest | second | first).items()): None for first in parts for second in parts}
    yield from (dict(items) for items in found)
