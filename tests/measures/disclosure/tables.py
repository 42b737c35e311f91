"""Small made-up tables of a council: breakdowns with totals, shares, a rate and months, in several papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import inf

import polars as pl
from hypothesis import strategies as st

from analytics.evidence.evidence import Evidence
from analytics.evidence.period import Period, PeriodKind, containing, snapshot
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.releases import ReleaseKind
from analytics.measures.disclosure.gathering import GROUP
from analytics.measures.disclosure.policy import Policy
from analytics.measures.disclosure.primary import SMALL_COUNT, SMALL_SHARE
from analytics.measures.disclosure.protect import Protected
from tests.imported import release
from tests.measures.disclosure.attacker import Fact, can_be, equal, share
from tests.notebooks.made_up import OLDER, evidence_of, row
from tests.shipped import shipped

OWN, LATER = "own-figures-barnsley-2019-01-01", "own-figures-barnsley-2019-02-01"
DAY = snapshot(date(2018, 3, 31))
MONTHS = [containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (4, 5, 6)]
QUARTER = containing(PeriodKind.QUARTER, date(2018, 4, 1))
TO_DATE = parse_period("April to May 2018")
CHILDREN = 2_000
# Further than any world that matters is from the true one.
_BEYOND = 25


def council(*rows: dict) -> Evidence:
    """Evidence with two imports of a council's own figures, and the shipped papers with nothing in them but these."""
    evidence = evidence_of(*rows)
    own = [
        release(2019, ReleaseKind.OWN, id=slug, authority="barnsley", published=day, data_to=date(2018, 12, 31))
        for slug, day in ((OWN, date(2019, 1, 1)), (LATER, date(2019, 2, 1)))
    ]
    return replace(evidence, documents={**evidence.documents, **{one.id: one.as_document() for one in own}})


def own(indicator: str, value: float | None, period: Period = DAY, **cells: object) -> dict:
    """A figure of the council's own; `member` is of the dimension that `by` names."""
    unit = shipped().catalogue.indicators[indicator].unit.value
    by = cells.pop("by", "")
    found = row(indicator, value, period, **{"document": OWN, "dimension": by} | cells)
    decimals = 0 if unit == "count" else 1
    missing = {"missing_reason": "suppressed"} if value is None else {"printed": f"{value:.{decimals}f}"}
    return found | missing


@dataclass(frozen=True)
class Cell:
    """A printed figure: the number behind it, and where it is printed."""

    name: str
    indicator: str
    value: float
    period: Period = DAY
    by: str = ""
    member: str = ""
    numerator: float | None = None
    denominator: float | None = None

    def printed_in(self, document: str) -> dict:
        """The figure as a document prints it."""
        more = {"numerator": self.numerator, "denominator": self.denominator, "locator": f"{document} {self.name}"}
        return own(self.indicator, self.value, self.period, by=self.by, member=self.member, document=document, **more)


@dataclass(frozen=True)
class Council:
    """What there is, and which document prints which of it."""

    cells: tuple[Cell, ...]
    numbers: dict[str, int]
    facts: tuple[Fact, ...]
    printed: tuple[tuple[str, str], ...]

    def evidence(self) -> Evidence:
        """The evidence that holds it."""
        by_name = {cell.name: cell for cell in self.cells}
        rates = own("population_0_17", float(CHILDREN), document=OLDER, locator="children")
        return council(rates, *(by_name[name].printed_in(document) for document, name in self.printed))


# Figures of which a later paper may print another number, and those worked out from them, which it then leaves out.
MENDED = dict.fromkeys(("girls", "old", "all", "month 0", "to date", "quarter"))
_OF_MENDED = {"rate", "long", "neglect"}


@st.composite
def councils(draw: st.DrawFn, documents: tuple[str, ...] = (OWN, LATER, OLDER), most: int = 14) -> Council:
    """A council with boys and girls, three ages, one of both, shares, a rate, and a quarter by month and to date.

    In one of three, the later import has counted some more girls, and more in April.
    """
    some = st.integers(0, most)
    boys, girls = draw(some), draw(some)
    total = boys + girls
    young = draw(st.integers(0, total))
    middle = draw(st.integers(0, total - young))
    months = [draw(some) for _ in MONTHS]
    numbers = {
        "all": total,
        "boys": boys,
        "girls": girls,
        "young": young,
        "middle": middle,
        "old": total - young - middle,
        **{f"month {place}": value for place, value in enumerate(months)},
        "to date": months[0] + months[1],
        "quarter": sum(months),
        "young boys": (young_boys := draw(st.integers(max(0, young - girls), min(young, boys)))),
        "young girls": young - young_boys,
    }
    counted = {"all": ("", ""), "boys": ("sex", "Boys"), "girls": ("sex", "Girls")}
    counted |= {name: ("age", name.capitalize()) for name in ("young", "middle", "old")}
    counted |= {name: ("age and sex", name.capitalize()) for name in ("young boys", "young girls")}
    cells = [Cell(name, "cp_n", float(numbers[name]), by=by, member=member) for name, (by, member) in counted.items()]
    cells += [Cell(f"month {n}", "cp_started_n", float(months[n]), period) for n, period in enumerate(MONTHS)]
    cells.append(Cell("to date", "cp_started_n", float(numbers["to date"]), TO_DATE))
    cells.append(Cell("quarter", "cp_started_n", float(sum(months)), QUARTER))
    facts = [
        equal("all", "boys", "girls"),
        equal("all", "young", "middle", "old"),
        equal("quarter", *(f"month {place}" for place in range(3))),
        equal("to date", "month 0", "month 1"),
        equal("young", "young boys", "young girls"),
        *(Fact(((sex, 1), (f"young {sex}", -1)), 0, inf) for sex in ("boys", "girls")),
    ]
    if total:
        cells.append(Cell("rate", "cp_rate", tenths(total, CHILDREN, 10_000) / 10))
        for name, indicator in (("long", "cp_2y"), ("neglect", "cp_category_share")):
            numbers[name] = draw(st.integers(0, total))
            counts = {"numerator": float(numbers[name]), "denominator": float(total)} if draw(st.booleans()) else {}
            cells.append(Cell(name, indicator, tenths(numbers[name], total, 100) / 10, **counts))
            facts.append(Fact(((name, 1), ("all", -1)), -inf, 0))
    names = [cell.name for cell in cells]
    printed = draw(
        st.lists(st.tuples(st.sampled_from(documents), st.sampled_from(names)), unique=True, min_size=8, max_size=26)
    )
    if draw(st.integers(0, 2)) == 0:
        more = draw(st.integers(1, 3))
        cells += [
            replace(cell, name=_mended(cell.name), value=cell.value + more) for cell in cells if cell.name in MENDED
        ]
        numbers |= {_mended(name): numbers[name] + more for name in MENDED}
        facts += [
            Fact(tuple((_mended(name), times) for name, times in fact.terms), fact.least, fact.most)
            for fact in facts
            if not MENDED.keys().isdisjoint(name for name, _ in fact.terms) and fact.least == fact.most
        ]
        printed = [
            (document, _mended(name) if document == LATER else name)
            for document, name in printed
            if document != LATER or name not in _OF_MENDED
        ]
    return _told(Council(tuple(cells), numbers, tuple(facts), tuple(printed)))


def _mended(name: str) -> str:
    return f"{name} mended" if name in MENDED else name


def _told(of: Council) -> Council:
    """Without what is only said of figures that nobody prints: it says nothing, and makes the search slow."""
    silent = [{"young boys", "young girls"}, {"to date"}, {_mended(name) for name in MENDED}, {"to date mended"}]
    dropped = {name for names in silent if names.isdisjoint(name for _, name in of.printed) for name in names}
    facts = tuple(fact for fact in of.facts if dropped.isdisjoint(name for name, _ in fact.terms))
    return replace(of, facts=facts, numbers={name: one for name, one in of.numbers.items() if name not in dropped})


@st.composite
def growing(draw: st.DrawFn, most: int = 14) -> tuple[Council, ...]:
    """A council as it was published two or three times, each time with more: figures may be taken out again too."""
    whole = draw(councils(most=most))
    times = draw(st.integers(2, 3))
    spans = [(draw(st.integers(0, times - 1)), draw(st.booleans())) for _ in whole.printed]
    published = []
    for time in range(times):
        last = time == times - 1
        printed = [
            figure
            for figure, (since, stays) in zip(whole.printed, spans, strict=True)
            if since <= time and (stays or not last or since == time or figure[0] == OLDER)
        ]
        published.append(replace(whole, printed=tuple(printed)))
    return tuple(published)


def tenths(count: int, size: int, times: int) -> int:
    """A share as it is printed, in tenths, a half rounded up."""
    return (20 * count * times + size) // (2 * size)


SHARES = ("long", "neglect")
# The whole is printed with its shares, as what they are of; and of a month that was mended and that nobody prints,
# nobody knows that the others were not.
_NOT_SOUGHT = (*SHARES, "all", *(f"{name} mended" for name in MENDED))


def had_all_the_same(*publications: tuple[Council, Protected]) -> Iterator[str]:
    """The numbers that an attacker finds who kept every publication: one value is possible, given all that was shown.

    The attacker knows what adds up, how many children live there, the policy, and which figures were withheld for their
    own sake, so that they are small, and which for another's, so that they are not. Sought are small figures that the
    last publication withholds, those that it rounds, and small numbers that nobody prints, without those that published
    papers or the publications before tell.
    """
    of, last = publications[-1]
    ranges = {name: range(value + _BEYOND) for name, value in of.numbers.items()}
    facts, published = list(of.facts), list(of.facts)
    sought = set()
    for council_then, shown in publications:
        policy, why = shown.policy, {one["locator"]: one["why"] for one in shown.withheld.to_dicts()}
        for printed in _figures(shown):
            name = printed["locator"].partition(" ")[2]
            number, reason = name.replace("rate", "all"), why.get(printed["locator"])
            covered = _is_covered(name, printed, council_then)
            if reason is None:
                found = list(_shown(name, printed, council_then, policy))
                facts += found
                published += [] if covered and shown is last else found
            elif number not in SHARES and name != "rate":
                small = reason in (SMALL_COUNT, SMALL_SHARE, GROUP)
                # A 0 is withheld for another's sake where nothing else is left to withhold.
                least = policy.smallest_small if small else min(of.numbers[number], policy.largest_small + 1)
                most = policy.largest_small + 1 if small else ranges[number].stop
                ranges[number] = range(max(least, ranges[number].start), min(most, ranges[number].stop))
            rounded = policy.rounds_to > 1 and name not in (*SHARES, "rate") and covered
            if shown is last and (rounded or reason in (SMALL_COUNT, SMALL_SHARE, GROUP)):
                sought.add(number)
    exposed = {one["locator"].partition(" ")[2].replace("rate", "all") for one in last.exposed.to_dicts()}
    for number in sorted(sought - exposed):
        # Of a share of a group of which nobody knows how large it is, nobody knows how many it counts.
        of_known_group = number not in SHARES or len(can_be("all", ranges, facts)) < 2
        if of_known_group and _is_told(number, ranges, facts) and not _is_told(number, _wide(of), published):
            yield number
    everything = {name for council_then, _ in publications for _, name in council_then.printed}
    sums = [fact for fact in facts if fact not in of.facts or fact.least == fact.most]
    if not any(_is_covered(name, {"document": document}, of) for document, name in of.printed):
        return
    # That a cell of a finer table can be had, such as one by age and sex, says the same of the table by age.
    said = last.exposed.select("indicator", "dimension", "period").unique().rows()
    cells = {cell.name: (cell.indicator, cell.by, cell.period.label) for cell in of.cells}

    def is_said(number: str) -> bool:
        indicator, by, when = cells[number]
        return any((indicator, when) == (of_what, day) and by in finer for of_what, finer, day in said)

    for number, value in sorted(of.numbers.items()):
        few = number not in _NOT_SOUGHT and 0 < value <= last.policy.largest_small
        # A whole that nobody prints is told by a part that is all of it, such as two months of which one has nobody.
        other = [fact for fact in sums if (number, -1) not in fact.terms]
        if number not in everything and few and not is_said(number) and _is_told(number, ranges, other):
            yield f"{number}, which nobody prints"


def _is_told(number: str, ranges: dict[str, range], facts: list[Fact]) -> bool:
    return len(can_be(number, ranges, facts)) < 2


def _wide(of: Council) -> dict[str, range]:
    return {name: range(value + _BEYOND) for name, value in of.numbers.items()}


def _figures(shown: Protected) -> Iterable[dict]:
    documents = pl.col("document").is_in([OWN, LATER, OLDER]) & (pl.col("locator") != "children")
    return shown.evidence.observations.filter(documents).to_dicts()


def _shown(name: str, printed: dict, of: Council, policy: Policy) -> Iterator[Fact]:
    """What an attacker reads from a printed figure."""
    rounds = policy.rounds_to if _is_covered(name, printed, of) else 1
    value = printed["value"]
    if name == "rate":
        counts = range(of.numbers["all"] + _BEYOND)
        counted = {n: n if rounds == 1 else _nearest(n) for n in counts}
        printed_as = [n for n in counts if tenths(counted[n], CHILDREN, 10_000) == round(value * 10)]
        yield Fact((("all", 1),), printed_as[0], printed_as[-1])
    elif name not in SHARES:
        yield _near(name, value, rounds, policy)
    else:
        counts = [
            (column, which)
            for column, which in (("numerator", name), ("denominator", "all"))
            if printed[column] is not None
        ]
        for column, which in counts:
            yield _near(which, printed[column], rounds, policy)
        if rounds == 1:
            yield from share(round(value * 10), name, "all")
        elif not counts:
            yield Fact(((name, 200), ("all", 1 - 2 * round(value))), 0, inf)
            yield Fact(((name, 200), ("all", -1 - 2 * round(value))), -inf, 0)


def _is_covered(name: str, printed: dict, of: Council) -> bool:
    return printed["document"] != OLDER and (OLDER, name) not in of.printed


def _near(name: str, value: float, rounds: int, policy: Policy) -> Fact:
    """A printed number of people, and what it can be where it was rounded."""
    by = rounds // 2
    least = max(value - by, policy.largest_small + 1) if by else value
    return Fact(((name, 1),), least, value + by)


def _nearest(number: int) -> int:
    return (number + 2) // 5 * 5
