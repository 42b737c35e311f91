"""As known on a day: nothing that was published later is named, cited or counted."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, UnknownsCell
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.document import DocumentCell, DocumentFiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.judgements import JudgementsCell
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from analytics.notebooks.cells.theme import LatestCell
from analytics.notebooks.render import render
from analytics.notebooks.view import CannotRender, View
from tests.shipped import DAYS, every_result, every_view, results_of, shipped, texts_of

QUICK = (ChangesCell, PapersCell, UnknownsCell, BreakdownCell, DocumentCell, FindingsCell, JudgementsCell, LatestCell)


def known_on(authority: str, day: date | None) -> set[str]:
    """The documents about a council that were public on a day, read from nothing but their own dates."""
    return {
        slug
        for slug, held in shipped().documents.items()
        if held.file.authority == authority and (day is None or held.file.available_from <= day)
    }


def test_no_view_cites_a_document_that_was_not_public():
    for cell, view in every_view().items():
        assert {source.document for source in view.sources} <= known_on(cell.authority, cell.as_known_on), cell


def test_no_csv_holds_a_row_of_a_document_that_was_not_public():
    for cell, view in every_view().items():
        if view.data is not None and "document" in view.data.columns:
            assert set(view.data["document"]) <= known_on(cell.authority, cell.as_known_on), cell


def test_no_view_names_a_document_that_was_not_public():
    names = {slug: {held.file.title, held.file.short_title, slug} for slug, held in shipped().documents.items()}
    for cell, view in every_view().items():
        # A page on a rule explains it with worked examples from any of the documents, whatever council is looked at.
        if isinstance(cell, MethodCell | MethodsCell):
            continue
        later = [names[slug] for slug in names.keys() - known_on(cell.authority, cell.as_known_on)]
        text = "\n".join(texts_of(view))
        assert not [name for among in later for name in among if name in text], cell


def test_no_link_leads_to_a_document_that_was_not_public():
    for cell, view in every_view().items():
        links = {entry.link for row in (view.table.rows if view.table else ()) for entry in row}
        documents = {link.removeprefix("document:") for link in links if link.startswith("document:")}
        assert documents <= known_on(cell.authority, cell.as_known_on), cell


def written_by(day: date, folder: Path) -> Evidence:
    """The evidence as it would have been loaded on a day: from a folder that holds nothing published later."""
    copytree(SHIPPED / "catalogue", folder / "catalogue")
    for slug, held in shipped().documents.items():
        if held.file.available_from <= day:
            copytree(SHIPPED / "documents" / slug, folder / "documents" / slug)
    return load_evidence(folder)


def assert_same(one: View | CannotRender, other: View | CannotRender) -> None:
    if isinstance(one, CannotRender) or isinstance(other, CannotRender):
        assert str(one) == str(other)
        return
    assert list(texts_of(one)) == list(texts_of(other))
    assert [chart.spec for chart in one.charts] == [chart.spec for chart in other.charts]
    if one.data is not None and other.data is not None:
        assert_frame_equal(one.data, other.data)
    assert (one.data is None) == (other.data is None)


# All cells on a day between Barnsley's documents, and the quick ones on the day of the committee.
@pytest.mark.parametrize(("day", "kinds"), [(date(2018, 12, 31), (object,)), (date(2023, 9, 12), QUICK)])
def test_views_are_those_of_evidence_that_never_held_anything_later(day, kinds, tmp_path):
    then = written_by(day, tmp_path)
    asked = {
        cell: result
        for cell, result in every_result().items()
        if cell.as_known_on == day and isinstance(cell, kinds) and known_on(cell.authority, day)
    }
    assert len(asked) > 100
    for cell, result in results_of(asked, then).items():
        assert_same(asked[cell], result)


def test_a_later_report_does_change_what_is_shown():
    """Otherwise the tests above could not fail."""
    shown = {
        day: render(LatestCell(authority="barnsley", as_known_on=day), shipped()).data.height
        for day in (date(2018, 12, 31), date(2023, 9, 12), None)
    }
    assert len(set(shown.values())) == 3


@pytest.mark.parametrize("slug", sorted(shipped().documents))
def test_a_document_is_known_from_its_first_day_and_not_the_day_before(slug):
    file = shipped().documents[slug].file
    first = file.available_from
    cell = DocumentFiguresCell(authority=file.authority, document=slug, as_known_on=first)
    assert render(cell, shipped()).data.height == shipped().observations.filter(pl.col("document") == slug).height
    with pytest.raises(CannotRender, match=r"not public yet|was public on"):
        render(cell.model_copy(update={"as_known_on": first - timedelta(days=1)}), shipped())


def test_a_document_about_another_council_is_never_shown():
    cell = DocumentCell(authority="barnet", document="barnsley-self-evaluation-2018")
    with pytest.raises(CannotRender, match="Choose one from the list"):
        render(cell, shipped())


def test_every_day_tells_something_that_another_does_not():
    known = {(day, slug) for day in DAYS for slug in known_on("barnsley", day)}
    assert len({frozenset(slug for at, slug in known if at == day) for day in DAYS}) == 5
