"""Targets and benchmarks beside the latest figures."""

from datetime import date

import pytest

from analytics.evidence.period import financial_year
from analytics.notebooks.cells.theme import LatestCell, TrendsCell, render_latest, render_trends
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.made_up import evidence_of, level, row

HIGHER, LOWER, NEITHER = "assess_45", "assess_nfa", "assess_20"
LAST, BEFORE = financial_year(2017), financial_year(2016)


def shown(*rows: dict, targets: tuple[dict, ...] = ()) -> View:
    return render_latest(LatestCell(authority="barnsley", theme="assessment"), evidence_of(*rows, targets=targets))


def column(view: View, name: str) -> str:
    """The only entry of a column; blank where the column was left out."""
    if name not in view.table.columns:
        return ""
    (line,) = view.table.rows
    return line[view.table.columns.index(name)].text


@pytest.mark.parametrize(
    ("measure", "value", "word"),
    [
        (HIGHER, 91, "✓ met"),
        (HIGHER, 90, "✓ met"),
        (HIGHER, 89, "■ not met"),
        (LOWER, 89, "✓ met"),
        (LOWER, 91, "■ not met"),
    ],
)
def test_a_target_is_met_or_not_by_the_polarity(measure, value, word):
    view = shown(row(measure, float(value), LAST), targets=(level(measure, 90.0),))
    assert column(view, "Target") == f"{word}: target 90%"


def test_a_target_of_a_neutral_measure_is_only_named():
    assert column(shown(row(NEITHER, 30.0, LAST), targets=(level(NEITHER, 90.0),)), "Target") == "target 90%"


@pytest.mark.parametrize("days", [{"from": date(2018, 4, 1)}, {"to": date(2017, 3, 31)}])
def test_a_target_of_another_period_is_neither_met_nor_missed(days):
    view = shown(row(HIGHER, 30.0, LAST), targets=(level(HIGHER, 90.0, **days),))
    assert column(view, "Target") == "target 90%, of another period"


@pytest.mark.parametrize("cells", [{"area": "barnet"}, {"member": "REACH"}])
def test_a_target_of_others_is_not_the_councils(cells):
    assert column(shown(row(HIGHER, 30.0, LAST), targets=(level(HIGHER, 90.0, **cells),)), "Target") == ""


def test_the_same_target_in_every_row_is_still_shown():
    rows = (row(HIGHER, 91.0, LAST), row(NEITHER, 30.0, LAST))
    view = shown(*rows, targets=(level(HIGHER, 90.0), level(NEITHER, 90.0)))
    assert "Target" in view.table.columns


def test_a_benchmark_says_its_own_period_only_where_that_is_another():
    own, older = (
        column(shown(row(HIGHER, 80.0, LAST), row(HIGHER, 70.0, year, area="england")), "England")
        for year in (LAST, BEFORE)
    )
    assert own == "70.0%: ▲ above by 10 percentage points, better"
    assert older == "70.0% in 2016/17: ▲ above by 10 percentage points, better"


@pytest.mark.parametrize(("measure", "verdict"), [(HIGHER, ", better"), (LOWER, ", worse"), (NEITHER, "points")])
def test_above_a_benchmark_is_better_or_worse_by_the_polarity(measure, verdict):
    view = shown(row(measure, 80.0, LAST), row(measure, 70.0, LAST, area="england"))
    assert column(view, "England").endswith(verdict)


def test_a_share_of_few_children_is_shown_without_a_verdict():
    few = {"numerator": 9.0, "denominator": 18.0}
    rows = (
        row(HIGHER, 40.0, BEFORE, **few),
        row(HIGHER, 50.0, LAST, **few),
        row(HIGHER, 90.0, LAST, area="england"),
    )
    view = shown(*rows)
    assert column(view, "Since the figure before") == "▲ up 10 percentage points (of fewer than 20)"
    assert column(view, "England") == "90.0%"
    assert "None of them moved a way that is by itself better or worse." in view.summary
    assert any("rests on fewer than 20" in caveat for caveat in view.caveats)


def test_another_councils_neighbours_have_no_column():
    view = shown(row(HIGHER, 80.0, LAST), row(HIGHER, 70.0, LAST, area="neighbours:barnet"))
    assert "Statistical neighbours" not in view.table.columns


def test_a_figure_of_a_part_is_not_one_of_the_whole():
    with pytest.raises(CannotRender, match="no figures about assessments as a whole"):
        shown(row(HIGHER, 80.0, LAST, member="REACH"))


def test_a_provisional_and_a_forecast_figure_say_so():
    view = shown(row(HIGHER, 80.0, LAST, status="provisional"), row(LOWER, 30.0, LAST, status="forecast"))
    assert sorted(line[1].text for line in view.table.rows) == [
        "30.0% in 2017/18 (forecast)",
        "80.0% (provisional) in 2017/18",
    ]
    assert sum("the figure for 2017/18 is" in text for text in view.caveats) == 2


def test_the_csv_holds_the_figure_before_and_the_benchmarks_too():
    view = shown(
        row(HIGHER, 80.0, LAST), row(HIGHER, 75.0, BEFORE), row(HIGHER, 70.0, BEFORE, area="england", locator="L77")
    )
    assert sorted(view.data["value"]) == [70.0, 75.0, 80.0]
    assert any("line 77" in place for source in view.sources for place in source.places)


def test_words_find_measures_by_name_definition_and_alias():
    cell = LatestCell(authority="barnsley", words="no further action")
    view = render_latest(cell, evidence_of(row(HIGHER, 80.0, LAST), row(LOWER, 30.0, LAST)))
    assert [line[0].link for line in view.table.rows] == [f"indicator:{LOWER}"]


def test_a_theme_nobody_knows_is_said():
    with pytest.raises(CannotRender, match="no theme called “weather”"):
        render_latest(LatestCell(authority="barnsley", theme="weather"), evidence_of(row(HIGHER, 80.0, LAST)))


def test_trends_draw_every_measure_with_two_figures_and_no_other():
    rows = (row(HIGHER, 80.0, LAST), row(HIGHER, 75.0, BEFORE), row(LOWER, 30.0, LAST))
    view = render_trends(TrendsCell(authority="barnsley", theme="assessment"), evidence_of(*rows))
    assert len(view.charts) == 1
    assert set(view.data["indicator"]) == {HIGHER}


def test_without_two_figures_there_is_no_trend():
    with pytest.raises(CannotRender, match="No measure of assessments has two figures"):
        render_trends(TrendsCell(authority="barnsley", theme="assessment"), evidence_of(row(HIGHER, 80.0, LAST)))
