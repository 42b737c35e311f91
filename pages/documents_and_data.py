"""Every document: what it is, what was taken from it, and how to add one."""

import streamlit as st

from analytics.evidence.wording import count_of
from analytics.notebooks.cells.before_the_meeting import PapersCell
from analytics.notebooks.cells.document import DocumentCell, DocumentFiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from pages.shared.act import plainly
from pages.shared.disclosing import show_policy
from pages.shared.forms import choose
from pages.shared.frame import end_page, open_page, show
from pages.shared.library import evidence, is_public

reader = open_page(
    "Documents and data",
    f"Where does each figure come from, and {'what is withheld' if is_public() else 'how do I add more'}?",
)
asked = reader.asked
known = reader.known()

problems = evidence().problems
if problems and not is_public():
    st.warning(
        f"{count_of(len(problems), 'row or file', 'rows or files')} had to be left out. "
        "Run “scrutiny validate” to see why.\n\n" + "\n".join(f"- {plainly(str(problem))}" for problem in problems[:10])
    )
document = choose(
    "Document",
    "document",
    ["", *known.documents],
    lambda slug: known.documents[slug].file.title if slug else "All documents",
)
if document:
    show(DocumentCell(**asked, document=document))
    if known.observations["document"].is_in([document]).any():
        show(DocumentFiguresCell(**asked, document=document))
    show(FindingsCell(**asked, document=document))
else:
    show(PapersCell(**asked))
    show_policy()
if not document and not is_public():
    st.html(
        "<h2 class='finding'>How to add a document</h2>"
        "<p class='summary'>Put a folder into <code>data/documents</code>, named after the document, with the files "
        "that <code>data/README.md</code> describes. Run <code>scrutiny validate</code>: it lists every problem at "
        "once, with the file, the row, the column and what would be right. The document is here at the next click.</p>"
        "<p class='summary'>To take everything out: <code>scrutiny observations --output figures.csv</code>, and "
        "likewise <code>ratings</code>, <code>findings</code> and <code>documents</code>, as CSV, JSON or Parquet.</p>"
    )
end_page()
