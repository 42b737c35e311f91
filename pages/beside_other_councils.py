"""National figures: where the council stands among all, and beside those most like it."""

import streamlit as st

from analytics.access.actions import Action
from analytics.evidence.national import Figures
from analytics.notebooks.cells.beside import BesideCell
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.choosing import Which
from analytics.notebooks.cells.distribution import DistributionCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.revisions import RevisionsCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from pages.shared.door import may
from pages.shared.forms import choose
from pages.shared.frame import end_page, open_page, show, show_if_any
from pages.shared.library import is_public
from pages.shared.measures import choose_measure, say_nothing_matches

reader = open_page(
    "Beside other councils",
    "How does the council stand among all in England, and beside those most like it?",
    figures=Figures.RELEASES,
)
asked = reader.asked
known = reader.known()
rows = known.observations.filter(known.observations["area"] == reader.authority)
if not known.documents:
    show(LatestCell(**asked))
    if not is_public() and may(Action.BRING_IN_FIGURES):
        st.page_link("pages/bring_in_figures.py", label="Bring in figures", icon=":material/upload_file:")
    end_page()
    st.stop()

with st.container(horizontal=True, key="filters"):
    measures = choose_measure(known, rows["indicator"].unique().to_list())
    which = Which(
        choose("Which measures", "which", [one.value for one in Which], lambda name: Which(name).plainly)
        if not measures.indicator
        else ""
    )
indicator = measures.indicator

if indicator:
    of_it = rows.filter(rows["indicator"] == indicator)
    if of_it.filter(of_it["dimension"] == "").height:
        show(HistoryCell(**asked, indicator=indicator))
        show(DistributionCell(**asked, indicator=indicator))
        show(BesideCell(**asked, indicator=indicator))
    parts = of_it.filter(of_it["dimension"] != "").select("document", "dimension").unique(maintain_order=True)
    for part in parts.iter_rows(named=True):
        show(BreakdownCell(**asked, indicator=indicator, **part))
elif measures.words and not measures.matching:
    say_nothing_matches(measures.words)
else:
    if which is Which.ALL and not measures.theme and not measures.words:
        show_if_any(LatestCell(**asked, which=Which.WORSE))
    show(LatestCell(**asked, theme=measures.theme, words=measures.words, which=which))
    if which is Which.REVISED:
        show(RevisionsCell(**asked, theme=measures.theme))
    if measures.theme and which is Which.ALL:
        show(TrendsCell(**asked, theme=measures.theme))
end_page()
