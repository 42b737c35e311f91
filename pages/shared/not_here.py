"""What the public edition shows at an address of the workspace, which may be in somebody's bookmarks."""

from html import escape

import streamlit as st

from pages.shared import address
from pages.shared.frame import begin, end_page


def standing_in_for(url_path: str) -> st.Page:
    """A page outside the menu with the address of another, of which it has no part."""
    return st.Page(_show, title="Not in the public edition", url_path=url_path, visibility="hidden")


def _show() -> None:
    begin("This page is not in the public edition", "It is where a council’s own people prepare a meeting.")
    ways = {
        "before_the_meeting": "What changed, and what deserves a question",
        "published_notebooks": "Published notebooks",
        "indicators": "Every figure",
    }
    links = (
        f'<li><a href="{escape(address.page_address(page))}" target="_self">{escape(words)}</a></li>'
        for page, words in ways.items()
    )
    st.html(f'<p class="summary">The public edition has instead:</p><ul class="sources">{"".join(links)}</ul>')
    end_page()
