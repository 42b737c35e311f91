"""One indicator's history, or a theme at a glance."""

import streamlit as st

from analytics.evidence.national import Figures
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.choosing import Which
from analytics.notebooks.cells.control_chart import ControlChartCell, invites_limits
from analytics.notebooks.cells.explainer import ExplainerCell
from analytics.notebooks.cells.figures import FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from pages.shared.frame import end_page, open_page, show, show_if_any
from pages.shared.measures import choose_measure, say_nothing_matches
from pages.shared.national import has_national, show_link_to_others

reader = open_page("Indicators", "How has each figure moved, and how does it stand beside its benchmarks?")
asked = reader.asked
known = reader.known()
held = known.observations["indicator"].unique().to_list()

with st.container(horizontal=True, key="filters"):
    measures = choose_measure(known, held)
indicator = measures.indicator

if indicator:
    rows = known.observations.filter(
        (known.observations["indicator"] == indicator) & (known.observations["area"] == reader.authority)
    )
    whole = rows.filter(rows["dimension"] == "")
    if whole.height:
        show(HistoryCell(**asked, indicator=indicator))
    if invites_limits(whole):
        show(ControlChartCell(**asked, indicator=indicator))
    parts = rows.filter(rows["dimension"] != "").select("document", "dimension").unique(maintain_order=True)
    for part in parts.iter_rows(named=True):
        show(BreakdownCell(**asked, indicator=indicator, **part))
    if known.neighbours is None and has_national(reader, indicator):
        # On the same page and never in one line: local months and national years are counted by other rules.
        show(HistoryCell(**asked | {"figures": Figures.RELEASES}, indicator=indicator))
        show_link_to_others(indicator)
    show(ExplainerCell(**asked, indicator=indicator))
    if known.findings.filter(known.findings["indicators"].list.contains(indicator)).height:
        show(FindingsCell(**asked, indicator=indicator))
    show(FiguresCell(**asked, indicator=indicator))
elif measures.words and not measures.matching:
    say_nothing_matches(measures.words)
else:
    if not measures.theme and not measures.words:
        show_if_any(LatestCell(**asked, which=Which.WORSE))
    show(LatestCell(**asked, theme=measures.theme, words=measures.words))
    if measures.theme:
        show(TrendsCell(**asked, theme=measures.theme))
end_page()
