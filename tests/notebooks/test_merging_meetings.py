"""Two people plan one meeting: what both did stands, and nobody overwrites anybody in silence."""

from datetime import date

from hypothesis import given

from analytics.notebooks.merging import merged
from analytics.notebooks.merging_meetings import MeetingClash, merged_meetings
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.running_order import RunningOrder
from tests.notebooks.repository.verbs import meetings

DAY = date(2023, 9, 12)
BASE = Meeting(
    date=DAY,
    place="Here",
    witnesses=("Service Director", "Director"),
    notes={"a": "old"},
    running_order=RunningOrder(order=("a", "b", "c"), kept=("a",)),
)


def both(theirs, ours, base=BASE):
    return merged_meetings(base, base.having(**theirs), base.having(**ours))


def test_different_parts_stand_side_by_side():
    found = both({"place": "There", "minutes": 45}, {"time": "10.00"})
    assert found.meeting == BASE.having(place="There", minutes=45, time="10.00")
    assert found.clashes == ()


def test_of_one_part_theirs_stands_and_ours_is_offered():
    found = both({"place": "There"}, {"place": "Elsewhere"})
    assert found.meeting.place == "There"
    [clash] = found.clashes
    assert clash == MeetingClash("place", "", "There", "Elsewhere")
    assert clash.with_ours(found.meeting).place == "Elsewhere"


def test_notes_and_wordings_are_merged_line_by_line():
    found = both({"notes": {"a": "old", "b": "theirs"}}, {"notes": {"a": "ours"}, "own_wordings": {"a": "How?"}})
    assert found.meeting.notes == {"a": "ours", "b": "theirs"}
    assert found.meeting.own_wordings == {"a": "How?"}
    assert found.clashes == ()


def test_two_notes_on_one_line_are_a_clash_and_using_ours_leaves_the_others():
    found = both({"notes": {"a": "theirs", "b": "new"}}, {"notes": {"a": "ours"}})
    assert found.clashes == (MeetingClash("notes", "a", "theirs", "ours"),)
    assert found.clashes[0].with_ours(found.meeting).notes == {"a": "ours", "b": "new"}


def test_a_note_that_one_took_out_and_the_other_changed_stays_as_changed():
    for theirs, ours in (({}, {"a": "new"}), ({"a": "new"}, {})):
        found = both({"notes": theirs}, {"notes": ours})
        assert (found.meeting.notes, found.clashes) == ({"a": "new"}, ())


def test_witnesses_that_each_invited_or_took_out_count_together():
    found = both(
        {"witnesses": ("Service Director", "Director", "Nurse")}, {"witnesses": ("Director", "Head of Service")}
    )
    assert found.meeting.witnesses == ("Director", "Nurse", "Head of Service")


def test_lines_that_each_kept_and_dropped_count_together():
    found = both(
        {"running_order": BASE.running_order.without("b")},
        {"running_order": BASE.running_order.keeping("c", keep=True)},
    )
    assert (found.meeting.running_order.kept, found.meeting.running_order.dropped) == (("a", "c"), ("b",))
    same = both(
        {"running_order": BASE.running_order.without("b")},
        {"running_order": BASE.running_order.keeping("b", keep=True)},
    )
    assert "b" in same.meeting.running_order.kept
    assert "b" not in same.meeting.running_order.dropped


def test_two_orders_are_a_clash():
    ours = RunningOrder(order=("c", "b", "a"), kept=("a", "b"))
    found = both({"running_order": RunningOrder(order=("b", "a", "c"), kept=("a",))}, {"running_order": ours})
    assert found.meeting.running_order == RunningOrder(order=("b", "a", "c"), kept=("a", "b"))
    [clash] = found.clashes
    assert clash.with_ours(found.meeting).running_order.order == ("c", "b", "a")


def test_days_that_do_not_go_together_are_a_clash_and_no_error():
    found = both({"date": date(2023, 9, 1)}, {"answers_due": date(2023, 9, 5), "place": "There"})
    assert (found.meeting.date, found.meeting.answers_due, found.meeting.place) == (date(2023, 9, 1), None, "There")
    assert MeetingClash("answers_due", "", None, date(2023, 9, 5)) in found.clashes


def test_two_people_plan_the_first_meeting_at_once():
    theirs, ours = Meeting(date=DAY, place="There"), Meeting(date=date(2023, 9, 19), time="10.00")
    found = merged_meetings(None, theirs, ours)
    assert found.meeting == theirs.having(time="10.00")
    assert found.clashes == (MeetingClash("date", "", DAY, date(2023, 9, 19)),)


def test_the_meeting_is_merged_with_the_rest_of_the_notebook():
    base = Notebook(authority="barnet", meeting=BASE)
    found = merged(base, base.retitled("Theirs"), base.planning(place="There"))
    assert (found.notebook.title, found.notebook.meeting.place, found.clashes) == ("Theirs", "There", ())


@given(meetings, meetings)
def test_where_only_one_changed_something_that_one_is_kept(base, changed):
    assert merged_meetings(base, changed, base).meeting == changed
    assert merged_meetings(base, base, changed).meeting == changed
    assert merged_meetings(base, changed, changed).meeting == changed


@given(meetings, meetings, meetings)
def test_every_text_of_either_is_in_the_meeting_or_in_a_clash_unless_it_was_taken_out(base, theirs, ours):
    found = merged_meetings(base, theirs, ours)
    for who, other in ((theirs, ours), (ours, theirs)):
        if who is None:
            continue
        for part in ("notes", "own_wordings"):
            before = getattr(base, part) if base else {}
            for line, text in getattr(who, part).items():
                if text and text != before.get(line, ""):
                    kept = getattr(found.meeting, part).get(line)
                    offered = [(one.theirs, one.ours) for one in found.clashes if (one.part, one.line) == (part, line)]
                    assert kept == text or any(text in pair for pair in offered), (part, line, other)


def test_a_wording_typed_while_someone_changed_the_council_stays_with_its_own_council():
    base = Notebook(authority="barnsley", meeting=Meeting(date=DAY, own_wordings={"icpc_15": "Why late?"}))
    theirs = base.about("barnet", None)
    ours = base.planning(own_wordings={"icpc_15": "Why so late?"}, notes={"cl_eet": "First."})

    found = merged(base, theirs, ours)

    assert (found.notebook.authority, found.clashes) == ("barnet", ())
    assert found.notebook.meeting.put_by() == {"barnsley": 2}
    assert found.notebook.about("barnsley", None).meeting == ours.meeting
