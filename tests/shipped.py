"""Every cell that can be asked of the shipped evidence, rendered once for all the tests that look at views."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import lru_cache
from unittest.mock import patch

import polars as pl

from analytics.enquiry.methods import load_methods
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import load_evidence
from analytics.evidence.vocabulary import FindingKind
from analytics.measures.calculation import Operation
from analytics.notebooks.cells import breakdown, history, programme, staffing, survey
from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, Side, UnknownsCell
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
from analytics.notebooks.cells.programme import ProgrammeCell, ProgrammeMeasure
from analytics.notebooks.cells.query import QueryCell
from analytics.notebooks.cells.reconciliation import ReconciliationCell, ReviewerNotesCell
from analytics.notebooks.cells.revisions import RevisionsCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.standing_out import StandingOutCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import CannotRender, View

DAYS = (
    None,
    date(2018, 1, 1),  # before any document
    date(2018, 5, 1),
    date(2018, 12, 31),
    date(2019, 7, 31),  # the very day that Barnet's report was public
    date(2023, 9, 12),  # the very day of Barnsley's scrutiny committee
    date(2023, 12, 31),
)
# The days on which cells are asked for that only repeat, for another choice, what others show.
FULL_DAYS = (None, date(2018, 12, 31))

SLOW = (
    BreakdownCell,
    DefinitionCell,
    DocumentFiguresCell,
    ExplainerCell,
    FiguresCell,
    FindingsCell,
    HistoryCell,
    LineCell,
    ReconciliationCell,
    TrendsCell,
)

# What a reader writes depends on the reader: these have tests of their own.
WRITTEN_BY_READERS = (NoteCell, QueryCell)
# The shipped evidence is five reports. It holds no monthly figures of a year and more, and no figures of every
# authority, so these kinds are shown from made-up evidence: see `tests/notebooks/made_up_views.py`.
NOT_IN_SHIPPED = (ControlChartCell, DistributionCell, BesideCell, RevisionsCell)


@lru_cache
def shipped() -> Evidence:
    """The evidence in the repository, loaded once."""
    return load_evidence()


@lru_cache
def every_cell() -> tuple[AnyCell, ...]:
    """Every kind of cell for both councils on every day, with every choice that the evidence offers.

    The cells that take longest are left out on a day when a council has the same documents as on a day before.
    """
    evidence, cells = shipped(), []
    for authority in evidence.authorities_with_documents():
        seen = set()
        for day in DAYS:
            known = tuple(evidence.about(authority).as_known_on(day).documents)
            slow = SLOW if known in seen else ()
            seen.add(known)
            asked = {"authority": authority, "as_known_on": day}
            cells += [cell for cell in _cells(evidence, asked) if not isinstance(cell, slow)]
    return tuple(cells)


@lru_cache
def every_result() -> dict[AnyCell, View | CannotRender]:
    """What each of those cells gives: a view, or the reason there is none."""
    return results_of(every_cell(), shipped())


def results_of(cells: Iterable[AnyCell], evidence: Evidence) -> dict[AnyCell, View | CannotRender]:
    """What some cells give of some evidence."""
    with _drawn_once():
        return {cell: _result(cell, evidence) for cell in cells}


@lru_cache
def every_view() -> dict[AnyCell, View]:
    """Those that give a view."""
    return {cell: result for cell, result in every_result().items() if isinstance(result, View)}


def views_of(*kinds: type) -> dict[AnyCell, View]:
    """The views of some kinds of cell."""
    return {cell: view for cell, view in every_view().items() if isinstance(cell, kinds)}


def texts_of(view: View) -> Iterator[str]:
    """Everything a reader can see of a view but its charts."""
    yield from (view.title, view.subtitle, view.summary, *view.caveats)
    if view.table:
        yield from (view.table.caption, *view.table.columns)
        yield from (entry.text for row in view.table.rows for entry in row)
    for source in view.sources:
        yield from (source.title, source.published, *source.places)
    for chart in view.charts:
        yield from (chart.title, chart.alt)


# Where each kind of cell finds the function that draws its chart.
_DRAWN_BY = {
    breakdown: ("bar_chart", "dot_chart"),
    history: ("history_chart",),
    programme: ("bar_chart",),
    staffing: ("bar_chart",),
    survey: ("bar_chart",),
}
_drawn: dict[tuple[str, str], object] = {}


@contextmanager
def _drawn_once() -> Iterator[None]:
    """Draw a chart once for all the days on which it is the same: drawing takes longer than all the rest."""
    with ExitStack() as stack:
        for module, names in _DRAWN_BY.items():
            for name in names:
                stack.enter_context(patch.object(module, name, _once(getattr(module, name))))
        yield


def _once(draw: Callable[..., object]) -> Callable[..., object]:
    def drawn(*args: object, **more: object) -> object:
        key = (draw.__name__, repr((args, sorted(more.items()))))
        if key not in _drawn:
            _drawn[key] = draw(*args, **more)
        return _drawn[key]

    return drawn


def _result(cell: AnyCell, evidence: Evidence) -> View | CannotRender:
    try:
        return render(cell, evidence)
    except CannotRender as reason:
        return reason


def _cells(evidence: Evidence, asked: dict) -> Iterator[AnyCell]:
    catalogue = evidence.catalogue
    rows = evidence.about(asked["authority"]).observations
    yield StandingOutCell(**asked)
    yield GlanceCell(**asked)
    yield CalculationCell(**asked, operation=Operation.DIFFERENCE, first="cic_visit_reg", second="cic_visit_local")
    yield CalculationCell(**asked, operation=Operation.RATIO, first="cl_uasc_n", second="cl_n")
    yield LinesCell(**asked, most=6)
    yield from (kind(**asked) for kind in (LinesCell, RequestsCell, AbsentCell, SignalsCell))
    if asked["as_known_on"] in FULL_DAYS:
        for kind in (LinesCell, RequestsCell, AbsentCell, SignalsCell):
            yield from (kind(**asked, theme=theme) for theme in catalogue.themes)
    known = evidence.about(asked["authority"]).as_known_on(asked["as_known_on"])
    if known.documents:
        yield from (LineCell(**asked, line=line.id) for line in LinesCell(**asked).enquiry(evidence).every_line)
    yield from (ChangesCell(**asked, side=side) for side in Side)
    yield from (kind(**asked) for kind in (PapersCell, UnknownsCell, StaffingCell, AgencyAndVacancyCell, SurveyCell))
    yield from (ProgrammeCell(**asked, measure=measure) for measure in ProgrammeMeasure)
    yield from (JudgementsCell(**asked, scale=scale) for scale in catalogue.scales)
    yield from (LatestCell(**asked, theme=theme) for theme in ("", *catalogue.themes))
    yield LatestCell(**asked, words="care leavers")
    if asked["as_known_on"] in FULL_DAYS:
        for part, methods in load_methods().items():
            yield MethodsCell(**asked, part=part)
            yield from (MethodCell(**asked, method=method.id) for method in methods)
        yield from (TrendsCell(**asked, theme=theme) for theme in catalogue.themes)
    yield FindingsCell(**asked, words="children")
    yield from (FindingsCell(**asked, theme=theme) for theme in ("", *catalogue.themes))
    yield from (FindingsCell(**asked, finding_kind=kind) for kind in FindingKind)
    yield ReconciliationCell(**asked)
    yield ReconciliationCell(**asked, theme="workforce")
    yield ReviewerNotesCell(**asked)
    for document in evidence.documents:
        if asked["as_known_on"] in FULL_DAYS:
            yield ReconciliationCell(**asked, document=document)
        yield ReviewerNotesCell(**asked, document=document)
        yield FindingsCell(**asked, document=document)
        yield DocumentCell(**asked, document=document)
        yield DocumentFiguresCell(**asked, document=document)
    for indicator in rows["indicator"].unique(maintain_order=True):
        yield ComparisonCell(**asked, indicator=indicator)
        yield from (kind(**asked, indicator=indicator) for kind in NOT_IN_SHIPPED)
        yield FiguresCell(**asked, indicator=indicator)
        yield DefinitionCell(**asked, indicator=indicator)
        yield ExplainerCell(**asked, indicator=indicator)
        if asked["as_known_on"] in FULL_DAYS:
            yield FindingsCell(**asked, indicator=indicator)
    for series in rows.select("indicator", "dimension", "member").unique(maintain_order=True).to_dicts():
        if not series["member"] or asked["as_known_on"] in FULL_DAYS:
            yield HistoryCell(**asked, **series)
    parts = rows.filter(pl.col("dimension") != "").select("indicator", "dimension", "document")
    whole = rows.select("indicator", pl.lit("").alias("dimension"), "document")
    for part in pl.concat([parts, whole]).unique(maintain_order=True).to_dicts():
        yield BreakdownCell(**asked, **part)
