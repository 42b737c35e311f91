"""The particulars of a meeting as fields, each saved as soon as it is left."""

from datetime import date
from typing import Any

import streamlit as st

from pages.shared.briefing.keeping import kept, save, say_refused
from pages.shared.forms import FIRST_DAY, LAST_DAY


def write(part: str, label: str, value: str, placeholder: str = "", help_text: str | None = None) -> None:
    """A line of text."""
    key = kept(part, value)
    with st.container(gap="xsmall"):
        st.text_input(label, key=key, placeholder=placeholder, help=help_text, on_change=_read, args=(part,))
        say_refused(part)


def write_long(part: str, label: str, value: str, placeholder: str = "") -> None:
    """A text of several lines."""
    key = kept(part, value)
    st.text_area(label, key=key, placeholder=placeholder, height=100, on_change=_read, args=(part,))
    say_refused(part)


def choose_day(part: str, label: str, value: date | None, help_text: str | None = None) -> None:
    """A day, or none."""
    key = kept(part, value)
    with st.container(gap="xsmall"):
        st.date_input(
            label,
            key=key,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="DD/MM/YYYY",
            help=help_text,
            on_change=_read,
            args=(part,),
        )
        say_refused(part)


def count(part: str, label: str, value: int, step: int) -> None:
    """A whole number."""
    with st.container(gap="xsmall"):
        st.number_input(label, key=kept(part, value), step=step, on_change=_read, args=(part,))
        say_refused(part)


def tick(part: str, label: str, *, value: bool, help_text: str | None = None) -> None:
    """Yes or no."""
    st.checkbox(label, key=kept(part, value), help=help_text, on_change=_read, args=(part,))


def _read(part: str) -> None:
    value: Any = st.session_state[f"briefing_{part}"]
    save(part, value)
