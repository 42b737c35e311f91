"""One notebook: its cells in order, each to be changed, and everything saved as soon as it is."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.finding import says
from analytics.notebooks.repository import RepositoryError
from pages.shared import address
from pages.shared.door import may
from pages.shared.frame import begin, end_page, say_reason, warn_of_age
from pages.shared.library import evidence
from pages.shared.notebook.add_button import link_to_papers
from pages.shared.notebook.adding import show_adding
from pages.shared.notebook.card import show_card, words_of_cell
from pages.shared.notebook.head import show_head, show_shared
from pages.shared.notebook.notices import show_notice_at, show_notices, show_saved
from pages.shared.notebook.reading import show_reading
from pages.shared.notebook.sharing import show_sharing
from pages.shared.notebook.taking import show_taking
from pages.shared.notebook.versions import show_versions
from pages.shared.notebook.workspace import last_used, opened, repository, seen

try:
    identity = address.read("notebook") or last_used()
    saved = opened(identity) if identity else None
    problem = "There is no notebook yet. Make one on the page My notebooks."
except RepositoryError as error:
    saved, problem = None, str(error)
if saved is None:
    begin("Notebook", "Your own choice of figures, with notes between them.", has_own_council=True)
    say_reason(problem)
    st.page_link("pages/notebooks.py", label="My notebooks")
    end_page()
    st.stop()

# What is on screen to be changed has what could not be saved yet; what is taken along, read or gone back to has not.
notebook = seen()
changes = repository().may_change(repository().whose(notebook.id).owner)
question = "Every change is saved at once." if changes else "Somebody else’s choice of figures, for you to read."
begin(escape(notebook.title), question, has_own_council=True)
address.write("notebook", notebook.id)
if not changes:
    show_reading(saved)
    end_page()
    st.stop()

show_saved(saved)
show_head(notebook)
about = evidence_about(evidence(), notebook.authority, notebook.figures, notebook.neighbours)
warn_of_age(about.as_known_on(notebook.as_known_on))
show_notices(notebook)
words = st.text_input("Find in this notebook", key="notebook_words", placeholder="caseload, dental, your own note")
found = [held for held in notebook.cells if says(words_of_cell(held, notebook), words)] if words else notebook.cells
if words:
    said = (
        f"{len(found)} of {len(notebook.cells)} cells say that." if found else "No cell says that. Try a shorter word."
    )
    st.html(f'<p class="note" role="status">{said}</p>')
names = [held.id for held in notebook.cells]
for held in found:
    place = names.index(held.id) + 1
    show_notice_at(place)
    show_card(held, notebook, place)
show_adding(notebook)
show_shared(notebook)
show_sharing(notebook)
show_taking(saved)
if may(Action.PREPARE_PAPERS):
    link_to_papers(notebook)
show_versions(saved)
end_page()
