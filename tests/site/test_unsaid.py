"""What the text alternative of a chart adds to what stands above it."""

import pytest

from analytics.notebooks.view import Chart, Table, View
from analytics.site.unsaid import unsaid

TITLE, SUMMARY = "Care leavers in work rose to 61.8%", "It went from 40.0% to 61.8%. That is better."
ABOVE = "Chart: Care leavers in work rose to 61.8%. The text above says what it shows"


@pytest.mark.parametrize(
    ("alt", "caption", "rest"),
    [
        (f"{TITLE}. {SUMMARY}", "", f"{ABOVE}."),
        (f"{TITLE}. {SUMMARY}", TITLE, f"{ABOVE}."),
        (f"{SUMMARY} Two councils are higher.", "", "Two councils are higher."),
        (f"Posts fell to 2. {SUMMARY} By 4.", "Posts fell to 2", "By 4."),
        ("Posts fell to 2, by 4.", "Posts fell to 2", "Posts fell to 2, by 4."),
        (f"{TITLE} of those aged 19.", "", f"{TITLE} of those aged 19."),
        ("Another thing altogether.", "", "Another thing altogether."),
    ],
    ids=["all said", "title as caption", "more", "own caption", "goes on", "goes on after the title", "other"],
)
def test_only_what_is_new_is_said(alt, caption, rest):
    (chart,) = unsaid(View(TITLE, "", SUMMARY, charts=(Chart({}, alt, caption),)))
    assert chart.alt == rest


def test_a_chart_that_says_no_more_leads_to_its_table():
    view = View(TITLE, "", SUMMARY, charts=(Chart({}, f"{TITLE}. {SUMMARY}"),), table=Table("T", ("a",), ()))
    assert unsaid(view)[0].alt == f"{ABOVE}, and the table below has its figures."


def test_nothing_is_cut_where_nothing_is_said_above():
    assert unsaid(View("", "", "", charts=(Chart({}, "It rose."),)))[0].alt == "It rose."
