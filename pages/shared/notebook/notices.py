"""What is said at the head of a notebook: what was undone or not saved, and where two people wrote the same."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from analytics.enquiry.settings import Settings
from analytics.evidence.national import Neighbours
from analytics.evidence.wording import day_in_words
from analytics.notebooks.merging import CellClash, SharedClash
from analytics.notebooks.merging_meetings import MeetingClash
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting_words import part_in_words, part_name
from analytics.notebooks.repository import Saved
from pages.shared.act import named, plainly
from pages.shared.library import evidence
from pages.shared.notebook.card import title_of
from pages.shared.notebook.workspace import (
    change,
    clashes,
    notice,
    place_to_go,
    seen,
    settle,
    tell,
    unsaved,
)

_SHARED = {
    "title": "Title",
    "authority": "Council",
    "as_known_on": "As known on",
    "figures": "Whose figures",
    "neighbours": "Similar councils",
    "settings": "Thresholds",
    "public": "This notebook may be published",
}


def show_notices(notebook: Notebook) -> None:
    """What is said at the head of the notebook."""
    show_notice_at(0)
    for number, clash in enumerate(clashes()):
        if isinstance(clash, SharedClash):
            _shared_clash(clash, number)
        elif isinstance(clash, MeetingClash):
            _meeting_clash(clash, number)
        elif {clash.theirs, clash.ours} <= {held.id for held in notebook.cells}:
            _cell_clash(clash, notebook, number)


def show_saved(saved: Saved) -> None:
    """That the notebook is saved, said anew at each change; nothing where something of it is not.

    A class of it says where the keyboard is to go; see pages/shared/keys_and_voice.js.
    """
    place = place_to_go()
    mark = f" go-to-{escape(place)}" if place else ""
    if saved.notebook.id not in unsaved():
        st.html(f'<p class="about{mark}" role="status">✓ Saved: version {saved.version}.</p>')


def show_notice_at(place: int) -> None:
    """What is said before the cell of that place, where the reader is looking."""
    said = notice()
    if said is None or said.place != place:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="notice"):
        _say(said.words, "status")
        if said.undo:
            st.button("Undo", on_click=change, args=(said.undo,))


def _say(words: str, role: str) -> None:
    st.html(f'<p class="note" role="{role}">{escape(words)}</p>')


def _cell_clash(clash: CellClash, notebook: Notebook, number: int) -> None:
    theirs, ours = notebook.holding(clash.theirs), notebook.holding(clash.ours)

    def only_ours(now: Notebook) -> Notebook:
        return now.changed(clash.theirs, now.holding(clash.ours).asks).without(clash.ours)

    with st.container(border=True, key=f"clash_{number}"):
        st.html('<h2 class="finding">You and someone else changed the same cell</h2>')
        for words, held in (("Theirs", theirs), ("Yours", ours)):
            text = str(held.asks["text"]) if held.asks.get("text") else title_of(held, notebook)
            st.html(f'<p class="label">{words}</p><blockquote class="clash">{escape(text)}</blockquote>')
        with st.container(horizontal=True, key=f"choose_clash_{number}"):
            st.button("Keep both", key=f"both_{number}", on_click=settle, args=(clash,), type="primary")
            st.button("Keep only yours", key=f"yours_{number}", on_click=settle, args=(clash, only_ours))
            st.button(
                "Keep only theirs",
                key=f"theirs_{number}",
                on_click=settle,
                args=(clash, lambda now: now.without(clash.ours)),
            )


def _shared_clash(clash: SharedClash, number: int) -> None:
    name, label = clash.name, _SHARED[clash.name]
    theirs, ours = (_in_words(getattr(notebook, name)) for notebook in (clash.theirs, clash.ours))
    with st.container(border=True, key=f"clash_{number}"):
        _say(f"{label}: someone else chose “{theirs}” while you chose “{ours}”. Theirs stands.", "status")
        with st.container(horizontal=True, key=f"choose_clash_{number}"):
            st.button(f"Keep theirs: {plainly(theirs)}", key=f"theirs_{number}", on_click=settle, args=(clash,))
            st.button(
                f"Use yours: {plainly(ours)}",
                key=f"yours_{number}",
                on_click=settle,
                args=(clash, clash.with_ours),
            )


def _meeting_clash(clash: MeetingClash, number: int) -> None:
    """Two buttons that are told apart by their words; what was written may be long, so it stands above them."""
    part = part_name(clash.part, clash.line, evidence())
    with st.container(border=True, key=f"clash_{number}"):
        _say(f"{part}: someone else changed it while you did. Theirs stands.", "status")
        for words, value in (("Theirs", clash.theirs), ("Yours", clash.ours)):
            said = part_in_words(clash.part, value, evidence())
            st.html(f'<p class="label">{words}</p><blockquote class="clash">{escape(said)}</blockquote>')
        with st.container(horizontal=True, key=f"choose_clash_{number}"):
            st.button(named("Keep theirs", part), key=f"theirs_{number}", on_click=settle, args=(clash,))
            st.button(named("Use yours", part), key=f"yours_{number}", on_click=_use_ours, args=(clash,))


def _use_ours(clash: MeetingClash) -> None:
    """Our part in the place of theirs. Where it does not go with the rest of the meeting now, the choice stays open."""
    meeting = seen().meeting
    try:
        ours = clash.with_ours(meeting) if meeting else None
    except ValueError as error:
        tell(f"Yours cannot be used. {error}")
        return
    settle(clash, lambda now: now.model_copy(update={"meeting": ours}))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Settings):
        return "other thresholds"
    if isinstance(value, Neighbours):
        return value.plainly
    if isinstance(value, date):
        return day_in_words(value)
    if value is None:
        return "no day"
    return evidence().catalogue.area_name(value) if value in evidence().catalogue.authorities else str(value)
