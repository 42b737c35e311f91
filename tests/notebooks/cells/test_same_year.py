"""What is said of an older comparator: how the two stood in its own year, where that is another verdict."""

import pytest

from analytics.evidence.period import financial_year
from analytics.measures.facts import facts_about
from analytics.notebooks.cells.comparison import ComparisonCell, render_comparison
from analytics.notebooks.cells.same_year import gap_in_words, then_in_words
from analytics.notebooks.cells.theme import LatestCell, render_latest
from tests.notebooks.made_up import evidence_of, row
from tests.shipped import shipped

MEASURE = "assess_45"
BEFORE, NOW = financial_year(2016), financial_year(2017)


def then(now: float, before: float | None, england: float, indicator: str = MEASURE, **cells: object) -> str:
    """What is said of the year before, whose England figure stands beside this year's own."""
    rows = [row(indicator, now, NOW), row(indicator, england, BEFORE, area="england")]
    rows += [] if before is None else [row(indicator, before, BEFORE, **cells)]
    facts = facts_about(evidence_of(*rows), "barnsley")
    [compared] = facts.compared.to_dicts()
    return then_in_words(facts, compared)


@pytest.mark.parametrize(
    ("now", "before", "england", "said"),
    [
        (99.4, 79.9, 82.9, "in 2016/17 it was 3 percentage points below"),
        (75.0, 90.0, 82.9, "in 2016/17 it was 7.1 percentage points above"),
        (99.4, 82.5, 82.9, "in 2016/17 it was about the same"),
        (82.5, 79.9, 82.9, "in 2016/17 it was 3 percentage points below"),
        (99.4, 90.0, 82.9, ""),
        (70.0, 79.9, 82.9, ""),
        (99.4, None, 82.9, ""),
    ],
    ids=["better now", "worse now", "the same then", "the same now", "better both", "worse both", "no figure then"],
)
def test_the_year_of_the_comparator_is_told_where_its_verdict_differs(now, before, england, said):
    assert then(now, before, england) == said


def test_nothing_is_told_of_a_measure_without_a_better_way():
    assert then(40.0, 20.0, 30.0, indicator="assess_20") == ""


def test_no_verdict_of_then_rests_on_few_children_or_on_a_forecast():
    assert then(99.4, 79.9, 82.9, denominator=12.0) == ""
    assert then(99.4, 79.9, 82.9, status="forecast") == ""


def test_a_comparator_of_the_same_year_is_compared_once():
    rows = [row(MEASURE, 99.4, NOW), row(MEASURE, 82.9, NOW, area="england"), row(MEASURE, 79.9, BEFORE)]
    facts = facts_about(evidence_of(*rows), "barnsley")
    [compared] = facts.compared.to_dicts()
    assert "2016/17" not in gap_in_words(facts, compared)


def test_assessments_were_slower_than_elsewhere_in_the_year_of_the_figures_beside_them():
    view = render_comparison(ComparisonCell(authority="barnsley", indicator=MEASURE), shipped())
    assert "which is better. In 2016/17 it was 3 percentage points below." in view.summary
    assert "better" not in view.title
    assert view.data.filter(area="barnsley", period="2016/17")["value"].to_list() == [79.9]


def test_the_table_of_a_theme_tells_it_too():
    view = render_latest(LatestCell(authority="barnsley", theme="assessment"), shipped())
    [texts] = [[entry.text for entry in line] for line in view.table.rows if "45 working days" in line[0].text]
    assert "better; in 2016/17 it was 3 percentage points below" in texts[-1]
    assert view.data.filter(area="barnsley", indicator=MEASURE, period="2016/17").height == 1
