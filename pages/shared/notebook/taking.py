"""Taking a notebook along as a file, for members or for everyone."""

from dataclasses import dataclass

import streamlit as st

from analytics.exports.formats import Format, file_stem, report_as
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import FOR_MEMBERS, FOR_PUBLICATION, notebook_report
from analytics.notebooks.repository import Saved
from analytics.notebooks.stored import as_stored
from pages.shared.library import evidence

_ASKED, _MADE = "notebook_file_asked", "notebook_file_made"
_FOR = {FOR_PUBLICATION: "Everyone: without private notes", FOR_MEMBERS: "Members: with private notes"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which file: of which version of a notebook and of the evidence, in which format, for whom."""

    notebook: str
    version: int
    evidence: str
    form: Format
    private: bool


def show_taking(saved: Saved) -> None:
    """Each format, made when asked for: some take a while. A file is offered only while it is of what is on screen."""
    notebook = saved.notebook
    with st.expander("Take it along as a file"):
        with st.container(horizontal=True, key="taking"):
            form = st.selectbox("Format", list(Format), key="notebook_form", format_func=lambda form: form.plainly)
            marking = st.selectbox("Who will read it", list(_FOR), key="notebook_for", format_func=_FOR.__getitem__)
        wanted = _Wanted(notebook.id, saved.version, evidence().version, Format(form), marking == FOR_MEMBERS)
        st.button("Make the file", on_click=_ask)
        if st.session_state.pop(_ASKED, False):
            st.session_state[_MADE] = (wanted, _made(notebook, wanted))
        made, content = st.session_state.get(_MADE, (None, b""))
        if made == wanted:
            st.download_button(
                f"Download the {wanted.form.plainly} ({len(content) // 1024 + 1} KB)",
                content,
                file_name=f"{file_stem(notebook.title)}{wanted.form.suffix}",
                mime=wanted.form.mime,
                on_click="ignore",
            )
        st.download_button(
            "Download the notebook itself (.json), to be brought in elsewhere. It holds private notes",
            as_stored(notebook),
            file_name=f"{file_stem(notebook.title)}.json",
            mime="application/json",
            on_click="ignore",
            type="tertiary",
        )


def _ask() -> None:
    st.session_state[_ASKED] = True


def _made(notebook: Notebook, wanted: _Wanted) -> bytes:
    """The file, while a bar says how far it is."""
    with st.spinner(f"Making the {wanted.form.plainly}"):
        if wanted.form is Format.IPYNB:
            return notebook_as_ipynb(notebook, evidence(), private=wanted.private)
        bar = st.progress(0.0)

        def told(words: str, done: int, of: int) -> None:
            bar.progress(done / of if of else 1.0, f"{words}: {done} of {of}")

        report = notebook_report(
            notebook,
            evidence(),
            private=wanted.private,
            told=lambda done, of: told("Cells worked out", done, of),
        )
        content = report_as(wanted.form, report, lambda done, of: told("Parts laid out", done, of))
        bar.empty()
        return content
