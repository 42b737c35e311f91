"""Small made-up tables of a council: breakdowns with totals, shares, a rate and months, in several papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import inf

import polars as pl
from hypothesis import strategies as st

from analytics.evidence.evidence import Evidence
from analytics.evidence.period import Period, PeriodKind, containing, snapshot
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


@st.composite
def councils(draw: st.DrawFn, documents: tuple[str, ...] = (OWN, LATER, OLDER), most: int = 14) -> Council:
    """A council with boys and girls, three ages, a share or two, a rate, and a quarter by month."""
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
        "quarter": sum(months),
    }
    counted = {"all": ("", ""), "boys": ("sex", "Boys"), "girls": ("sex", "Girls")}
    counted |= {name: ("age", name.capitalize()) for name in ("young", "middle", "old")}
    cells = [Cell(name, "cp_n", float(numbers[name]), by=by, member=member) for name, (by, member) in counted.items()]
    cells += [Cell(f"month {n}", "cp_started_n", float(months[n]), period) for n, period in enumerate(MONTHS)]
    cells.append(Cell("quarter", "cp_started_n", float(sum(months)), QUARTER))
    facts = [
        equal("all", "boys", "girls"),
        equal("all", "young", "middle", "old"),
        equal("quarter", *(f"month {place}" for place in range(3))),
    ]
    if total:
        cells.append(Cell("rate", "cp_rate", tenths(total, CHILDREN, 10_000) / 10))
        for name, indicator in (("long", "cp_2y"), ("neglect", "cp_category_share")):
            numbers[name] = draw(st.integers(0, total))
            counts = {"numerator": float(numbers[name]), "denominator": float(total)} if draw(st.booleans()) else {}
            cells.append(Cell(name, indicator, tenths(numbers[name], total, 100) / 10, **counts))
            facts.append(Fact(((name, 1), ("all", -1)), -float("inf"), 0))
    names = [cell.name for cell in cells]
    printed = draw(
        st.lists(st.tuples(st.sampled_from(documents), st.sampled_from(names)), unique=True, min_size=8, max_size=26)
    )
    return Council(tuple(cells), numbers, tuple(facts), tuple(printed))


def tenths(count: int, size: int, times: int) -> int:
    """A share as it is printed, in tenths, a half rounded up."""
    return (20 * count * times + size) // (2 * size)


SHARES = ("long", "neglect")


def had_all_the_same(of: Council, shown: Protected) -> Iterator[str]:
    """The numbers that an attacker finds, of those withheld or rounded: one value is possible, given all that is shown.

    The attacker knows what adds up, how many children live there, the policy, and which figures were withheld for their
    own sake, so that they are small, and which for another's, so that they are not.
    """
    why = {one["locator"]: one["why"] for one in shown.withheld.to_dicts()}
    large = shown.policy.largest_small + 1
    ranges = {name: range(value + _BEYOND) for name, value in of.numbers.items()}
    facts = list(of.facts)
    sought = set()
    for printed in _figures(shown):
        name = printed["locator"].partition(" ")[2]
        number = "all" if name == "rate" else name
        reason = why.get(printed["locator"])
        if reason is None:
            facts += _shown(name, printed, of, shown.policy)
        elif number not in SHARES and name != "rate":
            small = reason in (SMALL_COUNT, SMALL_SHARE, GROUP)
            least = shown.policy.smallest_small if small else large
            ranges[number] = range(least, large if small else ranges[number].stop)
        if reason is not None or (
            shown.policy.rounds_to > 1 and name not in (*SHARES, "rate") and _is_covered(name, printed, of)
        ):
            sought.add(number)
    exposed = {one["locator"].partition(" ")[2].replace("rate", "all") for one in shown.exposed.to_dicts()}
    for number in sorted(sought - exposed):
        # Of a share of a group of which nobody knows how large it is, nobody knows how many it counts.
        of_known_group = number not in SHARES or len(can_be("all", ranges, facts)) < 2
        if of_known_group and len(can_be(number, ranges, facts)) < 2:
            yield number


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
