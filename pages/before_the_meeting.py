"""What a councillor reads first."""

from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, Side, UnknownsCell
from analytics.notebooks.cells.lines import LinesCell
from analytics.notebooks.cells.standing_out import StandingOutCell
from analytics.notebooks.view import MOST_OPEN
from pages.shared.briefing.offering import offer_papers
from pages.shared.frame import end_page, open_page, show

reader = open_page(
    "Before the meeting", "What has changed, what deserves a question, and what these papers cannot tell."
)
asked = reader.asked

held = len(reader.known().documents)
if held:
    show(LinesCell(**asked, most=6))
# How old a few papers are has to be read before what they say. A list of releases would only stand in the way.
if held <= MOST_OPEN:
    show(PapersCell(**asked))
if held:
    show(ChangesCell(**asked, side=Side.ADVERSE))
    show(StandingOutCell(**asked))
    show(ChangesCell(**asked, side=Side.FAVOURABLE))
    show(UnknownsCell(**asked))
if held > MOST_OPEN:
    show(PapersCell(**asked))
offer_papers()
end_page()
