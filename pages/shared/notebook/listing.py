"""The list of notebooks, and of those that were deleted."""

from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.repository import Listed, RepositoryError
from pages.shared.act import act
from pages.shared.library import evidence
from pages.shared.notebook.add_button import notebook_address
from pages.shared.notebook.versions import moment_in_words
from pages.shared.notebook.workspace import repository

_DELETED, _TOLD = "notebook_deleted", "notebook_told"


def show_list() -> None:
    """Every notebook with a link, the last saved first; after a deletion, the way back."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.html(f'<p class="note" role="alert">{escape(told)}</p>')
    gone = st.session_state.get(_DELETED)
    if gone:
        with st.container(horizontal=True, vertical_alignment="center", key="notice"):
            st.html(f'<p class="note" role="status">“{escape(gone.title)}” was deleted.</p>')
            st.button("Undo", on_click=_bring_back, args=(gone.id,))
    listed = repository().listed()
    if not listed:
        st.html(
            '<p class="note" role="note">There is no notebook yet. Begin one here, or press “Add to notebook” beside '
            "any figures you want to keep.</p>"
        )
    for entry in listed:
        with st.container(key=f"listed_{entry.id}", gap="xsmall"):
            st.html(_entry_html(entry))
            if repository().may_delete(entry.owner):
                act("Delete", entry.title, f"delete_{entry.id}", _delete, entry, kind="tertiary")


def show_deleted() -> None:
    """What was deleted, each to be brought back; looked up only when someone asks for it."""
    if not st.toggle("Show deleted notebooks"):
        return
    gone = [entry for entry in repository().listed(deleted=True) if entry.deleted]
    if not gone:
        st.html('<p class="note" role="note">No notebook has been deleted.</p>')
    for entry in gone:
        with st.container(key=f"gone_{entry.id}", gap="xsmall"):
            st.html(f'<p class="listed">{escape(entry.title)}</p>')
            if repository().may_delete(entry.owner):
                act("Bring back", entry.title, f"back_{entry.id}", _bring_back, entry.id, kind="tertiary")


def _entry_html(entry: Listed) -> str:
    catalogue = evidence().catalogue
    about = catalogue.area_name(entry.authority) if entry.authority in catalogue.authorities else entry.authority
    day = f" · as known on {day_in_words(entry.as_known_on)}" if entry.as_known_on else ""
    public = " · may be published" if entry.public else ""
    owner = f" · {entry.owner}" if entry.owner else ""
    link = escape(notebook_address(entry.id))
    return (
        f'<h2 class="listed"><a href="{link}" target="_self">{escape(entry.title)}</a></h2>'
        f'<p class="about">{escape(about)}{day}{public}{escape(owner)} · saved {moment_in_words(entry.saved_at)}</p>'
    )


def _delete(entry: Listed) -> None:
    try:
        repository().delete(entry.id)
    except RepositoryError as error:
        st.session_state[_TOLD] = str(error)
    else:
        st.session_state[_DELETED] = entry


def _bring_back(identity: str) -> None:
    try:
        repository().undelete(identity)
    except RepositoryError as error:
        st.session_state[_TOLD] = str(error)
    else:
        st.session_state.pop(_DELETED, None)
