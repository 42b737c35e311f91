"""A meeting: roles and no names, days in order, and whose wording counts."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.running_order import RunningOrder

DAY = date(2023, 9, 12)


@pytest.mark.parametrize("name", ["Cllr Ann Example", "Dr Example", "Sarah Example", "Mrs Example"])
@pytest.mark.parametrize("field", ["author", "witnesses"])
def test_a_name_is_no_role(name, field):
    with pytest.raises(ValidationError, match=r"looks like a name\. Give the role"):
        Meeting.model_validate({"date": DAY, field: [name] if field == "witnesses" else name})


def test_an_unknown_field_is_named():
    with pytest.raises(ValidationError, match="venue"):
        Meeting.model_validate({"date": DAY, "venue": "Town Hall"})


@pytest.mark.parametrize("field", ["requests_sent", "answers_due"])
def test_nothing_is_asked_for_after_the_meeting(field):
    with pytest.raises(ValidationError, match="13 September 2023, is after the meeting on 12 September 2023"):
        Meeting.model_validate({"date": DAY, field: date(2023, 9, 13)})


def test_answers_are_not_due_before_they_are_asked_for():
    with pytest.raises(ValidationError, match="due on 1 August 2023, before the requests go out on 14 August 2023"):
        Meeting(date=DAY, requests_sent=date(2023, 8, 14), answers_due=date(2023, 8, 1))


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("answers_due", date(2023, 9, 13), "The day for written answers, 13 September 2023, is after the meeting on 12 "
         "September 2023. Choose an earlier day."),
        ("minutes", 4, "This is too little: 5 is the least."),
        ("minutes", 481, "This is too much: 480 is the most."),
        ("committee", "", "This cannot be blank. Write something."),
        ("committee", "x" * 201, "This is too long: 200 letters are the most."),
        ("date", None, "This needs a day. Choose one."),
        ("author", "Dr Example", "“Dr Example” looks like a name. Give the role, such as Service Director or Scrutiny "
         "Officer."),
    ],
)  # fmt: skip
def test_a_part_that_will_not_do_is_refused_in_words(part, value, words):
    meeting = Meeting(date=DAY)
    with pytest.raises(ValueError, match=re.escape(words)) as refused:
        meeting.having(**{part: value})
    assert str(refused.value) == words


def test_a_part_is_changed_and_the_others_stay():
    meeting = Meeting(date=DAY, place="Here", notes={"a": "Mine"})
    assert meeting.having(place="There") == Meeting(date=DAY, place="There", notes={"a": "Mine"})


def test_days_that_are_not_set_follow_the_plan():
    meeting = Meeting(date=DAY)
    assert (meeting.requests_by, meeting.answers_by, meeting.corrections_by) == (
        date(2023, 8, 14),
        date(2023, 8, 29),
        date(2023, 8, 31),
    )
    assert Meeting(date=DAY, answers_due=date(2023, 9, 1)).answers_by == date(2023, 9, 1)


def test_themes_are_shared_unless_the_chair_agreed_to_questions():
    assert Meeting(date=DAY).themes_or_questions is Sharing.THEMES


def test_a_blank_wording_is_none():
    meeting = Meeting(date=DAY, own_wordings={"a": "  ", "b": " Mine? "})
    assert [meeting.wording(line, "Suggested?") for line in "abc"] == ["Suggested?", "Mine?", "Suggested?"]


@given(st.integers(5, 480), st.integers(0, 8))
def test_the_lines_together_never_take_longer_than_there_is_time(minutes, number):
    each = Meeting(date=DAY, minutes=minutes).minutes_each(range(number))
    assert each * number <= minutes < (each + 1) * max(1, number)


def test_a_meeting_comes_back_from_its_json_as_it_was():
    order = RunningOrder(order=("a", "b"), kept=("b",))
    meeting = Meeting(date=DAY, running_order=order, witnesses=("Service Director",), notes={"a": "Mine"})
    assert Meeting.model_validate_json(meeting.model_dump_json()) == meeting


WRITTEN = Meeting(
    date=DAY,
    own_wordings={"icpc_15": "Why so late?"},
    notes={"cl_eet": "Ask first."},
    running_order=RunningOrder(order=("cl_eet", "icpc_15"), kept=("icpc_15",), dropped=("a",), added=("b",)),
)


def test_what_was_written_of_one_councils_lines_stands_beside_no_other_councils():
    moved = WRITTEN.moved("barnsley", "barnet")

    assert moved.wording("icpc_15", "Suggested?") == "Suggested?"
    assert not {"icpc_15", "cl_eet", "a", "b"} & {*moved.notes, *moved.own_wordings, *moved.running_order.kept}
    assert moved.put_by() == {"barnsley": 2}


@given(st.lists(st.sampled_from(["barnsley", "barnet", "leeds"]), max_size=6))
def test_it_comes_back_whichever_way_the_notebook_went(way):
    meeting, at = WRITTEN, "barnsley"
    for council in [*way, "barnsley"]:
        meeting, at = meeting.moved(at, council), council

    assert meeting == WRITTEN


def test_each_council_keeps_its_own_wording_of_the_same_measure():
    there = WRITTEN.moved("barnsley", "barnet")
    there = there.having(own_wordings=there.own_wordings | {"icpc_15": "And here?"})

    assert there.moved("barnet", "barnsley").wording("icpc_15", "") == "Why so late?"
    assert there.moved("barnet", "barnsley").moved("barnsley", "barnet").wording("icpc_15", "") == "And here?"
