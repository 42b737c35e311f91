"""Choices whose value lives in the address: what the address says is what is chosen, and a choice is written there."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import address

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)


def choose(
    label: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str],
    *,
    default: str = "",
    notices: DeltaGenerator | None = None,
) -> str:
    """The option that the address names, else the default. One that does not exist is said and replaced."""
    asked = address.read(name)
    if asked and asked not in options:
        (notices or st).warning(
            f"There is no {label.lower()} called {verbatim(asked)} here. Showing {words(default)} instead."
        )
    key = f"choose_{name}"
    st.session_state[key] = asked if asked in options else default
    chosen = st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        on_change=lambda: address.write(name, st.session_state[key] if st.session_state[key] != default else ""),
    )
    return chosen or default


def choose_day(label: str, name: str, help_text: str, notices: DeltaGenerator) -> date | None:
    """The day that the address names, or none."""
    asked = address.read(name)
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        notices.warning(f"{verbatim(asked)} is not a day. Write it as 2018-09-30 in the address, or choose it here.")
        day = None
    if day and not FIRST_DAY <= day <= LAST_DAY:
        notices.warning(
            f"{verbatim(asked)} is not between {FIRST_DAY.year} and {LAST_DAY.year}. Choose another day here."
        )
        day = None
    key = f"choose_{name}"
    st.session_state[key] = day

    def chosen() -> None:
        value = st.session_state[key]
        address.write(name, value.isoformat() if value else "")

    return st.date_input(
        label,
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD/MM/YYYY",
        help=help_text,
        on_change=chosen,
    )


def write_words(label: str, name: str, placeholder: str) -> str:
    """The words that the address holds."""
    key = f"write_{name}"
    st.session_state[key] = address.read(name)
    return st.text_input(
        label, key=key, placeholder=placeholder, on_change=lambda: address.write(name, st.session_state[key].strip())
    ).strip()


def write_text(label: str, name: str, placeholder: str) -> str:
    """The longer text that the address holds, so that a reload or a shared link loses none of it."""
    key = f"write_{name}"
    st.session_state[key] = address.read(name)
    return st.text_area(
        label, key=key, placeholder=placeholder, on_change=lambda: address.write(name, st.session_state[key].strip())
    ).strip()


def verbatim(text: str) -> str:
    """What the reader or the address says, for a message: as code, so that a link or a picture in it stays letters."""
    return f"`{' '.join(text.replace('`', '’').split())}`"
