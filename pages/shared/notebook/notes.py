"""A note on screen: what someone wrote, in Markdown, as text and links and nothing that loads by itself."""

import re

import streamlit as st

_HEADING = re.compile(r"^(#{1,4})(?=\s)", re.MULTILINE)


def show_note(text: str) -> None:
    """The note; its headings stand below the page's own, and its pictures are links that nobody has to follow."""
    st.markdown(shown_markdown(text) or "_An empty note._")


def shown_markdown(text: str) -> str:
    r"""The Markdown that is shown of what was written.

    A picture would be fetched from elsewhere without anybody asking for it.

    >>> print(shown_markdown("# Visits"), shown_markdown("![a picture](https://example.org/a.png)"))
    ### Visits \![a picture](https://example.org/a.png)
    """
    return _HEADING.sub(lambda found: "#" * min(len(found[1]) + 2, 6), text).replace("![", "\\![")
