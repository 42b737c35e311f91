"""What staff said."""

from datetime import date

import pytest

from analytics.evidence.period import PeriodKind, containing
from analytics.notebooks.cells.survey import SurveyCell, render_survey
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import rows_of
from tests.notebooks.made_up import NEWER, evidence_of, row

APRIL, NOVEMBER = (containing(PeriodKind.MONTH, date(2022, month, 1)) for month in (4, 11))


def answers(period: object, **shares: float | None) -> list[dict]:
    return [row(f"staff_{answer}", share, period, document=NEWER) for answer, share in shares.items()]


def shown(*rows: dict) -> View:
    return render_survey(SurveyCell(authority="barnsley"), evidence_of(*rows))


def test_the_title_says_where_the_positive_answers_went():
    rows = [*answers(NOVEMBER, positive=61, worried=33), *answers(APRIL, positive=31, worried=56)]
    assert shown(*rows).title == "Staff positive about the future rose to 61.0%"
    assert shown(*rows[:2]).title == "Staff positive: 61.0%"


def test_an_answer_that_is_not_printed_is_said_and_leaves_its_bar_short():
    view = shown(*answers(NOVEMBER, positive=61, no_opinion=None, worried=33))
    assert [entry.text for entry in view.table.rows[0]] == ["November 2022", "61.0%", "Not available", "33.0%"]
    assert any("not printed for November 2022" in text for text in view.caveats)
    assert max(bar["end"] for bar in rows_of(view.charts[0].spec, "part")) == 94


def test_without_answers_there_is_nothing_to_show():
    with pytest.raises(CannotRender, match="print no survey of staff"):
        shown(*answers(APRIL, positive=None))
