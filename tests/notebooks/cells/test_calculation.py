"""The calculation cell on the shipped evidence."""

import pytest

from analytics.evidence.period import financial_year
from analytics.measures.calculation import Operation
from analytics.notebooks.cells.calculation import CalculationCell, render_calculation
from analytics.notebooks.view import CannotRender
from tests.charts.specs import rows_of
from tests.notebooks.made_up import evidence_of, row
from tests.shipped import shipped


def view_of(operation: Operation, first: str, second: str, authority: str = "barnsley"):
    cell = CalculationCell(authority=authority, operation=operation, first=first, second=second)
    return render_calculation(cell, shipped())


def test_the_care_rate_is_worked_out_and_shows_its_steps():
    view = view_of(Operation.PER_10K, "cic_n", "population_0_17")
    assert "62.2 per 10,000" in view.title
    assert "310 ÷ 49,857 × 10,000 = 62.2 per 10,000" in view.summary
    assert "printed in no report" in view.caveats[0]
    assert len(view.title.split()) <= 10


def test_a_share_is_a_percentage_and_a_difference_of_percentages_is_in_points():
    assert "30.1%" in view_of(Operation.RATIO, "cl_uasc_n", "cl_n", "barnet").title
    view = view_of(Operation.DIFFERENCE, "cic_visit_reg", "cic_visit_local")
    assert "0.5 percentage points" in view.title
    assert len(view.charts) == 1


def test_an_index_sets_two_measures_beside_each_other():
    view = view_of(Operation.INDEX, "assess_45", "assess_nfa")
    assert view.table.rows[0][3].text == "100.0 and 100.0"
    assert len(view.charts) == 1


def test_units_that_do_not_fit_and_periods_that_do_not_meet_are_said():
    with pytest.raises(CannotRender, match="cannot be subtracted"):
        view_of(Operation.DIFFERENCE, "cic_n", "cic_rate")
    with pytest.raises(CannotRender, match="no figure for the same period of both"):
        view_of(Operation.RATIO, "fin_invest", "cic_n")
    with pytest.raises(CannotRender, match="no indicator"):
        view_of(Operation.RATIO, "nothing", "cic_n")


def test_the_line_breaks_over_years_without_a_result():
    years = [financial_year(year) for year in (2014, 2015, 2017)]
    rows = [row(name, value, year) for name, value in (("assess_45", 80.0), ("assess_nfa", 30.0)) for year in years]
    cell = CalculationCell(authority="barnsley", operation=Operation.DIFFERENCE, first="assess_45", second="assess_nfa")
    [chart] = render_calculation(cell, evidence_of(*rows)).charts
    runs = [point["run"] for point in rows_of(chart.spec, "run")]
    assert runs[0] == runs[1] != runs[2]
