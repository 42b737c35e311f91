"""Two people changed one notebook's meeting: their changes side by side, part by part."""

from dataclasses import dataclass, replace
from typing import Any

from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.running_order import RunningOrder

# Texts by the id of a line: two people at two lines never hinder each other.
_BY_LINE = ("own_wordings", "notes")
_LISTS = ("witnesses", "themes")
_DAYS = ("date", "requests_sent", "answers_due", "corrections_due")

Texts = dict[str, str]
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingClash:
    """Both changed one part of the meeting. Theirs stands until someone chooses ours.

    `part` is the name of the field; `line` is that of the line whose wording, note or place it is, else blank.
    """

    part: str
    line: str
    theirs: Any
    ours: Any

    def with_ours(self, meeting: Meeting) -> Meeting:
        """The meeting with our part in it. Raises ValueError, in words, where it does not go with the rest now."""
        if self.part == "running_order":
            return meeting.having(running_order=replace(meeting.running_order, order=self.ours.order))
        if self.line:
            return meeting.having(**{self.part: getattr(meeting, self.part) | {self.line: self.ours}})
        return meeting.having(**{self.part: self.ours})


@dataclass(frozen=True, slots=True)
class MergedMeeting:
    """The meeting with both people's changes, and where they changed the same thing."""

    meeting: Meeting | None
    clashes: tuple[MeetingClash, ...] = ()


def merged_meetings(base: Meeting | None, theirs: Meeting | None, ours: Meeting | None) -> MergedMeeting:
    """What both made of `base`. A meeting that one took out and the other changed stays as changed."""
    if ours in (base, theirs):
        return MergedMeeting(theirs)
    if theirs == base:
        return MergedMeeting(ours)
    if theirs is None or ours is None:
        return MergedMeeting(theirs or ours)
    parts: dict[str, Any] = {}
    clashes: list[MeetingClash] = []
    for name, field in Meeting.model_fields.items():
        before = getattr(base, name) if base else field.default
        parts[name] = _merged(name, before, getattr(theirs, name), getattr(ours, name), clashes)
    return _in_order_of_days(theirs, parts, clashes)


def _in_order_of_days(theirs: Meeting, parts: dict[str, Any], clashes: list[MeetingClash]) -> MergedMeeting:
    """The meeting of these parts. Where their days and ours do not go together, theirs stand and ours are offered."""
    try:
        return MergedMeeting(theirs.having(**parts), tuple(clashes))
    except ValueError:
        ours = {name: parts.pop(name) for name in _DAYS}
        clashes += [
            MeetingClash(name, "", getattr(theirs, name), day)
            for name, day in ours.items()
            if day != getattr(theirs, name)
        ]
        return MergedMeeting(theirs.having(**parts), tuple(clashes))


def _merged(name: str, before: Any, theirs: Any, ours: Any, clashes: list[MeetingClash]) -> Any:
    if name in _BY_LINE:
        return _texts(name, before, theirs, ours, clashes)
    if name in _LISTS:
        return _names(before, theirs, ours)
    if name == "running_order":
        return _order(before, theirs, ours, clashes)
    if ours == before:
        return theirs
    if theirs not in (before, ours):
        clashes.append(MeetingClash(name, "", theirs, ours))
        return theirs
    return ours


def _texts(part: str, before: Texts, theirs: Texts, ours: Texts, clashes: list[MeetingClash]) -> Texts:
    """The texts of both. One that was taken out by one and changed by the other stays as changed."""
    result = dict(theirs)
    for line in {**before, **ours}:
        was, their_own, our_own = (texts.get(line, "") for texts in (before, theirs, ours))
        if our_own in (was, their_own):
            continue
        if their_own in (was, ""):
            result[line] = our_own
        elif our_own:
            clashes.append(MeetingClash(part, line, their_own, our_own))
    return {line: text for line, text in result.items() if text}


def _names(before: Names, theirs: Names, ours: Names) -> Names:
    """Their names without those that we took out, and with those that we put in."""
    if theirs == before:
        return ours
    gone = set(before) - set(ours)
    kept = tuple(name for name in theirs if name not in gone)
    return (*kept, *(name for name in ours if name not in (*before, *kept)))


def _order(before: RunningOrder, theirs: RunningOrder, ours: RunningOrder, clashes: list[MeetingClash]) -> RunningOrder:
    """What both did with the lines. One that was dropped by one and kept by the other stays."""
    kept, added, dropped = (
        _names(*(getattr(one, kind) for one in (before, theirs, ours))) for kind in ("kept", "added", "dropped")
    )
    order = theirs.order
    if ours.order not in (before.order, theirs.order):
        if theirs.order == before.order:
            order = ours.order
        else:
            clashes.append(MeetingClash("running_order", "", theirs, ours))
    return RunningOrder(order, tuple(name for name in dropped if name not in kept), kept, added)
