"""A drawing in a cell of a table: with its alternative in every format, and its words where it cannot be drawn."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from analytics.charts.sparkline import SparkPoint, sparkline
from analytics.exports.html import table_html
from analytics.exports.page import report_as_html
from analytics.exports.pdf import report_as_pdf
from analytics.exports.word import report_as_word
from analytics.notebooks.report import Shown
from analytics.notebooks.view import Chart, Entry, Table, View
from tests.exports.sampled import report

DRAWN = Chart(
    sparkline([SparkPoint(date(2015 + n, 3, 31), float(n % 3)) for n in range(5)]), "Five figures, up & down."
)
BROKEN = Chart({"layer": "none"}, "Cannot be drawn.")


def table(*charts: Chart) -> Table:
    return Table(
        "History", ("Measure", "History"), tuple((Entry("Agency"), Entry("0, 1, 2", chart=one)) for one in charts)
    )


def paper(*charts: Chart):
    return report(Shown(View("Title", "Subtitle", "Summary.", table=table(*charts))))


def test_word_has_a_picture_in_the_cell_with_its_alternative_and_a_number_of_its_own():
    file = zipfile.ZipFile(io.BytesIO(report_as_word(paper(DRAWN, replace(DRAWN, alt="Another.")))))
    body = file.read("word/document.xml").decode()
    cells = re.findall(r"<w:tc>.*?</w:tc>", body, re.DOTALL)
    held = [cell for cell in cells if "<w:drawing>" in cell]
    assert [re.search(r'descr="([^"]+)"', cell)[1] for cell in held] == ["Five figures, up &amp; down.", "Another."]
    assert all("0, 1, 2" in cell for cell in held)
    numbers = re.findall(r'docPr id="(\d+)"', body)
    assert len(set(numbers)) == len(numbers) == 2
    assert any(name.startswith("word/media/") for name in file.namelist())


def test_a_page_draws_it_inside_itself_and_runs_and_loads_nothing():
    page = report_as_html(paper(DRAWN, DRAWN))
    assert page.count('aria-label="Five figures, up &amp; down."') == 2
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert "data:image" not in page


def test_on_screen_it_is_an_image_with_its_alternative():
    assert 'alt="Five figures, up &amp; down."' in table_html(table(DRAWN), lambda _: "")


@pytest.mark.parametrize("large", [False, True])
def test_a_pdf_that_keeps_to_the_standard_holds_it(large):
    assert report_as_pdf(paper(DRAWN), large_print=large).startswith(b"%PDF")


def test_what_cannot_be_drawn_leaves_its_words():
    word = zipfile.ZipFile(io.BytesIO(report_as_word(paper(BROKEN)))).read("word/document.xml").decode()
    assert "0, 1, 2" in word
    assert "<w:drawing>" not in word
    assert "0, 1, 2" in report_as_html(paper(BROKEN))
    assert "0, 1, 2" in table_html(table(BROKEN), lambda _: "")
    assert report_as_pdf(paper(BROKEN)).startswith(b"%PDF")


def test_the_same_report_gives_the_same_bytes():
    assert report_as_word(paper(DRAWN)) == report_as_word(paper(DRAWN))
    assert report_as_pdf(paper(DRAWN)) == report_as_pdf(paper(DRAWN))
