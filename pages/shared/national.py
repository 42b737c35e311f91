"""What the national releases add to a page about a council's own reports."""

from html import escape

import streamlit as st

from analytics.evidence.national import Figures
from analytics.notebooks.facts import evidence_about
from pages.shared import address
from pages.shared.frame import Reader
from pages.shared.library import evidence


def has_national(reader: Reader, indicator: str) -> bool:
    """Whether a release that was public on the day has a figure of the council for the measure as a whole."""
    everything = evidence()
    if everything.releases is None:
        return False
    known = evidence_about(everything, reader.authority, Figures.RELEASES, reader.neighbours)
    rows = known.as_known_on(reader.as_known_on).observations
    own = (rows["area"] == reader.authority) & (rows["indicator"] == indicator) & (rows["dimension"] == "")
    return bool(own.any())


def show_link_to_others(indicator: str) -> None:
    """The way to the same measure among all councils."""
    link = escape(address.page_address("beside_other_councils", indicator=indicator))
    st.html(f'<p class="note"><a href="{link}" target="_self">The same measure beside every other council</a></p>')
