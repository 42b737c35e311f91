"""The notebooks that were published: a list, and each as anybody may read it."""

from html import escape

import streamlit as st

from analytics.notebooks.facts import evidence_about
from pages.shared import address
from pages.shared.frame import begin, end_page, say_reason, warn_of_age
from pages.shared.library import evidence, is_public
from pages.shared.publishing.cells import show_cell
from pages.shared.publishing.published import about_html, notebook_of_address, show_list
from pages.shared.publishing.taking import show_taking

entry, problem = notebook_of_address()
if entry is None:
    begin("Published notebooks", "Which figures has the committee put together, and what does it say of them?")
    if problem:
        say_reason(problem)
    if address.read("id"):
        st.html('<p><a href="published_notebooks" target="_self">All published notebooks</a></p>')
    else:
        show_list()
    end_page()
    st.stop()

notebook = entry.notebook
begin(escape(notebook.title), "A notebook as it was when it was published.", has_own_council=True, says_age=True)
st.html(about_html(entry))
about = evidence_about(evidence(), notebook.authority, notebook.figures, notebook.neighbours)
warn_of_age(about.as_known_on(notebook.as_known_on))
for held in notebook.cells:
    show_cell(held, notebook)
if is_public():
    # In the workspace a file is taken from the notebook's own page, by those who may, and is set down in the log.
    show_taking(entry)
st.html('<p><a href="published_notebooks" target="_self">All published notebooks</a></p>')
end_page()
