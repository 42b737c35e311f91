"""Sums of parts: what shares, breakdowns and crossed breakdowns say of the numbers of a whole and of its parts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.worlds import Relation

# A dimension that says another way of counting the same does not divide it.
_NOT_PARTS = ("basis", "end of range")
# A table of more cells than this is matched with coarser ones by its names alone.
_MOST_CELLS = 12
_MOST_SETS = 20
_Parts = dict[tuple[str, str], int]
# Relations, and the small numbers among theirs that nobody prints.
Said = tuple[list[Relation], list[int]]
_Tables = Mapping[tuple[str, str, date], Mapping[str, Mapping[str, int]]]


def sums(behind: Sequence[Behind], numbers: Numbers) -> Iterator[Said]:
    """Every relation of wholes and parts, with the small numbers that lists of parts leave out of their wholes."""
    yield list(_shares(behind, numbers)), []
    for whole, parts in _divisions(behind, numbers):
        yield _adds_up(numbers, whole, parts)
    yield from _crossed(behind, numbers)


def _shares(behind: Iterable[Behind], numbers: Numbers) -> Iterator[Relation]:
    """A share counts and leaves out its whole group, which is no more than what it is within."""
    for one in behind:
        indicator = numbers.catalogue.indicators[one.row["indicator"]]
        if one.top is not None and one.bottom is not None and one.rest is not None:
            yield Relation(((one.top, 1), (one.rest, 1), (one.bottom, -1)), 0, 0)
        if one.bottom is not None and indicator.within:
            area, day = one.row["area"], one.row["period_end"]
            for whole in numbers.counts((area, indicator.within, "", "", day)):
                if one.bottom != whole and numbers.value(one.bottom) <= numbers.value(whole):
                    yield Relation(((whole, 1), (one.bottom, -1)), 0, None)


def _divisions(behind: Iterable[Behind], numbers: Numbers) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every whole with the parts that a dimension, or the catalogue, divides it into, as each document prints them.

    A part that a document does not print is taken from another that does. Two lists of parts without a printed whole
    have one whole.
    """
    printed: dict[tuple[str, str, date], dict[tuple[str, date], _Parts]] = defaultdict(lambda: defaultdict(dict))
    for one in behind:
        view = (one.row["document"], one.row["period_start"])
        for number in (one.top, one.bottom):
            of = None if number is None else numbers.of[number]
            if number is None or of is None or of[2] in _NOT_PARTS:
                continue
            area, counted, dimension, member, day = of
            printed[area, counted, day][view].setdefault((dimension, member), number)
            whole = numbers.part_of(counted)
            if whole and not dimension:
                printed[area, whole, day][view].setdefault((f"part of {whole}", counted), number)
    for by_view in printed.values():
        every: _Parts = {}
        for parts in by_view.values():
            every = parts | every
        for parts in by_view.values():
            yield from _divided(every | parts, numbers)


def _divided(parts: _Parts, numbers: Numbers) -> Iterator[tuple[int, tuple[int, ...]]]:
    divided: dict[str, list[int]] = defaultdict(list)
    for (dimension, _), number in parts.items():
        if dimension:
            divided[dimension].append(number)
    whole = parts.get(("", ""))
    lists = [[numbers.values[one] for one in members] for members in divided.values()]
    complete = [sum(value or 0 for value in members) for members in lists if len(members) > 1 and None not in members]
    if whole is None and len(divided) > 1 and complete:
        whole = numbers.add(max(complete), 0, None)
    if whole is not None:
        for members in divided.values():
            yield whole, tuple(members)


def _adds_up(numbers: Numbers, whole: int, parts: tuple[int, ...]) -> Said:
    """What a whole and its parts have to do with each other, and what the parts leave out where that is small."""
    terms = (*((part, 1) for part in parts), (whole, -1))
    equal, within = Relation(terms, 0, 0), Relation(terms, None, 0)
    known = [value for part in parts if (value := numbers.values[part]) is not None]
    unknown, total = len(parts) - len(known), numbers.values[whole]
    most = numbers.policy.largest_small
    if total is None:
        return ([equal] if unknown or sum(known) <= most else []), []
    rest = total - sum(known)
    if unknown:
        few = numbers.policy.smallest_small * unknown <= rest <= most * unknown
        return ([equal] if few else [within] if rest > 0 else []), []
    if rest == 0:
        # One part that is all of its whole may be so by chance; others of the whole need not be nobody.
        return [equal] if len(parts) > 1 else [within, replace(equal, firm=False)], []
    if 0 < rest <= most:
        left_out = numbers.add(rest, 0, None)
        return [Relation((*terms, (left_out, 1)), 0, 0)], [left_out]
    if rest > 0:
        return [within], []
    # Parts that come to a little more were miscounted or updated, and a reader may allow for that.
    return ([Relation(terms, -rest, -rest)] if -rest <= most and len(parts) > 1 else []), []


def _crossed(behind: Iterable[Behind], numbers: Numbers) -> Iterator[Said]:
    """A finer breakdown beside a coarser one of the same: the cells that a member is divided into add up to it.

    They are known by their names, such as “0 to 4 boys” in “0 to 4”, or because the cells of one breakdown come to just
    the members of another. One that does so by chance makes more figures go than need to, and never fewer.
    """
    for (area, counted, day), table in _tables(behind, numbers).items():
        totals = numbers.counts((area, counted, "", "", day))
        yield list(_overlaps(table, totals, numbers)), []
        for (coarse, wholes), (fine, cells) in permutations(table.items(), 2):
            named = [(whole, _named(member, cells)) for member, whole in wholes.items()]
            inside = {cell for _, parts in named for cell in parts}
            mixed = (*wholes.values(), *(cell for cell in cells.values() if cell not in inside))
            # The cells of a member that nobody prints stand in its place.
            for total in totals:
                yield _stand_in(numbers, mixed, total, firm=bool(inside))
            for whole, parts in named:
                if parts:
                    yield _adds_up(numbers, whole, parts)
            if coarse in fine or len(cells) >= 2 * len(wholes):
                yield list(_by_value(numbers, list(wholes.values()), list(cells.values()))), []


def unmatched(behind: Iterable[Behind], numbers: Numbers) -> frozenset[int]:
    """The numbers of finer breakdowns that hold a small one and are too large to be matched with a coarser one.

    Whoever knows which cell is of which member could take the others from it; so all of them have to go.
    """
    found: set[int] = set()
    for table in _tables(behind, numbers).values():
        for (_, wholes), (_, cells) in permutations(table.items(), 2):
            named = {cell for member in wholes for cell in _named(member, cells)}
            known = [numbers.values[one] for one in (*wholes.values(), *cells.values())]
            if len(cells) <= _MOST_CELLS or len(wholes) < 2 or named >= set(cells.values()) or None in known:
                continue
            same = sum(map(numbers.value, wholes.values())) == sum(map(numbers.value, cells.values()))
            if (
                same
                and len(cells) > len(wholes)
                and any(numbers.is_small(numbers.value(one)) for one in cells.values())
            ):
                found |= set(cells.values())
    return frozenset(found)


def _tables(behind: Iterable[Behind], numbers: Numbers) -> _Tables:
    """The members of each dimension with their numbers, of whatever is counted in an area on a day."""
    tables: dict[tuple[str, str, date], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for one in behind:
        of = None if one.top is None else numbers.of[one.top]
        if one.top is not None and of is not None and of[2] and of[2] not in _NOT_PARTS:
            area, counted, dimension, member, day = of
            tables[area, counted, day][dimension].setdefault(member, one.top)
    return tables


def _overlaps(table: Mapping[str, Mapping[str, int]], totals: Sequence[int], numbers: Numbers) -> Iterator[Relation]:
    """Of two members that share one cell by its name, such as “0 to 4” and “Boys”: together no more than there are."""
    inside = [
        (dimension, whole, fine, set(cells))
        for dimension, members in table.items()
        for fine, other in table.items()
        if fine != dimension
        for member, whole in members.items()
        if (cells := _named(member, other))
    ]
    for (first, one, fine, within), (second, other, same, others) in combinations(inside, 2):
        shared = within & others
        if first != second and fine == same and len(shared) == 1:
            for total in totals:
                terms = ((one, 1), (other, 1), (min(shared), -1), (total, -1))
                if _is_true(numbers, Relation(terms, None, 0)):
                    yield Relation(terms, None, 0)


def _is_true(numbers: Numbers, relation: Relation) -> bool:
    """Whether every number of a relation is known, and it holds."""
    known = [(numbers.values[number], times) for number, times in relation.terms]
    return all(value is not None for value, _ in known) and relation.allows(sum((v or 0) * t for v, t in known))


def _stand_in(numbers: Numbers, parts: tuple[int, ...], total: int, *, firm: bool) -> Said:
    """Members and cells that together come to a whole, or leave a small number of it out."""
    known = [numbers.values[part] for part in (*parts, total)]
    if None in known:
        return [], []
    rest = numbers.value(total) - sum(numbers.value(part) for part in parts)
    terms = (*((part, 1) for part in parts), (total, -1))
    if rest == 0:
        return [Relation(terms, 0, 0, firm=firm)], []
    if not 0 < rest <= numbers.policy.largest_small:
        return [], []
    left_out = numbers.add(rest, 0, None)
    return [Relation((*terms, (left_out, 1)), 0, 0, firm=False)], [left_out]


def _named(member: str, cells: Mapping[str, int]) -> tuple[int, ...]:
    words = re.compile(rf"(?<!\w){re.escape(member.casefold())}(?!\w)")
    return tuple(number for cell, number in cells.items() if cell != member and words.search(cell.casefold()))


def _by_value(numbers: Numbers, wholes: Sequence[int], cells: Sequence[int]) -> Iterator[Relation]:
    """The sets of cells that come to each whole, where all cells come to all wholes and every whole has a set."""
    if any(numbers.values[one] is None for one in (*wholes, *cells)):
        return
    counted = [cell for cell in cells if numbers.value(cell)]
    if len(counted) > _MOST_CELLS or sum(map(numbers.value, wholes)) != sum(map(numbers.value, counted)):
        return
    sums: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for size in range(1, len(counted) + 1):
        for parts in combinations(counted, size):
            sums[sum(map(numbers.value, parts))].append(parts)
    if all(numbers.value(whole) in sums for whole in wholes if numbers.value(whole)):
        for whole in wholes:
            for parts in sums[numbers.value(whole)][:_MOST_SETS]:
                yield Relation((*((part, 1) for part in parts), (whole, -1)), 0, 0, firm=False)
