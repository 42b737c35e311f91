"""A headline that is better than what it is made of."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.enquiry.papers import papers_of
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.headline import headline_masks
from analytics.evidence.evidence import FINDINGS, RATINGS
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, papers, row, shipped_papers
from tests.enquiry.signals.test_across import finding
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, evidence_of, rating

TEAMS = ("North", "South", "East", "West", "Centre", "Coast")
ONE_TEAM = finding("Visits are late, which the council put down to a single team.", indicators=["cp_visit_time"])


def checked(signals: list[Signal]) -> list[Signal]:
    for signal in signals:
        offers_its_slots(signal)
    return signals


def of_teams(*values: float, indicator: str = "sw_caseload_avg", **cells: object) -> list[Signal]:
    rows = [row(indicator, value, member=team, **cells) for team, value in zip(TEAMS, values, strict=False)]
    return checked(list(headline_masks(papers(*rows))))


def of_one_unit(*rows: dict, said: dict = ONE_TEAM) -> list[Signal]:
    evidence = replace(evidence_of(*rows), findings=pl.DataFrame([said], schema=FINDINGS))
    return checked(list(headline_masks(papers_of(evidence, "barnsley", None))))


def graded(**grades: str) -> list[Signal]:
    rows = [
        rating(subject.replace("_", " "), word, YEAR, document=NEWER, locator="3.1", row=number)
        for number, (subject, word) in enumerate(grades.items(), start=2)
    ]
    evidence = replace(evidence_of(), ratings=pl.DataFrame(rows, schema=RATINGS))
    return checked(list(headline_masks(papers_of(evidence, "barnsley", None))))


def shipped_signals(authority: str, day: date | None) -> dict[str, Signal]:
    return {signal.variant: signal for signal in headline_masks(shipped_papers(authority, day))}


def test_late_protection_visits_are_put_down_to_one_team_and_are_no_number_of_children():
    signal = shipped_signals("barnet", date(2019, 7, 31))["one unit"]
    assert (signal.indicator, signal.slots["now"], signal.slots["unit"]) == ("cp_visit_time", "67%", "team")
    assert "children" not in signal.slots
    assert signal.arithmetic == ()
    assert signal.size == pytest.approx(33 / 5)
    assert signal.direction is Direction.CONCERN
    # What the same sentence of the report prints of visits that were tried is not left for the witness to point out.
    assert "The report also prints 71%, including attempted visits." in signal.caveats
    assert any(entry.value == "71%" for entry in signal.cited)


def test_the_disabled_childrens_team_is_far_above_the_middle_team():
    signal = shipped_signals("barnsley", date(2018, 4, 30))["team"]
    assert (signal.member, signal.slots["now"], signal.slots["middle"]) == ("Disabled Children's Team", "27.3", "20.4")
    assert signal.size == pytest.approx((27.3 - 20.4) / 20.4 * 100 / 25)


def test_no_team_of_barnets_is_so_far_above_the_middle_one():
    assert "team" not in shipped_signals("barnet", date(2019, 7, 31))


def test_good_overall_and_not_yet_good_for_help_and_protection():
    signal = shipped_signals("barnsley", None)["grade"]
    assert (signal.slots["overall"], signal.slots["part_grade"]) == ("Good", "Requires improvement to be good")
    assert "help and protection" in signal.slots["part"]
    assert (signal.indicator, signal.member, signal.size) == ("", "child_protection", 1.0)
    assert "grade" not in shipped_signals("barnsley", date(2023, 9, 12))


def test_green_overall_and_three_amber_parts_in_the_councils_own_rating():
    signal = shipped_signals("barnsley", date(2018, 4, 30))["grade"]
    assert (signal.slots["overall"], signal.slots["part"], signal.slots["part_grade"]) == (
        "Green",
        "the three parts rated lowest",
        "Amber",
    )
    assert (signal.size, signal.member) == (2.0, "leadership")
    assert len(signal.cited) == 4


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The council put this down to one team.", "team"),
        ("A single service accounts for most of it.", "service"),
        ("It is due to one school.", "school"),
        ("It came from two teams.", None),
        ("One child was not seen by the team.", None),
    ],
)
def test_one_unit_must_be_named_as_one(text, unit):
    signals = of_one_unit(row("cp_visit_time", 67), said=ONE_TEAM | {"text": text})
    assert [signal.slots["unit"] for signal in signals] == ([unit] if unit else [])


def test_one_unit_needs_a_firm_recent_percentage_and_a_wish_for_better():
    assert not of_one_unit(row("cp_visit_time", 67), said=ONE_TEAM | {"kind": "context"})
    assert not of_one_unit(row("cp_visit_time", 67, LONG_AGO))
    assert not of_one_unit(row("cp_visit_time", 67, status="estimated"))
    assert not of_one_unit(row("cp_n", 67), said=ONE_TEAM | {"indicators": ["cp_n"]})


@pytest.mark.parametrize(
    ("percent", "whole", "words"), [(33, 202, "about 67 children"), (2, 202, None), (33, None, None)]
)
def test_children_are_counted_unless_so_few_that_they_could_be_known(percent, whole, words):
    rows = [row("cp_2y", percent)] + ([row("cp_n", whole)] if whole else [])
    [signal] = of_one_unit(*rows, said=ONE_TEAM | {"indicators": ["cp_2y"]})
    assert signal.slots.get("children") == words


def test_children_are_not_counted_from_another_periods_number():
    said = ONE_TEAM | {"indicators": ["cp_2y"]}
    [signal] = of_one_unit(row("cp_2y", 33), row("cp_n", 202, LONG_AGO), said=said)
    assert "children" not in signal.slots


@pytest.mark.parametrize(
    ("values", "worst"), [((10, 12, 20), "East"), ((10, 10, 12.5), "East"), ((10, 10, 12.4), None)]
)
def test_the_worst_team_stands_out_from_a_quarter_above_the_middle(values, worst):
    assert [signal.member for signal in of_teams(*values)] == ([worst] if worst else [])


def test_where_more_is_better_the_lowest_team_is_the_worst():
    assert [signal.member for signal in of_teams(90, 85, 50, indicator="cp_visit_time")] == ["East"]


def test_two_teams_and_counts_and_rough_figures_are_not_compared():
    assert not of_teams(10, 30)
    assert not of_teams(10, 10, 30, indicator="audit_inadequate_n")
    assert not of_teams(10, 10, 30, status="estimated")
    assert not of_teams(10, 10, 30, period=LONG_AGO)


@settings(max_examples=40)
@given(st.lists(st.integers(50, 400), min_size=3, max_size=6))
def test_a_team_stands_out_as_a_slow_count_says(tenths):
    values = [value / 10 for value in tenths]
    signals = of_teams(*values)
    in_order = sorted(values)
    half = len(values) // 2
    middle = in_order[half] if len(values) % 2 else (in_order[half - 1] + in_order[half]) / 2
    share = (max(values) - middle) / middle * 100
    assert bool(signals) is (share >= 25 - 1e-6)
    for signal in signals:
        assert signal.size == pytest.approx(share / 25)


def test_an_overall_grade_as_low_as_its_parts_masks_nothing():
    assert not graded(Overall="Good", Help="Good", Care="Outstanding")
    assert not graded(Overall="Inadequate", Help="Good")
    assert not graded(Help="Inadequate", Care="Good")
    assert not graded(Overall="Good", Help="not rated")
    [signal] = graded(Overall="Outstanding", Help="Inadequate", Care="Good")
    assert (signal.size, signal.slots["part"]) == (3.0, "help")


def test_a_grade_of_long_ago_is_not_asked_about():
    old = [
        rating(subject, word, LONG_AGO, document=NEWER, locator="3.1")
        for subject, word in (("Overall", "Good"), ("Help", "Inadequate"))
    ]
    evidence = replace(evidence_of(), ratings=pl.DataFrame(old, schema=RATINGS))
    assert not list(headline_masks(papers_of(evidence, "barnsley", None)))
