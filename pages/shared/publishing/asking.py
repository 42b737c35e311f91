"""A decision in two steps: what it would do is said first, and it is done when somebody says yes to that."""

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from analytics.notebooks.repository import RepositoryError
from pages.shared.act import act
from pages.shared.library import decide_anew

_ASKED, _SAID = "publishing_asked", "publishing_said"


def ask(what: str, about: str, key: str, *, kind: Any = "secondary") -> None:
    """The button that asks for something."""
    act(what, about, f"ask_{key}", _ask, key, kind=kind)


def is_asked(key: str) -> bool:
    """Whether it was asked for, and neither done nor called off since."""
    return bool(st.session_state.get(_ASKED) == key)


def confirm(  # noqa: PLR0917 - the last are what is done
    words: str, yes: str, about: str, key: str, done: str, does: Callable[..., None], *args: Any
) -> None:
    """What it would do, as HTML, and the two buttons."""
    with st.container(border=True, key=f"confirm_{key}"):
        st.html(words)
        with st.container(horizontal=True):
            act(yes, about, f"yes_{key}", _do, done, does, *args, kind="primary")
            act("Leave it as it is", about, f"no_{key}", _ask, "")


def show_said() -> None:
    """What became of the last decision, once."""
    said, ok = st.session_state.pop(_SAID, ("", True))
    if said:
        st.html(f'<p class="note" role="{"status" if ok else "alert"}">{escape(said)}</p>')


def _ask(key: str) -> None:
    st.session_state[_ASKED] = key


def _do(done: str, does: Callable[..., None], *args: Any) -> None:
    st.session_state.pop(_ASKED, None)
    try:
        does(*args)
    except RepositoryError as error:
        st.session_state[_SAID] = (f"Nothing was changed. {error}", False)
    else:
        st.session_state[_SAID] = (done, True)
    decide_anew()
