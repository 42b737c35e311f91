"""What is withheld from the public now, and what it can work out all the same."""

from html import escape

import streamlit as st

from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.notebooks.leaving import for_the_public
from pages.shared.disclosing import withheld_in_words, withheld_table
from pages.shared.library import decided, evidence
from pages.shared.notebook.workspace import repository
from pages.shared.publishing.asking import heading


def show_withheld() -> None:
    """How many figures of which document, and each that is given away by others."""
    with st.spinner("Working out what the public sees"):
        safe = for_the_public(evidence(), decided())
    # Documents and national releases come without a press. What they let the public see of covered figures is kept too.
    repository().remember(safe.shown)
    heading("What is withheld now")
    st.html(f'<p class="summary">{escape(withheld_in_words(safe))}</p>{withheld_table(safe, safe.evidence)}')
    exposed = exposed_in_words(safe)
    if exposed:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in exposed)
        st.html(
            '<p class="label">Can be worked out all the same, from what others have published or what was shown '
            f'before</p><ul class="caveats">{items}</ul>'
        )
