"""What the words of a council's own file mean, where they are not those of the list of indicators."""

from collections.abc import Mapping

import streamlit as st

from analytics.importers.mappings.unknown import unknown_indicators
from analytics.importers.own.layout import Item, Layout
from analytics.importers.table import Table
from pages.shared.act import plainly
from pages.shared.bringing.choosing import choose_indicator
from pages.shared.bringing.workspace import catalogue

_OUT = "\0out"
_MOST = 25


def ask_meanings(table: Table, layout: Layout, mark: str) -> Mapping[Item, Mapping[str, str]]:
    """What each word for an indicator that nobody knows means; one that is left open is a fault of the preview."""
    unknown = unknown_indicators(table, layout, catalogue())
    if not unknown:
        return {}
    means: dict[str, str] = {}
    st.html('<p class="label">Words of the file that are no indicator of the list</p>')
    with st.container(horizontal=True):
        for text in unknown[:_MOST]:
            chosen = choose_indicator(
                f"“{plainly(text)}” is", f"means_{mark}_{text}", more={_OUT: "Leave these figures out"}
            )
            if chosen:
                means[text] = "" if chosen == _OUT else chosen
    return {Item.INDICATOR: means} if means else {}
