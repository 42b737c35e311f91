"""What every view of the shipped evidence keeps to, whatever cell it comes from."""

import re
from typing import get_args

import polars as pl
import pytest

from analytics.evidence.evidence import FINDING_COLUMNS, OBSERVATION_COLUMNS, RATING_COLUMNS
from analytics.evidence.locator import place_in_words
from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, UnknownsCell
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.document import DocumentCell, DocumentFiguresCell
from analytics.notebooks.cells.explainer import ExplainerCell
from analytics.notebooks.cells.figures import DefinitionCell, FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.judgements import JudgementsCell
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from analytics.notebooks.cells.programme import ProgrammeCell
from analytics.notebooks.cells.reconciliation import ReviewerNotesCell
from analytics.notebooks.cells.staffing import StaffingCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from analytics.notebooks.render import AnyCell
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.made_up_views import made_up_results
from tests.shipped import (
    DAYS,
    NOT_IN_SHIPPED,
    WRITTEN_BY_READERS,
    every_cell,
    every_result,
    every_view,
    shipped,
    texts_of,
    views_of,
)

WITHOUT_FIGURES = (PapersCell, DocumentCell, DefinitionCell, MethodsCell, MethodCell, ReviewerNotesCell)
# Where every figure is printed beside what is wrong with it, and where the summary is itself a caution.
WITHOUT_CAVEATS = (*WITHOUT_FIGURES, UnknownsCell, DocumentFiguresCell, FiguresCell, TrendsCell)
# Staffing without a sum that fails, and parts whose indicator and rows have nothing to add.
AT_TIMES_WITHOUT_CAVEATS = (StaffingCell, BreakdownCell)
PRINTED_FIGURES = (
    ChangesCell,
    UnknownsCell,
    BreakdownCell,
    DocumentFiguresCell,
    ExplainerCell,
    FiguresCell,
    HistoryCell,
    ProgrammeCell,
    StaffingCell,
    SurveyCell,
    LatestCell,
    TrendsCell,
)


def faults(check: object) -> dict[AnyCell, object]:
    """The cells whose view fails a check, with what the check gave."""
    views = every_view() | made_up_results()
    return {cell: found for cell, view in views.items() if (found := check(view))}


def test_every_kind_of_cell_is_asked_for_and_gives_a_view():
    kinds = set(get_args(AnyCell)) - set(WRITTEN_BY_READERS)
    assert {type(cell) for cell in every_cell()} == kinds
    assert {type(cell) for cell in every_view()} == kinds - set(NOT_IN_SHIPPED)
    assert {type(cell) for cell in made_up_results()} == set(NOT_IN_SHIPPED)


def test_every_indicator_with_a_figure_gives_a_view():
    shown = {cell.indicator for cell in views_of(HistoryCell, BreakdownCell)}
    assert shown == set(shipped().observations["indicator"])


def test_every_day_is_asked_for_and_none_before_the_first_document_gives_a_view():
    assert {cell.as_known_on for cell in every_cell()} == set(DAYS)
    # What an indicator means is the same on every day.
    assert {type(cell) for cell in every_view() if cell.as_known_on == DAYS[1]} <= {DefinitionCell}


def test_where_nothing_can_be_shown_a_whole_sentence_says_why():
    reasons = {str(result) for result in every_result().values() if isinstance(result, CannotRender)}
    assert len(reasons) > 20
    assert not {reason for reason in reasons if not re.fullmatch(r"[A-Z][^{}]*[^.\s]\.", reason)}


def test_before_any_document_the_first_day_with_one_is_named():
    reasons = {cell.authority: str(result) for cell, result in every_result().items() if cell.as_known_on == DAYS[1]}
    assert "30 April 2018" in reasons["barnsley"]
    assert "31 July 2019" in reasons["barnet"]


def test_titles_have_at_most_ten_words_and_are_not_empty():
    assert not faults(lambda view: view.title if not 0 < len(view.title.split()) <= 10 else "")


def test_subtitles_and_summaries_are_not_empty():
    assert not faults(lambda view: not view.subtitle.strip() or not view.summary.strip())


def test_summaries_are_sentences():
    assert not faults(lambda view: "" if re.fullmatch(r"[A-Z0-9£−“].*[.:]", view.summary) else view.summary)


def test_rows_have_an_entry_for_each_column_and_the_first_names_the_row():
    def wrong(view: View) -> list:
        rows = view.table.rows if view.table else ()
        return [row for row in rows if len(row) != len(view.table.columns) or not row[0].text.strip()]

    assert not faults(wrong)


# Counts without a verb, and the bare comparisons that only a table may have: nobody says them so.
_CLIPPED = re.compile(
    r"\b(?:none|\d[\d,]*) (?:lower|higher|better|worse)\b|\bnone the\b|\b(?:better|worse) way\b|"
    r"authorit(?:y has|ies have) none\b|\b1 (?:does|do) not\b|\b0 \w+ (?:is|are|has|have)\b"
)


def test_summaries_can_be_read_aloud():
    assert not faults(lambda view: _CLIPPED.findall(view.summary))


def test_tables_have_rows_and_a_caption_and_right_align_columns_that_exist():
    def wrong(view: View) -> bool:
        return view.table is not None and not (view.table.rows and view.table.caption)

    assert not faults(wrong)
    aligned = {
        type(cell): view.table.figures - set(view.table.columns)
        for cell, view in every_view().items()
        if view.table and not isinstance(cell, LatestCell)
    }
    assert not {kind: names for kind, names in aligned.items() if names}


@pytest.mark.parametrize(
    "hole",
    [
        r"\bnan\b",
        r"\binf\b",
        r"\bNaN\b",
        r"\bNone\b(?! (of|found|reported))",
        r"\(\s*\)",
        r"\[\s*\]",
        r"“\s*”",
        r"[{}]",
        r"  ",
        r"\s[.,;:]",
        r"\.\.",
        r",,",
        r"_",
    ],
)
def test_no_text_has_a_hole_where_something_should_stand(hole):
    """“None of the seven areas …” is a sentence; None by itself is a value that nobody put into words."""
    assert not faults(lambda view: [text for text in texts_of(view) if re.search(hole, text)])


def test_every_mark_is_typographic_but_where_a_document_prints_another():
    known = shipped()
    printed = {*known.observations["member"], *known.ratings["subject"], *known.witnesses["role"]}
    printed |= {held.file.title for held in known.documents.values()}
    printed |= {alias for one in known.catalogue.indicators.values() for alias in one.aliases}
    as_printed = sorted((re.escape(text) for text in printed if "'" in text), key=len, reverse=True)
    # What is quoted, such as the headings of a document, stands as it does there; a group is written small at times.
    theirs = re.compile("|".join([r"“[^”]*”", *as_printed]), re.IGNORECASE)

    def ours(text: str) -> str:
        return theirs.sub("", text)

    def wrong(view: View) -> list[str]:
        return [text for text in texts_of(view) if re.search(r"['\"]", text) and re.search(r"['\"]", ours(text))]

    assert not faults(wrong)


def test_no_day_is_in_a_day():
    assert not faults(lambda view: [text for text in texts_of(view) if re.search(r"\bin \d{1,2} [A-Z][a-z]+ 20", text)])


def test_every_chart_has_a_title_and_a_text_that_says_more():
    assert not faults(lambda view: [chart for chart in view.charts if not chart.title or len(chart.alt) <= 40])


def test_the_text_of_a_lone_chart_says_what_the_heading_says():
    def wrong(view: View) -> bool:
        return len(view.charts) == 1 and view.summary not in view.charts[0].alt

    assert not {cell for cell in faults(wrong) if not isinstance(cell, TrendsCell)}


def test_every_chart_stands_above_a_table_or_a_csv_of_the_same_figures():
    assert not faults(lambda view: bool(view.charts) and (view.data is None or view.data.is_empty()))
    assert not {
        cell for cell in faults(lambda view: view.charts and not view.table) if not isinstance(cell, TrendsCell)
    }


@pytest.mark.parametrize("kinds", [WITHOUT_FIGURES])
def test_views_without_figures_offer_no_csv(kinds):
    assert not {cell for cell, view in views_of(*kinds).items() if view.data is not None}


@pytest.mark.parametrize(
    ("columns", "kinds"),
    [(OBSERVATION_COLUMNS, PRINTED_FIGURES), (RATING_COLUMNS, (JudgementsCell,)), (FINDING_COLUMNS, (FindingsCell,))],
    ids=["figures", "ratings", "findings"],
)
def test_csv_columns_are_those_published(columns, kinds):
    assert not {cell for cell, view in views_of(*kinds).items() if view.data.schema != pl.Schema(columns)}


def test_every_row_of_a_csv_is_a_row_of_the_evidence_and_stands_there_once():
    rows = set(shipped().observations.select(list(OBSERVATION_COLUMNS)).iter_rows())
    for cell, view in views_of(*PRINTED_FIGURES).items():
        given = list(view.data.iter_rows())
        assert set(given) <= rows, cell
        assert len(set(given)) == len(given), cell


def test_every_row_of_a_csv_is_cited_with_its_place():
    evidence, kinds = shipped(), {*PRINTED_FIGURES, JudgementsCell} - {DocumentFiguresCell}
    for cell, view in views_of(*kinds).items():
        cited = {source.document: " ".join(source.places) + "," for source in view.sources}
        for document, locator in view.data.select("document", "locator").unique().iter_rows():
            style = evidence.documents[document].file.locators
            assert place_in_words(locator, style) in cited[document], (cell, locator)


def test_sources_are_named_as_the_documents_are():
    documents = shipped().documents
    named = {source for view in every_view().values() for source in view.sources}
    assert {(source.title, source.published) for source in named} == {
        (held.file.title, held.file.published) for held in documents.values()
    }
    assert all(source.title == documents[source.document].file.title for source in named)


def test_views_that_say_what_figures_mean_have_caveats():
    silent = {type(cell) for cell, view in every_view().items() if not view.caveats}
    assert silent <= {*WITHOUT_CAVEATS, *AT_TIMES_WITHOUT_CAVEATS}


def test_caveats_are_sentences_and_none_is_said_twice():
    assert not faults(lambda view: [text for text in view.caveats if not re.fullmatch(r"\S.*[.?]", text)])
    assert not faults(lambda view: len(set(view.caveats)) < len(view.caveats))


def test_files_are_named_for_what_they_hold():
    names = {cell: view.file_name for cell, view in every_view().items() if view.data is not None}
    assert not {cell: name for cell, name in names.items() if not re.fullmatch(r"[a-z0-9_-]+\.csv", name)}
    assert "figures.csv" not in names.values()
