"""Changing the meeting of the notebook on screen: at once, or refused in words while what was typed stays."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.running_order import RunningOrder
from pages.shared.notebook.workspace import change, seen, tell

_REFUSED = "briefing_refused"
Does = Callable[[Notebook], Notebook]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed into a field, the parts of the meeting it was to be, and why it was not kept."""

    typed: Any
    parts: dict[str, Any]
    why: str


def save(field: str, typed: Any, **parts: Any) -> None:
    """Keep what a field says: as the part of that name, or as these parts.

    Where it will not do, it stays on screen with the reason beside it.
    """
    _save(field, typed, parts or {field: typed})
    # What was refused before may go with the meeting as it is now.
    for other, refused in _refused().items():
        if other != field:
            _save(other, refused.typed, refused.parts)


def _save(field: str, typed: Any, parts: dict[str, Any]) -> None:
    others = {name: refused for name, refused in _refused().items() if name != field}
    try:
        seen().planning(**parts)
    except ValueError as error:
        others[field] = Refused(typed, parts, str(error))
    st.session_state[_REFUSED] = (seen().id, others)
    if field not in others:
        change(_planned(lambda notebook: notebook.planning(**parts)))


def save_text(part: str, line: str, text: str) -> None:
    """Keep one's own wording of a line, or a private note on it; a blank one takes it out."""

    def does(notebook: Notebook) -> Notebook:
        if notebook.meeting is None:
            return notebook
        texts = {name: said for name, said in getattr(notebook.meeting, part).items() if name != line}
        return notebook.planning(**{part: texts | ({line: text} if text.strip() else {})})

    change(_planned(does))


def reorder(does: Callable[[RunningOrder], RunningOrder]) -> None:
    """Keep what a press made of the order of the lines."""

    def made(notebook: Notebook) -> Notebook:
        if notebook.meeting is None:
            return notebook
        return notebook.planning(running_order=does(notebook.meeting.running_order))

    change(_planned(made))


def kept(field: str, value: Any) -> str:
    """The key of a widget, which shows what was refused, else what is kept."""
    key, refused = f"briefing_{field}", _refused().get(field)
    st.session_state[key] = refused.typed if refused else value
    return key


def say_refused(field: str) -> None:
    """Why what stands in the field above was not kept; nothing where it was."""
    refused = _refused().get(field)
    if refused:
        st.html(f'<p class="refused" role="alert">Not saved. {escape(refused.why)}</p>')


def _refused() -> dict[str, Refused]:
    """What was refused of the notebook on screen, by field."""
    identity, refused = st.session_state.get(_REFUSED, ("", {}))
    return refused if identity == seen().id else {}


def _planned(does: Does) -> Does:
    """A change to the meeting that may be done later, when the meeting is another."""

    def tried(notebook: Notebook) -> Notebook:
        try:
            return does(notebook)
        except ValueError as error:
            tell(str(error))
            return notebook

    return tried
