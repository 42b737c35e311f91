"""Targets and benchmarks beside the latest figures."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.period import financial_year
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.choosing import Which
from analytics.notebooks.cells.theme import LatestCell, TrendsCell, _ways, render_latest, render_trends
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.made_up import evidence_of, level, row
from tests.shipped import shipped as shipped_evidence

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


def test_what_is_only_expected_is_not_called_better():
    rows = (row(HIGHER, 40.0, BEFORE), row(HIGHER, 50.0, LAST, status="forecast"))
    view = shown(*rows)
    assert column(view, "Latest") == "50.0% in 2017/18 (forecast)"
    assert column(view, "Since the figure before") == "▲ up 10 percentage points"
    assert "It did not move in a direction that is better or worse." in view.summary


@pytest.mark.parametrize("days", [{"from": date(2018, 4, 1)}, {"to": date(2017, 3, 31)}])
def test_a_target_of_another_period_is_neither_met_nor_missed(days):
    view = shown(row(HIGHER, 30.0, LAST), targets=(level(HIGHER, 90.0, **days),))
    assert column(view, "Target") == "target 90%, of another period"


def test_of_two_targets_the_one_that_applied_counts_in_whichever_order_they_are_printed():
    applied, ended = level(HIGHER, 60.0, **{"from": LAST.start}), level(HIGHER, 90.0, **{"to": BEFORE.end})
    for targets in ((applied, ended), (ended, applied)):
        assert column(shown(row(HIGHER, 70.0, LAST), targets=targets), "Target") == "✓ met: target 60%"


@pytest.mark.parametrize("status", ["estimated", "forecast"])
def test_what_was_not_counted_has_neither_met_nor_missed_a_target(status):
    view = shown(row(HIGHER, 30.0, LAST, status=status), targets=(level(HIGHER, 90.0),))
    assert column(view, "Target") == "target 90%"


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
    assert "It did not move in a direction that is better or worse." in view.summary
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


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_how_many_moved_which_way_is_said_with_every_count_and_no_nought(better, worse, neither):
    moved = better + worse + neither
    if not moved:
        return
    said = _ways(moved, better, worse)
    counts = [int(number) for number in re.findall(r"\d+", said)]
    assert 0 not in counts
    assert ("better direction" in said or "in the better" in said) == (better > 0)
    assert ("worse direction" in said or "in the worse" in said) == (worse > 0)
    assert ("neither" in said) == (neither > 0 and better + worse > 0)
    if better and worse:
        assert counts == [better, worse, *([neither] if neither > 1 else [])]


@pytest.mark.parametrize("council", ["barnsley", "barnet"])
def test_a_long_list_is_folded_by_theme_and_each_says_how_its_measures_moved(council):
    table = render_latest(LatestCell(authority=council), shipped_evidence()).table
    names = {theme.name for theme in shipped_evidence().catalogue.themes.values()}
    parts = table.in_parts()
    assert len(table.rows) > 20
    assert len(parts) == len({name.partition(":")[0] for name, _ in parts}) > 1
    place = table.columns.index("Since the figure before")
    for name, of_it in parts:
        theme, _, said = name.partition(": ")
        assert theme in names
        moves = [row[place].text for row in of_it.rows]
        ways = {way: sum(text.endswith(f", {way}") for text in moves) for way in ("better", "worse")}
        counted = [f"{count} {way}" for way, count in ways.items() if count]
        assert said == f"{count_of(len(moves), 'measure')}" + (
            f", {' and '.join(counted)} than before" if counted else ""
        )


def test_a_short_list_stays_open():
    assert render_latest(LatestCell(authority="barnsley", theme="care_leavers"), shipped_evidence()).table.parts == ()


@pytest.mark.parametrize("which", ["worse", "better", "revised"])
@pytest.mark.parametrize("many", [1, 2, 30])
def test_which_measures_these_are_fits_a_title_and_is_a_sentence_where_there_are_none(which, many):
    of = Which(which)
    assert len(of.finding(many, 90).split()) <= 10
    assert of.none_of(many).startswith("The one measure " if many == 1 else f"None of the {many} measures ")


def test_a_theme_nobody_knows_is_said():
    with pytest.raises(CannotRender, match="no theme called “weather”"):
        render_latest(LatestCell(authority="barnsley", theme="weather"), evidence_of(row(HIGHER, 80.0, LAST)))


def test_trends_draw_every_measure_with_two_figures_and_no_other():
    rows = (row(HIGHER, 80.0, LAST), row(HIGHER, 75.0, BEFORE), row(LOWER, 30.0, LAST))
    view = render_trends(TrendsCell(authority="barnsley", theme="assessment"), evidence_of(*rows))
    assert len(view.charts) == 1
    assert set(view.data["indicator"]) == {HIGHER}


def test_more_charts_than_anybody_looks_at_are_not_drawn_and_that_is_said(monkeypatch):
    monkeypatch.setattr("analytics.notebooks.cells.theme._MOST_CHARTS", 1)
    rows = [row(name, value, year) for name in (HIGHER, LOWER) for value, year in ((70.0, BEFORE), (75.0, LAST))]
    view = render_trends(TrendsCell(authority="barnsley", theme="assessment"), evidence_of(*rows))
    assert len(view.charts) == 1
    assert view.caveats == ("The first 1 of 2 measures are drawn.",)


def test_without_two_figures_there_is_no_trend():
    with pytest.raises(CannotRender, match="No measure of assessments has two figures"):
        render_trends(TrendsCell(authority="barnsley", theme="assessment"), evidence_of(row(HIGHER, 80.0, LAST)))
