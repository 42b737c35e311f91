"""One indicator's history, or a theme at a glance."""

import streamlit as st

from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.explainer import ExplainerCell
from analytics.notebooks.cells.figures import FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from pages.shared.forms import choose, verbatim, write_words
from pages.shared.frame import end_page, open_page, show

reader = open_page("Indicators", "How has each figure moved, and how does it stand beside its benchmarks?")
asked = {"authority": reader.authority, "as_known_on": reader.as_known_on}
known = reader.known()
catalogue = known.catalogue
held = known.observations["indicator"].unique().to_list()

with st.container(horizontal=True, key="filters"):
    words = write_words("Search", "words", "caseload, dental, care leavers")
    themes = [theme for theme in catalogue.themes if any(catalogue.indicators[name].theme == theme for name in held)]
    theme = choose("Theme", "theme", ["", *themes], lambda name: catalogue.themes[name].name if name else "All themes")

matching = sorted(
    (
        entry
        for entry in (catalogue.indicators[name] for name in held)
        if (not theme or entry.theme == theme) and all(word in entry.all_words for word in words.lower().split())
    ),
    key=lambda entry: entry.name,
)
options = ["", *(entry.id for entry in matching)]
indicator = choose(
    "Indicator",
    "indicator",
    options if not words and not theme else [*options, *(name for name in held if name not in options)],
    lambda name: catalogue.indicators[name].name if name else f"All {len(matching)} that match",
)

if indicator:
    rows = known.observations.filter(
        (known.observations["indicator"] == indicator) & (known.observations["area"] == reader.authority)
    )
    if rows.filter(rows["dimension"] == "").height:
        show(HistoryCell(**asked, indicator=indicator))
    parts = rows.filter(rows["dimension"] != "").select("document", "dimension").unique(maintain_order=True)
    for part in parts.iter_rows(named=True):
        show(BreakdownCell(**asked, indicator=indicator, **part))
    show(ExplainerCell(**asked, indicator=indicator))
    if known.findings.filter(known.findings["indicators"].list.contains(indicator)).height:
        show(FindingsCell(**asked, indicator=indicator))
    show(FiguresCell(**asked, indicator=indicator))
elif words and not matching:
    st.info(f"No indicator matches {verbatim(words)}. Try a shorter word, or another theme.")
else:
    show(LatestCell(**asked, theme=theme, words=words))
    if theme:
        show(TrendsCell(**asked, theme=theme))
end_page()
