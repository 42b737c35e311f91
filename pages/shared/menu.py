"""The menu: the pages under the headings that they belong to.

Streamlit's own puts the headings into its list, where a screen reader then finds neither a list nor its items.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage


def show_menu(pages: Mapping[str, Sequence[StreamlitPage]], without: AbstractSet[str] = frozenset()) -> None:
    """A link to every page that is not hidden, under its heading; a heading without one is left out.

    `without` are the addresses of pages that can be opened and have nothing to show, so that no link leads there.
    Where every page is hidden there is no menu at all.
    """
    if not any(page.visibility == "visible" for below in pages.values() for page in below):
        return
    with st.sidebar, st.container(key="menu", gap=None):
        for heading, below in pages.items():
            visible = [page for page in below if page.visibility == "visible" and page.url_path not in without]
            if visible:
                st.html(f'<p class="section">{escape(heading)}</p>')
            for page in visible:
                st.page_link(page)
