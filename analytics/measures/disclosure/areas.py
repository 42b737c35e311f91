"""Sums over areas: England is its regions and its councils, and a region is its councils."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.worlds import Relation

Row = Mapping[str, Any]
ENGLAND, REGION = "england", "region:"
_LONDON = ("region:London", ("region:Inner London", "region:Outer London"))
_OF_ONE_TABLE = ("document", "indicator", "dimension", "member", "period_kind", "period_start", "period_end")


def sums_of_areas(behind: Iterable[Behind], numbers: Numbers) -> list[Relation]:
    """That the parts of an area come to the whole, in each table of counts in which they do.

    Where its publisher withholds some of the parts, they are taken to be what is left.
    """
    tables: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    for one in behind:
        if one.row["unit"] == Unit.COUNT and one.top is not None:
            tables[tuple(one.row[name] for name in _OF_ONE_TABLE)].setdefault(one.row["area"], one.top)
    return [
        Relation((*((number, 1) for number in parts), (whole, -1)), 0, 0)
        for table in tables.values()
        for whole, parts in _divided(table, numbers)
        if _is_sum(whole, parts, numbers)
    ]


def _divided(table: Mapping[str, int], numbers: Numbers) -> Iterable[tuple[int, Sequence[int]]]:
    """Each whole of a table with its parts, England twice: by council and by region."""
    of: dict[str, list[int]] = defaultdict(list)
    for area, number in table.items():
        council = numbers.catalogue.authorities.get(area)
        if council:
            of[f"{REGION}{council.region}"].append(number)
            of[ENGLAND].append(number)
    london, halves = _LONDON
    regions = [area for area in table if area.startswith(REGION)]
    outer = [area for area in regions if london not in table or area not in halves]
    divided = [*of.items(), (ENGLAND, [table[area] for area in outer])]
    divided += [(london, [table[area] for area in halves if area in table])]
    divided += [(london, [number for half in halves for number in of[half]])]
    return [(table[whole], parts) for whole, parts in divided if whole in table and len(parts) > 1]


def _is_sum(whole: int, parts: Sequence[int], numbers: Numbers) -> bool:
    known = [value for part in parts if (value := numbers.values[part]) is not None]
    total, unknown = numbers.values[whole], len(parts) - len(known)
    if total is None:
        return False
    rest = total - sum(known)
    return rest >= unknown * numbers.policy.smallest_small if unknown else rest == 0
