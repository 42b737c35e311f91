"""The published notebooks: looked up for reading only, in either edition, and told apart from none at all."""

import logging
import os
from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import NOT_PUBLISHED, NotPublished, Published, PublishedNotebook, RepositoryError
from analytics.notebooks.repository import default_url as url_of
from pages.shared import address
from pages.shared.frame import say_reason
from pages.shared.library import evidence

_LOG = logging.getLogger(__name__)
_UNREADABLE = "Published notebooks cannot be read at the moment. Try again later."


def notebook_of_address() -> tuple[PublishedNotebook | None, str]:
    """The notebook that the address names; or none, with the reason where it names one that cannot be shown."""
    identity = address.read("id")
    try:
        return (published().get(identity) if identity else None), ""
    except NotPublished:
        return None, NOT_PUBLISHED
    except RepositoryError as error:
        return None, _unreadable(error)


def show_list() -> None:
    """Every published notebook with its link, the last published first; or that there is none."""
    try:
        listed = published().listed()
    except RepositoryError as error:
        say_reason(_unreadable(error))
        return
    if not listed:
        say_reason("No notebook has been published yet. The other pages hold every figure that one could be made of.")
    for entry in listed:
        st.html(_entry_html(entry))


def about_html(entry: PublishedNotebook) -> str:
    """Council, day and when it was published, in one line."""
    notebook = entry.notebook
    day = f" · as known on {day_in_words(notebook.as_known_on)}" if notebook.as_known_on else ""
    return f'<p class="about">{escape(council_of(notebook))}{day} · published {day_in_words(entry.published_on)}</p>'


def council_of(notebook: Notebook) -> str:
    """The name of the council that a notebook is about."""
    catalogue = evidence().catalogue
    return catalogue.area_name(notebook.authority) if notebook.authority in catalogue.authorities else ""


def published() -> Published:
    """Where they are read from; opened once for the process."""
    return _open(url_of(os.environ))


@st.cache_resource(show_spinner=False)
def _open(url: str) -> Published:
    return Published.open(url)


def _entry_html(entry: PublishedNotebook) -> str:
    link = escape(f"published_notebooks?id={entry.notebook.id}")
    return (
        f'<h2 class="listed"><a href="{link}" target="_self">{escape(entry.notebook.title)}</a></h2>{about_html(entry)}'
    )


def _unreadable(error: RepositoryError) -> str:
    """What a reader is told; what is wrong names files and servers, and goes to whoever runs the app."""
    _LOG.warning("Published notebooks cannot be read: %s", error.in_full)
    return _UNREADABLE
