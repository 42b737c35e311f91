"""The one button that gives a file: who takes which, for whom, is set down before they have it."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export
from analytics.access.person import Denied
from analytics.notebooks.repository import RepositoryError
from pages.shared.door import before_it_leaves, user
from pages.shared.giving import NotGiven
from pages.shared.library import is_public

Content = bytes | str


def download(
    words: str,
    content: Content | Callable[[], Content],
    export: Export,
    *,
    file_name: str,
    mime: str,
    key: str,
    action: Action = Action.READ,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    is_rescue: bool = False,
) -> None:
    """A button that gives a file to whoever may do `action`, asked when it is pressed, and sets that down.

    Where it cannot be set down no file is given, and words below the button say why. In the public edition nobody is
    known and nothing is kept, so that nothing is set down there either. A file that `is_rescue` holds what could not be
    saved: the same database may fail for both, and somebody alone at their own computer then has their words all the
    same.
    """
    st.download_button(
        words,
        content
        if is_public()
        else _given(content, before_it_leaves(action, export), also_unlogged=is_rescue and user().is_alone),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        type=kind,
    )


def _given(
    content: Content | Callable[[], Content], set_down: Callable[[], None], *, also_unlogged: bool = False
) -> Callable[[], Content]:
    def gives() -> Content:
        # Made first, so that what cannot be made is not said to have left.
        made = content() if callable(content) else content
        try:
            set_down()
        except Denied as reason:
            raise NotGiven(f"No file was given. {reason}") from reason
        except RepositoryError as error:
            if also_unlogged:
                return made
            raise NotGiven(f"No file was given, because the log of what leaves cannot be written. {error}") from error
        return made

    return gives
