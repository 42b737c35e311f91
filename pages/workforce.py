"""Caseloads, agency and vacancy, supervision and what staff say."""

from analytics.notebooks.cells.breakdown import CASELOAD, BreakdownCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell
from pages.shared.frame import end_page, open_page, show

reader = open_page("Workforce", "Who does the work, how much of it has each, and what do they say?")
asked = reader.asked
known = reader.known()


def documents_with(*indicators: str) -> list[str]:
    """The documents, newest first, that break one of these indicators down."""
    rows = known.observations.filter(
        known.observations["indicator"].is_in(list(indicators)) & (known.observations["dimension"] != "")
    )
    newest = sorted(known.documents, key=lambda slug: known.documents[slug].file.available_from, reverse=True)
    return [slug for slug in newest if slug in rows["document"].to_list()]


for document in documents_with(CASELOAD):
    show(BreakdownCell(**asked, indicator=CASELOAD, document=document))
if known.observations["indicator"].is_in(["posts_agency"]).any():
    show(StaffingCell(**asked))
    show(AgencyAndVacancyCell(**asked))
for document in documents_with("sup_group_n"):
    show(BreakdownCell(**asked, indicator="sup_group_n", document=document))
if known.observations["indicator"].is_in(["staff_positive"]).any():
    show(SurveyCell(**asked))
show(LatestCell(**asked, theme="workforce"))
show(LatestCell(**asked, theme="supervision"))
end_page()
