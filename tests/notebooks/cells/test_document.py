"""One document, and everything it prints."""

import polars as pl
import pytest

from analytics.notebooks.cells.document import (
    DocumentCell,
    DocumentFiguresCell,
    render_document,
    render_document_figures,
)
from analytics.notebooks.view import CannotRender
from tests.shipped import shipped

SLUGS = sorted(shipped().documents)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_says_who_wrote_it_when_it_was_public_and_under_which_licence(slug):
    file = shipped().documents[slug].file
    view = render_document(DocumentCell(authority=file.authority, document=slug), shipped())
    lines = {line[0].text: line[1].text for line in view.table.rows}
    assert lines["Title"] == file.title
    assert lines["Published by"] == file.publisher
    assert lines["Licence"] == file.licence
    assert lines["Attribution"] == file.attribution
    assert lines["Public from"].endswith(file.available_from_basis)
    assert set(file.cautions) <= set(view.caveats)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_of_a_document_is_listed_in_the_order_printed(slug):
    file = shipped().documents[slug].file
    view = render_document_figures(DocumentFiguresCell(authority=file.authority, document=slug), shipped())
    rows = shipped().observations.filter(pl.col("document") == slug).sort("row")
    assert view.data["locator"].to_list() == rows["locator"].to_list()
    assert [line[3].text for line in view.table.rows] == rows["period"].to_list()


@pytest.mark.parametrize("kind", [DocumentCell, DocumentFiguresCell])
def test_a_document_that_is_not_there_is_said(kind):
    render = {DocumentCell: render_document, DocumentFiguresCell: render_document_figures}[kind]
    with pytest.raises(CannotRender, match="no document called “minutes-2031” here"):
        render(kind(authority="barnsley", document="minutes-2031"), shipped())
