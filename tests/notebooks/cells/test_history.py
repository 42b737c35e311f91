"""What a history says of figures that shipped evidence does not hold, or holds only once."""

from datetime import date

import pytest

from analytics.evidence.period import financial_year, snapshot
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import marks, rows_of
from tests.notebooks.made_up import NEWER, OLDER, evidence_of, level, row

MEASURE = "assess_45"
YEARS = [financial_year(year) for year in (2015, 2016, 2017)]


def shown(*rows: dict, **more: object) -> View:
    return render_history(HistoryCell(authority="barnsley", indicator=MEASURE), evidence_of(*rows, **more))


def years(*values: float | None, **cells: object) -> list[dict]:
    return [row(MEASURE, value, year, **cells) for value, year in zip(values, YEARS, strict=True)]


def test_a_single_figure_is_a_table_without_a_chart():
    view = shown(row(MEASURE, 80.0, YEARS[0]))
    assert view.charts == ()
    assert "2015/16" in view.summary


def test_the_title_says_where_the_latest_figure_went():
    assert "rose to 90.0%" in shown(*years(70.0, 80.0, 90.0)).title
    assert "fell to 70.0%" in shown(*years(90.0, 80.0, 70.0)).title
    assert "stayed at 80.0%" in shown(*years(90.0, 80.0, 80.0)).title


def test_a_missing_figure_is_named_in_the_table_and_on_the_chart():
    view = shown(*years(70.0, None, 90.0))
    assert "Not available" in [row[2].text for row in view.table.rows]
    assert [point["label"] for point in rows_of(view.charts[0].spec, "series") if point["value"] is None] == [
        "Not available"
    ]


def test_a_line_never_runs_over_a_missing_figure():
    points = rows_of(shown(*years(70.0, None, 90.0)).charts[0].spec, "series")
    assert len({point["run"] for point in points if point["value"] is not None}) == 2


def test_where_every_figure_is_missing_the_title_says_so():
    view = shown(*years(None, None, None))
    assert view.title.endswith("no figure published")
    assert view.charts == ()


def test_a_hypothetical_figure_is_no_part_of_the_history():
    view = shown(*years(70.0, 80.0, 90.0), row(MEASURE, 99.0, financial_year(2018), status="hypothetical"))
    assert "99" not in view.summary + "".join(entry.text for line in view.table.rows for entry in line)


def test_a_figure_that_an_older_document_prints_otherwise_is_said():
    view = shown(*years(70.0, 80.0, 90.0), row(MEASURE, 91.0, YEARS[2], document=NEWER))
    assert "91.0%" in view.title
    assert any("For 2017/18 the documents also print 90%." in text for text in view.caveats)


def test_the_note_of_a_figure_stands_beside_it():
    assert "Counted by hand." in shown(*years(70.0, 80.0, 90.0, note="Counted by hand.")).caveats


def test_a_share_of_few_children_is_neither_better_nor_worse_than_before_or_than_others():
    few = {"numerator": 9.0, "denominator": 18.0}
    view = shown(*years(30.0, 40.0, 50.0, **few), *years(80.0, 85.0, 90.0, area="england"))
    assert "fewer than 20, so one or two can decide it" in view.summary
    assert "England: 90.0%." in view.summary
    assert not [word for word in ("That is better", "which is worse", "below England") if word in view.summary]


def test_without_a_benchmark_that_is_said():
    nothing_beside = "These documents give no benchmark for it."
    assert nothing_beside in shown(*years(70.0, 80.0, 90.0)).caveats
    assert nothing_beside not in shown(*years(70.0, 80.0, 90.0), row(MEASURE, 75.0, YEARS[2], area="england")).caveats


def test_another_councils_neighbours_are_neither_drawn_nor_named():
    view = shown(*years(70.0, 80.0, 90.0), row(MEASURE, 11.0, YEARS[2], area="neighbours:barnet"))
    assert view.data["area"].unique().to_list() == ["barnsley"]
    assert "11" not in view.summary


def test_dates_at_unequal_distances_are_a_caveat():
    days = (date(2015, 3, 31), date(2017, 3, 31), date(2017, 6, 30))
    uneven = [row("cic_n", float(number), snapshot(day)) for number, day in enumerate(days, start=300)]
    even = [row("cic_n", float(year), snapshot(date(year, 3, 31))) for year in (2015, 2016, 2017)]
    cell = HistoryCell(authority="barnsley", indicator="cic_n")
    warned = [
        any("not equally far apart" in text for text in render_history(cell, evidence_of(*rows)).caveats)
        for rows in (uneven, even)
    ]
    assert warned == [True, False]


@pytest.mark.parametrize(
    ("days", "drawn_at"),
    [
        ({}, ["2015/16", "2016/17", "2017/18"]),
        ({"from": date(2017, 4, 1)}, ["2017/18"]),
        ({"from": date(2016, 4, 1), "to": date(2017, 3, 31)}, ["2016/17"]),
        ({"from": date(2019, 4, 1)}, []),
    ],
)
def test_a_target_is_drawn_over_the_periods_during_which_it_applied(days, drawn_at):
    view = shown(*years(70.0, 80.0, 90.0), targets=(level(MEASURE, 85.0, **days),))
    lines = [layer for layer in marks(view.charts[0].spec, "line") if "strokeDash" in layer["mark"]]
    assert [point["period"] for layer in lines for point in layer["rows"]] == drawn_at


def test_a_target_that_was_set_twice_is_drawn_for_both_times_and_one_printed_twice_once():
    first, again = {"to": date(2016, 3, 31)}, {"from": date(2017, 4, 1)}
    twice = (level(MEASURE, 85.0, **first), level(MEASURE, 85.0, **again), level(MEASURE, 85.0, locator="L3", **again))
    spec = shown(*years(70.0, 80.0, 90.0), targets=twice).charts[0].spec
    lines = [layer for layer in marks(spec, "line") if "strokeDash" in layer["mark"]]
    assert [[point["period"] for point in layer["rows"]] for layer in lines] == [["2015/16"], ["2017/18"]]


def test_the_target_of_a_team_or_of_another_council_is_not_drawn():
    others = (level(MEASURE, 85.0, member="REACH"), level(MEASURE, 86.0, area="barnet"))
    spec = shown(*years(70.0, 80.0, 90.0), targets=others).charts[0].spec
    assert not [layer for layer in marks(spec, "line") if "strokeDash" in layer["mark"]]


def test_a_target_that_is_drawn_is_cited():
    view = shown(*years(70.0, 80.0, 90.0), targets=(level(MEASURE, 85.0, locator="L99"),))
    assert any("line 99" in place for source in view.sources if source.document == OLDER for place in source.places)


def test_a_measure_without_figures_says_that_there_are_none():
    with pytest.raises(CannotRender, match="Barnsley’s documents hold no figures"):
        shown(row("cic_n", 300.0, YEARS[0]))


def test_a_measure_that_the_catalogue_does_not_know_is_said():
    with pytest.raises(CannotRender, match="no indicator called “league_place”"):
        render_history(HistoryCell(authority="barnsley", indicator="league_place"), evidence_of())


# Of a part, and in doubt.


def test_the_title_names_the_team_that_the_figure_is_of():
    measure = "sw_caseload_avg"
    cell = HistoryCell(authority="barnsley", indicator=measure, dimension="team", member="REACH")
    rows = [row(measure, value, year, member="REACH") for value, year in zip((10.0, 14.0), YEARS[1:], strict=True)]
    assert render_history(cell, evidence_of(*rows)).title == "Average caseload in REACH rose to 14.0"


def test_a_team_with_a_long_name_stands_alone_in_the_title():
    measure, name = "sw_caseload_avg", "Children and Young People Service for the East"
    cell = HistoryCell(authority="barnsley", indicator=measure, dimension="team", member=name)
    assert render_history(cell, evidence_of(row(measure, 14.0, YEARS[2], member=name))).title == f"{name}: 14.0"


def test_a_figure_that_a_reader_doubts_opens_with_the_doubt():
    view = shown(row(MEASURE, 80.0, YEARS[0], note="See the reviewer's notes: 35 days may have been meant."))
    assert view.title.endswith(", in doubt")
    assert view.summary.startswith("Read this figure with care: 35 days may have been meant.")
    assert "35 days may have been meant" in view.caveats[0]
    assert "in doubt" not in shown(row(MEASURE, 80.0, YEARS[0], note="Printed to the nearest ten.")).title


def test_a_percentage_made_of_words_is_given_in_the_words():
    view = shown(row(MEASURE, 0.0, YEARS[0], note="Printed in words: not as standard."))
    assert view.title.endswith(": “not as standard”")
    assert "%" not in view.title
