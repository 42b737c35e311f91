"""Taking a notebook along as a file, for members or for everyone."""

from dataclasses import dataclass

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.exports.formats import Format, file_stem, report_as
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import FOR_MEMBERS, FOR_PUBLICATION, notebook_report
from analytics.notebooks.repository import Decided, RepositoryError, Saved
from analytics.notebooks.stored import as_stored
from pages.shared.door import may, require
from pages.shared.download import download
from pages.shared.frame import say_reason
from pages.shared.library import decided, evidence, evidence_that_leaves

_ASKED, _MADE = "notebook_file_asked", "notebook_file_made"
_FOR = {FOR_PUBLICATION: "Everyone: without private notes", FOR_MEMBERS: "Members: with private notes"}
_TAKES = {FOR_PUBLICATION: Action.EXPORT_FOR_PUBLICATION, FOR_MEMBERS: Action.EXPORT_FOR_MEMBERS}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which file: of which version of a notebook and of the evidence, in which format, for whom.

    `decided` is by which decisions one for everyone is made: under others it may not leave any more.
    """

    notebook: str
    version: int
    evidence: str
    form: Format
    private: bool
    decided: Decided | None


def show_taking(saved: Saved) -> None:
    """Each format, made when asked for: some take a while. A file is offered only while it is of what is on screen."""
    notebook, offered = saved.notebook, [marking for marking, action in _TAKES.items() if may(action)]
    if not offered:
        return
    with st.expander("Take it along as a file", key="taking_along"):
        with st.container(horizontal=True, key="taking"):
            form = st.selectbox("Format", list(Format), key="notebook_form", format_func=lambda form: form.plainly)
            marking = st.selectbox("Who will read it", offered, key="notebook_for", format_func=_FOR.__getitem__)
        private = marking == FOR_MEMBERS
        made_by = None if private else decided()
        wanted = _Wanted(notebook.id, saved.version, evidence().version, Format(form), private, made_by)
        st.button("Make the file", on_click=_ask)
        if st.session_state.pop(_ASKED, False):
            st.session_state[_MADE] = _made_if_allowed(notebook, wanted)
        made, content = st.session_state.get(_MADE, (None, b""))
        if made == wanted:
            readers = ReadBy.MEMBERS if wanted.private else ReadBy.PUBLIC
            download(
                f"Download the {wanted.form.plainly} ({len(content) // 1024 + 1} KB)",
                content,
                Export(notebook.id, wanted.form.value, readers),
                file_name=f"{file_stem(notebook.title)}{wanted.form.suffix}",
                mime=wanted.form.mime,
                key="notebook_download",
                action=_TAKES[marking],
            )
        if FOR_MEMBERS in offered:
            download(
                "Download the notebook itself (.json), to be brought in elsewhere. It holds private notes",
                as_stored(notebook),
                Export(notebook.id, "json", ReadBy.MEMBERS),
                file_name=f"{file_stem(notebook.title)}.json",
                mime="application/json",
                key="notebook_download_whole",
                action=Action.EXPORT_FOR_MEMBERS,
                kind="tertiary",
            )


def _ask() -> None:
    st.session_state[_ASKED] = True


def _made_if_allowed(notebook: Notebook, wanted: _Wanted) -> tuple[_Wanted | None, bytes]:
    """The file, made; or nothing, and why, where the reader may not have it."""
    readers = FOR_MEMBERS if wanted.private else FOR_PUBLICATION
    try:
        require(_TAKES[readers])
        return wanted, _made(notebook, wanted)
    except RepositoryError as error:
        say_reason(str(error))
        return None, b""


def _made(notebook: Notebook, wanted: _Wanted) -> bytes:
    """The file, while a bar says how far it is."""
    with st.spinner(f"Making the {wanted.form.plainly}"):
        known = evidence() if wanted.private else evidence_that_leaves()
        if wanted.form is Format.IPYNB:
            return notebook_as_ipynb(notebook, known, private=wanted.private)
        bar = st.progress(0.0)

        def told(words: str, done: int, of: int) -> None:
            bar.progress(done / of if of else 1.0, f"{words}: {done} of {of}")

        report = notebook_report(
            notebook,
            known,
            private=wanted.private,
            told=lambda done, of: told("Cells worked out", done, of),
        )
        content = report_as(wanted.form, report, lambda done, of: told("Parts laid out", done, of))
        bar.empty()
        return content
