"""Beginning a notebook: blank, from a starter, or from a file."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import RepositoryError
from analytics.notebooks.starters import Starter, starters
from analytics.notebooks.stored import notebook_from_stored
from pages.shared import address
from pages.shared.act import plainly
from pages.shared.figures import figures_asked, neighbours_asked
from pages.shared.frame import usual_authority
from pages.shared.library import DATA_FOLDER, evidence
from pages.shared.notebook.workspace import brought_in, start

_BLANK = "A blank notebook"
_BEGUN, _IMPORTED = "notebook_begun", "notebook_imported"


def show_beginning(page: str = "pages/notebook.py", more: Mapping[str, str] | None = None) -> None:
    """A title, a council, what to begin with, and a button that opens the new notebook, on a page about one.

    `more` is what the address of that page is to hold besides.
    """
    st.html('<h2 class="finding">Begin a notebook</h2>')
    offered = {starter.title: starter for starter in _starters()}
    authorities = evidence().authorities()
    asked = address.read("authority") or usual_authority()
    with st.form("begin", border=False):
        st.text_input("Title", key="begin_title", placeholder="Meeting of 12 September", max_chars=200)
        with st.container(horizontal=True):
            st.selectbox(
                "Council",
                authorities,
                key="begin_authority",
                index=authorities.index(asked) if asked in authorities else 0,
                format_func=evidence().catalogue.area_name,
            )
            st.selectbox("Begin with", [_BLANK, *offered], key="begin_with")
        st.form_submit_button("Begin", type="primary", on_click=_begin, args=(offered, address.known_day()))
    begun, problem = st.session_state.pop(_BEGUN, ("", ""))
    if begun:
        st.switch_page(page, query_params={**(more or {}), "notebook": begun})
    if problem:
        st.error(plainly(problem))


def show_import() -> None:
    """A notebook from a file that was taken from here or elsewhere; it never replaces one that is here."""
    with st.expander("Bring in a notebook from a file"):
        st.file_uploader("A notebook file, ending in .json", type="json", key="notebook_file", on_change=_import)
        problem, notebook = st.session_state.pop(_IMPORTED, ("", None))
        if problem:
            st.error(plainly(problem))
        if notebook:
            st.success(f"“{plainly(notebook.title)}” is in the list above.")


def _starters() -> list[Starter]:
    """The starters; a file that cannot be read is said, and stops nobody from beginning."""
    try:
        return starters(DATA_FOLDER / "notebooks")
    except ValueError as error:
        st.warning(plainly(f"The starters cannot be read. {error}"))
        return []


def _begin(offered: dict[str, Starter], day: date | None) -> None:
    """Keep the new notebook; the page then opens it."""
    title, authority, first = (st.session_state[f"begin_{name}"] for name in ("title", "authority", "with"))
    try:
        saved = start(_begun(offered.get(first), authority or "", day).retitled(title))
    except RepositoryError as error:
        st.session_state[_BEGUN] = ("", str(error))
    else:
        st.session_state[_BEGUN] = (saved.notebook.id, "")


def _begun(starter: Starter | None, authority: str, day: date | None) -> Notebook:
    """The notebook with the figures and similar councils that the reader has on screen."""
    begun = starter.begun(authority, day) if starter else Notebook(authority=authority, as_known_on=day)
    return begun.model_copy(update={"figures": figures_asked(), "neighbours": neighbours_asked()})


def _import() -> None:
    file = st.session_state["notebook_file"]
    if file is None:
        return
    try:
        st.session_state[_IMPORTED] = ("", brought_in(notebook_from_stored(file.getvalue())))
    except (ValueError, RepositoryError) as error:
        st.session_state[_IMPORTED] = (str(error), None)
