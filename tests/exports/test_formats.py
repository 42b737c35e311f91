"""Every format in one list: each has a name, a suffix and a kind, and makes what it says."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from analytics.exports.formats import OF_A_REPORT, Format, report_as
from analytics.notebooks.report import Heading, Paragraph
from tests.exports.sampled import report

BEGINS_WITH = {
    Format.WORD: b"PK",
    Format.PDF: b"%PDF-",
    Format.HTML: b"<!DOCTYPE html>",
    Format.XLSX: b"PK",
    Format.ZIP: b"PK",
}
HOLDS = {Format.WORD: "word/document.xml", Format.XLSX: "xl/workbook.xml", Format.ZIP: "metadata.json"}


def test_every_format_has_a_name_a_suffix_and_a_kind_of_its_own():
    for of in (lambda one: one.plainly, lambda one: one.suffix, lambda one: one.mime):
        assert len({of(one) for one in Format}) == len(Format)
    assert {one.suffix for one in Format} == {".docx", ".pdf", ".html", ".xlsx", ".zip", ".ipynb"}


@pytest.mark.parametrize("form", OF_A_REPORT)
def test_a_report_is_made_in_each_format_with_the_same_bytes_each_time(form):
    once = report_as(form, report(Heading("In short"), Paragraph("Twelve figures are new.")))
    assert once.startswith(BEGINS_WITH[form])
    assert once == report_as(form, report(Heading("In short"), Paragraph("Twelve figures are new.")))
    if form in HOLDS:
        assert HOLDS[form] in ZipFile(BytesIO(once)).namelist()


def test_a_jupyter_notebook_is_not_made_from_a_report():
    with pytest.raises(
        ValueError, match=r"made from a notebook and not from a report\. Formats of a report: docx, pdf"
    ):
        report_as(Format.IPYNB, report())


@pytest.mark.parametrize("form", [Format.WORD, Format.PDF, Format.HTML])
def test_progress_is_told_where_it_takes_a_while(form):
    told = []
    report_as(form, report(Heading("a"), Paragraph("b")), lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)
