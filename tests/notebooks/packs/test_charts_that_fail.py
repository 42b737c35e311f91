"""A chart that cannot be drawn leaves a labelled gap in every paper and every format, and the rest goes on."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from analytics.exports.formats import IN_LARGE_PRINT, Format, report_as
from analytics.notebooks.packs.every_paper import papers_of_meeting
from analytics.notebooks.packs.texts import views_of
from analytics.notebooks.report import Shown
from tests.notebooks.packs.made import MEETINGS, starter
from tests.notebooks.packs.test_kept_meeting import everything_in
from tests.shipped import shipped

NO_MARK = {"mark": "nothing of the kind"}


@pytest.fixture(scope="module")
def reports():
    """Every paper with charts, each chart of which is broken."""
    book, meeting = starter("care-leavers"), MEETINGS["barnsley"]
    made = [paper.report(book, shipped(), meeting) for paper in papers_of_meeting(meeting)]
    with_charts = [report for report in made if any(view.charts for view in views_of(report.blocks))]
    return [replace(report, blocks=tuple(map(broken, report.blocks))) for report in with_charts]


def broken(block):
    if not isinstance(block, Shown):
        return block
    charts = tuple(replace(chart, spec=NO_MARK) for chart in block.view.charts)
    return replace(block, view=replace(block.view, charts=charts))


def test_some_papers_have_charts(reports):
    assert len(reports) >= 3


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large print"])
@pytest.mark.parametrize("form", IN_LARGE_PRINT)
def test_each_broken_chart_is_said_to_be_missing_with_what_it_would_have_said(reports, form, large, tmp_path):
    for report in reports:
        alts = [chart.alt for view in views_of(report.blocks) for chart in view.charts]
        content = report_as(form, report, large_print=large)
        text = everything_in(form, content, tmp_path)
        if form is Format.WORD:
            text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
        said = " ".join(text.split())
        assert said.count("could not be drawn. It says:") >= len(alts) > 0
        # The last words of the paper are there too.
        assert " ".join(report.made_from.split()) in said
