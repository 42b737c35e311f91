"""The improvement programme over time, and judgements on each scale."""

from analytics.notebooks.cells.judgements import JudgementsCell
from analytics.notebooks.cells.programme import ProgrammeCell, ProgrammeMeasure
from pages.shared.frame import end_page, open_page, show

reader = open_page(
    "Progress and judgements", "Is the improvement work on course, and what have inspectors and the council said?"
)
asked = reader.asked
known = reader.known()

if known.observations["indicator"].is_in(["plan_total"]).any():
    show(ProgrammeCell(**asked))
    show(ProgrammeCell(**asked, measure=ProgrammeMeasure.SHARE_OF_OPEN))
scales = [scale for scale in known.catalogue.scales if scale in known.ratings["scale"].to_list()]
for scale in scales or ["ofsted"]:
    show(JudgementsCell(**asked, scale=scale))
end_page()
