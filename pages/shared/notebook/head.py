"""What a whole notebook shares: title, council, day, thresholds, and whether it may be published."""

from typing import Any

import streamlit as st

from analytics.access.actions import Action
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.national import EVERY_CHOICE
from analytics.evidence.wording import capital
from analytics.notebooks.notebook import Notebook
from pages.shared.door import may
from pages.shared.figures import FIGURES_IN_WORDS
from pages.shared.forms import FIRST_DAY, LAST_DAY
from pages.shared.library import evidence
from pages.shared.notebook.workspace import change, tell


def show_head(notebook: Notebook) -> None:
    """Each with its value now, saved as soon as it changes; every cell follows."""
    catalogue = evidence().catalogue
    authorities = list(dict.fromkeys((*evidence().authorities(), notebook.authority)))
    with st.container(horizontal=True, key="pickers"):
        st.text_input("Title", key=_kept("title", notebook.title), on_change=_retitle, max_chars=200)
        st.selectbox(
            "Council",
            authorities,
            key=_kept("authority", notebook.authority),
            format_func=lambda name: catalogue.area_name(name) if name in catalogue.authorities else name or "None",
            on_change=_share,
            args=("authority",),
        )
        st.date_input(
            "As known on",
            key=_kept("as_known_on", notebook.as_known_on),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="DD/MM/YYYY",
            help="Leave empty for everything published. Every cell shows only what was public by that day.",
            on_change=_share,
            args=("as_known_on",),
        )
        if evidence().releases is not None:
            _show_national(notebook)


def _show_national(notebook: Notebook) -> None:
    """Whose figures, and which similar councils stand beside national ones."""
    st.selectbox(
        "Figures from",
        list(FIGURES_IN_WORDS),
        key=_kept("figures", notebook.figures),
        format_func=lambda figures: FIGURES_IN_WORDS[figures],
        on_change=_share,
        args=("figures",),
    )
    st.selectbox(
        "Similar councils",
        EVERY_CHOICE,
        key=_kept("neighbours", notebook.neighbours),
        format_func=lambda choice: capital(choice.plainly),
        help="Which list of statistical neighbours stands beside national figures, and their mean or median.",
        on_change=_share,
        args=("neighbours",),
    )


def show_shared(notebook: Notebook) -> None:
    """Whether the notebook may be published, and the thresholds in force for every cell."""
    st.checkbox(
        "This notebook may be published",
        key=_kept("public", notebook.public),
        help="It is then offered on the page Publishing, and public when it is published there. Private notes are "
        "left out.",
        on_change=_share,
        args=("public",),
        disabled=not may(Action.PUBLISH),
    )
    changed = "" if notebook.settings == DEFAULTS else " (changed)"
    with st.expander(f"The thresholds in force{changed}"):
        if changed:
            st.button("Use the usual thresholds", on_click=change, args=(_with_usual_thresholds,))
        for name, field in Settings.model_fields.items():
            whole = isinstance(field.default, int)
            st.number_input(
                field.description or name,
                key=_kept(f"threshold_{name}", getattr(notebook.settings, name)),
                step=1 if whole else 0.5,
                format=None if whole else "%g",
                on_change=_set_threshold,
                args=(name,),
            )


def _kept(name: str, value: Any) -> str:
    """The key of a widget, which shows what is stored."""
    key = f"notebook_{name}"
    st.session_state[key] = value
    return key


def _retitle() -> None:
    title = st.session_state["notebook_title"]
    change(lambda notebook: notebook.retitled(title))


def _share(name: str) -> None:
    value = st.session_state[f"notebook_{name}"]
    if name == "authority":
        change(lambda notebook: notebook.about(value, notebook.as_known_on))
    else:
        change(lambda notebook: notebook.model_copy(update={name: value}))


def _set_threshold(name: str) -> None:
    value = st.session_state[f"notebook_threshold_{name}"]
    try:
        Settings.model_validate({name: value})
    except ValueError:
        tell(f"{value:g} will not do for that threshold, so it is as it was.")
        return
    change(
        lambda notebook: notebook.model_copy(update={"settings": notebook.settings.model_copy(update={name: value})})
    )


def _with_usual_thresholds(notebook: Notebook) -> Notebook:
    return notebook.model_copy(update={"settings": DEFAULTS})
