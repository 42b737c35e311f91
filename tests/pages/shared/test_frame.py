from html import escape
from itertools import pairwise

import pytest

from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.programme import ProgrammeCell
from analytics.notebooks.cells.staffing import StaffingCell
from analytics.notebooks.render import render
from tests.pages.opened import PAGES_ABOUT_A_COUNCIL, TITLES, html, opened
from tests.shipped import shipped


def charts(app):
    return [chart.proto for chart in app.get("vega_lite_chart")]


def finding_of(alt):
    return f'<h2 class="finding">{escape(alt)}</h2>'


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_every_chart_says_in_words_what_it_shows(page):
    app = opened(page, authority="barnsley")

    assert all(finding_of(chart.alt) in html(app) for chart in charts(app))
    assert 'alt=""' not in html(app)


@pytest.mark.parametrize(
    ("page", "council", "cell"),
    [
        ("workforce", "barnet", StaffingCell(authority="barnet")),
        (
            "workforce",
            "barnet",
            BreakdownCell(authority="barnet", indicator="sw_caseload_avg", document="barnet-performance-report-2019"),
        ),
        ("progress_and_judgements", "barnsley", ProgrammeCell(authority="barnsley")),
    ],
    ids=lambda value: getattr(value, "kind", value),
)
def test_view_is_laid_out_with_its_chart_its_table_and_its_caveats(page, council, cell):
    view = render(cell, shipped())
    app = opened(page, authority=council)

    # The finding alone: the sentence above says the rest, and each button of the chart has this in its name.
    assert view.title in [chart.alt for chart in charts(app)]
    assert escape(view.summary) in html(app)
    assert f"<caption>{view.table.caption}</caption>" in html(app)
    assert all(f"<li>{escape(caveat)}</li>" in html(app) for caveat in view.caveats)


@pytest.mark.parametrize("page", TITLES)
def test_page_has_one_first_heading_and_no_level_is_skipped(page):
    text = html(opened(page))
    levels = [
        int(text[place + 2])
        for place in range(len(text))
        if text[place : place + 2] == "<h" and text[place + 2].isdigit()
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PAGES_ABOUT_A_COUNCIL)
def test_page_ends_with_licence_method_and_accessibility(page):
    end = html(opened(page)).rpartition('<p class="footer">')[2]

    assert "Open Government Licence v3.0" in end
    assert "Method and glossary" in end
    assert "Accessibility statement" in end
