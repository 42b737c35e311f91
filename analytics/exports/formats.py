"""Every format that a report or a notebook can leave the app in."""

from collections.abc import Callable
from enum import StrEnum

from analytics.exports.page import report_as_html
from analytics.exports.pdf import report_as_pdf
from analytics.exports.sheets import report_as_xlsx, report_as_zip
from analytics.exports.word import report_as_word
from analytics.notebooks.report import Report

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(StrEnum):
    """A format by the ending of its files.

    >>> Format("docx").plainly, Format.ZIP.suffix
    ('Word document', '.zip')
    """

    WORD = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ZIP = "zip"
    IPYNB = "ipynb"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return f".{self.value}"

    @property
    def mime(self) -> str:
        """What a web server calls it."""
        return _MIMES[self]

    @property
    def plainly(self) -> str:
        """What a reader calls it."""
        return _NAMES[self]


_MIMES = {
    Format.WORD: f"{_OFFICE}.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Format.ZIP: "application/zip",
    Format.IPYNB: "application/x-ipynb+json",
}
_NAMES = {
    Format.WORD: "Word document",
    Format.PDF: "PDF",
    Format.HTML: "Web page",
    Format.XLSX: "Excel workbook",
    Format.ZIP: "CSV files in a zip",
    Format.IPYNB: "Jupyter notebook",
}
OF_A_REPORT = tuple(one for one in Format if one is not Format.IPYNB)
"""The formats that a report can have. A Jupyter notebook is made from a notebook, by analytics.exports.jupyter."""


def report_as(form: Format, report: Report, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The report as a file of a format; the same report gives the same bytes.

    `progress` is told after each block how many of how many are done, where the format takes a while. Raises ValueError
    for a Jupyter notebook.
    """
    match form:
        case Format.WORD:
            return report_as_word(report, progress)
        case Format.PDF:
            return report_as_pdf(report, progress)
        case Format.HTML:
            return report_as_html(report, progress).encode()
        case Format.XLSX:
            return report_as_xlsx(report)
        case Format.ZIP:
            return report_as_zip(report)
        case Format.IPYNB:
            raise ValueError(
                "A Jupyter notebook is made from a notebook and not from a report. "
                f"Formats of a report: {', '.join(OF_A_REPORT)}."
            )
