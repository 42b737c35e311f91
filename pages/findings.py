"""Findings of every document, searched."""

import streamlit as st

from analytics.evidence.vocabulary import FindingKind
from analytics.notebooks.cells.findings import FindingsCell
from pages.shared.forms import choose, write_words
from pages.shared.frame import end_page, open_page, show

reader = open_page("Findings", "What did inspectors, peers and the council itself find?")
known = reader.known()
catalogue = known.catalogue
found_themes = set(known.findings["theme"])

words = write_words("Search", "words", "private fostering, supervision, health")
with st.container(horizontal=True, key="filters"):
    themes = [theme for theme in catalogue.themes if theme in found_themes]
    theme = choose("Theme", "theme", ["", *themes], lambda name: catalogue.themes[name].name if name else "All themes")
    kinds = ["", *(kind.value for kind in FindingKind)]
    kind = choose("Kind", "kind", kinds, lambda name: FindingKind(name).plainly if name else "All kinds")
    documents = ["", *known.documents]
    document = choose(
        "Document",
        "document",
        documents,
        lambda slug: known.documents[slug].file.short_title if slug else "All documents",
    )
show(
    FindingsCell(
        **reader.asked,
        words=words,
        theme=theme,
        finding_kind=FindingKind(kind) if kind else None,
        document=document,
    )
)
end_page()
