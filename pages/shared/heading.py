"""The heading of a part of a page."""

from html import escape

import streamlit as st


def heading(words: str, about: str = "") -> None:
    """The heading of a part of the page, with a sentence below it."""
    below = f'<p class="about">{escape(about)}</p>' if about else ""
    st.html(f'<h2 class="finding">{escape(words)}</h2>{below}')
