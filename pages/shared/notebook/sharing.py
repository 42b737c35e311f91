"""Who else may open one's own notebook."""

from html import escape

import streamlit as st

from analytics.access.guarded import OPENS_NOTEBOOKS
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import RepositoryError
from pages.shared.act import act
from pages.shared.door import user
from pages.shared.notebook.workspace import repository

_SAID, _TYPED = "sharing_said", "sharing_person"


def show_sharing(notebook: Notebook) -> None:
    """The people it is shared with, and one more; nothing where it is not the reader's own, or nobody signs in."""
    owned = repository().whose(notebook.id)
    if not owned.owner or owned.owner != user().name:
        return
    with st.expander("Who else may open this notebook", key="sharing"):
        said = st.session_state.pop(_SAID, "")
        if said:
            st.html(f'<p class="note" role="status">{escape(said)}</p>')
        if not owned.people:
            st.html('<p class="about">Only you may open it, with its private notes.</p>')
        in_vain = repository().shared_in_vain(notebook.id)
        for person in owned.people:
            with st.container(horizontal=True, vertical_alignment="center", key=f"shared_{person}"):
                cannot = ", who has no role any more that opens notebooks" if person in in_vain else ""
                st.html(f'<p class="listed">{escape(person)}{cannot}</p>')
                act("Stop sharing", person, f"unshare_{person}", _unshare, notebook.id, person, kind="tertiary")
        st.text_input(
            "Share it with", key=_TYPED, placeholder="anna@council.example", on_change=_share, args=(notebook.id,)
        )
        st.html(
            '<p class="about">Whoever it is shared with reads and changes all of it, with its private notes. It can be '
            f"shared with people whose role opens notebooks ({', '.join(OPENS_NOTEBOOKS)}), and not with a viewer.</p>"
        )
        st.button("Give it to the workspace", on_click=_give, args=(notebook.id,))
        st.html(
            '<p class="about">Then everybody who opens notebooks reads it, officers and administrators change it, and '
            "it is no longer yours to share or to take back.</p>"
        )


def _share(identity: str) -> None:
    person = st.session_state[_TYPED]
    if not person.strip():
        return
    try:
        repository().share(identity, person)
    except (RepositoryError, ValueError) as error:
        st.session_state[_SAID] = f"It was not shared. {error}"
    else:
        st.session_state[_TYPED] = ""
        st.session_state[_SAID] = f"{person.strip()} may open it from now on."


def _unshare(identity: str, person: str) -> None:
    try:
        repository().unshare(identity, person)
    except RepositoryError as error:
        st.session_state[_SAID] = str(error)


def _give(identity: str) -> None:
    try:
        repository().give_to_workspace(identity)
    except RepositoryError as error:
        st.session_state[_SAID] = str(error)
