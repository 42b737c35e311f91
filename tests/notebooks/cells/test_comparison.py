"""A measure beside England, the region and similar councils."""

import pytest

from analytics.evidence.period import financial_year
from analytics.notebooks.cells.comparison import ComparisonCell, render_comparison
from analytics.notebooks.view import View
from tests.notebooks.made_up import evidence_of, row

MEASURE, YEAR = "fin_variance", financial_year(2017)


def shown(ours: float, england: float) -> View:
    rows = (row(MEASURE, ours, YEAR), row(MEASURE, england, YEAR, area="england"))
    return render_comparison(ComparisonCell(authority="barnsley", indicator=MEASURE), evidence_of(*rows))


@pytest.mark.parametrize(("ours", "england"), [(-1.2, -0.1), (1.2, -0.1), (-1.2, 0.1)])
def test_a_figure_below_nothing_is_in_the_table_and_no_bar(ours, england):
    view = shown(ours, england)
    assert view.charts == ()
    assert [line[2].text for line in view.table.rows] == [
        f"{'−' if value < 0 else ''}£{abs(value)} million" for value in (ours, england)
    ]


def test_figures_above_nothing_are_bars():
    assert len(shown(1.2, 0.1).charts) == 1
