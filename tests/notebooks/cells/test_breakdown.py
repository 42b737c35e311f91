"""Breakdowns: ties, gaps, maxima that came later, and titles that would be too long."""

from datetime import date

import pytest

from analytics.evidence.period import PeriodKind, containing, financial_year
from analytics.notebooks.cells.breakdown import CASELOAD, BreakdownCell, render_breakdown
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import marks
from tests.notebooks.made_up import OLDER, evidence_of, level, row

FIRST, MIDDLE, LAST = (containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (1, 2, 3))


def shown(*rows: dict, indicator: str = CASELOAD, **more: object) -> View:
    cell = BreakdownCell(authority="barnsley", indicator=indicator, dimension="team", document=OLDER)
    return render_breakdown(cell, evidence_of(*rows, **more))


def teams(period: object, indicator: str = CASELOAD, **values: float | None) -> list[dict]:
    return [row(indicator, value, period, member=team) for team, value in values.items()]


def table(view: View) -> dict[str, list[str]]:
    return {line[0].text: [entry.text for entry in line[1:]] for line in view.table.rows}


# At one date.


def test_the_highest_and_the_lowest_are_named():
    assert shown(*teams(LAST, A=21.0, B=27.5, C=15.0)).summary == (
        "In March 2018 the highest was 27.5 (B), the lowest 15.0 (C)."
    )


def test_two_that_tie_are_both_named_and_of_three_none():
    assert "(B and C)" in shown(*teams(LAST, A=21.0, B=27.5, C=27.5)).summary
    assert "(several)" in shown(*teams(LAST, A=21.0, B=27.5, C=27.5, D=27.5)).summary
    assert "(A and B)" in shown(*teams(LAST, A=21.0, B=21.0, C=27.5)).summary


def test_where_all_are_equal_none_is_highest():
    view = shown(*teams(LAST, A=21.0, B=21.0))
    assert view.summary == "In March 2018 each was 21.0."
    assert view.title.endswith("21.0 each")


def test_a_single_member_is_named():
    assert shown(*teams(LAST, A=21.0)).summary == "In March 2018: 21.0 (A)."


def test_a_title_with_long_names_leaves_them_out():
    name = "Team for children who need help and protection in every part of the borough"
    for rows in (teams(LAST, **{name: 30.0, "B": 21.0}), teams(LAST, **{name: 30.0})):
        title = shown(*rows).title
        assert len(title.split()) <= 10
        assert "30.0" in title


def test_a_member_without_a_figure_is_said_to_be_missing():
    view = shown(*teams(LAST, A=21.0, B=None))
    assert "1 figure not given" in view.title
    assert "B: not available." in view.caveats
    assert table(view)["B"] == ["Not available"]


# Over time.


def test_each_member_is_counted_once_by_where_it_went():
    view = shown(*teams(FIRST, A=10.0, B=20.0, C=30.0, D=40.0), *teams(LAST, A=11.0, B=19.0, C=30.0, D=44.0))
    assert "of 4 figures here 2 rose, 1 fell and 1 did not change." in view.summary
    assert "D rose most: from 40.0 to 44.0, by 4 (10.0%)." in view.summary


def test_members_that_all_went_one_way_are_not_counted_twice():
    three = shown(*teams(FIRST, A=10.0, B=20.0, C=30.0), *teams(LAST, A=9.0, B=19.0, C=20.0))
    two = shown(*teams(FIRST, A=10.0, B=20.0), *teams(LAST, A=11.0, B=29.0))
    assert " all 3 figures here fell. C fell most:" in three.summary
    assert " both figures here rose. B rose most:" in two.summary


def test_a_member_without_a_figure_at_both_dates_is_not_counted():
    view = shown(
        *teams(FIRST, A=10.0, B=20.0, New=None), *teams(MIDDLE, A=10.0, New=1.0), *teams(LAST, A=11.0, B=19.0, New=9.0)
    )
    assert "of 2 figures here 1 rose and 1 fell." in view.summary
    assert "New" not in view.summary


def test_of_one_member_what_it_did_is_said_once():
    view = shown(*teams(FIRST, A=37.3, B=None), *teams(LAST, A=18.9))
    assert view.summary == "Between January 2018 and March 2018, A fell from 37.3 to 18.9, by 18.4 (49.3%)."


def test_a_member_that_stayed_did_not_change():
    assert shown(*teams(FIRST, A=18.0), *teams(LAST, A=18.0)).summary.endswith("A did not change.")


def test_figures_are_said_with_the_decimals_they_were_printed_with():
    assert "from 10.0 to 14.0" in shown(*teams(FIRST, A=10.0), *teams(LAST, A=14.0)).summary


def test_only_the_last_three_dates_are_shown():
    periods = [containing(PeriodKind.MONTH, date(2018, month, 1)) for month in (1, 2, 3, 4)]
    view = shown(*(entry for period in periods for entry in teams(period, A=10.0, B=20.0)))
    assert view.table.columns[1:] == ("February 2018", "March 2018", "April 2018")


def test_a_member_that_a_date_does_not_have_is_said_not_to_be_there():
    view = shown(*teams(FIRST, A=10.0, B=20.0), *teams(LAST, A=11.0))
    assert table(view)["B"] == ["20.0", "Not in this document"]


def test_what_would_be_is_no_figure_of_a_breakdown():
    with pytest.raises(CannotRender, match="No figures for"):
        shown(row(CASELOAD, 12.0, LAST, member="A", status="hypothetical"))


# Maxima.


def maximum(value: float, member: str, **cells: object) -> dict:
    return level(CASELOAD, value, member=member, kind="maximum", **cells)


def labels(view: View) -> list[str]:
    return [entry["label"] for tick in marks(view.charts[0].spec, "tick") for entry in tick["rows"]]


def test_a_figure_stands_beside_its_share_of_the_maximum():
    view = shown(*teams(LAST, A=19.0, B=10.0), targets=(maximum(20.0, "A"),))
    assert table(view) == {"A": ["19.0", "20", "95.0%"], "B": ["10.0", "", ""]}


def test_the_maximum_for_social_workers_is_for_every_team_without_one_of_its_own():
    view = shown(*teams(LAST, A=19.0, B=10.0), targets=(maximum(20.0, "Social workers"), maximum(14.0, "B")))
    assert [line[1] for line in table(view).values()] == ["20", "14"]
    assert any("for one worker" in text for text in view.caveats)


def test_a_maximum_of_another_measure_is_for_its_own_members_only():
    view = shown(
        *teams(LAST, "sup_group_n", A=19.0, B=10.0),
        indicator="sup_group_n",
        targets=(level("sup_group_n", 20.0, member="Social workers", kind="maximum"),),
    )
    assert "Maximum" not in view.table.columns


@pytest.mark.parametrize(
    ("starts", "label"),
    [(date(2022, 11, 1), "later maximum 20"), (date(2018, 3, 1), "maximum 20"), (None, "maximum 20")],
)
def test_a_maximum_set_after_the_figures_is_called_later(starts, label):
    view = shown(*teams(LAST, A=19.0, B=10.0), targets=(maximum(20.0, "A", **{"from": starts}),))
    assert labels(view) == [label]
    assert any("is later than the figures for March 2018" in text for text in view.caveats) == label.startswith("later")


def test_the_table_says_later_of_a_maximum_as_the_chart_does():
    later = maximum(20.0, "A", **{"from": date(2022, 11, 1)})
    view = shown(*teams(LAST, A=27.0, B=10.0), targets=(later, maximum(14.0, "B")))
    assert table(view) == {
        "A": ["27.0", "20 (set later)", "135.0% of a later maximum"],
        "B": ["10.0", "14", "71.4%"],
    }


def test_figures_from_before_the_maximum_are_named_also_where_the_newest_is_after_it():
    rows = [*teams(FIRST, A=21.0), *teams(LAST, A=19.0)]
    view = shown(*rows, targets=(maximum(20.0, "A", **{"from": date(2018, 2, 1)}),))
    assert labels(view) == ["maximum 20"]
    assert any("is later than the figures for January 2018" in text for text in view.caveats)


def test_a_maximum_of_nothing_has_no_share():
    view = shown(*teams(LAST, A=19.0, B=0.0), targets=(maximum(0.0, "A"), maximum(0.0, "B")))
    assert [line[2] for line in table(view).values()] == ["", ""]


def test_a_maximum_that_is_shown_is_cited():
    view = shown(*teams(LAST, A=19.0, B=10.0), targets=(maximum(20.0, "A", locator="L99"),))
    assert any("line 99" in place for source in view.sources for place in source.places)


def test_below_nothing_there_are_no_bars():
    rows = teams(financial_year(2017), "fin_variance", A=-0.5, B=2.0)
    assert shown(*rows, indicator="fin_variance").charts == ()


def test_a_breakdown_nobody_printed_is_said():
    with pytest.raises(
        CannotRender, match="No figures for “Average number of children for each social worker” by team"
    ):
        shown(row(CASELOAD, 12.0, LAST))
