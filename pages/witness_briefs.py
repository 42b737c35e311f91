"""From a notebook to the papers of a meeting: plan it, choose the lines, look once more, make the papers, lock."""

import streamlit as st

from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.view import CannotRender
from pages.shared.briefing.choosing import notebook_of_address, show_choosing, show_chosen
from pages.shared.briefing.leaving import show_checks, show_papers
from pages.shared.briefing.lines import show_lines
from pages.shared.briefing.locking import show_locks
from pages.shared.briefing.look import STYLE
from pages.shared.briefing.meeting import show_meeting, show_scope, show_witnesses
from pages.shared.briefing.sharing import show_sharing
from pages.shared.briefing.taking import show_taking
from pages.shared.frame import begin, end_page, say_reason, warn_of_age
from pages.shared.library import evidence
from pages.shared.line_card import STYLE as LINE_STYLE
from pages.shared.notebook.notices import show_notices
from pages.shared.notebook.versions import show_versions
from pages.shared.notebook.workspace import seen

saved, problem = notebook_of_address()
begin(
    "Witness briefs",
    "From a notebook to the papers of a meeting. Every change is saved at once.",
    has_own_council=saved is not None,
)
st.html(LINE_STYLE + STYLE)
if saved is None:
    show_choosing(problem)
    end_page()
    st.stop()

# What is on screen to be changed has what could not be saved yet; the papers and the lock are of what is saved.
notebook, meeting = seen(), seen().meeting
show_chosen(notebook)
show_notices(notebook)
try:
    known = notebook.known(evidence())
    warn_of_age(known)
    show_taking(notebook)
    show_meeting(notebook)
    if meeting is not None:
        chosen = chosen_for(notebook, evidence(), meeting)
        show_scope(meeting, chosen)
        show_witnesses(meeting, chosen)
        show_lines(meeting, chosen)
        show_sharing(meeting)
        show_checks(notebook, meeting)
        if saved.notebook.meeting is not None:
            show_papers(saved, saved.notebook.meeting)
            show_locks(saved)
except CannotRender as reason:
    say_reason(str(reason))
show_versions(saved)
end_page()
