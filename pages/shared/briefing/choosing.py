"""Which notebook the papers are made from: one that is kept, or one begun right here."""

from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import RepositoryError, Saved
from pages.shared import address
from pages.shared.briefing.taking import carried
from pages.shared.frame import say_reason
from pages.shared.library import evidence
from pages.shared.notebook.add_button import notebook_address
from pages.shared.notebook.beginning import show_beginning
from pages.shared.notebook.workspace import opened, repository

PAGE = "pages/witness_briefs.py"
_CHOSEN = "briefing_notebook"


def notebook_of_address() -> tuple[Saved | None, str]:
    """The notebook that the address names; or none, with the reason where it cannot be opened."""
    identity = address.read("notebook")
    try:
        return (opened(identity) if identity else None), ""
    except RepositoryError as error:
        return None, str(error)


def show_choosing(problem: str) -> None:
    """The notebooks there are, the last saved first, and a form that begins one."""
    if problem:
        say_reason(problem)
    try:
        titles = {entry.id: entry.title for entry in repository().listed()}
        if titles:
            st.html('<h2 class="finding">Choose a notebook</h2>')
            st.selectbox(
                "Notebook",
                list(titles),
                index=None,
                key=_CHOSEN,
                placeholder="The notebook that the papers are made from",
                format_func=lambda identity: titles.get(identity, ""),
                on_change=_choose,
            )
        elif not problem:
            say_reason("The papers of a meeting are made from a notebook, and there is none yet. Begin one here.")
        show_beginning(PAGE, carried() and {"authority": address.read("authority")} | carried())
    except RepositoryError as error:
        say_reason(str(error))


def show_chosen(notebook: Notebook) -> None:
    """What the notebook is about, the way to its cells, and the way to another."""
    catalogue = evidence().catalogue
    council = (
        catalogue.area_name(notebook.authority) if notebook.authority in catalogue.authorities else notebook.authority
    )
    other = escape(address.page_address("witness_briefs", **carried()))
    day = f", as known on {day_in_words(notebook.as_known_on)}" if notebook.as_known_on else ""
    link = escape(notebook_address(notebook.id))
    st.html(
        f'<p class="about">From the notebook <a href="{link}" target="_self">{escape(notebook.title)}</a>: '
        f'{escape(council)}{day}. <a href="{other}" target="_self">Choose another notebook</a></p>'
    )


def _choose() -> None:
    address.write("notebook", st.session_state[_CHOSEN] or "")
