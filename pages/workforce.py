"""Caseloads, agency and vacancy, supervision and what staff say."""

from analytics.notebooks.cells.breakdown import CASELOAD, BreakdownCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell
from pages.shared.broken_down import documents_breaking_down, has_figures_of
from pages.shared.frame import end_page, open_page, show

reader = open_page("Workforce", "Who does the work, how much does each of them have, and what do they say?")
asked = reader.asked
known = reader.known()

for document in documents_breaking_down(known, CASELOAD):
    show(BreakdownCell(**asked, indicator=CASELOAD, document=document))
if has_figures_of(known, "posts_agency"):
    show(StaffingCell(**asked))
    show(AgencyAndVacancyCell(**asked))
for document in documents_breaking_down(known, "sup_group_n"):
    show(BreakdownCell(**asked, indicator="sup_group_n", document=document))
if has_figures_of(known, "staff_positive"):
    show(SurveyCell(**asked))
show(LatestCell(**asked, theme="workforce"))
show(LatestCell(**asked, theme="supervision"))
end_page()
