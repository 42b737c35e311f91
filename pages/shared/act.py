"""Buttons that stand many times on a page: each says aloud what it is about, and shows only what it does."""

import re
from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

# What Streamlit would read as formatting in a label. Within a word a low line is none, and a screen reader, which is
# given some labels as they are written, would say the mark before it.
_FORMATTING = re.compile(r"([\\`*{}\[\]()<>#+!|~$:.&-]|(?<![^\W_])_|_(?![^\W_]))")
# What it makes a link or an icon of even where each letter is escaped: only another character between keeps it apart.
_MADE_AFTERWARDS = re.compile(r"(?<=www)(?=\.)|(?<=:)(?=//|material/|streamlit:)|(?=@)", re.IGNORECASE)
_WORD_JOINER = "\N{WORD JOINER}"  # has no width, and no line is broken at it


def named(words: str, about: str) -> str:
    r"""The label of a button: the words for everyone, and for a screen reader also what it acts on.

    The second part is marked as what the style in pages/shared/look.py takes out of sight.

    >>> named("Move up", "Care leavers [2023]")
    'Move up :gray-background[Care leavers \\[2023\\]]'
    """
    plain = plainly(about)
    return f"{words} :gray-background[{plain}]" if plain else words


def plainly(text: str) -> str:
    """A text on one line for where Streamlit reads Markdown, so that whatever is in it stays letters."""
    return _FORMATTING.sub(r"\\\1", _MADE_AFTERWARDS.sub(_WORD_JOINER, " ".join(text.split())))


def act(
    words: str,
    about: str,
    key: str,
    does: Callable[..., None],
    *args: Any,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    disabled: bool = False,
) -> None:
    """A button that does something to what it is about."""
    st.button(named(words, about), key=key, on_click=does, args=args, type=kind, disabled=disabled)
