"""What changed most, and what the papers cannot tell."""

from datetime import date

import polars as pl
import pytest

from analytics.evidence.period import PeriodKind, containing, financial_year, snapshot
from analytics.evidence.vocabulary import Unit
from analytics.notebooks.cells.before_the_meeting import (
    ChangesCell,
    Side,
    UnknownsCell,
    render_changes,
    render_unknowns,
)
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.made_up import NEWER, evidence_of, level, row
from tests.shipped import every_cell, shipped, views_of

HIGHER, LOWER, NEITHER = "assess_45", "assess_nfa", "assess_20"
BEFORE, LAST = (containing(PeriodKind.MONTH, date(2023, month, 1)) for month in (5, 6))


def two(indicator: str, before: float, now: float, periods: tuple = (BEFORE, LAST), **cells: object) -> list[dict]:
    return [
        row(indicator, value, period, document=NEWER, **cells)
        for value, period in zip((before, now), periods, strict=True)
    ]


def listed(side: Side, *rows: dict, **more: object) -> list[str]:
    most = more.pop("most", 5)
    try:
        view = render_changes(ChangesCell(authority="barnsley", side=side, most=most), evidence_of(*rows, **more))
    except CannotRender:
        return []
    return [line[0].link.removeprefix("indicator:") for line in view.table.rows]


def better(*rows: dict, **more: object) -> list[str]:
    return listed(Side.FAVOURABLE, *rows, **more)


def worse(*rows: dict, **more: object) -> list[str]:
    return listed(Side.ADVERSE, *rows, **more)


def test_a_change_stands_on_the_side_that_its_polarity_says():
    assert (better(*two(HIGHER, 70, 80)), worse(*two(HIGHER, 70, 80))) == ([HIGHER], [])
    assert (better(*two(LOWER, 30, 40)), worse(*two(LOWER, 30, 40))) == ([], [LOWER])
    assert (better(*two(NEITHER, 30, 40)), worse(*two(NEITHER, 30, 40))) == ([], [])


def test_the_largest_change_comes_first_and_no_more_are_listed_than_asked_for():
    rows = [*two(HIGHER, 70, 75), *two(LOWER, 40, 20), *two("cl_eet", 40, 50)]
    assert better(*rows) == [LOWER, "cl_eet", HIGHER]
    assert better(*rows, most=2) == [LOWER, "cl_eet"]


def test_a_change_of_less_than_three_points_is_not_listed():
    assert better(*two(HIGHER, 70.0, 72.9)) == []
    assert better(*two(HIGHER, 70.0, 73.0)) == [HIGHER]


def test_of_the_parts_of_a_measure_only_the_largest_change_is_listed():
    assert better(*two(HIGHER, 70, 80, member="A"), *two(HIGHER, 60, 80, member="B")) == [HIGHER]


def test_figures_more_than_two_years_older_than_the_newest_are_left_out_and_counted():
    old = (financial_year(2016), financial_year(2017))
    assert better(*two(HIGHER, 70, 80, periods=old)) == []
    view = render_changes(
        ChangesCell(authority="barnsley", side=Side.FAVOURABLE),
        evidence_of(*two(HIGHER, 70, 80, periods=old), *two(LOWER, 40, 20)),
    )
    assert "1 measure whose newest figure is more than two years older are left out." in view.caveats


def test_a_forecast_is_not_a_change_that_happened():
    assert better(*two(HIGHER, 70, 80, status="forecast")) == []


@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.POSTS])
def test_small_counts_are_left_out_also_where_their_change_is_large(unit):
    entries = shipped().catalogue.indicators.values()
    counted = (entry for entry in entries if entry.unit is unit and entry.polarity.sign)
    name = next(entry.id for entry in counted if entry.theme != "programme")
    few, many = two(name, 4, 19), two(name, 4, 20)
    assert (better(*few) + worse(*few), better(*many) + worse(*many)) == ([], [name])


def beside(*rows: dict, targets: tuple[dict, ...] = ()) -> str:
    cell = ChangesCell(authority="barnsley", side=Side.FAVOURABLE)
    return render_changes(cell, evidence_of(*rows, targets=targets)).table.rows[0][2].text


def test_similar_councils_are_the_first_choice_of_comparator_then_england_then_a_target():
    own = two(HIGHER, 70, 80)
    england, neighbours = (row(HIGHER, 60.0, LAST, area=area) for area in ("england", "neighbours:barnsley"))
    assert "statistical neighbours" in beside(*own, england, neighbours)
    assert "England" in beside(*own, england, targets=(level(HIGHER, 90.0),))
    assert beside(*own, targets=(level(HIGHER, 90.0),)) == "The target is 90%."
    assert beside(*own) == "No benchmark in these documents."


def test_a_target_of_another_period_is_said_to_be_one():
    ended = level(HIGHER, 90.0, **{"to": date(2017, 3, 31)})
    assert beside(*two(HIGHER, 70, 80), targets=(ended,)) == "The target of 90% is of another period."
    assert beside(*two(HIGHER, 70, 80), targets=(level(HIGHER, 75.0), ended)) == "The target is 75%."


def test_better_and_worse_never_share_a_line():
    sides: dict[tuple, dict[Side, set]] = {}
    for cell, view in views_of(ChangesCell).items():
        lines = {(line[0].text, line[1].text) for line in view.table.rows}
        sides.setdefault((cell.authority, cell.as_known_on), {})[cell.side] = lines
    assert any(len(both) == 2 for both in sides.values())
    assert not [both for both in sides.values() if len(both) == 2 and set.intersection(*both.values())]


def test_shipped_changes_point_the_way_they_say():
    for cell, view in views_of(ChangesCell).items():
        for line in view.table.rows:
            polarity = shipped().catalogue.indicators[line[0].link.removeprefix("indicator:")].polarity
            up = line[1].text.startswith("▲ up")
            assert up == ((polarity.sign > 0) == (cell.side is Side.FAVOURABLE)), (cell, line[0].text)


# What is not known.


def unknown(*rows: dict) -> View:
    return render_unknowns(UnknownsCell(authority="barnsley"), evidence_of(*rows))


def test_every_missing_figure_is_listed_with_its_reason_and_its_periods():
    view = unknown(
        row(HIGHER, None, financial_year(2015)), row(HIGHER, None, financial_year(2016)), row(HIGHER, 80.0, LAST)
    )
    what, why, where = (entry.text for entry in view.table.rows[0])
    assert (what, why) == ("Assessments within 45 working days", "Not available, 2015/16 and 2016/17")
    assert "line 1" in where


def test_of_many_gaps_those_at_the_end_have_a_row_and_the_others_are_counted_by_reason():
    withheld = {"missing_reason": "suppressed"}
    others = [one for one in shipped().catalogue.indicators if one not in {HIGHER, LOWER, NEITHER}][:11]
    rows = [row(one, None, financial_year(2015)) for one in others]
    rows += [row(one, 1.0, financial_year(2016)) for one in others]
    rows += [row(HIGHER, 80.0, financial_year(2015)), row(HIGHER, None, financial_year(2016)) | withheld]
    # What one document does not have, another may.
    rows += [row(LOWER, None, financial_year(2016)), row(LOWER, 30.0, financial_year(2016), document=NEWER)]
    said = [tuple(entry.text for entry in line[:2]) for line in unknown(*rows).table.rows]
    assert said[0] == ("Assessments within 45 working days", "Withheld: small number, 2016/17")
    assert said[1] == ("12 more measures", "Not available, in some years or parts. The data file says which")
    assert all("Not available" not in why and "Withheld" not in why for _, why in said[2:])


def test_a_figure_that_does_not_apply_is_not_missing():
    lines = unknown(
        row(HIGHER, None, LAST) | {"missing_reason": "not_applicable"}, row(HIGHER, 80.0, BEFORE)
    ).table.rows
    assert not [line for line in lines if "apply" in line[1].text.lower()]


def test_measures_with_one_figure_or_no_benchmark_are_counted_and_named():
    lines = unknown(row(HIGHER, 80.0, LAST), row(LOWER, 30.0, LAST), row(LOWER, 25.0, LAST, area="england")).table.rows
    said = {line[1].text: (line[0].text, line[2].text) for line in lines}
    assert said["No benchmark to compare with"] == ("1 measure", "Assessments within 45 working days")
    assert said["One figure only, so no change to see"][0] == "2 measures"


def test_a_neutral_measure_needs_no_benchmark():
    with pytest.raises(CannotRender, match="No figure is missing"):
        unknown(row(NEITHER, 30.0, LAST))


def test_every_missing_shipped_figure_of_a_council_is_listed():
    for cell in (cell for cell in every_cell() if isinstance(cell, UnknownsCell)):
        view = views_of(UnknownsCell).get(cell)
        if view is None:
            continue
        known = shipped().about(cell.authority).as_known_on(cell.as_known_on)
        missing = known.observations.filter(
            (pl.col("area") == cell.authority)
            & pl.col("value").is_null()
            & (pl.col("missing_reason") != "not_applicable")
        )
        reasons = "\n".join(line[1].text for line in view.table.rows)
        assert all(period in reasons for period in missing["period"]), cell


def test_a_day_is_not_a_month():
    """Figures of unlike periods are no change, however near they are."""
    rows = [row(HIGHER, 70.0, snapshot(date(2023, 5, 31)), document=NEWER), row(HIGHER, 80.0, LAST, document=NEWER)]
    assert better(*rows) == []
