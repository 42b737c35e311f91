"""What everybody knows of numbers of people: parts add up to wholes, months to quarters, and shares have a whole.

A relation is taken where the figures bear it out, for then a reader may well rely on it. Where one of them is withheld
by its own document, it is taken where what is left over could be small numbers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, permutations
from typing import Any

from analytics.evidence.document import Identity, IdentityKind, Selector
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.worlds import Relation

# A dimension that says another way of counting the same does not divide it.
_NOT_PARTS = ("basis", "end of range")
FAR = 10_000_000
# A table of more cells than this is matched with coarser ones by its names alone.
_MOST_CELLS = 12
_MOST_SETS = 20
# How many there are on a day, with how many came and went in a time.
_STARTED_AND_ENDED = {
    "cic_n": ("cic_started_n", "cic_ceased_n"),
    "cin_n": ("cin_started_n", "cin_ended_n"),
    "cp_n": ("cp_started_n", "cp_ended_n"),
}
_Parts = dict[tuple[str, str], int]
# A period from its first day to the day after its last, with a number or how many.
_Period = tuple[date, date, int]
_Periods = dict[tuple[date, date], int]
# Relations, and the small numbers among theirs that nobody prints.
_Said = tuple[list[Relation], list[int]]


def relations(behind: list[Behind], numbers: Numbers, evidence: Evidence) -> tuple[list[Relation], list[int]]:
    """Every relation between the numbers, and the small numbers that nobody prints and that the figures would tell.

    Such are what a list of parts leaves out of its whole, and what came in months between the periods printed.
    """
    found = list(_shares(behind, numbers))
    left_out: list[int] = []
    for whole, parts in _divisions(behind, numbers):
        relation, rest = _adds_up(numbers, whole, parts)
        found += relation
        left_out += rest
    for relation, rest in (*_crossed(behind, numbers), *_times(behind, numbers), *_flows(behind, numbers)):
        found += relation
        left_out += rest
    found += _declared(behind, numbers, evidence)
    return list(dict.fromkeys(found)), left_out


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


def _adds_up(numbers: Numbers, whole: int, parts: tuple[int, ...]) -> tuple[list[Relation], list[int]]:
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
        return [equal], []
    if 0 < rest <= most:
        left_out = numbers.add(rest, 1, most)
        return [Relation((*terms, (left_out, 1)), 0, 0)], [left_out]
    if rest > 0:
        return [within], []
    # Parts that come to a little more were miscounted or updated, and a reader may allow for that.
    return ([Relation(terms, -rest, -rest)] if -rest <= most and len(parts) > 1 else []), []


def _crossed(behind: Iterable[Behind], numbers: Numbers) -> Iterator[_Said]:
    """A finer breakdown beside a coarser one of the same: the cells that a member is divided into add up to it.

    They are known by their names, such as “0 to 4 boys” in “0 to 4”, or because the cells of one breakdown come to just
    the members of another. One that does so by chance makes more figures go than need to, and never fewer.
    """
    tables: dict[tuple[str, str, date], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for one in behind:
        of = None if one.top is None else numbers.of[one.top]
        if one.top is not None and of is not None and of[2] and of[2] not in _NOT_PARTS:
            area, counted, dimension, member, day = of
            tables[area, counted, day][dimension].setdefault(member, one.top)
    for (area, counted, day), table in tables.items():
        for (coarse, wholes), (fine, cells) in permutations(table.items(), 2):
            named = [(whole, _named(member, cells)) for member, whole in wholes.items()]
            inside = {cell for _, parts in named for cell in parts}
            mixed = (*wholes.values(), *(cell for cell in cells.values() if cell not in inside))
            # The cells of a member that nobody prints stand in its place.
            for total in numbers.counts((area, counted, "", "", day)):
                if _come_to(numbers, mixed, total):
                    yield _adds_up(numbers, total, mixed)
            for whole, parts in named:
                if parts:
                    yield _adds_up(numbers, whole, parts)
            if coarse in fine or len(cells) >= 2 * len(wholes):
                yield list(_by_value(numbers, list(wholes.values()), list(cells.values()))), []


def _come_to(numbers: Numbers, parts: Iterable[int], total: int) -> bool:
    known = [numbers.values[part] for part in parts]
    return None not in known and sum(value or 0 for value in known) == numbers.value(total)


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
                yield Relation((*((part, 1) for part in parts), (whole, -1)), 0, 0)


def _times(behind: Iterable[Behind], numbers: Numbers) -> Iterator[_Said]:
    """Months that add up to quarters and years, years to date, rolling years: whatever the figures themselves bear out.

    Each series has a running total at every day where a period begins or ends, which never falls, and a period's number
    is the difference of two. One that the others contradict, as numbers on a day do, is left out. Each document is read
    with what it does not print taken from the others, for a later one may have mended an earlier.
    """
    lines: dict[tuple[str, ...], dict[str, _Periods]] = defaultdict(lambda: defaultdict(dict))
    for one in behind:
        row = one.row
        if row["unit"] == Unit.COUNT and row["period_start"] < row["period_end"] and one.top is not None:
            key = (row["area"], row["indicator"], row["dimension"], row["member"])
            of = lines[key][row["document"]]
            of.setdefault((row["period_start"], row["period_end"] + timedelta(days=1)), one.top)
    for by_document in lines.values():
        every: _Periods = {}
        for printed in by_document.values():
            every = printed | every
        views = dict.fromkeys(tuple((every | printed).items()) for printed in by_document.values())
        for view in views:
            periods = [(begins, ends, number) for (begins, ends), number in view]
            yield _running_total(sorted(periods, key=lambda one: (one[1] - one[0], one[0], one[2])), numbers)


def _running_total(periods: list[_Period], numbers: Numbers) -> _Said:
    kept = _agreeing(periods, numbers)
    days = sorted({day for begins, ends, _ in kept for day in (begins, ends)})
    # What the totals are is found with the other numbers that nobody prints.
    places = [numbers.add(None, -FAR, FAR) for _ in days]
    at = dict(zip(days, places, strict=True))
    found = [Relation(((number, 1), (at[ends], -1), (at[begins], 1)), 0, 0) for begins, ends, number in kept]
    found += [Relation(((later, 1), (earlier, -1)), 0, None) for earlier, later in pairwise(places)]
    left_out = []
    for begins, ends, value in _unprinted(kept, days, numbers):
        left_out.append(numbers.add(value, 1, numbers.policy.largest_small))
        found.append(Relation(((left_out[-1], 1), (at[ends], -1), (at[begins], 1)), 0, 0))
    return found, left_out


def _unprinted(kept: Iterable[_Period], days: Sequence[date], numbers: Numbers) -> list[_Period]:
    """The shortest stretches between days that nobody prints and in which, by the others, a small number came."""
    totals, small = _Totals(), list[tuple[date, date]]()
    printed = set()
    for begins, ends, number in kept:
        value = numbers.values[number]
        printed.add((begins, ends))
        if value is not None and totals.between(begins, ends) is None:
            totals.join(begins, ends, value)
        if value is not None and numbers.is_small(value):
            small.append((begins, ends))
    found: list[_Period] = []
    for begins, ends in sorted(combinations(days, 2), key=lambda one: (one[1] - one[0], one[0])):
        value = totals.between(begins, ends)
        if value is None or not 0 < value <= numbers.policy.largest_small or (begins, ends) in printed:
            continue
        if not any(begins <= one[0] and one[1] <= ends for one in small):
            found.append((begins, ends, value))
            small.append((begins, ends))
    return found


def _flows(behind: Iterable[Behind], numbers: Numbers) -> Iterator[_Said]:
    """How many there were before, and started, less those that ended, are how many there were after."""
    stocks: dict[tuple[str, ...], dict[date, int]] = defaultdict(dict)
    flows: dict[tuple[str, ...], _Periods] = defaultdict(dict)
    ways = {flow for pair in _STARTED_AND_ENDED.values() for flow in pair}
    for one in behind:
        row = one.row
        if row["unit"] != Unit.COUNT or one.top is None:
            continue
        key = (row["area"], row["dimension"], row["member"], row["indicator"])
        if row["indicator"] in _STARTED_AND_ENDED:
            stocks[key].setdefault(row["period_end"] + timedelta(days=1), one.top)
        elif row["indicator"] in ways:
            flows[key].setdefault((row["period_start"], row["period_end"] + timedelta(days=1)), one.top)
    for (*of, counted), on in stocks.items():
        came, went = (flows.get((*of, flow), {}) for flow in _STARTED_AND_ENDED[counted])
        for first, last in combinations(sorted(on), 2):
            yield _flow(numbers, (on[first], on[last]), _tiles(came, first, last), _tiles(went, first, last))


def _flow(numbers: Numbers, stock: tuple[int, int], came: Sequence[int], went: Sequence[int]) -> _Said:
    """The relation of two stocks and the flows between; of flows that nobody prints, what they must be if it is few."""
    if not came and not went:
        return [], []
    terms = (*((one, 1) for one in came), *((one, -1) for one in went), (stock[0], 1), (stock[1], -1))
    most = numbers.policy.largest_small
    if any(numbers.values[number] is None for number, _ in terms):
        return ([Relation(terms, 0, 0)] if came and went else []), []
    rest = sum(times * numbers.value(number) for number, times in terms)
    if came and went:
        return ([Relation(terms, rest, rest)] if abs(rest) <= most else []), []
    missing = rest if came else -rest
    if not 0 < missing <= most:
        return [], []
    left_out = numbers.add(missing, 1, most)
    return [Relation((*terms, (left_out, -1 if came else 1)), 0, 0)], [left_out]


def _tiles(periods: _Periods, begins: date, ends: date) -> list[int]:
    """The numbers of periods that follow each other from one day to another, long ones first; none where a day lacks.

    A period may begin on the day of the number before it, as a quarter from 31 March does.
    """
    if begins == ends:
        return []
    day = timedelta(days=1)
    starting = [(end, one) for (start, end), one in periods.items() if start in (begins, begins - day)]
    for end, number in sorted(starting, reverse=True):
        if end == ends:
            return [number]
        rest = _tiles(periods, end, ends) if end < ends else []
        if rest:
            return [number, *rest]
    return []


def _agreeing(periods: list[_Period], numbers: Numbers) -> list[_Period]:
    """The periods, shortest first, that do not contradict each other; none where there is nothing to add up."""
    totals = _Totals()
    kept, agree, disagree = [], 0, 0
    for begins, ends, number in periods:
        value = numbers.values[number]
        between = totals.between(begins, ends)
        if value is not None and between is None:
            totals.join(begins, ends, value)
        agree += value is not None and between == value
        disagree += value is not None and between not in (None, value)
        if value is not None and between in (None, value):
            kept.append((begins, ends, number))
    if disagree:
        return kept if agree else []
    return periods if _any_inside_another(periods) else []


def _any_inside_another(periods: list[_Period]) -> bool:
    spans = sorted({(begins, ends) for begins, ends, _ in periods}, key=lambda one: (one[0], -one[1].toordinal()))
    furthest = date.min
    for _, ends in spans:
        if ends <= furthest:
            return True
        furthest = max(furthest, ends)
    return False


class _Totals:
    """Running totals at days, of which those that periods join can be told apart."""

    def __init__(self) -> None:
        self._first: dict[date, date] = {}
        self._more: dict[date, int] = {}

    def between(self, begins: date, ends: date) -> int | None:
        """How much came between two days; None where no periods join them."""
        (first, at_first), (last, at_last) = self._found(begins), self._found(ends)
        return at_last - at_first if first == last else None

    def join(self, begins: date, ends: date, value: int) -> None:
        """That so much came between two days."""
        (first, at_first), (last, at_last) = self._found(begins), self._found(ends)
        self._first[last], self._more[last] = first, at_first + value - at_last

    def _found(self, day: date) -> tuple[date, int]:
        more = 0
        while day in self._first:
            more += self._more[day]
            day = self._first[day]
        return day, more


def _declared(behind: Iterable[Behind], numbers: Numbers, evidence: Evidence) -> Iterator[Relation]:
    """The sums, differences and equalities of counts that documents declare of their own figures, where they hold."""
    of_document: dict[str, list[Behind]] = defaultdict(list)
    declaring = {slug for slug, _ in evidence.identities}
    for one in behind:
        if one.row["document"] in declaring and one.row["unit"] == Unit.COUNT and one.top is not None:
            of_document[one.row["document"]].append(one)
    for slug, identity in evidence.identities:
        authority = evidence.documents[slug].file.authority
        terms = _terms(identity)
        found = [(_meant(of_document[slug], selector, authority), times) for selector, times in terms]
        if not terms or not all(rows for rows, _ in found):
            continue
        total = {number: times for rows, times in found for number in rows}
        stated = identity.whole if not isinstance(identity.whole, Selector) else 0.0
        known = [numbers.values[number] for number in total]
        if all(value is not None for value in known) and float(stated).is_integer():
            rest = sum(times * numbers.value(number) for number, times in total.items()) - int(stated)
            if rest == 0:
                yield Relation(tuple(total.items()), int(stated), int(stated))


def _terms(identity: Identity) -> list[tuple[Selector, int]]:
    whole = [(identity.whole, -1)] if isinstance(identity.whole, Selector) else []
    match identity.kind:
        case IdentityKind.SUM:
            return [*((part, part.sign) for part in identity.parts), *whole]
        case IdentityKind.DIFFERENCE if identity.later and identity.earlier:
            return [(identity.later, 1), (identity.earlier, -1), *whole]
        case IdentityKind.EQUAL if identity.other:
            return [(identity.other, 1), *whole]
    return []


def _meant(rows: Iterable[Behind], selector: Selector, authority: str) -> tuple[int, ...]:
    """The numbers that a selector means, each member's first."""
    found: dict[str, int] = {}
    for one in rows:
        row: Mapping[str, Any] = one.row
        if (
            row["indicator"] == selector.indicator
            and row["area"] == (selector.area or authority)
            and row["dimension"] == selector.dimension
            and selector.member in ("*", row["member"])
            and selector.locator in ("", row["locator"])
            and (selector.period is None or row["period"] == selector.period.label)
            and one.top is not None
        ):
            found.setdefault(row["member"], one.top)
    return tuple(found.values())
