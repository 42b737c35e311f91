"""What could not be saved yet: said on every page, to be saved again, taken along as a file, or read and copied."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.exports.formats import file_stem
from analytics.notebooks.repository import compare
from analytics.notebooks.stored import as_stored
from pages.shared.act import act, named, plainly
from pages.shared.download import download
from pages.shared.library import evidence
from pages.shared.notebook.add_button import notebook_address
from pages.shared.notebook.desk import Work
from pages.shared.notebook.workspace import aloud, let_go, save_again, unsaved


def show_unsaved() -> None:
    """Each notebook of the reader with changes that could not be saved; nothing where everything is.

    What has just been saved or not is also said aloud, for the reader may be far below.
    """
    words = aloud()
    if words:
        st.toast(plainly(words), duration="long")
    for identity, work in unsaved().items():
        with st.container(key=f"not_saved_{identity}", gap="xsmall"):
            _show(identity, work)


def _show(identity: str, work: Work) -> None:
    title = work.notebook.title
    link = f'<a href="{escape(notebook_address(identity))}" target="_self">{escape(title)}</a>'
    st.html(
        f'<p class="note" role="alert">Not saved yet, but not lost while the app runs: your changes to “{link}”. '
        f"{escape(work.why)}</p>"
    )
    with st.container(horizontal=True, key=f"not_saved_acts_{identity}"):
        act("Save again", title, f"save_again_{identity}", save_again, identity, kind="primary")
        download(
            named("Download it with your changes (.json)", title),
            lambda: as_stored(work.notebook),
            Export(identity, "json", ReadBy.MEMBERS),
            file_name=f"{file_stem(title)}-not-saved.json",
            mime="application/json",
            key=f"not_saved_file_{identity}",
            action=Action.EXPORT_FOR_MEMBERS,
            is_rescue=True,
        )
    with st.expander(plainly(f"What is not saved of “{title}”"), key=f"not_saved_words_{identity}"):
        for difference in compare(work.base.notebook, work.notebook, evidence()):
            text = f'<blockquote class="clash">{escape(difference.after)}</blockquote>' if difference.after else ""
            st.html(f'<p class="about">{escape(difference.words)}</p>{text}')
        act("Let these changes go", title, f"let_go_{identity}", let_go, identity)
