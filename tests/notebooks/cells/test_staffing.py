"""Posts by who fills them, and shares worked out from them."""

from datetime import date

import pytest

from analytics.evidence.period import PeriodKind, containing
from analytics.notebooks.cells.staffing import (
    AgencyAndVacancyCell,
    StaffingCell,
    render_agency_and_vacancy,
    render_staffing,
)
from analytics.notebooks.view import CannotRender, View
from tests.charts.specs import rows_of
from tests.notebooks.made_up import evidence_of, row

JULY = containing(PeriodKind.MONTH, date(2018, 1, 1))
EARLIER = containing(PeriodKind.MONTH, date(2017, 1, 1))


def posts(role: str, *, period: object = JULY, **filled: float) -> list[dict]:
    return [
        row(f"posts_{name}", count, period, member=role, dimension="role" if role else "")
        for name, count in filled.items()
    ]


def staffing(*rows: dict) -> View:
    return render_staffing(StaffingCell(authority="barnsley"), evidence_of(*rows))


def shares(*rows: dict) -> View:
    return render_agency_and_vacancy(AgencyAndVacancyCell(authority="barnsley"), evidence_of(*rows))


WORKERS = posts("Social workers", permanent=92, agency=55, vacant=4)
MANAGERS = posts("Managers", permanent=28, agency=4, vacant=2)


def test_the_role_with_most_agency_workers_leads():
    view = staffing(*MANAGERS, *WORKERS)
    assert view.title == "Social workers: 55 posts filled by agency workers"
    assert "Of the 151 posts for social workers" in view.summary
    assert "36.4%" in view.summary


def test_rows_that_do_not_add_up_to_the_printed_total_are_said():
    wrong = staffing(*WORKERS, *MANAGERS, *posts("", permanent=121, agency=59, vacant=6))
    assert wrong.caveats == ("Permanent: the rows add up to 120, the printed total is 121. Both stay as printed.",)
    right = staffing(*WORKERS, *MANAGERS, *posts("", permanent=120, agency=59, vacant=6))
    assert right.caveats == ()


def test_posts_that_are_not_printed_are_not_none():
    view = staffing(*WORKERS, *posts("Heads", permanent=5, agency=0))
    assert [entry.text for entry in view.table.rows[1]] == ["Heads", "5", "0", "Not printed", ""]


def test_only_the_latest_date_counts():
    view = staffing(*WORKERS, *posts("Social workers", period=EARLIER, permanent=1, agency=99))
    assert "99" not in view.title + view.summary
    assert view.data["period"].unique().to_list() == [JULY.label]


def test_a_bar_has_a_part_for_each_filling_and_none_for_nothing():
    spec = staffing(*WORKERS, *posts("Heads", permanent=5, agency=0, vacant=0)).charts[0].spec
    parts = {(entry["bar"], entry["part"]): entry["value"] for entry in rows_of(spec, "part")}
    assert parts == {
        ("Social workers", "● Permanent"): 92,
        ("Social workers", "▲ Agency"): 55,
        ("Social workers", "○ Vacant"): 4,
        ("Heads", "● Permanent"): 5,
    }


def test_shares_of_all_posts_add_up_the_rows():
    view = shares(*WORKERS, *MANAGERS)
    assert view.title.startswith("Agency share 33.0%")  # 59 of 179


def test_only_agency_workers_in_vacant_posts_count_as_vacancies_where_the_report_says_how_many():
    covering = row("agency_workers", 50.0, JULY, member="Covering vacancies", dimension="reason")
    said = shares(*WORKERS, *MANAGERS, covering)
    assert "(56 of 176)" in said.summary  # 6 vacant and 50 covered, over those and 120 permanent
    assert any("50 of the 59 agency workers" in text for text in said.caveats)


def test_a_printed_total_that_gives_another_share_is_said():
    view = shares(*WORKERS, *MANAGERS, *posts("", permanent=100, agency=59, vacant=6))
    assert any("With the printed totals the agency share would be 37.1%." in text for text in view.caveats)


def test_posts_nobody_fills_have_no_share():
    view = shares(*WORKERS, *posts("Heads", permanent=0, agency=0, vacant=0))
    assert {entry.text for entry in view.table.rows[1][1:]} == {"–"}


def test_a_share_is_not_worked_out_from_posts_that_are_not_printed():
    view = shares(*WORKERS, *posts("Heads", permanent=5, agency=2), *posts("", permanent=97, agency=57, vacant=9))
    rows = {row[0].text: [entry.text for entry in row[1:]] for row in view.table.rows}
    assert rows["Heads"] == ["28.6% (2 of 7)", "–", "–", "–"]
    assert rows["All posts"] == ["37.0% (57 of 154)", "–", "–", "5.5% (9 of 163)"]
    assert not [text for text in view.caveats if text.startswith("Vacant: the rows add up")]
    assert "in all is not printed" in staffing(*posts("Heads", agency=2, vacant=1)).summary


def test_half_a_post_stays_half_a_post():
    view = staffing(*posts("Heads", permanent=4.5, agency=1.5, vacant=0))
    assert [entry.text for entry in view.table.rows[0][1:4]] == ["4.5", "1.5", "0"]
    assert view.title == "Heads: 1.5 posts filled by agency workers"
    assert "Of the 6 posts" in view.summary


@pytest.mark.parametrize("render", [staffing, shares])
def test_without_a_table_of_posts_there_is_nothing_to_show(render):
    with pytest.raises(CannotRender, match="print no table of posts"):
        render(*posts("Social workers", permanent=92))


@pytest.mark.parametrize("render", [staffing, shares])
def test_totals_alone_are_no_table_of_posts(render):
    with pytest.raises(CannotRender, match="print no table of posts"):
        render(*posts("", permanent=92, agency=55, vacant=4))
