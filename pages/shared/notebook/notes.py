"""A note on screen: what someone wrote, in Markdown, as text and links and nothing that loads by itself."""

import streamlit as st

from analytics.exports.page.markdown import PlaceHeading, safe_html


def show_note(text: str) -> None:
    """The note; its headings stand below the page's title, and a picture is its description."""
    st.html(f'<div class="written">{note_html(text)}</div>')


def note_html(text: str) -> str:
    r"""The note as HTML, read as strictly as in an exported page: only links to the web and to mail lead anywhere.

    Streamlit's own Markdown would fetch pictures, and leave links to a file or to data of the writer's.

    >>> note_html("# Visits")
    '<h2>Visits</h2>\n'
    >>> note_html("![a picture](https://example.org/a.png) [a file](file:///etc/passwd)")
    '<p>[Picture: a picture] [a file](file:///etc/passwd)</p>\n'
    """
    html = safe_html(text, _below_the_page())
    # A link opens beside the notebook, in which someone may be writing.
    return html.replace(' rel="noreferrer">', ' rel="noreferrer" target="_blank">') or "<p><em>An empty note.</em></p>"


def _below_the_page() -> PlaceHeading:
    """Places headings below the page's title, none more than one level below the one before it in the note."""
    before = 1

    def place(_: str, level: int) -> tuple[int, str]:
        nonlocal before
        before = min(level + 1, before + 1, 6)
        return before, ""

    return place
