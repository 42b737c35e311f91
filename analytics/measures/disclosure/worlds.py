"""Numbers of people, what figures and everybody's knowledge say of them, and the other worlds in which they differ."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


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
        """Whether all that everybody knows holds in it, but for relations that are doubted.

        Every number must be one that a reader who knows the policy holds for possible.
        """
        least, most = self.picture.least, self.picture.most
        return all(
            least[number] <= value and ((top := most[number]) is None or value <= top)
            for number, value in self.other.items()
        ) and all(one in doubted for one in self.broken())

    def broken(self) -> Iterator[Relation]:
        """The known relations that do not hold in it."""
        picture = self.picture
        touched = dict.fromkeys(place for number in self.other for place in picture.known_of.get(number, ()))
        return (picture.known[place] for place in touched if not picture.known[place].holds(self))


def _by_number(
    named: Iterable[tuple[int, tuple[tuple[int, int], ...]]],
) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for place, terms in named:
        for number, _ in terms:
            found[number][place] = None
    return {number: tuple(places) for number, places in found.items()}
