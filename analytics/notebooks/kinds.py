"""The kinds of cell in plain words, in the order in which they are offered."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, UnknownsCell
from analytics.notebooks.cells.beside import BesideCell
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.calculation import CalculationCell
from analytics.notebooks.cells.comparison import ComparisonCell
from analytics.notebooks.cells.control_chart import ControlChartCell
from analytics.notebooks.cells.distribution import DistributionCell
from analytics.notebooks.cells.document import DocumentCell, DocumentFiguresCell
from analytics.notebooks.cells.explainer import ExplainerCell
from analytics.notebooks.cells.figures import DefinitionCell, FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.glance import GlanceCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.judgements import JudgementsCell
from analytics.notebooks.cells.lines import AbsentCell, LineCell, LinesCell, RequestsCell, SignalsCell
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.cells.programme import ProgrammeCell
from analytics.notebooks.cells.query import QueryCell
from analytics.notebooks.cells.reconciliation import ReconciliationCell, ReviewerNotesCell
from analytics.notebooks.cells.revisions import RevisionsCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.standing_out import StandingOutCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: its model, and what a reader is offered."""

    cell: type[BaseModel]
    words: str

    @property
    def name(self) -> str:
        """What stored JSON calls it."""
        name: str = self.cell.model_fields["kind"].default
        return name


_OFFERED = (
    Kind(NoteCell, "A note of your own"),
    Kind(HistoryCell, "How one measure has moved"),
    Kind(ComparisonCell, "One measure beside England, the region and similar councils"),
    Kind(ControlChartCell, "Whether a monthly or quarterly measure has moved more than usual"),
    Kind(DistributionCell, "One measure among all authorities"),
    Kind(BesideCell, "One measure over the years, beside each similar council"),
    Kind(RevisionsCell, "Figures that a later release changed"),
    Kind(BreakdownCell, "One measure by team, role or another part"),
    Kind(ExplainerCell, "Understanding one measure"),
    Kind(FiguresCell, "Every printed figure of one measure"),
    Kind(DefinitionCell, "What one measure counts"),
    Kind(LatestCell, "The latest figures of a theme"),
    Kind(TrendsCell, "The measures of a theme as small charts"),
    Kind(CalculationCell, "Two measures made into one"),
    Kind(GlanceCell, "How much became better, worse, or cannot be told yet"),
    Kind(ChangesCell, "The largest changes"),
    Kind(StandingOutCell, "Judgements, targets and forecasts that stand out"),
    Kind(UnknownsCell, "What the papers do not tell"),
    Kind(LinesCell, "Lines of questioning"),
    Kind(LineCell, "The evidence of one line of questioning"),
    Kind(RequestsCell, "What to ask for in writing"),
    Kind(AbsentCell, "What members ask about and the papers have no recent figure on"),
    Kind(SignalsCell, "Every signal behind the lines"),
    Kind(FindingsCell, "Findings of inspectors, peers and the council"),
    Kind(JudgementsCell, "Judgements on one scale"),
    Kind(ProgrammeCell, "Progress of the improvement programme"),
    Kind(StaffingCell, "Posts by role: permanent, agency and vacant"),
    Kind(AgencyAndVacancyCell, "Agency and vacancy shares"),
    Kind(SurveyCell, "What staff said in surveys"),
    Kind(ReconciliationCell, "Figures that do not add up"),
    Kind(ReviewerNotesCell, "What a careful reader noticed"),
    Kind(PapersCell, "The papers before the committee"),
    Kind(DocumentCell, "The particulars of one document"),
    Kind(DocumentFiguresCell, "Every figure of one document"),
    Kind(MethodsCell, "How lines are found and checked"),
    Kind(MethodCell, "One rule by which lines are found or checked"),
    Kind(QueryCell, "A query in SQL, for analysts"),
)
KINDS = {kind.name: kind for kind in _OFFERED}


def kind_in_words(asks: dict[str, Any]) -> str:
    """What a cell is in plain words, also where this version does not know its kind.

    >>> kind_in_words({"kind": "survey"})
    'What staff said in surveys'
    >>> kind_in_words({"kind": "crystal-ball"})
    'A cell of another version'
    """
    kind = KINDS.get(str(asks.get("kind", "")))
    return kind.words if kind else "A cell of another version"
