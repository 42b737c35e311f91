"""Every paper of a meeting: its name is its own, and what marks it is what the report says."""

from datetime import date

import pytest

from analytics.notebooks.packs.every_paper import papers_of_meeting
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.packs.texts import views_of
from analytics.notebooks.report import Space
from tests.notebooks.packs.made import MEETINGS, starter
from tests.shipped import shipped

ROLES = ("Service Director", "Service Director!", "???", "Head of Service")


def test_every_paper_has_a_name_of_its_own_that_any_system_takes():
    names = [paper.name for paper in papers_of_meeting(Meeting(date=date(2023, 9, 12), witnesses=ROLES))]
    assert len(set(names)) == len(names)
    assert {"brief-service-director", "brief-service-director-2", "brief-witness"} <= set(names)
    assert all(name.replace("-", "").isalnum() for name in names)


@pytest.mark.parametrize("large", [False, True])
def test_every_paper_is_marked_for_those_it_is_offered_to(large):
    meeting = MEETINGS["barnsley"].having(witnesses=("Service Director",))
    for paper in papers_of_meeting(meeting):
        assert paper.report(starter("care-leavers"), shipped(), meeting, large=large).marking == paper.audience.value


def test_the_print_in_large_print_leaves_out_no_line_and_has_room_to_write_under_each():
    meeting = MEETINGS["barnsley"]
    paper = next(one for one in papers_of_meeting(meeting) if one.name == "print")
    usual, large = (paper.report(starter("workforce-and-caseloads"), shipped(), meeting, large=one) for one in (0, 1))
    rooms = [sum(isinstance(block, Space) for block in report.blocks) for report in (usual, large)]
    assert rooms[1] >= rooms[0] > 0
    assert all(block.lines == 4 for block in large.blocks if isinstance(block, Space))


def test_the_pack_in_full_that_the_short_one_speaks_of_can_be_had_and_is_for_members():
    meeting = MEETINGS["barnsley"]
    short, full = (
        next(one for one in papers_of_meeting(meeting) if one.name == name)
        for name in ("members-pack", "members-pack-in-full")
    )
    assert (short.audience, full.audience) == (Audience.MEMBERS, Audience.MEMBERS)
    sizes = [len(one.report(starter("care-leavers"), shipped(), meeting).blocks) for one in (short, full)]
    assert sizes[0] < sizes[1]


def test_the_table_of_outcomes_names_lines_briefly_and_leaves_the_rest_to_write_in():
    meeting = MEETINGS["barnsley"]
    report = papers_of_meeting(meeting)[0].report(starter("workforce-and-caseloads"), shipped(), meeting)
    table = next(view.table for view in views_of(report.blocks) if view.title == "Outcome of each line")
    assert table.to_write_in == frozenset(table.columns[1:])
    assert table.rows[0][0].text == "1. Average caseload"
    assert all(len(row[0].text) < 40 for row in table.rows)
