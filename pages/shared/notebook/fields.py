"""The form of a cell on screen: one widget a field, each saved as soon as it changes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics.notebooks.form import FormField, Shape

Changed = Callable[[str, Any], None]
_LONGEST = 100_000


def show_field(field: FormField, key: str, changed: Changed) -> None:
    """One field. `changed` gets its name and its new value once the reader has changed it.

    A choice of which nothing else could be chosen is left out.
    """
    if field.shape is Shape.CHOICE and list(field.options) == [field.value]:
        return

    def read() -> None:
        changed(field.name, st.session_state[key])

    # What is stored is what is shown: a value that was typed is stored before the page runs again.
    st.session_state[key] = field.value
    match field.shape:
        case Shape.CHOICE:
            if field.value not in field.options:
                st.session_state[key] = next(iter(field.options), None)
            st.selectbox(
                field.label,
                list(field.options),
                key=key,
                format_func=lambda value: field.options.get(value, value),
                on_change=read,
            )
        case Shape.YES_NO:
            st.checkbox(field.label, key=key, on_change=read)
        case Shape.NUMBER:
            st.number_input(field.label, key=key, min_value=1, step=1, on_change=read)
        case Shape.TEXT:
            st.text_area(
                field.label,
                key=key,
                on_change=read,
                height=220,
                max_chars=field.most or _LONGEST,
                help="Markdown: # heading, **bold**, - list. It is saved when you leave the box.",
            )
        case Shape.WORDS:
            st.text_input(field.label, key=key, on_change=read)
