"""The way to the papers of a meeting from the pages that say what to ask there."""

from html import escape

import streamlit as st

from pages.shared import address
from pages.shared.briefing.taking import carried
from pages.shared.library import is_public


def offer_papers() -> None:
    """A link to the page that makes the papers, for the same council and day, to which the reader's lines come along.

    Nothing in the public edition.
    """
    if is_public():
        return
    link = escape(address.page_address("witness_briefs", **carried()))
    st.html(
        f'<p class="offer"><a href="{link}" target="_self">Make the papers of a meeting</a>: members’ pack, witness '
        "briefs, committee reports</p>"
    )
