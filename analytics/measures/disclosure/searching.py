"""Searching other worlds: whether what is shown could be true of other numbers, and what must go so that it could.

A number is safe where some other world fits everything that is shown: other whole numbers for the withheld figures that
still add up, with another value for this one. Whoever looks at the figures cannot tell the two worlds apart. Every
world that is found is checked in whole numbers, so that no rounding of the solver's can make a figure look safe.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analytics.measures.disclosure.programme import Programme
from analytics.measures.disclosure.worlds import Picture, Relation, World

# How many relations away from a number other worlds may differ, and by how many people: near ones are tried first.
_REACHES = ((2, 6), (4, 12), (8, 60), (10_000, 1_000))
# By how many people numbers may differ where relations are doubted, and what is no more than the solver's rounding.
_DOUBTED_BY, _NOTHING = 60, 1e-6
_MOST_NUMBERS = 3_000
_MOST_TRIED = 12


def cheapest_world(picture: Picture, number: int, withheld: frozenset[int]) -> World | None:
    """The world in which a number is another, that costs least: what is lost by withholding all figures it contradicts.

    `withheld` are the places of figures that are withheld already, which cost nothing more. Near worlds are preferred
    to far ones, so what is found is the cheapest of those that differ near the number. None where there is no other
    world, so that the number can be had whatever is withheld.
    """
    free = _free_world(picture, number, withheld)
    if free is not None:
        return free
    nearest, *between, furthest = ((_near(picture, number, reach), by) for reach, by in _REACHES)
    world, _ = _nearest_world(picture, number, withheld, nearest)
    if world is not None:
        return world
    far, impossible = _nearest_world(picture, number, withheld, furthest)
    if impossible:
        return None
    found = (_nearest_world(picture, number, withheld, reach)[0] for reach in between)
    return next(filter(None, found), far)


def doubting(picture: Picture, number: int) -> Picture | None:
    """The picture without the relations that could hold by chance and keep a number from having another world in it.

    Of those as few as can be found in short time, with every figure withheld that can be. None where the number can be
    had from what holds for sure.
    """
    numbers = _near(picture, number, _REACHES[-1][0])
    found = [kept for side in (1, -1) if (kept := _kept(picture, numbers, number, side)) is not None]
    known = max(found, key=len, default=None)
    return None if known is None else replace(picture, known=known)


def _kept(picture: Picture, numbers: list[int], number: int, side: int) -> tuple[Relation, ...] | None:
    """The relations that still hold where a number differs to one side; None where it cannot."""
    programme = Programme(picture, numbers, _DOUBTED_BY)
    programme.differ(number, side)
    weighed: dict[int, Relation] = {}
    for place in _places(picture.known_of, numbers):
        relation = picture.known[place]
        if relation.firm:
            programme.keep(relation)
        else:
            weighed[programme.weigh(relation)] = relation
    figures = picture.figures
    programme.show(place for place in _places(picture.figures_of, numbers) if not figures[place].can_go)
    # In parts of people it is found at once; where that gives nothing up, in whole ones.
    for whole in (False, True):
        columns = programme.solution(whole=whole)
        if columns is None:
            return None
        gone = {one for column, one in weighed.items() if columns[column] + columns[column + 1] > _NOTHING}
        if gone:
            break
    return tuple(one for one in picture.known if one not in gone)


def _nearest_world(
    picture: Picture, number: int, withheld: frozenset[int], reach: tuple[list[int], int]
) -> tuple[World | None, bool]:
    """The cheapest world in which only some numbers differ, by so much at most; and whether there is surely none."""
    programmes = [(Programme(picture, *reach), side) for side in (1, -1)]
    worlds = [_solved(programme, number, side, withheld) for programme, side in programmes]
    found = [world for world in worlds if world is not None]
    impossible = all(programme.impossible for programme, _ in programmes)
    return min(found, key=lambda world: world.cost(withheld), default=None), impossible


def _free_world(picture: Picture, number: int, withheld: frozenset[int]) -> World | None:
    """A world in which a number differs by one, and at most one other near it, that costs nothing; None for none.

    Most numbers have one, and it is found without the solver.
    """
    values = picture.values
    near = [one for one in _near(picture, number, 1) if one != number][:_MOST_TRIED]
    moved = ({number: values[number] + by} for by in (1, -1))
    for first in moved:
        both = (first | {other: values[other] + by} for other in near for by in (-1, 1))
        for changed in (first, *both):
            world = World(picture, changed)
            if world.is_possible() and not world.contradicted() - withheld:
                return world
    return None


def settled(picture: Picture, unknown: Sequence[int], by: int) -> World | None:
    """A world in which everything known and shown holds, and only unknown numbers differ; None where there is none."""
    programme = Programme(picture, list(unknown), by)
    for place in _places(picture.known_of, unknown):
        programme.keep(picture.known[place])
    for place in _places(picture.figures_of, unknown):
        for relation in picture.figures[place].says:
            programme.keep(relation)
    world = programme.solved()
    return world if world is not None and world.is_possible() else None


def _near(picture: Picture, number: int, reach: int) -> list[int]:
    """The numbers that can be other in a world, by how many relations lie between them and one."""
    found, newest = {number}, [number]
    for _ in range(reach):
        newest = [
            other
            for other in dict.fromkeys(other for one in newest for other in picture.beside(one))
            if other not in found
        ]
        if not newest or len(found) > _MOST_NUMBERS:
            break
        found.update(newest)
    return sorted(found)


def _solved(programme: Programme, number: int, side: int, withheld: frozenset[int]) -> World | None:
    """The cheapest world of a programme in which a number differs to one side. Checked."""
    picture, numbers = programme.picture, programme.numbers
    programme.differ(number, side)
    for place in _places(picture.known_of, numbers):
        programme.keep(picture.known[place])
    programme.show(place for place in _places(picture.figures_of, numbers) if place not in withheld)
    world = programme.solved()
    if world is None or not world.is_possible():
        return None
    gone = world.contradicted()
    return world if all(picture.figures[place].can_go for place in gone - withheld) else None


def _places(of: Mapping[int, tuple[int, ...]], numbers: Iterable[int]) -> list[int]:
    return sorted({place for number in numbers for place in of.get(number, ())})
