"""Secondary suppression: the figures that must go too, because with them a withheld one could be worked out."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.areas import sums_of_areas
from analytics.measures.disclosure.numbers import Behind, Numbers, is_rounded
from analytics.measures.disclosure.people import moves, of_people
from analytics.measures.disclosure.periods import FAR
from analytics.measures.disclosure.policy import Policy, Rule
from analytics.measures.disclosure.primary import SMALL_SHARE
from analytics.measures.disclosure.relations import relations
from analytics.measures.disclosure.rounding import Shown, rounded
from analytics.measures.disclosure.searching import cheapest_world, doubting, settled
from analytics.measures.disclosure.sums import unmatched
from analytics.measures.disclosure.unprinted import Unprinted
from analytics.measures.disclosure.worlds import Figure, Picture, Relation, World

CROSSED = "a table that holds a small number and adds up to a coarser one"
UNKNOWN = "the number behind it is not known"
MOVED = "how far a figure moved tells it, and the two figures themselves are not both shown"

# What a total is worth beside its parts: rather than it, any part is withheld. A 0 tells of nobody, and goes last.
_TOTAL = 1_000_000
_NOBODY = 2 * _TOTAL

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Complementary:
    """Which rows must go as well, by their place, and why.

    `exposed` are the places of those that can be had all the same, `unprinted` the small numbers that can and that
    nobody prints, and `shown` is what stands for what is rounded.
    """

    why: Mapping[int, str]
    exposed: frozenset[int]
    unprinted: tuple[Unprinted, ...]
    shown: Mapping[int, Shown]


def complementary(rows: Sequence[Row], evidence: Evidence, policy: Policy) -> Complementary:
    """The fewest people's worth of figures without which no withheld figure of an area has one possible value.

    `rows` are all figures that could be set beside each other, those that can be withheld and those that are published,
    with the columns of the evidence and place, covered (it can be withheld), local, day (since when it can be seen),
    about (it was rounded when it was shown before) and why (it is withheld already, by itself). For each withheld
    number another world is sought that fits all that is still shown; the figures that it contradicts go. A later search
    can only find more worlds, until new figures come. A number is exposed where what is published gives it whatever
    goes.
    """
    numbers = Numbers(evidence.catalogue, policy)
    behind = numbers.behind(rows)
    known, unprinted = relations(behind, numbers, evidence)
    crossed = dict.fromkeys(_in(unmatched(behind, numbers), behind), CROSSED)
    told = crossed | dict.fromkeys(_small(behind, numbers), SMALL_SHARE)
    by_itself = {row["place"] for row in rows if row["why"] is not None} | set(told)
    sought = _sought(behind, numbers, [one.number for one in unprinted], by_itself, policy)
    going = _going(behind, numbers, known, sought, by_itself)
    # A national publisher has looked at what its own figures tell of each other.
    about = {row["indicator"] for row in rows if row["local"] or row["covered"]} | {""}
    also = {one.number: one for one in unprinted if one.number in going.had and one.indicator in about}
    told |= going.told
    shown: dict[int, Shown] = {}
    if policy.rule is Rule.TEN_FIVE:
        shown, unknown = _rounded(rows, behind, numbers, policy, told)
        told |= dict.fromkeys(unknown, UNKNOWN)
    told |= dict.fromkeys(_moved(rows, evidence.catalogue, told.keys() | shown.keys()), MOVED)
    return Complementary(
        told, going.exposed, tuple(one for number, one in also.items() if not going.sought[number]), shown
    )


def across_areas(rows: Sequence[Row], evidence: Evidence, policy: Policy) -> Complementary:
    """The same where figures of several areas are set beside each other: a region less all its other councils.

    `rows` are the counts of one measure for several areas, as for `complementary`; what is withheld in any of them,
    for its own sake or another's, has a why.
    """
    numbers = Numbers(evidence.catalogue, policy)
    behind = numbers.behind(rows)
    by_itself = {row["place"] for row in rows if row["why"] is not None}
    sought = _sought(behind, numbers, [], by_itself, policy)
    withheld = {number: of for number, of in sought.items() if any(row["place"] in by_itself for row in of)}
    going = _going(behind, numbers, sums_of_areas(behind, numbers), withheld, by_itself)
    return Complementary(going.told, going.exposed, (), {})


@dataclass(frozen=True)
class _Going:
    """The rows that go, by place, with why; the numbers of ours that were sought, with their rows; and those had."""

    told: Mapping[int, str]
    sought: Mapping[int, Sequence[Row]]
    had: Container[int]
    exposed: frozenset[int]


def _going(
    behind: Sequence[Behind],
    numbers: Numbers,
    known: Sequence[Relation],
    sought: Mapping[int, Sequence[Row]],
    by_itself: Container[int],
) -> _Going:
    """What must go so that no sought number has one possible value, where some relations are known to hold."""
    figures = _figures(behind, numbers)
    _allow_anything(behind, numbers, by_itself)
    picture = _settled(numbers, known, figures)
    local = {one.row["place"] for one in behind if one.row["local"]}
    ours = {number: of for number, of in sought.items() if _is_ours(number, of, picture, local)}
    days = {one.row["place"]: one.row["day"] for one in behind}
    had, gone = _in_order_of_time(list(_stages(picture, behind, days)), ours, by_itself, days)
    told = {figures[place].place: _why(ours[number], numbers.catalogue) for place, number in gone.items()}
    return _Going(told, ours, had, frozenset(row["place"] for number in had for row in ours[number]))


def _stages(picture: Picture, behind: Sequence[Behind], days: Mapping[int, date]) -> Iterator[tuple[date, Picture]]:
    """The picture as it was on each day on which figures were published: without relations of numbers still to come."""
    first: dict[int, date] = {}
    for one in behind:
        for number in one.numbers:
            first[number] = min(days[one.row["place"]], first.get(number, date.max))
    since = [max((first.get(number, date.min) for number, _ in one.terms), default=date.min) for one in picture.known]
    for day in sorted({days[figure.place] for figure in picture.figures}):
        known = tuple(one for one, known_since in zip(picture.known, since, strict=True) if known_since <= day)
        yield day, picture if len(known) == len(picture.known) else replace(picture, known=known)


def _in_order_of_time(
    stages: Iterable[tuple[date, Picture]],
    sought: Mapping[int, Sequence[Row]],
    by_itself: Container[int],
    days: Mapping[int, date],
) -> tuple[set[int], Mapping[int, int]]:
    """The numbers that can be had whatever goes, and the figures that go, by place, each with the number it goes for.

    What an earlier document showed stays shown where that is possible, for whoever kept a copy has it: of the figures
    of each day only the new ones go. A number is looked at again where the world that kept it safe is no longer one.
    Where there is none, one is looked for in which some of what could hold by chance does not; beside what is published
    the number is said to be had then, for what holds may be no chance.
    """
    had, gone, safe = set[int](), dict[int, int](), dict[int, Mapping[int, int]]()
    # What is published only grows, so that a number without another world never has one again.
    told, doubted = set[int](), dict[int, frozenset[Relation]]()
    for day, picture in stages:
        figures = picture.figures
        is_published = not all(one.can_go for one in figures)
        withheld = {place for place, one in enumerate(figures) if one.place in by_itself} | set(gone)
        hidden = frozenset(withheld | {place for place, one in enumerate(figures) if days[one.place] > day})
        frozen = replace(
            picture,
            figures=tuple(
                one if not one.can_go or days[one.place] >= day or place in hidden else replace(one, can_go=False)
                for place, one in enumerate(figures)
            ),
        )
        for number, of in sought.items():
            if number in told or (of and all(days[row["place"]] > day for row in of)):
                continue
            before = World(picture, safe.get(number, {}))
            if before.other and before.is_possible(doubted.get(number, ())) and not before.contradicted() - hidden:
                continue
            world = None if number in doubted else _first_world((frozen, picture), number, hidden)
            if world is None:
                world = _first_world(_doubted(frozen, picture, number), number, hidden)
                had |= {number} if world is None or is_published else set()
            if world is None:
                told.add(number)
                continue
            if broken := frozenset(World(picture, world.other).broken()):
                doubted[number] = broken
            safe |= dict.fromkeys(world.other, world.other)
            new = world.contradicted() - hidden
            gone |= dict.fromkeys(sorted(new), number)
            hidden |= new
    return had, gone


def _doubted(frozen: Picture, picture: Picture, number: int) -> Iterator[Picture]:
    """Two pictures without what could hold by chance: no more of it than need be, and then all."""
    yield from filter(None, (doubting(one, number) for one in (frozen, picture)))
    yield frozen.firmly
    yield picture.firmly


def _first_world(pictures: Iterable[Picture], number: int, hidden: frozenset[int]) -> World | None:
    """The cheapest world in the first picture that has any."""
    return next(filter(None, (cheapest_world(picture, number, hidden) for picture in pictures)), None)


def _in(among: Container[int], behind: Iterable[Behind]) -> list[int]:
    """The rows that can be withheld, are not yet, and tell one of some numbers."""
    return [
        one.row["place"]
        for one in behind
        if one.row["covered"]
        and one.row["value"] is not None
        and one.row["why"] is None
        and any(number in among for number in one.numbers)
    ]


def _small(behind: Sequence[Behind], numbers: Numbers) -> list[int]:
    """The rows that say a small number only together with others: shares of a group of which the size is known."""
    values = numbers.values
    small = {n for one in behind for n in one.numbers if (value := values[n]) is not None and numbers.is_small(value)}
    return _in(small, behind)


def _moved(rows: Sequence[Row], catalogue: Catalogue, changed: Container[int]) -> list[int]:
    """The changes and growths that say more than is shown: not the difference of two figures that are shown exactly.

    `changed` are the places of rows that are withheld or rounded.
    """
    of = moves(catalogue)
    exact: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["value"] is not None and row["why"] is None and row["place"] not in changed:
            exact[row["area"], row["indicator"], row["dimension"], row["member"]].append(row)
    found = []
    for row in rows:
        if row["indicator"] not in of or not row["covered"] or row["value"] is None or row["why"] is not None:
            continue
        figures = exact[row["area"], of[row["indicator"]], row["dimension"], row["member"]]
        later = [one["value"] for one in figures if one["period_end"] == row["period_end"]]
        earlier = [one["value"] for one in figures if one["period_end"] < row["period_end"]]
        if not any(_is_move(row, before, after) for before in earlier for after in later):
            found.append(row["place"])
    return found


def _is_move(row: Row, before: float, after: float) -> bool:
    """Whether a change or growth is, to the decimals printed, that of a figure from one value to another."""
    in_percent = row["unit"] == Unit.PERCENT and before != 0
    moved = 100 * (after - before) / before if in_percent else after - before
    half = 0.5 / 10 ** len(row["printed"].partition(".")[2])
    return bool(abs(moved - row["value"]) <= half + 1e-9)


def _rounded(
    rows: Sequence[Row], behind: Iterable[Behind], numbers: Numbers, policy: Policy, told: Mapping[int, str]
) -> tuple[dict[int, Shown], list[int]]:
    """What is shown of every figure of people that stays, and the places of those that cannot be rounded."""
    people = of_people(numbers.catalogue)
    known = {one.row["place"]: one for one in behind}
    shown: dict[int, Shown] = {}
    unknown: list[int] = []
    for row in rows:
        place, stays = row["place"], row["why"] is None and row["place"] not in told
        if not (row["covered"] and stays and row["value"] is not None and row["indicator"] in people):
            continue
        found = rounded(known.get(place, Behind(row, None, None)), numbers, policy, numbers.children_of(row))
        if found is None:
            unknown.append(place)
        else:
            shown[place] = found
    return shown, unknown


def _figures(behind: Iterable[Behind], numbers: Numbers) -> tuple[Figure, ...]:
    found = []
    for one in behind:
        row = one.row
        if row["value"] is None:
            continue
        says = numbers.says(one, rounded=is_rounded(numbers.policy, covered=row["covered"]))
        people = numbers.values[one.top if one.top is not None else one.bottom or 0]
        cost = (people or _NOBODY) + (0 if row["dimension"] else _TOTAL)
        found.append(Figure(row["place"], says, row["covered"], cost))
    return tuple(found)


def _allow_anything(behind: Iterable[Behind], numbers: Numbers, by_itself: Container[int]) -> None:
    """Let what is withheld and not small be any number: that it is withheld says nothing of how many it counts."""
    for one in behind:
        known = [numbers.values[number] for number in one.numbers]
        if one.row["place"] in by_itself and not any(value is None or numbers.is_small(value) for value in known):
            for number in one.numbers:
                numbers.least[number], numbers.most[number] = 0, None


def _sought(
    behind: Iterable[Behind], numbers: Numbers, left_out: Iterable[int], by_itself: Container[int], policy: Policy
) -> Mapping[int, list[Row]]:
    """The numbers that must not be had, each with the rows that would tell it: those withheld before those rounded."""
    found: dict[int, list[Row]] = {}
    coarse: dict[int, list[Row]] = {}
    for one in behind:
        if one.row["value"] is None:
            sought, among = one.numbers, found
        elif one.row["place"] in by_itself:
            small = [number for number in one.numbers if numbers.is_small(numbers.value(number))]
            sought, among = small or one.numbers[:1], found
        else:
            is_rounded = policy.rule is Rule.TEN_FIVE and one.row["covered"] and one.row["unit"] == Unit.COUNT
            sought, among = one.numbers[:1] if is_rounded else [], coarse
        for number in sought:
            among.setdefault(number, []).append(one.row)
    return (
        found
        | {number: [] for number in left_out if number not in found}
        | {number: rows for number, rows in coarse.items() if number not in found}
    )


def _is_ours(number: int, of: Sequence[Row], picture: Picture, local: Container[int]) -> bool:
    """Whether the policy withholds a number, or a national publisher did and a council's own figures tell of it."""
    if any(row["value"] is not None or row["local"] for row in of) or not of:
        return True
    related = {other for place in picture.known_of.get(number, ()) for other, _ in picture.known[place].terms}
    return any(
        picture.figures[place].can_go and picture.figures[place].place in local
        for other in {number, *related}
        for place in picture.figures_of.get(other, ())
    )


def _settled(numbers: Numbers, known: Sequence[Any], figures: tuple[Figure, ...]) -> Picture:
    """The picture, with some value for every number that its own document withholds, at which everything holds."""
    unknown = [number for number, value in enumerate(numbers.values) if value is None]
    guessed = tuple(max(numbers.least[n], 0) if value is None else value for n, value in enumerate(numbers.values))
    picture = Picture(guessed, tuple(numbers.least), tuple(numbers.most), tuple(known), figures)
    values, loose = list(guessed), set[int]()
    for together in _joined(picture, unknown):
        world = settled(picture, together, FAR)
        for number in together:
            values[number] = picture.values[number] if world is None else world.of(number)
        loose |= set(together) if world is None else set()
    held = tuple(one for one in picture.known if not any(number in loose for number, _ in one.terms))
    return replace(picture, values=tuple(values), known=held)


def _joined(picture: Picture, unknown: Sequence[int]) -> list[list[int]]:
    """The unknown numbers, those that stand in relations with each other together, with the running totals between."""
    free = {*unknown, *(number for number, least in enumerate(picture.least) if least == -FAR)}
    group: dict[int, int] = {}
    for first in unknown:
        if first in group:
            continue
        group[first], newest = first, [first]
        while newest:
            number = newest.pop()
            for place in picture.known_of.get(number, ()):
                for other, _ in picture.known[place].terms:
                    if other in free and other not in group:
                        group[other] = first
                        newest.append(other)
    found: dict[int, list[int]] = defaultdict(list)
    for number, first in group.items():
        found[first].append(number)
    return [sorted(together) for together in found.values()]


def _why(of: Sequence[Row], catalogue: Catalogue) -> str:
    if not of:
        return "a small number that a list leaves out could be had from it"
    row = of[0]
    member = f", {row['member']}" if row["member"] else ""
    name = catalogue.indicators[row["indicator"]].short_name
    return f"another withheld figure could be had from it: {name}{member}, {row['period']}"
