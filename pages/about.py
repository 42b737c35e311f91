"""Method, glossary, licence and attribution."""

from html import escape

import streamlit as st

from pages.shared.frame import begin, end_page
from pages.shared.library import evidence

begin("About Scrutiny Notebook", "How figures are kept, compared and shown, and what the words mean.")
everything = evidence()
METHOD = (
    (
        "Figures stay as printed",
        "Every figure is copied from a published report with the place it was printed. A wrong figure stays as "
        "printed, and we say beside it that it is wrong.",
    ),
    (
        "A missing figure is not a zero",
        "Where a report leaves a cell empty or withholds a small number, we say why. A chart shows a gap with words.",
    ),
    (
        "Each benchmark keeps its own year",
        "Reports often set this year’s figure beside last year’s for England. The chart draws each at its own period, "
        "and the sentence names it.",
    ),
    (
        "Better, worse or neither",
        "Some measures have a better direction. Numbers of children in care or on plans do not: more can mean need, "
        "or more children found. Those are never called better or worse.",
    ),
    (
        "Percentages change by percentage points",
        "From 77.2% to 67.9% is a fall of 9.3 percentage points. Other figures change by their own unit and a share.",
    ),
    (
        "Two figures are a difference, not a trend",
        "Only figures for the same kind of period are set beside each other, such as years with years.",
    ),
    (
        "What counts as a large change",
        "A list of changes starts at 3 percentage points, or 5% for other figures. Counts below 20 are left out.",
    ),
    (
        "As known on",
        "Choose the day of a meeting and the app leaves out every document that was published later.",
    ),
    (
        "Councils are not ranked",
        "Local reports count differently and describe different years. Two councils’ reports are never in one table.",
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
    + "</ul><p class='summary'>Public sector information is used under the "
    "<a href='https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'>"
    "Open Government Licence v3.0</a>. "
    "The programme itself is under the MIT licence.</p>"
)
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
