"""The one place that says what is for members only, and takes it out."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from analytics.enquiry.line import Line
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting, Sharing

MEMBERS_ONLY = {
    "Line.good_answer": "A witness who reads what a good answer holds can say it without it being so.",
    "Line.worry": "What should worry members would tell a witness what they suspect before anybody was heard.",
    "Meeting.notes": "Notes on a line are what members and officers think among themselves.",
    "Meeting.own_wordings": "What members mean to ask is shared only where the Chair agreed to it.",
    "Notebook.meeting": "The meeting holds the notes and the wordings, so no notebook leaves with it.",
    "Meeting.minutes": "How long a line gets is the Chair’s to decide and to change.",
    "NoteCell.private": "A private note never leaves the workspace, so it is in no paper at all.",
}
"""Everything that no witness and no member of the public may see, each with the reason."""

# Cells of questions and of how lines were found; a witness sees questions only where the Chair agreed.
_QUESTIONS = ("lines",)
_WORKINGS = ("signals",)


class Audience(StrEnum):
    """Who may read a paper, in the words that mark it."""

    MEMBERS = "For members of the committee: not for publication"
    WITNESSES = "For the witness: holds nothing that is for members only"
    PUBLIC = "For publication"


def for_members(notebook: Notebook) -> Notebook:
    """The notebook without private notes, which are their author's alone, and without its kept meeting."""
    return _without(notebook, _is_private_note)


def for_witnesses(notebook: Notebook, *, sharing: Sharing = Sharing.THEMES) -> Notebook:
    """The notebook without private notes and without how lines were found; without questions unless they are shared."""
    left_out = (*_WORKINGS, *(() if sharing is Sharing.QUESTIONS else _QUESTIONS))
    return _without(for_publication(notebook), lambda asks: asks.get("kind") in left_out)


def for_publication(notebook: Notebook) -> Notebook:
    """The notebook without private notes and its meeting. Whether it may be published at all stays as its owner set."""
    return _without(notebook, _is_private_note)


def line_for_all(line: Line) -> Line:
    """A line without what is for members only."""
    return line.for_all()


def meeting_for_all(meeting: Meeting) -> Meeting:
    """A meeting without notes, and without own wordings where the Chair has not agreed to share questions."""
    wordings = meeting.own_wordings if meeting.themes_or_questions is Sharing.QUESTIONS else {}
    usual = Meeting.model_fields["minutes"].default
    return meeting.model_copy(update={"notes": {}, "own_wordings": wordings, "minutes": usual})


def _is_private_note(asks: dict[str, Any]) -> bool:
    return asks.get("kind") == "note" and asks.get("private") not in (None, False)


def _without(notebook: Notebook, leave_out: Callable[[dict[str, Any]], bool]) -> Notebook:
    kept = tuple(held for held in notebook.cells if not leave_out(held.asks))
    # What a paper needs of the meeting is handed to it beside the notebook, stripped for its readers.
    return notebook.model_copy(update={"cells": kept, "meeting": None})
