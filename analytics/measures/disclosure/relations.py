"""What everybody knows of numbers of people: parts add up to wholes, months to quarters, and shares have a whole.

A relation is taken where the figures bear it out, for then a reader may well rely on it. Where one of them is withheld
by its own document, it is taken where what is left over could be small numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from analytics.evidence.document import Identity, IdentityKind, Selector
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.worlds import Relation

# A dimension that says another way of counting the same does not divide it.
_NOT_PARTS = ("basis", "end of range")
FAR = 10_000_000
_Parts = dict[tuple[str, str], int]


def relations(behind: list[Behind], numbers: Numbers, evidence: Evidence) -> tuple[list[Relation], list[int]]:
    """Every relation between the numbers, and the numbers of 1 to 5 that a list of parts leaves out of its whole."""
    found = list(_shares(behind, numbers))
    left_out: list[int] = []
    for whole, parts in _divisions(behind, numbers):
        relation, rest = _adds_up(numbers, whole, parts)
        found += relation
        left_out += rest
    found += _times(behind, numbers)
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


def _times(behind: Iterable[Behind], numbers: Numbers) -> Iterator[Relation]:
    """Months that add up to quarters and years, years to date, rolling years: whatever the figures themselves bear out.

    Each series has a running total at every day where a period begins or ends, which never falls, and a period's number
    is the difference of two. One that the others contradict, as numbers on a day do, is left out.
    """
    lines: dict[tuple[str, ...], dict[tuple[date, date, int], None]] = defaultdict(dict)
    for one in behind:
        row = one.row
        if row["unit"] == Unit.COUNT and row["period_start"] < row["period_end"] and one.top is not None:
            key = (row["area"], row["indicator"], row["dimension"], row["member"])
            lines[key][row["period_start"], row["period_end"] + timedelta(days=1), one.top] = None
    for periods in lines.values():
        yield from _running_total(sorted(periods, key=lambda one: (one[1] - one[0], one[0], one[2])), numbers)


def _running_total(periods: list[tuple[date, date, int]], numbers: Numbers) -> Iterator[Relation]:
    kept = _agreeing(periods, numbers)
    days = sorted({day for begins, ends, _ in kept for day in (begins, ends)})
    # What the totals are is found with the other numbers that nobody prints.
    places = [numbers.add(None, -FAR, FAR) for _ in days]
    at = dict(zip(days, places, strict=True))
    for begins, ends, number in kept:
        yield Relation(((number, 1), (at[ends], -1), (at[begins], 1)), 0, 0)
    for earlier, later in pairwise(places):
        yield Relation(((later, 1), (earlier, -1)), 0, None)


def _agreeing(periods: list[tuple[date, date, int]], numbers: Numbers) -> list[tuple[date, date, int]]:
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


def _any_inside_another(periods: list[tuple[date, date, int]]) -> bool:
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
