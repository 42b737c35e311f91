"""How the app stands: its version, its evidence, and whether the database answers."""

from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.status import status_of
from analytics.notebooks.view import Table, plain_row
from pages.shared.folded import parts_html
from pages.shared.frame import begin, end_page, say_reason
from pages.shared.library import evidence, protection

begin("Status", "Which version is this, which figures does it hold, and does everything answer?")
edition = protection()
found = status_of(evidence(), held_back=edition.held_back.values() if edition else ())
rows = (
    ("Version of the app", found.app),
    ("Edition", "Public, for reading only" if found.policy else "Workspace"),
    ("Documents", f"{found.documents}, with {found.observations:,} figures"),
    ("Imported releases", f"{found.imported_releases}" + (f", fingerprint {found.releases}" if found.releases else "")),
    ("Newest figures describe", day_in_words(found.newest) if found.newest else "Nothing: there is no evidence"),
    ("Rows and files left out for faults", f"{found.problems}"),
    *((("Documents not shown yet", f"{len(found.held_back)}"),) if found.policy else ()),
    ("Notebooks", found.notebooks.capitalize()),
)
if not found.is_well:
    say_reason("Something does not answer. Whoever looks after this app sees what with scrutiny status.")
table = Table("How this app stands", ("What", "Now"), tuple(plain_row(*row) for row in rows))
st.html(parts_html(table, lambda _: ""))
if found.policy:
    st.html(f'<h2 class="finding">What is withheld</h2><p class="summary">{escape(found.policy)}</p>')
end_page()
