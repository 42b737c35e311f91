"""A note on screen: what someone wrote, in Markdown, as text and links and nothing that loads by itself."""

import streamlit as st

from analytics.exports.page.markdown import safe_html


def show_note(text: str) -> None:
    """The note; its headings stand below the page's own, and a picture is its description."""
    st.html(f'<div class="written">{note_html(text)}</div>')


def note_html(text: str) -> str:
    r"""The note as HTML, read as strictly as in an exported page: only links to the web and to mail lead anywhere.

    Streamlit's own Markdown would fetch pictures, and leave links to a file or to data of the writer's.

    >>> note_html("# Visits")
    '<h3>Visits</h3>\n'
    >>> note_html("![a picture](https://example.org/a.png) [a file](file:///etc/passwd)")
    '<p>[Picture: a picture] [a file](file:///etc/passwd)</p>\n'
    """
    html = safe_html(text, lambda _, level: (min(level + 2, 6), ""))
    # A link opens beside the notebook, in which someone may be writing.
    return html.replace(' rel="noreferrer">', ' rel="noreferrer" target="_blank">') or "<p><em>An empty note.</em></p>"
