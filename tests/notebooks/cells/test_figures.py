"""Every printed figure of a measure, and what the measure means."""

import pytest

from analytics.evidence.period import financial_year
from analytics.evidence.vocabulary import Polarity
from analytics.notebooks.cells.figures import DefinitionCell, FiguresCell, render_definition, render_figures
from analytics.notebooks.view import CannotRender
from tests.notebooks.made_up import NEWER, evidence_of, row
from tests.shipped import shipped

MEASURE = "assess_45"
LAST = financial_year(2017)


def texts(*rows: dict) -> list[list[str]]:
    view = render_figures(FiguresCell(authority="barnsley", indicator=MEASURE), evidence_of(*rows))
    return [[entry.text for entry in line] for line in view.table.rows]


def test_repeated_hypothetical_and_missing_figures_are_all_listed():
    lines = texts(
        row(MEASURE, 80.0, LAST),
        row(MEASURE, 81.0, LAST, document=NEWER),
        row(MEASURE, 99.0, LAST, status="hypothetical", note="If all were done."),
        row(MEASURE, None, financial_year(2016)),
        row(MEASURE, 70.0, LAST, area="england"),
    )
    assert [line[2] for line in lines] == ["80.0%", "81.0%", "99.0%", "70.0%", "Not available"]
    assert [lines[2][3], lines[2][5]] == ["Hypothetical", "If all were done."]
    assert "England" in lines[3][1]


def test_newer_periods_come_first():
    periods = [financial_year(year) for year in (2015, 2017, 2016)]
    assert [line[0] for line in texts(*(row(MEASURE, 80.0, period) for period in periods))] == [
        "2017/18",
        "2016/17",
        "2015/16",
    ]


def test_a_measure_that_nobody_printed_is_said():
    with pytest.raises(CannotRender, match="Barnsley’s documents print no figure for"):
        texts(row("cic_n", 300.0, LAST))


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_definition_says_which_way_is_better_or_that_neither_is(polarity):
    entry = next(entry for entry in shipped().catalogue.indicators.values() if entry.polarity is polarity)
    view = render_definition(DefinitionCell(authority="barnsley", indicator=entry.id), shipped())
    (better,) = [line[1].text for line in view.table.rows if line[0].text == "Which way is better"]
    expected = "Neither" if polarity is Polarity.NEITHER else polarity.value.capitalize()
    assert better.startswith(expected)
    assert entry.definition in {line[1].text for line in view.table.rows}
