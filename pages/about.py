"""Method, glossary, licence and attribution."""

from html import escape

import streamlit as st

from analytics.notebooks.principles import PRINCIPLES
from pages.shared.browser_storage import storage_html
from pages.shared.disclosing import show_policy
from pages.shared.frame import begin, end_page
from pages.shared.library import evidence, is_public

begin("About Scrutiny Notebook", "How figures are kept, compared and shown, and what the words mean.")
everything = evidence()
METHOD = (
    *PRINCIPLES,
    (
        "As known on",
        "Choose the day of a meeting and the app leaves out every document that was published later.",
    ),
)
st.html(
    '<h2 class="finding">How it works</h2>'
    + "".join(f"<h3>{escape(title)}</h3><p class='summary'>{escape(text)}</p>" for title, text in METHOD)
)
st.html(
    '<h2 class="finding">Where the figures come from</h2><ul class="sources">'
    + "".join(
        f"<li><cite>{escape(held.file.title)}</cite>, {escape(held.file.publisher)}, {escape(held.file.published)}. "
        f"{escape(held.file.licence)}. {escape(held.file.attribution)}</li>"
        for held in everything.documents.values()
    )
    + "</ul><p class='summary'>Where a licence is printed or stated, it is the "
    "<a href='https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'>"
    "Open Government Licence v3.0</a>. "
    "The programme itself is under the MIT licence.</p>"
)
if is_public():
    show_policy()
    st.html(storage_html())
st.html(
    '<h2 class="finding">Glossary</h2><dl>'
    + "".join(
        f"<dt><strong>{escape(term.term)}{f' ({escape(term.abbreviation)})' if term.abbreviation else ''}</strong></dt>"
        f"<dd>{escape(term.meaning)}</dd>"
        for term in sorted(everything.catalogue.glossary, key=lambda term: term.term.lower())
    )
    + "</dl>"
)
end_page()
