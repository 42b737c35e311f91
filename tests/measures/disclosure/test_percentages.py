"""What percentages give away is found, and what it is stands nowhere."""

from dataclasses import fields
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from analytics.evidence.period import financial_year, snapshot
from analytics.measures.disclosure import Apart, Disclosed, Given, count_behind, disclosures, given_away
from tests.notebooks.made_up import OLDER, evidence_of, row
from tests.shipped import shipped

YEAR, DAY = financial_year(2017), snapshot(date(2018, 3, 31))


def in_print(count: int, size: int, decimals: int) -> str:
    """A share as it is printed, a half rounded up."""
    digits = floor(Fraction(count * 100 * 10**decimals, size) + Fraction(1, 2))
    return f"{digits / 10**decimals:.{decimals}f}"


def ways_of_printing(count: int, size: int, decimals: int) -> set[str]:
    """A half may be rounded either way."""
    exact = Fraction(count * 100 * 10**decimals, size)
    return {
        f"{digits / 10**decimals:.{decimals}f}"
        for digits in (floor(exact + Fraction(1, 2)), ceil(exact - Fraction(1, 2)))
    }


def small(count: int, size: int) -> bool:
    return 1 <= count <= 5 or 1 <= size - count <= 5


def every_group(printed: list[str], most: int, apart: Apart | None = None) -> list[tuple[int, tuple[int, ...]]]:
    """Every size with every number of children behind each share, tried one by one."""
    decimals = [len(share.partition(".")[2]) for share in printed]
    found = []
    for size in range(3, most + 1):
        for counts in product(range(size + 1), repeat=len(printed)):
            fits = all(
                share in ways_of_printing(count, size, places)
                for share, count, places in zip(printed, counts, decimals, strict=True)
            )
            if fits and (apart is None or counts[apart.second] - counts[apart.first] == apart.more):
                found.append((size, counts))
    return found


def verdict(groups: list[tuple[int, tuple[int, ...]]], most: int) -> Given | None:
    if not groups:
        return None
    if all(any(small(count, size) for count in counts) for size, counts in groups):
        return Given.SMALL_NUMBER
    return Given.GROUP_SIZE if len({size for size, _ in groups}) == 1 and most > 3 else None


@st.composite
def cohorts(draw: st.DrawFn, largest: int = 26) -> tuple[int, list[int], list[int]]:
    """A group, two counts in it and the decimals that their shares are printed with."""
    size = draw(st.integers(3, largest))
    counts = draw(st.lists(st.integers(0, size), min_size=2, max_size=2))
    return size, counts, draw(st.lists(st.integers(0, 2), min_size=2, max_size=2))


@given(cohorts(), st.integers(0, 4))
@example((20, [8, 9], [0, 0]), 0)
@example((13, [6, 6], [1, 1]), 4)
def test_what_is_given_away_is_what_trying_every_group_one_by_one_shows(cohort, beyond):
    size, counts, decimals = cohort
    printed = [in_print(count, size, places) for count, places in zip(counts, decimals, strict=True)]
    most = size + beyond
    groups = every_group(printed, most)
    assert (size, tuple(counts)) in groups
    assert given_away(printed, most=most) == verdict(groups, most)


@given(cohorts(18), st.integers(0, 3))
def test_a_printed_difference_narrows_the_groups(cohort, beyond):
    size, counts, decimals = cohort
    counts = sorted(counts)
    printed = [in_print(count, size, places) for count, places in zip(counts, decimals, strict=True)]
    apart = Apart(0, 1, counts[1] - counts[0])
    expected = verdict(every_group(printed, size + beyond, apart), size + beyond)
    assert given_away(printed, most=size + beyond, apart=apart) == expected


@given(st.integers(15, 400), st.data())
def test_no_small_number_is_found_where_no_group_that_fits_has_one(size, data):
    counts = data.draw(st.lists(st.sampled_from([0, size, *range(6, size - 5)]), min_size=2, max_size=2))
    printed = [in_print(count, size, 1) for count in counts]
    tried = range(size - 3, size + 4)
    behind = {
        one: [[count for count in range(one + 1) if share in ways_of_printing(count, one, 1)] for share in printed]
        for one in tried
    }
    fitting = [(one, count) for one, shares in behind.items() if all(shares) for share in shares for count in share]
    assume(not any(small(count, one) for one, count in fitting))
    assert given_away(printed, least=tried[0], most=tried[-1]) is not Given.SMALL_NUMBER


@given(cohorts(60), st.booleans())
def test_shares_in_another_order_and_their_complements_give_the_same_away(cohort, known):
    size, counts, _ = cohort
    most = size if known else None
    shares = [in_print(count, size, 1) for count in counts]
    # The rest of a half that was rounded up is a half rounded down, which is as good.
    rest = [f"{100 - float(share):.1f}" for share in shares]
    assert given_away(shares, most=most) == given_away(shares[::-1], most=most) == given_away(rest, most=most)


def test_without_a_limit_only_a_single_size_gives_anything_away():
    assert given_away(["50", "25"]) is None
    assert given_away(["99.4", "98.2"], most=180) is Given.SMALL_NUMBER
    assert given_away(["99.4", "98.2"]) is None


def test_shares_that_are_of_no_one_group_give_nothing_away():
    assert given_away(["33.3", "50.0"], most=5) is None
    assert given_away([], most=50) is None


@given(st.integers(0, 1000), st.integers(1, 900), st.sampled_from([None, "final", "provisional", "hypothetical"]))
def test_the_number_behind_a_share_is_the_nearest_and_never_a_small_one(tenths, population, status):
    found = count_behind(tenths / 10, population, status)
    exact = Fraction(tenths * population, 1000)
    nearest = [count for count in range(population + 1) if abs(count - exact) <= Fraction(1, 2)]
    if found is None:
        assert any(small(count, population) for count in nearest)
    else:
        assert found in nearest
        assert not small(found, population)


def test_there_is_no_number_behind_words_or_behind_what_is_no_share():
    assert count_behind(50, 202, "estimated") is None
    assert count_behind(-4, 202) is None
    assert count_behind(104, 202) is None
    assert count_behind(50, 0) is None


def test_nobody_and_everybody_are_no_small_numbers():
    assert (count_behind(0, 202), count_behind(100, 202)) == (0, 202)


def linked(*more: dict, eet: float = 44.4, accom: float = 95.6, **cells: object) -> tuple[dict, ...]:
    """Two shares of care leavers aged 19 to 21."""
    return row("cl_eet", eet, YEAR, locator="L1", **cells), row("cl_accom", accom, YEAR, locator="L2", **cells), *more


def test_two_shares_of_one_group_are_found_where_a_count_says_how_large_it_can_be():
    [found] = disclosures(evidence_of(*linked(row("cl_n", 50.0, DAY))))
    assert found == Disclosed(
        document=OLDER,
        area="barnsley",
        period="2017/18",
        cohort="care leavers aged 19 to 21",
        given=Given.SMALL_NUMBER,
        indicators=("cl_eet", "cl_accom"),
        locators=("L1", "L2"),
    )
    assert found.is_small


@pytest.mark.parametrize(
    "rows",
    [
        linked(),
        linked(row("cl_n", 50.0, DAY), status="estimated"),
        linked(row("cl_n", 50.0, DAY), area="england"),
        linked(row("cl_n", 50.0, DAY))[1:],
        (*linked(row("cl_n", 50.0, DAY))[1:], row("cl_eet", 44.4, financial_year(2016))),
        linked(row("cl_n", 500.0, DAY)),
    ],
    ids=["no limit", "in words", "of England", "one share", "another year", "a large group"],
)
def test_nothing_is_found_where_the_group_is_not_known_or_not_one(rows):
    assert disclosures(evidence_of(*rows)) == ()


def test_one_share_is_enough_where_the_size_of_its_group_is_printed():
    [found] = disclosures(evidence_of(row("cic_3plus_12m", 1.3, DAY), row("cic_n", 310.0, DAY)))
    assert (found.given, found.cohort) == (Given.SMALL_NUMBER, "children in care on the day")
    assert disclosures(evidence_of(row("cic_3plus_12m", 11.3, DAY), row("cic_n", 310.0, DAY))) == ()
    counted = row("cic_3plus_12m", 1.3, DAY, numerator=4.0, denominator=310.0)
    assert disclosures(evidence_of(counted, row("cic_n", 310.0, DAY))) == ()


def test_in_the_shipped_papers_the_linked_shares_are_found_and_nothing_about_them_is_held():
    found = {(one.document, one.cohort): one for one in disclosures(shipped())}
    leavers = found["barnsley-self-evaluation-2018", "care leavers aged 19 to 21"]
    assert leavers.is_small
    assert leavers.indicators == ("cl_eet", "cl_accom")
    assessed = found["barnet-performance-report-2019", "first health assessments due"]
    assert (assessed.given, assessed.locators) == (Given.GROUP_SIZE, ("L189",))


def test_a_result_has_no_place_for_a_number():
    """Every part is the words of the document or of the catalogue, and the same whatever the group."""
    assert {(field.name, field.type) for field in fields(Disclosed)} == {
        *((name, str) for name in ("document", "area", "period", "cohort")),
        ("given", Given),
        *((name, tuple[str, ...]) for name in ("indicators", "locators")),
    }
    small_group = disclosures(evidence_of(*linked(row("cl_n", 50.0, DAY))))
    smaller_group = disclosures(evidence_of(*linked(row("cl_n", 35.0, DAY), eet=44.8, accom=96.6)))
    assert repr(small_group) == repr(smaller_group)
    assert [one.given for one in smaller_group] == [Given.SMALL_NUMBER]
