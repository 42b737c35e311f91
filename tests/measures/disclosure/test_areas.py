"""No withheld figure can be had from those of a region or of England less the other councils."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.evidence.evidence import Evidence
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.measures.disclosure.protect import Protected, protected
from tests.measures.disclosure.attacker import can_be, equal
from tests.measures.disclosure.tables import DAY
from tests.notebooks.made_up import evidence_of, row

REGIONS = {
    "region:Yorkshire and The Humber": ("barnsley", "rotherham", "sheffield"),
    "region:Inner London": ("camden", "hackney"),
    "region:Outer London": ("barnet", "bexley"),
}
YORKSHIRE, INNER, OUTER = REGIONS
LONDON = "region:London"
FACTS = [
    *(equal(region, *councils) for region, councils in REGIONS.items()),
    equal(LONDON, INNER, OUTER),
    equal("england", YORKSHIRE, LONDON),
]
EVERYTHING = Policy(covers=Covers.EVERYTHING)


@dataclass(frozen=True)
class Country:
    """How many there are in each area, and in which order they are printed, if they are."""

    numbers: dict[str, int]
    printed: tuple[str, ...]

    def evidence(self) -> Evidence:
        """A document that prints them."""
        return evidence_of(*(row("cic_started_n", float(self.numbers[area]), DAY, area=area, dimension="",
                                 locator=area) for area in self.printed))  # fmt: skip


def country(printed: tuple[str, ...] | None = None, **numbers: int) -> Country:
    """With the sums of these councils; all printed unless it is said which."""
    known: dict[str, int] = dict(numbers)
    for region, councils in REGIONS.items():
        known[region] = sum(numbers.get(one, 0) for one in councils)
    known[LONDON] = known[INNER] + known[OUTER]
    known["england"] = known[YORKSHIRE] + known[LONDON]
    return Country(known, printed or tuple(known))


@st.composite
def countries(draw: st.DrawFn) -> Country:
    """Seven councils, and some of the sums over them."""
    councils = [one for members in REGIONS.values() for one in members]
    numbers = {one: draw(st.integers(0, 12)) for one in councils}
    sums = [one for one in (*REGIONS, LONDON, "england") if draw(st.booleans())]
    return country((*councils, *sums), **numbers)


def withheld(found: Protected) -> set[str]:
    return set(found.withheld["area"])


def had(made_up: Country, found: Protected) -> list[str]:
    """The withheld areas of which an attacker, who knows which of them are small, finds the number."""
    gone = withheld(found)
    ranges = {}
    for area, number in made_up.numbers.items():
        is_shown = area in made_up.printed and area not in gone
        small = range(1, 6) if area in gone and 1 <= number <= 5 else range(100)
        ranges[area] = range(number, number + 1) if is_shown else small
    return [area for area in sorted(gone) if len(can_be(area, ranges, FACTS)) < 2]


@settings(max_examples=60, derandomize=True)
@given(countries())
def test_an_attacker_finds_no_withheld_council(made_up):
    assert had(made_up, protected(made_up.evidence(), EVERYTHING)) == []


def test_a_second_council_of_the_region_goes_with_a_small_one():
    made_up = country(barnsley=40, rotherham=3, sheffield=90, camden=20, hackney=30, barnet=50, bexley=60)

    assert withheld(protected(made_up.evidence(), EVERYTHING)) == {"rotherham", "barnsley"}


def test_where_no_sum_is_printed_nothing_else_goes():
    made_up = country(("barnsley", "rotherham"), barnsley=40, rotherham=3)

    assert withheld(protected(made_up.evidence(), EVERYTHING)) == {"rotherham"}


def test_a_total_that_is_no_sum_of_those_printed_tells_nothing():
    made_up = country((YORKSHIRE, "barnsley", "rotherham"), barnsley=40, rotherham=3, sheffield=90)

    assert withheld(protected(made_up.evidence(), EVERYTHING)) == {"rotherham"}


def test_what_was_shown_before_stays_known_and_the_officer_is_told():
    whole = ("barnsley", "sheffield", YORKSHIRE)
    before = protected(country(whole, barnsley=40, rotherham=3, sheffield=90).evidence(), EVERYTHING)
    now = country((*whole, "rotherham"), barnsley=40, rotherham=3, sheffield=90)

    found = protected(now.evidence(), EVERYTHING, before.shown)

    assert withheld(before) == set()
    assert withheld(found) == {"rotherham"}
    assert set(found.exposed["area"]) == {"rotherham"}


def test_what_is_rounded_tells_no_council_by_its_region():
    made_up = country(barnsley=43, rotherham=3, sheffield=91, camden=22, hackney=34, barnet=57, bexley=61)

    assert withheld(protected(made_up.evidence(), Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING))) == {
        "rotherham"
    }
