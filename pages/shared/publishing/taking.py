"""Taking a published notebook along as a file: the publication build, made when it is asked for and kept for others."""

from functools import partial

import streamlit as st

from analytics.access.export import Export, ReadBy
from analytics.evidence.evidence import Evidence
from analytics.exports.formats import Format, file_stem, report_as
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.repository import PublishedNotebook
from pages.shared.download import download
from pages.shared.library import evidence

_FORMATS = (Format.HTML, Format.WORD, Format.PDF)


def show_taking(entry: PublishedNotebook) -> None:
    """A button for each format that is read as pages."""
    everything, notebook = evidence(), entry.notebook
    st.html('<h2 class="finding">Take it along</h2>')
    with st.container(horizontal=True, key="taking"):
        for form in _FORMATS:
            download(
                f"Download as {form.plainly}",
                partial(_made, notebook.id, entry.version, everything.version, form, entry, everything),
                Export(notebook.id, form.value, ReadBy.PUBLIC),
                file_name=f"{file_stem(notebook.title)}{form.suffix}",
                mime=form.mime,
                key=f"take_{form}",
            )


@st.cache_data(max_entries=64, show_spinner=False)
def _made(
    identity: str,  # noqa: ARG001 - what a file is kept by: which version, of which evidence
    version: int,  # noqa: ARG001
    of_evidence: str,  # noqa: ARG001
    form: Format,
    _entry: PublishedNotebook,
    _evidence: Evidence,
) -> bytes:
    """The file. Of a hundred readers who ask for one at once, one waits for it to be made and the rest for that."""
    return report_as(form, notebook_report(_entry.notebook, _evidence, private=False))
