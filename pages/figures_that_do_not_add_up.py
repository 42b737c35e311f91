"""What does not add up in the papers, with the arithmetic and a fair reading of each."""

from analytics.notebooks.cells.reconciliation import ReconciliationCell, ReviewerNotesCell
from pages.shared.forms import choose
from pages.shared.frame import end_page, open_page, show
from pages.shared.reader_notes import show_reader_notes

reader = open_page(
    "Figures that do not add up", "Do the papers agree with themselves, and what would one ask in writing?"
)
asked = reader.asked
known = reader.known()

document = choose(
    "Document",
    "document",
    ["", *known.documents],
    lambda slug: known.documents[slug].file.short_title if slug else "All documents",
)
show(ReconciliationCell(**asked, document=document))
if any(document in ("", slug) for slug, _ in known.notes):
    show_reader_notes(ReviewerNotesCell(**asked, document=document), known)
end_page()
