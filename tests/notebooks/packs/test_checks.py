"""What to look at before a paper leaves."""

from datetime import date

import pytest

from analytics.notebooks.packs.checks import before_export
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.meeting import Meeting
from tests.notebooks.packs.made import COUNCILS, MEETINGS, names, starter
from tests.shipped import shipped

BOOK = "workforce-and-caseloads"
WITNESSES = (
    "Executive Director, Children's Services",
    "Service Director, Children's Social Care, Children's Services",
    "Principal Social Worker",
    "Head of Service for the teams concerned",
)


def said(meeting=MEETINGS["barnsley"], name=BOOK, today=None, **changed):
    changed = {"witnesses": WITNESSES, "big_question": "Who stays, and why?"} | changed
    return before_export(starter(name), shipped(), meeting.model_copy(update=changed), today=today)


def test_a_leading_wording_is_told_with_the_line_and_a_better_way():
    first = chosen_for(starter(BOOK), shipped(), MEETINGS["barnsley"]).lines[0]
    wordings = {first.id: "Surely caseloads are unacceptable?"}
    mine = [one for one in said(own_wordings=wordings) if one.startswith("Your wording of line 1")]
    assert mine
    assert any("“Surely”" in one for one in mine)


def test_a_figure_that_is_not_in_the_evidence_is_told():
    first = chosen_for(starter(BOOK), shipped(), MEETINGS["barnsley"]).lines[0]
    wordings = {first.id: "What explains the average caseload of 97.3 for children?"}
    assert any("97.3" in one for one in said(own_wordings=wordings))


def test_a_good_wording_and_the_suggested_one_are_not_told():
    lines = chosen_for(starter(BOOK), shipped(), MEETINGS["barnsley"]).lines
    wordings = {line.id: line.question for line in lines} | {lines[0].id: "What do children say about their visits?"}
    assert not [one for one in said(own_wordings=wordings) if "wording" in one]


def test_a_wording_of_a_line_that_is_gone_is_told():
    assert any("“What now?” belongs to no line" in one for one in said(own_wordings={"no-such-line": "What now?"}))


def test_a_witness_who_is_not_invited_is_missed():
    lines = chosen_for(starter(BOOK), shipped(), MEETINGS["barnsley"]).lines
    missed = [one for one in said(witnesses=WITNESSES[:2]) if "who is not among the witnesses" in one]
    invited = {"director", "service-director"}
    assert len(missed) == sum(line.witness.role not in invited for line in lines) > 0
    assert not [one for one in said() if "not among the witnesses" in one]
    assert "No witness is set for the meeting." in said(witnesses=())
    assert any("The role “Gardener” is not known here" in one for one in said(witnesses=("Gardener",)))


def test_old_and_unsure_figures_are_told():
    assert any("more than 90 days old: Average caseload" in one for one in said())
    book = starter("children-in-care").about("barnsley", date(2018, 12, 31))
    meeting = Meeting(date=date(2019, 1, 15), themes=("permanence",))
    told = before_export(book, shipped(), meeting)
    assert any("the figure for 2017/18 is provisional" in one for one in told)


def test_a_document_that_came_after_the_meeting_is_told():
    book = starter(BOOK).about("barnsley", None)
    told = before_export(book, shipped(), MEETINGS["barnsley"])
    assert any("Ofsted inspection, September 2023 was not public before 27 October 2023" in one for one in told)
    assert not [one for one in said() if "was not public before" in one]


@pytest.mark.parametrize(
    ("today", "past"),
    [
        (date(2023, 8, 14), []),
        (
            date(2023, 8, 30),
            ["(T-20) was due on 14 August 2023", "(T-10) was due on 29 August 2023", "written answers"],
        ),
        (date(2023, 9, 13), ["The meeting on 12 September 2023 is past."]),
    ],
)
def test_days_already_past_are_told(today, past):
    told = [one for one in said(today=today) if "was due" in one or "is past" in one]
    assert len(told) == len(past)
    assert all(part in one for part, one in zip(past, told, strict=True))


def test_without_a_calendar_no_day_is_past():
    assert not [one for one in said() if "past" in one or "was due" in one]


def test_a_meeting_on_a_bank_holiday_is_told():
    assert any("falls on a weekend or a bank holiday" in one for one in said(Meeting(date=date(2023, 12, 26))))


def test_a_day_of_another_year_is_told():
    wrong = said(requests_sent=date(2019, 1, 1), answers_due=date(2023, 8, 29))
    assert "Written requests go out 1 January 2019, more than a year before the meeting. Is the year right?" in wrong
    assert not any("Is the year right?" in one for one in said(requests_sent=date(2023, 8, 14)))


def test_a_missing_big_question_is_told():
    assert "No Big Question is set, so the pack asks a general one." in said(big_question=" ")


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("name", names())
def test_everything_told_is_a_plain_sentence(name, council):
    told = before_export(starter(name, council), shipped(), MEETINGS[council], today=date(2024, 1, 1))
    assert told
    assert all(one[0].isupper() or one[0] in "“0123456789" for one in told)
    assert all(one.endswith(".") and "{" not in one and "None" not in one for one in told)
