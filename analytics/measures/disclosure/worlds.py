"""Other worlds: whether what is shown could be true of other numbers of people, and what must go so that it could.

A number is safe where some other world fits everything that is shown: other whole numbers for the withheld figures that
still add up, with another value for this one. Whoever looks at the figures cannot tell the two worlds apart. Every
world that is found is checked in whole numbers, so that no rounding of the solver's can make a figure look safe.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

import highspy

_INFINITY = highspy.kHighsInf
# How many relations away from a number other worlds may differ, and by how many people: near ones are tried first.
_REACHES = ((2, 6), (4, 12), (8, 60), (10_000, 1_000))
# By how many people numbers may differ where relations are doubted, and what is no more than the solver's rounding.
_DOUBTED_BY, _NOTHING = 60, 1e-6
_MOST_NUMBERS = 3_000
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of whole multiples of numbers, by their places, that lies between two bounds; None is no bound.

    One that is not firm could hold by chance.
    """

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None
    firm: bool = True

    def holds(self, worth: "World") -> bool:
        """Whether it does in a world."""
        return self.allows(sum(times * worth.of(number) for number, times in self.terms))

    def allows(self, total: int) -> bool:
        """Whether the sum may be so much."""
        return (self.least is None or self.least <= total) and (self.most is None or total <= self.most)


def exactly(number: int, value: int) -> Relation:
    """That a number is just this."""
    return Relation(((number, 1),), value, value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: what it says of numbers, whether it can be withheld, and what is lost where it is.

    `place` is its row in the frame that it came from.
    """

    place: int
    says: tuple[Relation, ...]
    can_go: bool
    cost: int


@dataclass(frozen=True)
class Picture:
    """Numbers of people, with what everybody knows of them and what the figures say.

    `values` is what they are, `least` and `most` what a reader who knows the policy holds for possible. `known` are the
    relations that hold whatever is shown: parts add up, a share counts no more than there are.
    """

    values: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int | None, ...]
    known: tuple[Relation, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def firmly(self) -> "Picture":
        """The picture without relations that could hold by chance."""
        firm = tuple(relation for relation in self.known if relation.firm)
        return self if len(firm) == len(self.known) else replace(self, known=firm)

    @cached_property
    def known_of(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the known relations that name each number."""
        return _by_number(enumerate(relation.terms for relation in self.known))

    @cached_property
    def figures_of(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the figures that say something of each number."""
        return _by_number(
            (place, tuple(term for relation in figure.says for term in relation.terms))
            for place, figure in enumerate(self.figures)
        )

    def beside(self, number: int) -> tuple[int, ...]:
        """The numbers that one relation or figure names with a number and that can be other, in a fixed order."""
        if number not in self._beside:
            figures = self.figures
            terms = [self.known[place].terms for place in self.known_of.get(number, ())]
            terms += [one.terms for place in self.figures_of.get(number, ()) for one in figures[place].says]
            others = dict.fromkeys(other for one in terms for other, _ in one if other != number)
            self._beside[number] = tuple(other for other in others if other not in self.fixed)
        return self._beside[number]

    @cached_property
    def _beside(self) -> dict[int, tuple[int, ...]]:
        return {}

    @cached_property
    def fixed(self) -> frozenset[int]:
        """The numbers that a figure which cannot be withheld says exactly."""
        return frozenset(
            relation.terms[0][0]
            for figure in self.figures
            if not figure.can_go
            for relation in figure.says
            if len(relation.terms) == 1 and relation.least == relation.most
        )


@dataclass(frozen=True, slots=True)
class World:
    """Numbers that differ from those of a picture, by their places."""

    picture: Picture
    other: Mapping[int, int] = field(default_factory=dict)

    def of(self, number: int) -> int:
        """What a number is in this world."""
        return self.other.get(number, self.picture.values[number])

    def contradicted(self) -> frozenset[int]:
        """The places of the figures that could not be printed in this world."""
        touched = {place for number in self.other for place in self.picture.figures_of.get(number, ())}
        figures = self.picture.figures
        return frozenset(place for place in touched if not all(one.holds(self) for one in figures[place].says))

    def cost(self, withheld: frozenset[int]) -> int:
        """What is lost by withholding the figures that it contradicts and that are not withheld yet."""
        return sum(self.picture.figures[place].cost for place in self.contradicted() - withheld)

    def is_possible(self, doubted: Container[Relation] = ()) -> bool:
        """Whether all that everybody knows holds in it, but for relations that are doubted."""
        return self.is_in_bounds() and all(one in doubted for one in self.broken())

    def broken(self) -> Iterator[Relation]:
        """The known relations that do not hold in it."""
        picture = self.picture
        touched = dict.fromkeys(place for number in self.other for place in picture.known_of.get(number, ()))
        return (picture.known[place] for place in touched if not picture.known[place].holds(self))

    def is_in_bounds(self) -> bool:
        """Whether every number is one that a reader who knows the policy holds for possible."""
        picture = self.picture
        return all(
            picture.least[number] <= value and ((most := picture.most[number]) is None or value <= most)
            for number, value in self.other.items()
        )


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
    programme = _Programme(picture, numbers, _DOUBTED_BY)
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
    programmes = [(_Programme(picture, *reach), side) for side in (1, -1)]
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
    programme = _Programme(picture, list(unknown), by)
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


def _solved(programme: "_Programme", number: int, side: int, withheld: frozenset[int]) -> World | None:
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


class _Programme:
    """A whole-number programme of by how much each number differs, and of which figures go."""

    def __init__(self, picture: Picture, numbers: list[int], by: int) -> None:
        self.picture, self.numbers = picture, numbers
        # Whether it was found that there is none, and not only none before the solver gave up.
        self.impossible = False
        self._column = {number: place for place, number in enumerate(numbers)}
        self._low: list[float] = []
        self._high: list[float] = []
        for number in numbers:
            value, most = picture.values[number], picture.most[number]
            self._low.append(min(0, max(-by, picture.least[number] - value)))
            self._high.append(by if most is None else max(0, min(by, most - value)))
        self._cost = [0.0] * len(numbers)
        self._rows: list[tuple[float, float, dict[int, float]]] = []

    def differ(self, number: int, side: int) -> None:
        """The number is larger (1) or smaller (-1)."""
        column = self._column[number]
        if side > 0:
            self._low[column] = 1
        else:
            self._high[column] = -1

    def keep(self, relation: Relation) -> None:
        """A relation holds."""
        self._rows.append((*self._room(relation), self._terms(relation)))

    def show(self, places: Iterable[int]) -> None:
        """Figures hold, or they go and their cost is paid. Of equal costs the earlier figure goes.

        Those that say the same go together or not at all.
        """
        figures = self.picture.figures
        costs: dict[tuple[Relation, ...], float] = defaultdict(float)
        for place in places:
            figure = figures[place]
            costs[figure.says] += figure.cost + 1 + place / (len(figures) + 1) if figure.can_go else _INFINITY
        for says, cost in costs.items():
            if cost == _INFINITY:
                for relation in says:
                    self.keep(relation)
            else:
                self._weigh_up(says, cost)

    def _weigh_up(self, says: Iterable[Relation], cost: float) -> None:
        """All that a figure says holds, or a cost is paid."""
        goes = len(self._cost)
        self._cost.append(cost)
        self._low.append(0)
        self._high.append(1)
        for relation in says:
            terms, (least, most) = self._terms(relation), self._room(relation)
            low = sum(times * (self._low if times > 0 else self._high)[column] for column, times in terms.items())
            high = sum(times * (self._high if times > 0 else self._low)[column] for column, times in terms.items())
            if least > low:
                self._rows.append((least, _INFINITY, terms | {goes: least - low}))
            if most < high:
                self._rows.append((-_INFINITY, most, terms | {goes: most - high}))

    def weigh(self, relation: Relation) -> int:
        """A relation holds, or what it is out by is paid for: the columns of that are this and the next."""
        more, fewer = len(self._cost), len(self._cost) + 1
        self._cost += [1.0, 1.0]
        self._low += [0, 0]
        self._high += [_INFINITY, _INFINITY]
        self._rows.append((*self._room(relation), self._terms(relation) | {more: 1, fewer: -1}))
        return more

    def solved(self) -> World | None:
        """The cheapest world; None where there is none."""
        columns = self.solution(whole=True)
        if columns is None:
            return None
        moved = {number: round(columns[column]) for number, column in self._column.items()}
        values = self.picture.values
        return World(self.picture, {number: values[number] + by for number, by in moved.items() if by})

    def solution(self, *, whole: bool) -> Sequence[float] | None:
        """What each column is where it costs least, in whole numbers or not; None where nothing was found."""
        if any(low > high for low, high in zip(self._low, self._high, strict=True)):
            self.impossible = True
            return None
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has types for the rest
        # A limit of time would make what is withheld depend on how busy the machine is.
        for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_max_nodes", 5_000)):
            solver.setOptionValue(name, value)
        solver.passModel(self._model(highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous))
        solver.run()
        self.impossible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return list(solver.getSolution().col_value)

    def _model(self, kind: highspy.HighsVarType) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = self._cost, self._low, self._high
        model.row_lower_ = [least for least, _, _ in self._rows]
        model.row_upper_ = [most for _, most, _ in self._rows]
        model.integrality_ = [kind] * len(self._cost)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = [0, *accumulate(len(terms) for _, _, terms in self._rows)]
        model.a_matrix_.index_ = [column for _, _, terms in self._rows for column in terms]
        model.a_matrix_.value_ = [times for _, _, terms in self._rows for times in terms.values()]
        return model

    def _terms(self, relation: Relation) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for number, times in relation.terms:
            if number in self._column:
                found[self._column[number]] += times
        return dict(found)

    def _room(self, relation: Relation) -> tuple[float, float]:
        """By how much the sum may differ from what it is."""
        total = sum(times * self.picture.values[number] for number, times in relation.terms)
        return (
            -_INFINITY if relation.least is None else float(relation.least - total),
            _INFINITY if relation.most is None else float(relation.most - total),
        )


def _by_number(
    named: Iterable[tuple[int, tuple[tuple[int, int], ...]]],
) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for place, terms in named:
        for number, _ in terms:
            found[number][place] = None
    return {number: tuple(places) for number, places in found.items()}


def _places(of: Mapping[int, tuple[int, ...]], numbers: Iterable[int]) -> list[int]:
    return sorted({place for number in numbers for place in of.get(number, ())})
