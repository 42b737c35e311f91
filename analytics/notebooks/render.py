"""Rendering: one cell in, one view out, whatever the kind."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from analytics.evidence.evidence import Evidence
from analytics.notebooks.cells.before_the_meeting import (
    ChangesCell,
    PapersCell,
    UnknownsCell,
    render_changes,
    render_papers,
    render_unknowns,
)
from analytics.notebooks.cells.beside import BesideCell, render_beside
from analytics.notebooks.cells.breakdown import BreakdownCell, render_breakdown
from analytics.notebooks.cells.calculation import CalculationCell, render_calculation
from analytics.notebooks.cells.comparison import ComparisonCell, render_comparison
from analytics.notebooks.cells.control_chart import ControlChartCell, render_control_chart
from analytics.notebooks.cells.distribution import DistributionCell, render_distribution
from analytics.notebooks.cells.document import (
    DocumentCell,
    DocumentFiguresCell,
    render_document,
    render_document_figures,
)
from analytics.notebooks.cells.explainer import ExplainerCell, render_explainer
from analytics.notebooks.cells.figures import DefinitionCell, FiguresCell, render_definition, render_figures
from analytics.notebooks.cells.findings import FindingsCell, render_findings
from analytics.notebooks.cells.glance import GlanceCell, render_glance
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.cells.judgements import JudgementsCell, render_judgements
from analytics.notebooks.cells.lines import (
    AbsentCell,
    LineCell,
    LinesCell,
    RequestsCell,
    SignalsCell,
    render_absent,
    render_line,
    render_lines,
    render_requests,
    render_signals,
)
from analytics.notebooks.cells.method import MethodCell, MethodsCell, render_method, render_methods
from analytics.notebooks.cells.note import NoteCell, render_note
from analytics.notebooks.cells.programme import ProgrammeCell, render_programme
from analytics.notebooks.cells.query import QueryCell, render_query
from analytics.notebooks.cells.reconciliation import (
    ReconciliationCell,
    ReviewerNotesCell,
    render_reconciliation,
    render_reviewer_notes,
)
from analytics.notebooks.cells.revisions import RevisionsCell, render_revisions
from analytics.notebooks.cells.staffing import (
    AgencyAndVacancyCell,
    StaffingCell,
    render_agency_and_vacancy,
    render_staffing,
)
from analytics.notebooks.cells.standing_out import StandingOutCell, render_standing_out
from analytics.notebooks.cells.survey import SurveyCell, render_survey
from analytics.notebooks.cells.theme import LatestCell, TrendsCell, render_latest, render_trends
from analytics.notebooks.view import CannotRender, View

AnyCell = (
    ChangesCell
    | PapersCell
    | UnknownsCell
    | BreakdownCell
    | DocumentCell
    | DocumentFiguresCell
    | DefinitionCell
    | ExplainerCell
    | FiguresCell
    | FindingsCell
    | GlanceCell
    | HistoryCell
    | JudgementsCell
    | MethodsCell
    | MethodCell
    | ProgrammeCell
    | ReconciliationCell
    | ReviewerNotesCell
    | StandingOutCell
    | StaffingCell
    | AgencyAndVacancyCell
    | SurveyCell
    | LatestCell
    | TrendsCell
    | LinesCell
    | LineCell
    | RequestsCell
    | AbsentCell
    | SignalsCell
    | NoteCell
    | CalculationCell
    | ComparisonCell
    | ControlChartCell
    | DistributionCell
    | BesideCell
    | RevisionsCell
    | QueryCell
)

_RENDERERS: dict[type[Any], Callable[[Any, Evidence], View]] = {
    ChangesCell: render_changes,
    PapersCell: render_papers,
    UnknownsCell: render_unknowns,
    BreakdownCell: render_breakdown,
    DocumentCell: render_document,
    DocumentFiguresCell: render_document_figures,
    DefinitionCell: render_definition,
    ExplainerCell: render_explainer,
    FiguresCell: render_figures,
    FindingsCell: render_findings,
    GlanceCell: render_glance,
    HistoryCell: render_history,
    JudgementsCell: render_judgements,
    MethodsCell: render_methods,
    MethodCell: render_method,
    ProgrammeCell: render_programme,
    ReconciliationCell: render_reconciliation,
    ReviewerNotesCell: render_reviewer_notes,
    StandingOutCell: render_standing_out,
    StaffingCell: render_staffing,
    AgencyAndVacancyCell: render_agency_and_vacancy,
    SurveyCell: render_survey,
    LatestCell: render_latest,
    TrendsCell: render_trends,
    LinesCell: render_lines,
    LineCell: render_line,
    RequestsCell: render_requests,
    AbsentCell: render_absent,
    SignalsCell: render_signals,
    NoteCell: render_note,
    CalculationCell: render_calculation,
    ComparisonCell: render_comparison,
    ControlChartCell: render_control_chart,
    DistributionCell: render_distribution,
    BesideCell: render_beside,
    RevisionsCell: render_revisions,
    QueryCell: render_query,
}

_ADAPTER: TypeAdapter[AnyCell] = TypeAdapter(Annotated[AnyCell, Field(discriminator="kind")])


def render(cell: AnyCell, evidence: Evidence) -> View:
    """The view of a cell. Raises CannotRender, with the reason and a way on, where there is nothing to show."""
    return _RENDERERS[type(cell)](cell, evidence)


def cell_from_parts(shared: Mapping[str, Any], asks: Mapping[str, Any]) -> AnyCell:
    """The cell that `asks` describes, with those of `shared` that its kind has and it does not set itself.

    Raises CannotRender, saying what is wrong, where it describes none.
    """
    kind = next((one for one in _RENDERERS if one.model_fields["kind"].default == asks.get("kind")), None)
    if kind is None:
        raise CannotRender(f"There is no kind of cell called “{asks.get('kind', '')}” in this version.")
    taken = {name: value for name, value in shared.items() if name in kind.model_fields}
    try:
        return _ADAPTER.validate_python(taken | dict(asks))
    except ValidationError as error:
        first = error.errors()[0]
        raise CannotRender(f"This cell cannot be read: {first['loc'][-1]}: {first['msg']}.") from error


def cell_from_json(text: str) -> AnyCell:
    """The cell that stored JSON describes. Raises pydantic's ValidationError where it describes none."""
    return _ADAPTER.validate_json(text)
