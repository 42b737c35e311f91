"""What a reader has on the desk: changes that could not be saved, and what they have still to choose.

It is kept in this process, by reader and not by page: a link, a reload and a sign-in that ended begin a page anew, and
whoever wrote the words finds them again on every page. Only a restart of the app forgets it.
"""

import os
from dataclasses import dataclass, field
from threading import RLock

import streamlit as st

from analytics.notebooks.merging import CellClash, SharedClash
from analytics.notebooks.merging_meetings import MeetingClash
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Saved, default_url
from pages.shared import door

Clash = CellClash | SharedClash | MeetingClash
_WHOSE = "desk_whose"


@dataclass(frozen=True, slots=True)
class Work:
    """A notebook as a reader has it before them: the version that it was made from, and what it has become.

    `why` says why that could not be saved; blank where there was nothing to save.
    """

    base: Saved
    notebook: Notebook
    why: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits, by the id of the notebook. Whoever takes from it and puts back holds `lock`: a reader has tabs."""

    unsaved: dict[str, Work] = field(default_factory=dict)
    clashes: dict[str, tuple[Clash, ...]] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)


_desks: dict[tuple[str, str], Desk] = {}


def desk() -> Desk:
    """The desk of whoever is at the screen; one that is empty, and kept nowhere, for a stranger.

    A sign-in may end while somebody writes: what this page then sends is still theirs, and waits until they are back.
    """
    person = door.user()
    if person.is_alone or person.name:
        st.session_state[_WHOSE] = person.name
    if _WHOSE not in st.session_state:
        return Desk()
    return _desks.setdefault((default_url(os.environ), st.session_state[_WHOSE]), Desk())
