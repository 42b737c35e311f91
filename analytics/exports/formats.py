"""Every format that a report or a notebook can leave the app in."""

import re
from collections.abc import Callable
from enum import StrEnum

from analytics.exports.page import report_as_html
from analytics.exports.pdf import report_as_pdf
from analytics.exports.sheets import report_as_xlsx, report_as_zip
from analytics.exports.word import report_as_word
from analytics.happenings import Happening, happened
from analytics.notebooks.report import Report

_OFFICE = "application/vnd.openxmlformats-officedocument"


def file_stem(title: str) -> str:
    """A title as the name of a file, in letters that every system takes.

    >>> file_stem("Caseloads: Barnet's, July 2019"), file_stem("?")
    ('caseloads-barnet-s-july-2019', 'notebook')
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "notebook"


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


IN_LARGE_PRINT = (Format.WORD, Format.PDF, Format.HTML)
"""The formats that are read as pages, which are made in large print too."""


def report_as(
    form: Format,
    report: Report,
    progress: Callable[[int, int], None] | None = None,
    *,
    large_print: bool = False,
) -> bytes:
    """The report as a file of a format; the same report gives the same bytes.

    `progress` is told after each block how many of how many are done, where the format takes a while. `large_print` is
    for pages: letters of 18 points or more, one column. Raises ValueError for a Jupyter notebook.
    """
    content = _content(form, report, progress, large_print=large_print)
    happened(Happening.EXPORTED, format=form.value, bytes=len(content))
    return content


def _content(form: Format, report: Report, progress: Callable[[int, int], None] | None, *, large_print: bool) -> bytes:
    match form:
        case Format.WORD:
            return report_as_word(report, progress, large_print=large_print)
        case Format.PDF:
            return report_as_pdf(report, progress, large_print)
        case Format.HTML:
            return report_as_html(report, progress, large_print=large_print).encode()
        case Format.XLSX:
            return report_as_xlsx(report)
        case Format.ZIP:
            return report_as_zip(report)
        case Format.IPYNB:
            raise ValueError(
                "A Jupyter notebook is made from a notebook and not from a report. "
                f"Formats of a report: {', '.join(OF_A_REPORT)}."
            )
