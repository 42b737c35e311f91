import csv
import io
import os
import shutil
from datetime import date

import pytest

from analytics.evidence.loading import SHIPPED
from analytics.notebooks.cells.document import DocumentFiguresCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from analytics.notebooks.render import render
from pages.shared import library
from pages.shared.library import evidence, shown
from tests.shipped import shipped

SLUG = "barnet-performance-report-2019"


@pytest.fixture
def document(tmp_path, monkeypatch):
    """The folder of the only document that the pages know of."""
    held = tmp_path / "documents" / SLUG
    shutil.copytree(SHIPPED / "documents" / SLUG, held)
    monkeypatch.setattr(library, "DATA_FOLDER", tmp_path)
    return held


def test_evidence_is_loaded_once_while_nothing_changes(document):
    assert evidence() is evidence()


def test_view_is_worked_out_once_while_nothing_changes(document):
    cell = LatestCell(authority="barnet")

    assert shown(cell) is shown(LatestCell(authority="barnet"))


def test_changed_file_is_seen(document):
    before = evidence().findings.height
    with (document / "findings.csv").open("a", encoding="utf-8") as file:
        file.write("L9,workforce,strength,Something is well.,\n")

    assert evidence().findings.height == before + 1


def test_file_replaced_by_an_older_one_is_seen(document):
    findings = document / "findings.csv"
    before = evidence().findings.height
    old = findings.stat().st_mtime_ns - 10**12
    findings.write_text("".join(findings.read_text("utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    os.utime(findings, ns=(old, old))

    assert evidence().findings.height == before - 1


def test_new_document_is_seen(document):
    assert list(evidence().documents) == [SLUG]
    shutil.copytree(SHIPPED / "documents" / "barnsley-peer-challenge-2018", document.parent / "another")

    assert set(evidence().documents) == {SLUG, "another"}


def test_renamed_document_is_seen(document):
    assert list(evidence().documents) == [SLUG]
    document.rename(document.parent / "renamed")

    assert list(evidence().documents) == ["renamed"]


def test_document_taken_away_is_gone(document):
    assert evidence().documents
    shutil.rmtree(document)

    assert not evidence().documents


def test_change_is_seen_in_views_that_were_shown_before(document):
    cell = DocumentFiguresCell(authority="barnet", document=SLUG)
    before = shown(cell)
    observations = document / "observations.csv"
    lines = observations.read_text("utf-8").splitlines(keepends=True)
    observations.write_text("".join(lines[:-1]), encoding="utf-8")

    assert shown(cell).csv.count("\n") == before.csv.count("\n") - 1


def test_cell_with_nothing_to_show_gives_the_reason():
    assert shown(LatestCell(authority="barnsley", as_known_on=date(2001, 2, 3))).startswith(
        "No document about Barnsley was public on 3 February 2001."
    )


@pytest.mark.parametrize(
    ("cell", "charts_together"),
    [
        (LatestCell(authority="barnsley", theme="stability"), None),
        (TrendsCell(authority="barnsley", theme="stability"), True),
        (HistoryCell(authority="barnsley", indicator="cl_eet"), False),
    ],
    ids=["no chart", "several", "one"],
)
def test_view_comes_with_its_figures_as_csv_and_its_charts_drawn_one_way(cell, charts_together):
    view = render(cell, shipped())
    laid_out = shown(cell)

    rows = list(csv.DictReader(io.StringIO(laid_out.csv)))
    assert [row["period"] for row in rows] == view.data["period"].to_list()
    assert laid_out.file_name == view.file_name
    assert bool(laid_out.charts) == (charts_together is True)
    assert bool(laid_out.chart) == (charts_together is False)
    assert laid_out.charts.count("<img") == (len(view.charts) if charts_together else 0)
