"""Sums of parts: what shares, breakdowns and crossed breakdowns say of the numbers of a whole and of its parts."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations, product

from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.editions import readings
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.unprinted import Unprinted
from analytics.measures.disclosure.worlds import Relation

# A dimension that says another way of counting the same does not divide it.
_NOT_PARTS = ("basis", "end of range")
# A table of more cells than this is matched with coarser ones by its names alone.
_MOST_CELLS = 12
_MOST_SETS = 20
# A part that a later paper mended by more than this was not mended, but is of other people.
_MENDED_BY = 20
# What stands for the members that a list leaves out of its whole.
_LEFT_OUT = "left out"
_Cell = tuple[str, str]
_Parts = dict[_Cell, int]
# Relations, and the small numbers among theirs that nobody prints.
Said = tuple[list[Relation], list[Unprinted]]
_Table = Mapping[str, Mapping[str, int]]


def sums(behind: Sequence[Behind], numbers: Numbers) -> Iterator[Said]:
    """Every relation of wholes and parts, with the small numbers that lists of parts leave out of their wholes.

    What a reader works out of one reading of the papers is read with all of them again, as if one more paper said it.
    """
    yield list(_shares(behind, numbers)), []
    for every, papers in _papers(behind, numbers):
        worked_out: dict[tuple[_Cell, int], None] = {}
        complete = _complete(papers, numbers)
        printed = [every | reading for reading in readings(papers)]
        for parts in printed:
            for said, more in _read(parts, numbers, complete):
                yield said
                worked_out |= dict.fromkeys(more)
        for (cell, number), parts in product(worked_out, printed):
            for (relations, unprinted), _ in _read(parts | {cell: number}, numbers, complete):
                yield _by_chance(relations), unprinted


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


def _papers(behind: Iterable[Behind], numbers: Numbers) -> Iterator[tuple[_Parts, list[_Parts]]]:
    """What each paper prints of a count on a day, the whole, its members and its parts, and what any of them prints.

    The papers are those that print it of one period; what they do not is taken from others that end on the same day.
    """
    printed: dict[tuple[str, str, date], dict[date, dict[str, _Parts]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(dict))
    )
    # A count that a paper prints is what it says, before any that is worked out of its shares.
    for one in sorted(behind, key=lambda one: one.row["unit"] != Unit.COUNT):
        begins, document = one.row["period_start"], one.row["document"]
        # The size of a group that is worked out of its share alone is no more than a guess.
        for number in (one.top, None if one.row["denominator"] is None else one.bottom):
            of = None if number is None else numbers.of[number]
            if number is None or of is None or of[2] in _NOT_PARTS:
                continue
            area, counted, dimension, member, day = of
            printed[area, counted, day][begins][document].setdefault((dimension, member), number)
            whole = numbers.part_of(counted)
            if whole and not dimension:
                printed[area, whole, day][begins][document].setdefault((f"part of {whole}", counted), number)
    for by_begin in printed.values():
        every: _Parts = {}
        for papers in by_begin.values():
            for parts in papers.values():
                every = parts | every
        for papers in by_begin.values():
            yield every, list(papers.values())


def _complete(papers: Iterable[_Parts], numbers: Numbers) -> frozenset[frozenset[_Cell]]:
    """The lists of members that, in some paper, come to the whole that it prints: they leave nobody out."""
    return frozenset(
        frozenset(members)
        for paper in papers
        if ("", "") in paper and numbers.values[paper["", ""]] is not None
        for members in _divided(paper).values()
        if len(members) > 1
        and sum(numbers.values[one] or 0 for one in members.values()) == numbers.value(paper["", ""])
    )


def _divided(parts: _Parts) -> dict[str, _Parts]:
    """The members of each dimension."""
    divided: dict[str, _Parts] = defaultdict(dict)
    for (dimension, member), number in parts.items():
        if dimension:
            divided[dimension][dimension, member] = number
    return divided


def _read(
    parts: _Parts, numbers: Numbers, complete: Container[frozenset[_Cell]]
) -> Iterator[tuple[Said, list[tuple[_Cell, int]]]]:
    """What one reading of the papers says: of the parts in each dimension, and of each dimension beside another.

    What a list leaves out of a whole that another paper counted later is nobody where the list is complete.
    """
    divided = _divided(parts)
    wholes = _wholes(parts, divided.values(), numbers)
    for place, whole in enumerate(wholes):
        for members in divided.values():
            if frozenset(members) in complete and _is_less(members.values(), whole, numbers):
                continue
            (relations, unprinted), more = _adds_up(numbers, whole, members)
            yield (relations if place == 0 else _by_chance(relations), unprinted), more
    table = _table(parts)
    if len(table) > 1:
        totals: list[int | None] = [*wholes] or [None]
        for total in totals:
            yield from ((said, []) for said in _crossed(total, table, numbers))


def _is_less(parts: Iterable[int], whole: int, numbers: Numbers) -> bool:
    """Whether parts that are all known come to less than their whole."""
    known = [numbers.values[one] for one in (whole, *parts)]
    return None not in known and sum(value or 0 for value in known[1:]) < numbers.value(whole)


def _by_chance(relations: Iterable[Relation]) -> list[Relation]:
    return [replace(relation, firm=False) for relation in relations]


def _wholes(parts: _Parts, lists: Iterable[_Parts], numbers: Numbers) -> list[int]:
    """The numbers that the whole can be: the one printed with its parts, and what several lists come to.

    A list may come to something else than what is printed because its paper counted at another time.
    """
    known = [[numbers.values[one] for one in members.values()] for members in lists]
    complete = [sum(value or 0 for value in members) for members in known if len(members) > 1 and None not in members]
    of = next((of for number in parts.values() if (of := numbers.of[number]) is not None), None)
    found = [parts["", ""]] if ("", "") in parts else []
    if len(known) > 1 and of is not None:
        longest_first = sorted(complete, reverse=True)
        found += [numbers.number((of[0], of[1], "", "", of[4]), total) for total in longest_first]
    return list(dict.fromkeys(found))


def _adds_up(numbers: Numbers, whole: int, members: _Parts) -> tuple[Said, list[tuple[_Cell, int]]]:
    """What a whole and its parts have to do with each other, and what the parts leave out where that is small.

    With it what a reader works out of them that may be set beside other papers: what is left out, or was mended.
    """
    parts = tuple(members.values())
    terms = (*((part, 1) for part in parts), (whole, -1))
    equal, within = Relation(terms, 0, 0), Relation(terms, None, 0)
    known = [value for part in parts if (value := numbers.values[part]) is not None]
    unknown, total = len(parts) - len(known), numbers.values[whole]
    most = numbers.policy.largest_small
    if total is None:
        return ([equal] if unknown or numbers.policy.smallest_small <= sum(known) <= most else [], []), []
    rest = total - sum(known)
    if unknown:
        few = numbers.policy.smallest_small * unknown <= rest <= most * unknown
        return ([equal] if few else [within] if rest > 0 else [], []), []
    if rest == 0 and len(parts) > 1:
        return ([equal], []), []
    if rest >= 0:
        # What is missing in two readings of a table, and is as many in both, any reader takes for the same.
        left_out = numbers.loose(("left out", numbers.of[whole], frozenset(members)), rest, numbers.of[parts[0]])
        said = [Relation((*terms, (left_out, 1)), 0, 0)]
        # One part that is all of its whole may be so by chance; others of the whole need not be nobody.
        said += [replace(equal, firm=False)] if rest == 0 else []
        dimension = next(iter(members))[0]
        return (said, numbers.unprinted([left_out], parts[0])), [((dimension, _LEFT_OUT), left_out)]
    (relations, unprinted), before = _mended(numbers, whole, members, -rest)
    if -rest <= most and len(parts) > 1:
        # Parts that come to a little more were miscounted or updated, and a reader may allow for that.
        relations.append(Relation(terms, -rest, -rest, firm=False))
    return (relations, unprinted), before


def _mended(numbers: Numbers, whole: int, members: _Parts, by: int) -> tuple[Said, list[tuple[_Cell, int]]]:
    """What each part was where a later paper counted `by` more of it alone: then the whole tells it.

    It may as well be another part that was mended, so that none of this is certain.
    """
    relations, unprinted, before = list[Relation](), list[Unprinted](), list[tuple[_Cell, int]]()
    if by > _MENDED_BY:
        return (relations, unprinted), before
    for cell, part in members.items():
        fewer = numbers.value(part) - by
        if fewer >= 0:
            number = numbers.loose(("mended", numbers.of[part] or cell), fewer, numbers.of[part])
            others = ((other, 1) for other in members.values() if other != part)
            relations.append(Relation((*others, (whole, -1), (number, 1)), 0, 0, firm=False))
            unprinted += numbers.unprinted([number], part)
            before.append((cell, number))
    return (relations, unprinted), before


def _crossed(total: int | None, table: _Table, numbers: Numbers) -> Iterator[Said]:
    """A finer breakdown beside a coarser one of the same: the cells that a member is divided into add up to it.

    They are known by their names, such as “0 to 4 boys” in “0 to 4”, or because the cells of one breakdown come to just
    the members of another. One that does so by chance makes more figures go than need to, and never fewer.
    """
    yield list(_overlaps(table, [] if total is None else [total], numbers)), []
    for (coarse, wholes), (fine, cells) in permutations(table.items(), 2):
        named = [(whole, _named(member, cells)) for member, whole in wholes.items()]
        inside = {cell for _, parts in named for cell in parts}
        mixed = {(coarse, member): whole for member, whole in wholes.items()}
        mixed |= {(fine, member): cell for member, cell in cells.items() if member not in inside}
        # The cells of a member that nobody prints stand in its place.
        if total is not None:
            yield _stand_in(numbers, mixed, total, firm=bool(inside))
        for whole, parts in named:
            if parts:
                yield _adds_up(numbers, whole, {(fine, member): part for member, part in parts.items()})[0]
        if coarse in fine or len(cells) >= 2 * len(wholes):
            yield list(_by_value(numbers, list(wholes.values()), list(cells.values()))), []


def unmatched(behind: Iterable[Behind], numbers: Numbers) -> frozenset[int]:
    """The numbers of finer breakdowns that hold a small one and are too large to be matched with a coarser one.

    Whoever knows which cell is of which member could take the others from it; so all of them have to go.
    """
    found: set[int] = set()
    for table in _tables(behind, numbers):
        for (_, wholes), (_, cells) in permutations(table.items(), 2):
            named = {cell for member in wholes for cell in _named(member, cells).values()}
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


def _tables(behind: Iterable[Behind], numbers: Numbers) -> Iterator[_Table]:
    """Every reading of the members of each dimension with their numbers, where there is more than one dimension."""
    for every, papers in _papers(behind, numbers):
        for reading in readings(papers):
            table = _table(every | reading)
            if len(table) > 1:
                yield table


def _table(parts: _Parts) -> _Table:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (dimension, member), number in parts.items():
        if dimension and not dimension.startswith("part of "):
            table[dimension][member] = number
    return table


def _overlaps(table: Mapping[str, Mapping[str, int]], totals: Sequence[int], numbers: Numbers) -> Iterator[Relation]:
    """Of two members that share one cell by its name, such as “0 to 4” and “Boys”: together no more than there are."""
    inside = [
        (dimension, whole, fine, set(cells.values()))
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


def _stand_in(numbers: Numbers, members: _Parts, total: int, *, firm: bool) -> Said:
    """Members and cells that together come to a whole, or leave a small number of it out."""
    parts = tuple(members.values())
    if any(numbers.values[part] is None for part in (*parts, total)):
        return [], []
    rest = numbers.value(total) - sum(map(numbers.value, parts))
    terms = (*((part, 1) for part in parts), (total, -1))
    if rest < 0:
        return _mended(numbers, total, members, -rest)[0]
    if rest == 0:
        return [Relation(terms, 0, 0, firm=firm)], []
    if rest > numbers.policy.largest_small:
        return [], []
    left_out = numbers.loose(("left out of", numbers.of[total], frozenset(members)), rest)
    return [Relation((*terms, (left_out, 1)), 0, 0, firm=False)], numbers.unprinted([left_out], parts[0])


def _named(member: str, cells: Mapping[str, int]) -> dict[str, int]:
    """The cells that name a member and something else, such as “0 to 4 boys” for “Boys”."""
    words = re.compile(rf"(?<!\w){re.escape(member.casefold())}(?!\w)")
    return {cell: number for cell, number in cells.items() if cell != member and words.search(cell.casefold())}


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
