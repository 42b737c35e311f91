"""Numbers of periods: months that add up to quarters and years, and how many came and went between two days."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice, pairwise, product

from analytics.evidence.vocabulary import Unit
from analytics.measures.disclosure.editions import readings
from analytics.measures.disclosure.families import STARTED_AND_ENDED
from analytics.measures.disclosure.numbers import Behind, Numbers
from analytics.measures.disclosure.sums import Said
from analytics.measures.disclosure.unprinted import Unprinted
from analytics.measures.disclosure.worlds import Relation

FAR = 10_000_000
# More readings of one series than this are not made.
_MOST_VIEWS = 200
# A period from its first day to the day after its last, with a number or how many.
_Period = tuple[date, date, int]
_Periods = dict[tuple[date, date], int]
_ByStart = dict[date, list[tuple[date, int]]]


def running_totals(behind: Iterable[Behind], numbers: Numbers) -> Iterator[Said]:
    """Months that add up to quarters and years, years to date, rolling years: whatever the figures themselves bear out.

    Each series has a running total at every day where a period begins or ends, which never falls, and a period's number
    is the difference of two. One that the others contradict, as numbers on a day do, is left out. Each document is read
    with what it does not print taken from the others, for a later one may have mended an earlier, as far as they agree.
    """
    lines: dict[tuple[str, ...], dict[str, _Periods]] = defaultdict(lambda: defaultdict(dict))
    for one in behind:
        row = one.row
        if row["unit"] == Unit.COUNT and row["period_start"] < row["period_end"] and one.top is not None:
            key = (row["area"], row["indicator"], row["dimension"], row["member"])
            paper = lines[key][row["document"]]
            paper.setdefault((row["period_start"], row["period_end"] + timedelta(days=1)), one.top)
    for of, by_document in lines.items():
        papers = list(by_document.values())
        views = dict.fromkeys(view for printed in papers for view in _views(printed, papers, numbers))
        worked_out: dict[_Period, None] = {}
        blocks = _blocks(views)
        for block in blocks:
            said, stretches = _running_total(of, block, numbers)
            yield said
            worked_out |= dict.fromkeys(stretches)
        if len(views) == 1:
            continue
        # What a reader takes for granted first, of what some reading leaves out, decides about the rest.
        doubtful = dict.fromkeys([*worked_out, *_left_out(papers, views)])
        more = (
            view
            for first, printed in product(doubtful, papers)
            if first[:2] not in printed
            for view in _views(printed, papers, numbers, first)
        )
        for block in _blocks([*views, *islice(more, _MOST_VIEWS)]):
            if block not in blocks:
                yield _running_total(of, block, numbers)[0]


def _blocks(views: Iterable[Sequence[_Period]]) -> dict[tuple[_Period, ...], None]:
    """The stretches of views in which periods lie within each other, each once, without those that are part of another.

    What lies before a day that no period spans says nothing of what lies after it.
    """
    found: dict[tuple[_Period, ...], None] = {}
    for view in views:
        block: list[_Period] = []
        furthest = date.min
        for begins, ends, number in view:
            if begins >= furthest and block:
                found[tuple(block)] = None
                block = []
            block.append((begins, ends, number))
            furthest = max(furthest, ends)
        if block:
            found[tuple(block)] = None
    widest: list[frozenset[_Period]] = []
    for one in sorted((one for one in found if len(one) > 1), key=len, reverse=True):
        periods = frozenset(one)
        if not any(periods <= other for other in widest):
            widest.append(periods)
    kept = set(widest)
    return {one: None for one in found if frozenset(one) in kept}


def _left_out(papers: Iterable[_Periods], views: Iterable[Container[_Period]]) -> list[_Period]:
    """The periods that some reading leaves out, because others contradict them."""
    printed = dict.fromkeys((*span, number) for paper in papers for span, number in paper.items())
    return [one for one in printed if any(one not in view for view in views)]


def _views(
    printed: _Periods, papers: Sequence[_Periods], numbers: Numbers, first: _Period | None = None
) -> Iterator[tuple[_Period, ...]]:
    """A paper's periods with those of others that agree with it: one first, then the short ones, or the long ones."""
    own = _in_order(printed)
    for reading in readings([{span: paper[span] for span in paper if span not in printed} for paper in papers]):
        others = _in_order(reading)
        for more in (others, others[::-1]):
            view = _agreeing(own, more if first is None else [first, *more], numbers)
            yield tuple(sorted(set(view)))


def _in_order(periods: _Periods) -> list[_Period]:
    """The shortest first."""
    spans = ((begins, ends, number) for (begins, ends), number in periods.items())
    return sorted(spans, key=lambda one: (one[1] - one[0], one[0], one[2]))


def _running_total(of: tuple[str, ...], kept: Sequence[_Period], numbers: Numbers) -> tuple[Said, list[_Period]]:
    """What some periods say of each other, and the stretches between them that nobody prints, each with its number."""
    days = sorted({day for begins, ends, _ in kept for day in (begins, ends)})
    # What the totals are is found with the other numbers that nobody prints.
    places = [numbers.add(None, -FAR, FAR) for _ in days]
    at = dict(zip(days, places, strict=True))
    found = [Relation(((number, 1), (at[ends], -1), (at[begins], 1)), 0, 0) for begins, ends, number in kept]
    found += [Relation(((later, 1), (earlier, -1)), 0, None) for earlier, later in pairwise(places)]
    area, indicator, dimension, _ = of
    unprinted, stretches = [], []
    for begins, ends, value in _unprinted(kept, days, numbers):
        # What comes to as many in two readings of the papers, any reader takes for the same.
        left_out = numbers.loose((*of, begins, ends), value)
        found.append(Relation(((left_out, 1), (at[ends], -1), (at[begins], 1)), 0, 0))
        stretches.append((begins, ends, left_out))
        if 0 < value <= numbers.policy.largest_small:
            unprinted.append(Unprinted(left_out, area, indicator, dimension, begins, ends - timedelta(days=1)))
    return (found, unprinted), stretches


def _unprinted(kept: Iterable[_Period], days: Sequence[date], numbers: Numbers) -> list[_Period]:
    """The stretches between days that nobody prints, with what came in them by the others.

    Those in which a small number came, the shortest, and those between one day and the next.
    """
    totals, small = _Totals(), list[tuple[date, date]]()
    printed, next_to_each_other = set(), set(pairwise(days))
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
        if value is None or value < 0 or (begins, ends) in printed:
            continue
        if value == 0 or value > numbers.policy.largest_small:
            found += [(begins, ends, value)] if (begins, ends) in next_to_each_other else []
        elif not any(begins <= one[0] and one[1] <= ends for one in small):
            found.append((begins, ends, value))
            small.append((begins, ends))
    return found


def stocks_and_flows(behind: Iterable[Behind], numbers: Numbers) -> Iterator[Said]:
    """How many there were before, and started, less those that ended, are how many there were after."""
    printed: dict[tuple[str, str, str, str], dict[str, dict[tuple[str, date, date], int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    stock_of = {flow: stock for stock, flows in STARTED_AND_ENDED.items() for flow in flows}
    for one in behind:
        row = one.row
        stock = stock_of.get(row["indicator"], row["indicator"])
        if row["unit"] == Unit.COUNT and one.top is not None and stock in STARTED_AND_ENDED:
            key = (row["area"], stock, row["dimension"], row["member"])
            ends = row["period_end"] + timedelta(days=1)
            begins = ends if row["indicator"] == stock else row["period_start"]
            printed[key][row["document"]].setdefault((row["indicator"], begins, ends), one.top)
    for (area, stock, dimension, _), by_document in printed.items():
        for reading in readings(list(by_document.values())):
            on = {begins: number for (name, begins, _), number in reading.items() if name == stock}
            came, went = STARTED_AND_ENDED[stock]
            coming, going = _by_start(reading, came), _by_start(reading, went)
            days = sorted(on)
            for first, last in combinations(days, 2):
                stocks = on[first], on[last]
                found, missing = _flow(numbers, stocks, _tiles(coming, first, last), _tiles(going, first, last))
                named = (area, went if coming else came, dimension, first, last - timedelta(days=1))
                yield found, [Unprinted(number, *named) for number in missing]


def _by_start(reading: Mapping[tuple[str, date, date], int], indicator: str) -> _ByStart:
    """The periods of a measure by the day on which they begin: the day after each, and its number, the longest first.

    A period may begin on the day of the number before it, as a quarter from 31 March does.
    """
    found: _ByStart = defaultdict(list)
    for (name, begins, ends), number in reading.items():
        if name == indicator:
            for day in (begins, begins + timedelta(days=1)):
                if day < ends:
                    found[day].append((ends, number))
    return {day: sorted(those, reverse=True) for day, those in found.items()}


def _flow(
    numbers: Numbers, stock: tuple[int, int], came: Sequence[int], went: Sequence[int]
) -> tuple[list[Relation], list[int]]:
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
    left_out = numbers.loose(("flow", *terms), missing)
    return [Relation((*terms, (left_out, -1 if came else 1)), 0, 0)], [left_out]


def _tiles(periods: _ByStart, begins: date, ends: date) -> list[int]:
    """The numbers of periods that follow each other from one day to another, long ones first; none where one lacks."""
    for end, number in periods.get(begins, ()):
        if end == ends:
            return [number]
        rest = _tiles(periods, end, ends) if end < ends else []
        if rest:
            return [number, *rest]
    return []


def _agreeing(own: Sequence[_Period], others: Sequence[_Period], numbers: Numbers) -> list[_Period]:
    """The periods that do not contradict each other, a document's own before others; none with nothing to add up.

    A document whose own periods contradict each other, and of which none is the sum of others, prints numbers on a
    day.
    """
    totals = _Totals()
    kept, agree, disagree = [], 0, 0
    for place, (begins, ends, number) in enumerate([*own, *others]):
        value = numbers.values[number]
        between = totals.between(begins, ends)
        if value is not None and between is None:
            more = totals.with_joined(begins, ends, value)
            if more.falls():
                # A part that counts more than its whole is of another paper's counting.
                continue
            totals = more
        agree += value is not None and between == value
        disagree += place < len(own) and value is not None and between not in (None, value)
        if value is None or between in (None, value):
            kept.append((begins, ends, number))
    if disagree:
        return [one for one in kept if numbers.values[one[2]] is not None] if agree else []
    return kept if _any_inside_another(kept) else []


def _any_inside_another(periods: Sequence[_Period]) -> bool:
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

    def with_joined(self, begins: date, ends: date, value: int) -> "_Totals":
        """Others, that also know that so much came between two days."""
        found = _Totals()
        found._first, found._more = dict(self._first), dict(self._more)
        found.join(begins, ends, value)
        return found

    def falls(self) -> bool:
        """Whether, by what periods join, fewer had come by some day than by an earlier one."""
        by_first: dict[date, list[tuple[date, int]]] = defaultdict(list)
        for day in {*self._first, *self._first.values()}:
            first, total = self._found(day)
            by_first[first].append((day, total))
        return any(later[1] < earlier[1] for days in by_first.values() for earlier, later in pairwise(sorted(days)))

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
