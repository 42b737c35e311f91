"""Large print: no letter smaller than 18 points, one column, and everything that the usual file says."""

import re
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from analytics.exports.formats import IN_LARGE_PRINT, report_as
from analytics.exports.page import report_as_html
from analytics.exports.word import report_as_word
from analytics.notebooks.report import Paragraph, Shown
from tests.exports.reports import FULL_VIEW, everything, everything_as_word, report, view
from tests.exports.reports import RATED as THREE_COLUMNS

FOUR_COLUMNS = type(THREE_COLUMNS)(
    "Caseloads",
    ("Team", "June", "July", "Maximum"),
    tuple((row[0], row[2], row[2], row[2]) for row in THREE_COLUMNS.rows),
)


def document(content):
    return docx.Document(BytesIO(content))


@pytest.mark.parametrize("form", IN_LARGE_PRINT)
def test_the_same_report_gives_the_same_bytes_and_others_than_the_usual(form):
    made = [
        report_as(form, report(Paragraph("How many?"), Shown(FULL_VIEW)), large_print=large)
        for large in (True, True, False)
    ]
    assert made[0] == made[1] != made[2]


def test_no_style_of_the_word_file_is_smaller_than_18_points():
    large = document(everything_as_word(large_print=True))
    borders = {"top", "bottom", "between", "insideH"}
    sizes = [
        int(size.get(qn("w:val")))
        for size in large.styles.element.iter(qn("w:sz"))
        if size.get(qn("w:val")) and size.getparent().tag.rpartition("}")[2] not in borders
    ]
    assert min(sizes) >= 36
    assert not list(large.element.body.iter(qn("w:sz")))


def test_a_wide_table_becomes_lists_and_a_narrow_one_stays_a_table():
    large = document(
        report_as_word(report(Shown(view(table=FOUR_COLUMNS)), Shown(view(table=THREE_COLUMNS))), large_print=True)
    )
    assert [len(table.columns) for table in large.tables] == [3]
    said = [paragraph.text for paragraph in large.paragraphs]
    assert said[said.index("Overall") :][:4] == ["Overall", "June: 3", "July: 3", "Maximum: 3"]


def test_the_large_word_file_says_all_that_the_usual_one_says():
    def words(content):
        held = document(content)
        cells = (cell.text for table in held.tables for row in table.rows for cell in row.cells)
        return {word.rstrip(":") for text in (*(one.text for one in held.paragraphs), *cells) for word in text.split()}

    missing = words(everything_as_word()) - words(everything_as_word(large_print=True))
    # What every row of a list would have begun with: the heading of the first column.
    assert missing <= {
        word
        for one in everything().blocks
        if isinstance(one, Shown) and one.view.table
        for word in one.view.table.columns[0].split()
    }


def test_charts_keep_their_text_alternative_in_large_print():
    large = document(report_as_word(report(Shown(FULL_VIEW)), large_print=True))
    assert [shape._inline.docPr.get("descr") for shape in large.inline_shapes] == [FULL_VIEW.charts[0].alt]


def test_the_page_sets_nothing_below_18_points_on_screen_or_on_paper():
    usual, large = (report_as_html(everything(), large_print=one) for one in (False, True))
    assert large.replace(large[large.index("\nhtml { font-size: 150%") : large.index("</style>")], "") == usual
    own = large[large.index("\nhtml { font-size: 150%") : large.index("</style>")]
    assert all(float(size) >= 1 for size in re.findall(r"font-size: ([\d.]+)rem", own))
    assert all(float(size) >= 16 for size in re.findall(r"([\d.]+)pt", own))
