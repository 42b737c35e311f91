"""The lines for paper: one address, no widgets, black on white."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics.enquiry.lines import enquiry_of
from analytics.exports.lines_html import lines_as_html
from analytics.notebooks.cells.lines import LinesCell
from pages.shared import address
from pages.shared.figures import figures_asked, neighbours_asked
from pages.shared.frame import Reader, begin, show_heading, usual_authority
from pages.shared.library import evidence, is_public
from pages.shared.line_card import chosen, reading_order
from pages.shared.own_words import own_words
from pages.shared.thresholds import choose_settings

_PAGE = "lines_of_questioning"
# Streamlit keeps a page inside a box that scrolls; paper needs the whole of it. The menu is for screens.
_STYLE = """<style>
html, body, .stApp, .stAppViewContainer, .stMain { background: #fff !important; color-scheme: light; }
h1.page, p.question { color: #1a1a1a; }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] { display: none !important; }
.stMainBlockContainer { padding-top: 1.5rem; }
@media print {
  p.question { display: none; }
  .stApp, .stAppViewContainer, .stMain, .stMainBlockContainer { position: static !important; }
  .stApp, .stAppViewContainer, .stMain, .stMainBlockContainer { display: block !important; }
  .stApp, .stAppViewContainer, .stMain { height: auto !important; overflow: visible !important; }
  .stMainBlockContainer { padding: 0 !important; max-width: none !important; }
}
</style>"""


def is_for_paper() -> bool:
    """Whether the address asks for the lines as they are printed."""
    return address.read("print") == "1"


def offer_print() -> None:
    """The link to the lines as they are printed, and whether what is for members only goes with them."""
    with st.container(horizontal=True, vertical_alignment="center", key="print"):
        st.html(f'<a href="{escape(_here(print="1"))}" target="_self">Open to print</a>', width="content")
        if is_public():
            return
        st.session_state["with_members"] = address.read("members") == "1"
        st.checkbox("Include what is for members only", key="with_members", on_change=_choose_members)


def show_for_paper() -> None:
    """The kept lines, or all where none is kept, with room to write; or the reason there are none."""
    names = evidence().authorities()
    asked = address.read("authority")
    authority = asked if asked in names else usual_authority()
    reader = Reader(authority, address.known_day(), figures_asked(), neighbours_asked())
    begin(
        f"Lines of questioning: {escape(reader.name)}",
        f'Use the print command of your browser. <a href="{escape(_here())}" target="_self">Back to the lines</a>',
    )
    st.html(_STYLE)
    known, settings = reader.known(), choose_settings()
    theme, document = (address.read(name) for name in ("theme", "document"))
    choice = {
        "theme": theme if theme in known.catalogue.themes else "",
        "document": document if document in known.documents else "",
    }
    witness, lines = address.read("witness"), []
    if known.documents:
        enquiry = enquiry_of(known, reader.authority, reader.as_known_on, *choice.values(), settings)
        lines = [line for line in reading_order().arranged(enquiry) if witness in ("", line.witness.title)]
    if not lines:
        asked = reader.asked | {"settings": settings}
        show_heading(LinesCell(**asked, **choice, witness=witness))
        return
    st.html(
        lines_as_html(
            reader.as_known_on,
            chosen(lines, reading_order()),
            own_words,
            known,
            settings=settings,
            for_members=address.read("members") == "1" and not is_public(),
        )
    )


def _here(**more: str) -> str:
    """The address of this page with all that it holds, on screen or for paper."""
    held = {name: value for name, value in st.query_params.to_dict().items() if name not in ("print", "line")}
    return f"{_PAGE}?{urlencode(held | more)}" if held | more else _PAGE


def _choose_members() -> None:
    address.write("members", "1" if st.session_state["with_members"] else "")
