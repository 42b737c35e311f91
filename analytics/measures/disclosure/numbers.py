"""The numbers of people behind printed figures: one for each count, each share's numerator and each group's size.

Two figures that say the same of the same people are one number, whatever document or kind of period they are in: a
count of 31 March and one for March, a share's denominator and the count that it is a share of. That they agree is seen
from the figures themselves, for a reader can see it too.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.vocabulary import MissingReason, Status, Unit
from analytics.measures.disclosure.editions import readings
from analytics.measures.disclosure.families import count_names
from analytics.measures.disclosure.people import of_people
from analytics.measures.disclosure.policy import Policy, Rule
from analytics.measures.disclosure.primary import POPULATION
from analytics.measures.disclosure.unprinted import Unprinted
from analytics.measures.disclosure.worlds import Relation, exactly

Row = Mapping[str, Any]
# Area, what is counted, dimension, member and last day: what one number is of.
Of = tuple[str, str, str, str, date]

_NOT_COUNTED = (Status.HYPOTHETICAL, Status.FORECAST)
# By how much the children of a council are more or fewer in a neighbouring year, as a share.
_OTHER_YEARS = 0.03
_AVERAGES = (Unit.DAYS, Unit.WEEKS, Unit.HOURS)


@dataclass(frozen=True, slots=True)
class Behind:
    """The numbers behind one row, by their places: how many it counts, of how many, and how many it leaves out.

    None where that is not known.
    """

    row: Row
    top: int | None
    bottom: int | None
    rest: int | None = None

    @property
    def numbers(self) -> list[int]:
        """Those that are known."""
        return [number for number in (self.top, self.rest, self.bottom) if number is not None]


@dataclass
class Numbers:
    """The numbers, as they are found. `values` is None for one that a document itself withholds."""

    catalogue: Catalogue
    policy: Policy
    values: list[int | None] = field(default_factory=list)
    least: list[int] = field(default_factory=list)
    most: list[int | None] = field(default_factory=list)
    of: list[Of | None] = field(default_factory=list)
    _places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _counts: dict[Of, list[int]] = field(default_factory=dict)
    _printed: dict[tuple[Of, date], set[int]] = field(default_factory=dict)
    _children: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    _papers: dict[int, set[str]] = field(default_factory=dict)
    _begins: dict[tuple[str, date], date] = field(default_factory=dict)

    def behind(self, rows: Iterable[Row]) -> list[Behind]:
        """The numbers behind every row that has any, in the order of the rows; counts are looked at first."""
        found: dict[int, Behind] = {}
        rows = list(rows)
        self._look_up(rows)
        people = of_people(self.catalogue)
        ordered = [row for row in rows if row["indicator"] in people and row["status"] not in _NOT_COUNTED]
        for place, row in enumerate(ordered):
            self._begins.setdefault((row["indicator"], row["period_end"]), row["period_start"])
            if row["about"]:
                found[place] = Behind(row, self._near(row), None)
            elif row["unit"] == Unit.COUNT and _whole(row["value"]) is not None:
                counted = self.number(_of(row), _whole(row["value"]))
                self._printed.setdefault((_of(row), row["period_start"]), set()).add(counted)
                self._papers.setdefault(counted, set()).add(row["document"])
                found[place] = Behind(row, counted, None)
        with_counts = [row["numerator"] is not None or row["denominator"] is not None for row in ordered]
        # Shares printed with their numbers come first, and rates, for the others may be of the same groups.
        for is_first in (True, False):
            for place, row in enumerate(ordered):
                first = with_counts[place] or row["unit"] != Unit.PERCENT
                if place not in found and row["value"] is not None and first is is_first:
                    top, bottom = self._share(row)
                    if top is not None or bottom is not None:
                        found[place] = Behind(row, top, bottom, self._rest(row, top, bottom))
            self._add_up()
        for place, row in enumerate(ordered):
            if row["missing_reason"] == MissingReason.SUPPRESSED and row["unit"] == Unit.COUNT:
                found[place] = Behind(row, self._unknown(row), None)
        return [found[place] for place in sorted(found)]

    def number(self, of: Of, value: int | None, *more: object) -> int:
        """The place of a number of some people, known before or new."""
        key = (*of, value, *more)
        if key not in self._places:
            self._places[key] = self.add(value, *self.thought(value), of=of)
            if value is not None:
                self._counts.setdefault(of, []).append(self._places[key])
        return self._places[key]

    def add(self, value: int | None, least: int, most: int | None, of: Of | None = None) -> int:
        """The place of a new number, between what a reader holds for possible; `of` None is a number of no people."""
        self.values.append(value)
        self.of.append(of)
        self.least.append(least)
        self.most.append(most)
        return len(self.values) - 1

    def loose(self, key: Hashable, value: int, of: Of | None = None) -> int:
        """The place of a number that nobody prints, of which a reader knows only what the relations say."""
        place = self._places.get((key, value))
        if place is None:
            place = self._places[key, value] = self.add(value, 0, None, of=of)
        return place

    def unprinted(self, places: Iterable[int], beside: int) -> list[Unprinted]:
        """Those of some numbers that are small, each with what it is of: the same as the number beside it."""
        area, counted, dimension, _, ends = self.of[beside] or ("", "", "", "", date.min)
        indicator = counted.rpartition(" ")[2]
        known = indicator if indicator in self.catalogue.indicators else ""
        begins = self._begins.get((indicator, ends), ends)
        most = self.policy.largest_small
        return [Unprinted(one, area, known, dimension, begins, ends) for one in places if 0 < self.value(one) <= most]

    def is_small(self, value: int) -> bool:
        """Whether the policy withholds a number of people."""
        return self.policy.smallest_small <= value <= self.policy.largest_small

    def says(self, behind: Behind, *, rounded: bool) -> tuple[Relation, ...]:
        """What a printed row says of the numbers behind it; `rounded` where the policy will round them."""
        row, top, bottom = behind.row, behind.top, behind.bottom
        if row["about"] and top is not None:
            return (Relation(((top, 1),), *_about(row)),)
        unit, said = Unit(row["unit"]), []
        worked_out = row["numerator"] is None and unit is not Unit.COUNT
        if top is not None and not (worked_out and unit is Unit.PERCENT and not rounded):
            said.append(self._number_said(top, row, rounded=rounded))
        if bottom is not None and (rounded or not worked_out or row["denominator"] is not None):
            said.append(self._rounded(bottom) if rounded else exactly(bottom, self.value(bottom)))
        if top is not None and bottom is not None and worked_out and not rounded:
            said += _share_said(row["printed"], top, bottom)
        return tuple(said)

    def _number_said(self, top: int, row: Row, *, rounded: bool) -> Relation:
        if rounded:
            return self._rounded(top)
        children = self.children_of(row) if row["unit"] == Unit.RATE_PER_10K and row["numerator"] is None else None
        if children is not None:
            least, most = _counted_by(row["printed"], children, 10_000)
            if least <= self.value(top) <= most:
                return Relation(((top, 1),), least, most)
        return exactly(top, self.value(top))

    def _rounded(self, number: int) -> Relation:
        to = self.policy.rounds_to
        nearest = (self.value(number) + to // 2) // to * to
        return Relation(((number, 1),), max(nearest - to // 2, self.policy.largest_small + 1), nearest + to // 2)

    def counts(self, of: Of) -> list[int]:
        """The places of the numbers that are known of some people."""
        return self._counts.get(of, [])

    def part_of(self, counted: str) -> str:
        """The count that a count is a part of, by the catalogue; blank for none."""
        indicator = self.catalogue.indicators.get(counted)
        return indicator.part_of if indicator else ""

    def value(self, number: int) -> int:
        """What a number is. Raises ValueError for one that its own document withholds."""
        value = self.values[number]
        if value is None:
            raise ValueError("A number that nobody knows is behind no figure.")
        return value

    def thought(self, value: int | None) -> tuple[int, int | None]:
        """What a reader who knows the policy holds for possible of a number that is withheld."""
        if value is None:
            return max(self.policy.smallest_small, 0), None
        if self.is_small(value):
            return self.policy.smallest_small, self.policy.largest_small
        # A 0 that had to be withheld for another's sake looks like any small number.
        return (0, self.policy.largest_small) if value == 0 else (self.policy.largest_small + 1, None)

    def _add_up(self) -> None:
        """Find what a whole can be of which the parts are printed, by each dimension."""
        parts: dict[Of, dict[str, dict[str, list[int]]]] = {}
        for of, known in self._counts.items():
            area, counted, dimension, member, day = of
            whole = (area, counted, "", "", day)
            if dimension:
                parts.setdefault(whole, {}).setdefault(dimension, {})[member] = known
        for whole, divided in parts.items():
            for members in divided.values():
                if len(members) > 1:
                    papers = [{member: known[0] for member, known in members.items()}]
                    papers += [{member: one} for member, known in members.items() for one in known[1:]]
                    for reading in readings(papers):
                        self.number(whole, sum(map(self.value, reading.values())))

    def _look_up(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row["indicator"] == POPULATION and row["dimension"] == "" and _whole(row["value"]):
                self._children.setdefault(row["area"], []).append((row["period_end"], int(row["value"])))

    def children_of(self, row: Row) -> int | None:
        """The children aged 0 to 17 of the area in the nearest year: anybody can look them up."""
        near = sorted(self._children.get(row["area"], ()), key=lambda one: (abs(one[0] - row["period_end"]), one[0]))
        return near[0][1] if near else None

    def _near(self, row: Row) -> int:
        """The number that was shown rounded: one printed of the same people that rounds to it, else an unknown."""
        least, most = _about(row)
        for known in self.counts(_of(row)):
            if least <= self.value(known) <= most:
                return known
        number = self.number(_of(row), None, row["value"])
        self.least[number], self.most[number] = least, most
        return number

    def _unknown(self, row: Row) -> int:
        """The number that a document withholds: the one that another prints for just that period, else an unknown."""
        known = self._printed.get((_of(row), row["period_start"]), set())
        return next(iter(known)) if len(known) == 1 else self.number(_of(row), None, row["period_start"])

    def _share(self, row: Row) -> tuple[int | None, int | None]:
        indicator, unit = self.catalogue.indicators[row["indicator"]], Unit(row["unit"])
        above, below = _whole(row["numerator"]), _whole(row["denominator"])
        if unit in _AVERAGES:
            return None, self._group(row, indicator, below)
        if unit is Unit.CHILDREN_PER_WORKER:
            if above is None and row["denominator"] is not None:
                above = int(row["value"] * row["denominator"] + 0.5)
            return self._counted(row, indicator, above), None
        if unit is Unit.RATE_PER_10K:
            if above is None:
                above = self._of_rate(row, indicator)
            return self._counted(row, indicator, above), None
        if unit is Unit.PERCENT and above is None and row["status"] != Status.ESTIMATED:
            above, below = self._worked_out(row, indicator, below)
        return self._counted(row, indicator, above), self._group(row, indicator, below)

    def _rest(self, row: Row, top: int | None, bottom: int | None) -> int | None:
        """How many a share leaves out; None for what leaves nobody out, and where more are counted than there are."""
        if top is None or bottom is None or row["unit"] != Unit.PERCENT or self.value(bottom) < self.value(top):
            return None
        area, _, dimension, member, day = _of(row)
        rest = self.value(bottom) - self.value(top)
        return self.number((area, f"left out {row['indicator']}", dimension, member, day), rest, top, bottom)

    def _worked_out(self, row: Row, indicator: Indicator, below: int | None) -> tuple[int | None, int | None]:
        """The nearest number that a share can be of the size of its group, and that size, where it is printed."""
        sizes = [below] if below is not None else [self.value(one) for one in self._groups(row, indicator)]
        for size in sizes:
            least, most = _counted_by(row["printed"], size, 100)
            nearest = int(row["value"] * size / 100 + 0.5)
            if least <= nearest <= most and nearest <= size:
                return nearest, size
        return None, below

    def _of_rate(self, row: Row, indicator: Indicator) -> int | None:
        counted = self._counts.get((row["area"], indicator.rate_of, *_of(row)[2:]), [])
        children = self.children_of(row)
        if children is None:
            return self.value(counted[0]) if counted else None
        least, most = _counted_by(row["printed"], children, 10_000)
        fitting = [self.value(one) for one in counted if least <= self.value(one) <= most]
        nearest = int(row["value"] * children / 10_000 + 0.5)
        # A count that is a little off was taken over the children of another year; one further off is not of the rate.
        close = [self.value(one) for one in counted if abs(self.value(one) - nearest) <= _OTHER_YEARS * nearest]
        return (fitting or close or [nearest])[0]

    def _groups(self, row: Row, indicator: Indicator) -> list[int]:
        """The counts that the row's group can be: of the same part, then of the whole, its own paper's first."""
        area, _, dimension, member, day = _of(row)
        part = self._counts.get((area, indicator.of, dimension, member, day), [])
        whole = [] if not dimension else self._counts.get((area, indicator.of, "", "", day), [])
        return [
            one for of in (part, whole) for one in sorted(of, key=lambda one: not self._is_in(one, row["document"]))
        ]

    def _is_in(self, number: int, document: str) -> bool:
        return document in self._papers.get(number, ())

    def _group(self, row: Row, indicator: Indicator, size: int | None) -> int | None:
        """The size of the group that a share is of: a printed count, or what would be printed as one."""
        if size is None:
            return None
        for known in self._groups(row, indicator):
            if self.values[known] == size:
                return known
        area, _, dimension, member, day = _of(row)
        if not dimension and (indicator.of or indicator.cohort):
            return self.number((area, indicator.of or f"group {indicator.cohort}", "", "", day), size)
        return self.number((area, f"group {indicator.id}", dimension, member, day), size)

    def _counted(self, row: Row, indicator: Indicator, value: int | None) -> int | None:
        """How many a share or rate counts: a printed count, or what would be printed as one."""
        if value is None:
            return None
        area, _, dimension, member, day = _of(row)
        # The count of a share has its name in the catalogue; a share of the whole counts the part that it is for.
        names = [indicator.rate_of, *count_names(indicator.id), *([indicator.of] if dimension else [])]
        for name in names:
            for known in self._counts.get((area, name, dimension, member, day), []):
                if self.values[known] == value:
                    return known
        return self.number((area, indicator.rate_of or f"counted {indicator.id}", dimension, member, day), value)


def _of(row: Row) -> Of:
    return row["area"], row["indicator"], row["dimension"], row["member"], row["period_end"]


def _whole(value: float | None) -> int | None:
    """The number of people that a value is; None for none and for what is not whole or below 0."""
    return int(value) if value is not None and value >= 0 and float(value).is_integer() else None


def _about(row: Row) -> tuple[int, int]:
    """What a number can be that was shown to the nearest 5 by the 10-5 rule."""
    ten_five = Policy(rule=Rule.TEN_FIVE)
    by = ten_five.rounds_to // 2
    return max(int(row["value"]) - by, ten_five.largest_small + 1), int(row["value"]) + by


def _digits(printed: str) -> tuple[int, int]:
    """A printed number as a whole number of some part of one: "33.3" is 333 of 10."""
    whole, _, decimals = printed.partition(".")
    return int(whole + decimals), 10 ** len(decimals)


def _counted_by(printed: str, size: int, times: int) -> tuple[int, int]:
    """The fewest and the most people that, of `size`, are so many in `times` to the decimals printed."""
    digits, parts = _digits(printed)
    low = Fraction((2 * digits - 1) * size, 2 * parts * times)
    high = Fraction((2 * digits + 1) * size, 2 * parts * times)
    return max(0, -(-low.numerator // low.denominator)), high.numerator // high.denominator


def _share_said(printed: str, top: int, bottom: int) -> list[Relation]:
    """What a percentage says of the two numbers: that the one over the other rounds to it, a half either way."""
    digits, parts = _digits(printed)
    scale = 2 * 100 * parts
    return [
        Relation(((top, scale), (bottom, -(2 * digits - 1))), 0, None),
        Relation(((top, scale), (bottom, -(2 * digits + 1))), None, 0),
    ]


def is_rounded(policy: Policy, *, covered: bool) -> bool:
    """Whether the policy rounds a figure that it shows."""
    return covered and policy.rule is Rule.TEN_FIVE
