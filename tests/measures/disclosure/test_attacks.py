"""Ways in which withheld numbers were once worked out, each tried as an attacker would."""

from datetime import date
from fractions import Fraction
from math import ceil, floor

import polars as pl
import pytest

from analytics.evidence.period import Period, snapshot
from analytics.evidence.period_spellings import parse_period
from analytics.measures.disclosure.gathering import NO_GROUP
from analytics.measures.disclosure.groups import could_be_few
from analytics.measures.disclosure.policy import Policy, Rule
from analytics.measures.disclosure.protect import protected
from analytics.measures.disclosure.secondary import CROSSED, MOVED
from tests.measures.disclosure.attacker import Fact, can_be, equal
from tests.measures.disclosure.tables import DAY, LATER, MONTHS, OWN, QUARTER, council, own
from tests.notebooks.made_up import OLDER

DFE, TEN_FIVE = Policy(), Policy(rule=Rule.TEN_FIVE)
APRIL, MAY, JUNE = MONTHS
AFTER = snapshot(date(2018, 6, 30))
# Further than any number below.
_BEYOND = 80


def shown(*rows: dict, policy: Policy = DFE) -> list[float | None]:
    """What is shown of each figure, in the order given."""
    numbered = [row | {"locator": f"{number}"} for number, row in enumerate(rows)]
    after = protected(council(*numbered), policy).evidence.observations
    found = dict(after.select("locator", "value").rows())
    return [found[f"{number}"] for number in range(len(rows))]


def whys(*rows: dict, policy: Policy = DFE) -> set[str]:
    """Why figures are withheld."""
    return set(protected(council(*rows), policy).withheld["why"])


def could_be(sought: str, facts: list[Fact], **read: float | None) -> int:
    """How many numbers, two at most, one that is sought can be for an attacker who reads some others."""
    names = {name for fact in facts for name, _ in fact.terms}
    ranges = {name: range(_BEYOND) for name in names} | {
        name: range(int(value), int(value) + 1) for name, value in read.items() if value is not None
    }
    return len(can_be(sought, ranges, facts))


def started(period: Period, value: float, **cells: object) -> dict:
    """Plans that started."""
    return own("cp_started_n", value, period, **cells)


def on_plans(member: str, value: float, by: str = "team", **cells: object) -> dict:
    """Children on a plan of some breakdown."""
    return own("cp_n", value, by=by, member=member, **cells)


TWO_MONTHS = parse_period("April to May 2018")


@pytest.mark.parametrize("document", [OWN, LATER])
def test_a_month_that_is_not_printed_cannot_be_had_from_the_year_to_date(document):
    rows = started(APRIL, 20.0), started(TWO_MONTHS, 35.0), started(QUARTER, 38.0, document=document)
    april, two, quarter = shown(*rows)
    facts = [equal("two", "april", "may"), equal("quarter", "two", "june")]
    assert could_be("june", facts, april=april, two=two, quarter=quarter) > 1


def test_nor_from_a_quarter_and_its_other_months():
    april, may, quarter = shown(started(APRIL, 20.0), started(MAY, 15.0), started(QUARTER, 38.0, document=LATER))
    assert could_be("june", [equal("quarter", "april", "may", "june")], april=april, may=may, quarter=quarter) > 1


def test_nor_where_a_later_paper_mended_a_month_and_only_with_it_the_quarter_adds_up():
    rows = started(APRIL, 20.0), started(APRIL, 21.0, document=LATER), started(MAY, 15.0), started(JUNE, 3.0)
    _, april, may, june, quarter = shown(*rows, started(QUARTER, 39.0, document=LATER))
    assert june is None
    assert could_be("june", [equal("quarter", "april", "may", "june")], april=april, may=may, quarter=quarter) > 1


def test_months_that_come_to_large_numbers_are_shown():
    assert shown(started(APRIL, 20.0), started(TWO_MONTHS, 35.0), started(QUARTER, 48.0)) == [20.0, 35.0, 48.0]


def test_a_share_of_a_group_of_unknown_size_is_withheld_and_says_why():
    rows = started(QUARTER, 12.0), own("cp_repeat", 16.7, QUARTER)
    assert shown(*rows) == [12.0, None]
    assert whys(*rows) == {NO_GROUP}
    part = on_plans("East", 40.0), own("cp_2y", 12.5, by="team", member="West")
    assert shown(*part) == [40.0, None]


def test_a_share_of_a_known_group_and_one_that_counts_few_of_no_group_are_shown():
    counted = own("cp_repeat", 16.7, QUARTER, numerator=10.0, denominator=60.0)
    assert shown(own("cp_n", 304.0), own("cp_2y", 25.3), own("cp_repeat", 49.3), counted) == [304.0, 25.3, 49.3, 16.7]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([own("adopt_a2_days", 400.0, QUARTER)], [None]),
        ([own("adopt_a2_days", 400.0, QUARTER, denominator=4.0)], [None]),
        ([own("adopt_a2_days", 400.0, QUARTER, denominator=40.0)], [400.0]),
        ([own("cic_sdq_average", 18.0)], [None]),
        ([own("cic_sdq_average", 18.0, denominator=40.0)], [18.0]),
        ([own("sw_caseload_avg", 4.0)], [None]),
        ([own("sw_caseload_avg", 16.0)], [16.0]),
        ([own("sw_caseload_avg", 4.0, denominator=20.0)], [4.0]),
        ([own("sw_caseload_avg", 2.0, denominator=2.0)], [None]),
        ([own("cp_rate", 45.0)], [None]),
        ([own("cp_rate", 45.0), own("population_0_17", 50_000.0)], [45.0, 50_000.0]),
        ([own("cp_rate", 45.0), own("cp_n", 225.0)], [45.0, 225.0]),
        ([own("cp_rate", 45.0, by="team", member="East"), own("population_0_17", 50_000.0)], [None, 50_000.0]),
        ([own("cp_rate", 1.0), own("population_0_17", 50_000.0)], [None, 50_000.0]),
        ([own("cl_eet", 6.7, numerator=None, denominator=45.0)], [None]),
        ([own("cl_eet", 26.7, numerator=None, denominator=45.0)], [26.7]),
    ],
    ids=[
        "an average of nobody knows how many",
        "an average of few",
        "an average of many",
        "an average score of nobody knows how many",
        "an average score of many",
        "a caseload that is small itself",
        "a caseload of nobody knows how many workers",
        "a small caseload of many workers",
        "a caseload and workers that come to few children",
        "a rate of nobody knows how many",
        "a rate of the children of the area",
        "a rate with its count",
        "a rate of a part",
        "a rate that comes to few",
        "a share of a size in the row that counts few",
        "a share of a size in the row that counts many",
    ],
)
def test_averages_rates_and_shares_are_shown_only_where_they_are_known_to_be_of_many(rows, expected):
    assert shown(*rows) == expected


def test_a_rate_that_comes_to_few_by_the_children_of_the_year_before_is_withheld():
    before, after = snapshot(date(2017, 6, 30)), snapshot(date(2018, 6, 30))
    children = own("population_0_17", 54_000.0, before), own("population_0_17", 56_000.0, after)
    assert shown(own("cp_rate", 1.0), *children)[0] is None


@pytest.mark.parametrize("policy", [DFE, TEN_FIVE], ids=["dfe", "10-5"])
def test_a_percentage_could_be_of_few_where_some_group_of_any_size_makes_it_so(policy):
    few: set[int] = set()
    for size in range(1, 400):
        for counted in range(size + 1):
            if min(counted, size - counted) <= policy.largest_small:
                # A half may be rounded either way.
                tenths = Fraction(1000 * counted, size)
                few |= {ceil(tenths - Fraction(1, 2)), floor(tenths + Fraction(1, 2))}
    for tenths in range(50, 951):
        assert could_be_few(f"{tenths / 10:.1f}", policy) is (tenths in few)


CELLS = [("0-4 boys", 2.0), ("0-4 girls", 9.0), ("5-17 boys", 9.0), ("5-17 girls", 8.0)]
AGES = [("0-4", 11.0), ("5-17", 17.0)]


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("named", [True, False], ids=["named after the ages", "by codes"])
def test_a_cell_cannot_be_had_from_a_coarser_breakdown(total, named):
    ages = [on_plans(age, value, "age") for age, value in AGES]
    cells = [on_plans(name if named else f"G{n}", value, "cells") for n, (name, value) in enumerate(CELLS)]
    young, old, *found = shown(*ages, *cells, *([own("cp_n", 28.0)] if total else []))
    facts = [equal("young", "cell0", "cell1"), equal("old", "cell2", "cell3")]
    read = {f"cell{place}": value for place, value in enumerate(found[:4])}
    assert found[0] is None
    assert could_be("cell0", facts, young=young, old=old, **read) > 1


def test_a_table_too_large_to_be_matched_with_a_coarser_one_goes_as_a_whole():
    cells = [on_plans(f"G{place}", 2.0 if place == 3 else 10.0 + place, "cells") for place in range(16)]
    total = sum(cell["value"] for cell in cells)
    first = sum(cell["value"] for cell in cells[:7])
    young, old, *found = shown(on_plans("0-4", first, "age"), on_plans("5-17", total - first, "age"), *cells)
    assert (young, old, set(found)) == (first, total - first, {None})
    assert CROSSED in whys(on_plans("0-4", first, "age"), on_plans("5-17", total - first, "age"), *cells)


def test_a_large_table_without_a_small_number_or_with_another_total_is_shown():
    cells = [on_plans(f"G{place}", 10.0 + place, "cells") for place in range(16)]
    ages = on_plans("0-4", 100.0, "age"), on_plans("5-17", sum(cell["value"] for cell in cells) - 100.0, "age")
    assert None not in shown(*ages, *cells)


def test_a_nought_goes_where_nothing_else_is_left_that_could():
    published = started(QUARTER, 16.0, document=OLDER), started(MAY, 12.0, document=OLDER)
    quarter, may, april = shown(*published, started(APRIL, 0.0))
    assert (quarter, may) == (16.0, 12.0)
    facts = [equal("quarter", "april", "may", "june")]
    assert could_be("june", facts, quarter=quarter, may=may, april=april) > 1


def test_a_figure_that_others_contradict_does_not_hide_what_a_document_tells():
    rows = started(MAY, 12.0), started(QUARTER, 13.0), started(JUNE, 0.0, document=OLDER)
    for more in ([], [started(TWO_MONTHS, 15.0, document=LATER)]):
        may, quarter, june = shown(*rows, *more)[:3]
        assert could_be("april", [equal("quarter", "april", "may", "june")], may=may, quarter=quarter, june=june) > 1


def test_a_part_of_a_team_that_nobody_prints_cannot_be_had_from_the_team():
    east, first, _ = shown(on_plans("East", 20.0), on_plans("East 1", 17.0, "subteam"), on_plans("West", 30.0))
    assert could_be("rest", [equal("east", "first", "rest")], east=east, first=first) > 1


@pytest.mark.parametrize(
    ("stock", "came", "went"),
    [
        ("cic_n", "cic_started_n", "cic_ceased_n"),
        ("cin_n", "cin_started_n", "cin_ended_n"),
        ("cp_n", "cp_started_n", "cp_ended_n"),
    ],
    ids=["in care", "in need", "on plans"],
)
@pytest.mark.parametrize("printed", [True, False], ids=["ends printed", "ends not printed"])
def test_how_many_ended_cannot_be_had_from_those_before_and_after(stock, came, went, printed):
    rows = [own(stock, 50.0), own(stock, 60.0, AFTER)]
    rows += [own(came, value, month) for month, value in zip(MONTHS, (8.0, 6.0, 0.0), strict=True)]
    before, after, *months = shown(*rows, *([own(went, 4.0, QUARTER)] if printed else []))
    starts = ["april", "may", "june"]
    facts = [Fact((("before", 1), *((one, 1) for one in starts), ("ended", -1), ("after", -1)), 0, 0)]
    read = dict(zip(starts, months[:3], strict=True))
    assert could_be("ended", facts, before=before, after=after, **read) > 1


@pytest.mark.parametrize(
    ("rows", "policy"),
    [
        ([own("uasc_n", 6.0), own("uasc_n", 3.0, AFTER), own("uasc_change", -3.0, AFTER)], DFE),
        ([own("cl_uasc_n", 20.0), own("cl_uasc_n", 4.0, AFTER), own("cl_uasc_n_growth", -80.0, AFTER)], DFE),
        ([own("uasc_n", 6.0), own("uasc_change", -3.0, AFTER)], DFE),
        ([own("uasc_n", 61.0), own("uasc_n", 58.0, AFTER), own("uasc_change", -3.0, AFTER)], TEN_FIVE),
    ],
    ids=["a change", "a growth", "a figure nobody prints", "rounded"],
)
def test_how_far_a_figure_moved_does_not_tell_it(rows, policy):
    assert shown(*rows, policy=policy)[-1] is None
    assert MOVED in whys(*rows, policy=policy)


def test_how_far_a_figure_moved_is_shown_beside_both_figures():
    change = own("uasc_n", 61.0), own("uasc_n", 58.0, AFTER), own("uasc_change", -3.0, AFTER)
    growth = own("cl_uasc_n", 20.0), own("cl_uasc_n", 16.0, AFTER), own("cl_uasc_n_growth", -20.0, AFTER)
    assert shown(*change, *growth) == [61.0, 58.0, -3.0, 20.0, 16.0, -20.0]


MONTHLY = [started(APRIL, 20.0), started(MAY, 3.0), started(JUNE, 15.0)]
TEAMS = [on_plans("East", 20.0), on_plans("West", 3.0), on_plans("North", 9.0)]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (MONTHLY, started(QUARTER, 38.0, document=LATER)),
        (TEAMS, own("cp_n", 32.0, DAY, document=LATER)),
    ],
    ids=["a quarter", "a total"],
)
def test_who_kept_an_earlier_copy_cannot_work_out_what_it_withheld_when_a_later_figure_comes(first, then):
    kept, (*now, later) = shown(*first), shown(*first, then)
    copies = [old if old is not None else new for old, new in zip(kept, now, strict=True)]
    read = {f"part{place}": value for place, value in enumerate(copies)}
    assert kept[1] is None
    assert could_be("part1", [equal("all", "part0", "part1", "part2")], all=later, **read) > 1


def test_the_reasons_never_hold_a_figure():
    rows = [*MONTHLY, started(QUARTER, 38.0, document=LATER), own("cp_repeat", 16.7, QUARTER)]
    withheld = protected(council(*rows), DFE).withheld
    assert not withheld.filter(pl.col("why").str.contains("38|16.7")).height


@pytest.mark.parametrize("mended", [True, False], ids=["mended there", "not"])
def test_a_month_cannot_be_had_from_two_papers_of_which_a_third_says_something_else(mended):
    later = [started(TWO_MONTHS, 14.0, document=LATER), started(QUARTER, 15.0, document=LATER)] if mended else []
    two, quarter, *_ = shown(started(TWO_MONTHS, 12.0, document=OLDER), started(QUARTER, 13.0), *later)
    assert two == 12.0
    assert could_be("june", [equal("quarter", "two", "june")], two=two, quarter=quarter) > 1


def test_a_part_cannot_be_had_from_an_older_total_where_only_its_newer_number_is_printed():
    total, boys, _ = shown(own("cp_n", 14.0), on_plans("Boys", 9.0, "sex"), on_plans("Girls", 7.0, "sex"))
    assert could_be("girls", [equal("all", "boys", "girls")], all=total, boys=boys) > 1


def test_a_part_cannot_be_had_from_a_later_total_by_what_an_earlier_one_leaves_out():
    earlier = own("cp_n", 30.0, document=OLDER), on_plans("Old", 10.0, "age", document=OLDER)
    total, old = shown(own("cp_n", 24.0, document=LATER), on_plans("Old", 4.0, "age", document=LATER), *earlier)[:2]
    assert could_be("old", [Fact((("all", 1), ("old", -1)), 20, 20)], all=total, old=old) > 1


def test_a_later_number_larger_than_an_earlier_total_hides_nothing_that_the_earlier_paper_tells():
    rows = started(TWO_MONTHS, 6.0), started(QUARTER, 11.0), started(APRIL, 8.0, document=LATER)
    two, quarter, _, june = shown(*rows, started(JUNE, 5.0, document=LATER))
    assert june is None
    assert could_be("june", [equal("quarter", "two", "june")], two=two, quarter=quarter) > 1


def test_a_part_cannot_be_had_from_another_breakdown_where_the_only_total_printed_is_a_later_one():
    ages = on_plans("Young", 8.0, "age", document=OLDER), on_plans("Middle", 2.0, "age", document=OLDER)
    rows = *ages, on_plans("Boys", 7.0, "sex", document=OLDER), own("cp_n", 12.0, document=LATER)
    young, middle, boys, _, old = shown(*rows, on_plans("Old", 0.0, "age"))
    facts = [equal("all", "young", "middle", "old"), equal("all", "boys", "girls")]
    assert could_be("girls", facts, young=young, middle=middle, boys=boys, old=old) > 1


def test_nor_what_another_breakdown_comes_to_beside_a_part_that_a_later_paper_mended():
    rows = [on_plans(age, value, "age", document=OLDER) for age, value in (("Young", 4.0), ("Old", 3.0))]
    rows += [on_plans("Boys", 5.0, "sex", document=OLDER), on_plans("Girls", 5.0, "sex", document=LATER)]
    young, old, boys, _, middle = shown(*rows, on_plans("Middle", 0.0, "age"))
    facts = [equal("all", "young", "middle", "old"), equal("all", "boys", "girls")]
    assert could_be("girls", facts, young=young, middle=middle, old=old, boys=boys) > 1


def test_a_part_cannot_be_had_because_in_two_papers_nobody_is_in_another():
    rows = [own("cp_n", 10.0), on_plans("Girls", 10.0, "sex"), on_plans("Old", 0.0, "age")]
    rows += [on_plans(age, value, "age", document=LATER) for age, value in (("Young", 10.0), ("Old", 3.0))]
    total, girls, _, young, _, later = shown(*rows, on_plans("Girls", 13.0, "sex", document=LATER))
    facts = [equal("all", "boys", "girls"), equal("more", "boys", "later"), equal("more", "young", "old")]
    assert could_be("old", facts, all=total, girls=girls, later=later, young=young) > 1


@pytest.mark.parametrize("june", [0.0, 10.0])
def test_a_month_cannot_be_had_from_what_came_in_another_by_a_paper_that_mended_it(june):
    earlier = started(QUARTER, 19.0 + june), started(MAY, 14.0)
    later = started(TWO_MONTHS, 20.0, document=LATER), started(QUARTER, 20.0 + june, document=LATER)
    quarter, may, two, mended = shown(*earlier, *later)
    facts = [equal("mended", "two", "june"), equal("quarter", "april", "may", "june")]
    assert could_be("april", facts, quarter=quarter, may=may, two=two, mended=mended) > 1


def test_a_month_cannot_be_had_from_a_later_quarter_and_months_of_two_papers():
    later = [started(*one, document=LATER) for one in ((APRIL, 6.0), (TWO_MONTHS, 15.0), (JUNE, 8.0), (QUARTER, 23.0))]
    quarter, may, _, _, june, _ = shown(started(QUARTER, 22.0), started(MAY, 9.0), *later)
    assert could_be("april", [equal("quarter", "april", "may", "june")], quarter=quarter, may=may, june=june) > 1


def test_what_went_in_an_earlier_paper_is_not_shown_by_a_later_one_that_repeats_it():
    ages = [("Young", 5.0), ("Old", 4.0)]
    cells = [on_plans("Young girls", 4.0, "age and sex"), on_plans("Young boys", 1.0, "age and sex")]
    earlier = [own("cp_rate", 55.0), own("population_0_17", 2_000.0), on_plans("Boys", 1.0, "sex"), *cells]
    earlier += [on_plans(age, value, "age") for age, value in ages]
    later = [on_plans(age, value, "age", document=LATER) for age, value in ages]
    later += [on_plans("Young girls", 4.0, "age and sex", document=LATER), own("cp_n", 11.0, document=LATER)]
    girls, total, again, *_ = shown(
        on_plans("Girls", 10.0, "sex"), later.pop(), on_plans("Girls", 10.0, "sex", document=LATER), *earlier, *later
    )
    assert None in (total, girls if again is None else again)
    assert girls == again
