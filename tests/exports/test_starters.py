"""Every starter in every format: it can be made, the same bytes each time, and nothing that must travel is left out."""

import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from functools import lru_cache
from io import BytesIO

import docx
import pytest

from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.exports.formats import Format, report_as
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.exports.paper.flow import with_number_spelled
from analytics.exports.report_text import report_as_text
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.report import Gap, Markdown, Report, Shown
from analytics.notebooks.starters import starters
from analytics.notebooks.view import View
from tests.exports.read_page import ReadPage
from tests.exports.sheets.test_workbook import Workbook
from tests.exports.word.test_document import all_text
from tests.shipped import shipped

STARTERS = {starter.name: starter.notebook for starter in starters(SHIPPED / "notebooks")}
FORMATS = [form.value for form in Format] + ["text"]
# They hold the figures, for programs; a note is no figure.
OF_FIGURES = ("xlsx", "zip")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
every_starter = pytest.mark.parametrize("name", STARTERS)
every_format = pytest.mark.parametrize(
    "form", [pytest.param(form, marks=needs_poppler if form == "pdf" else ()) for form in FORMATS]
)


@lru_cache
def report_of(name: str) -> Report:
    return notebook_report(STARTERS[name], shipped(), private=False)


@lru_cache
def made(name: str, form: str) -> bytes:
    return _made(STARTERS[name], report_of(name), form)


def _made(notebook: Notebook, report: Report, form: str, evidence=None) -> bytes:
    match form:
        case "text":
            return report_as_text(report).encode()
        case "ipynb":
            return notebook_as_ipynb(notebook, evidence or shipped())
        case _:
            return report_as(Format(form), report)


def letters(text: str) -> str:
    """What of a text does not depend on where a line ends."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


@lru_cache
def said(name: str, form: str) -> str:
    """Every letter that a reader of the file finds in it."""
    file = made(name, form)
    return letters({"docx": _word, "pdf": _pdf, "html": _page, "xlsx": _workbook, "zip": _zip}.get(form, _other)(file))


def _word(file: bytes) -> str:
    document = docx.Document(BytesIO(file))
    (section,) = document.sections
    return "\n".join([all_text(document), section.header.paragraphs[0].text, section.footer.paragraphs[0].text])


def _pdf(file: bytes) -> str:
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    # What stands at the head and foot of a page comes between what goes on overleaf.
    pages = [page.splitlines() for page in text.split("\f")]
    return "\n".join(line for page in pages for line in page)


def _page(file: bytes) -> str:
    return "\n".join(element.text for element in ReadPage(file.decode()).all("body"))


def _workbook(file: bytes) -> str:
    book = Workbook(file)
    return "\n".join(str(value) for name in book.sheets for value in book.cells(name).values())


def _zip(file: bytes) -> str:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    metadata = json.dumps(json.loads(texts["metadata.json"]), ensure_ascii=False)
    return "\n".join([*texts.values(), metadata.replace('\\"', '"')])


def _other(file: bytes) -> str:
    """Text, or the words of a Jupyter notebook without the strokes that keep them letters."""
    text = file.decode()
    if not text.startswith("{"):
        return text
    words = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
    return re.sub(r"\\([^\w\s])|\\(?=\d)", r"\1", "\n".join(words)).replace("\\.", ".").replace("\\)", ")")


def views(name: str) -> list[View]:
    return [block.view for block in report_of(name).blocks if isinstance(block, Shown)]


def missing(texts: list[str], name: str, form: str) -> list[str]:
    found = said(name, form)
    if form == "pdf":
        # A text that goes on overleaf has the running lines in its midst.
        report = report_of(name)
        running = letters(f"{report.as_known_on}{report.made_from}")
        foot = rf"{re.escape(letters(f'{report.title}·{report.marking}'))}Page\d+of\d+"
        found = re.sub(rf"{foot}|{re.escape(running)}", "", found) + running
    # After the number of a heading a small number is spelled.
    return [text for text in texts if letters(text) not in found and letters(with_number_spelled(text)) not in found]


def test_there_are_starters():
    assert len(STARTERS) == 11


@every_starter
@pytest.mark.parametrize("form", FORMATS)
def test_every_starter_is_made_and_the_same_notebook_and_evidence_give_the_same_bytes(name, form):
    once = made(name, form)
    assert len(once) > 1000
    again = notebook_report(STARTERS[name], shipped(), private=False)
    assert _made(STARTERS[name], again, form) == once


@pytest.mark.parametrize("form", FORMATS)
def test_evidence_that_is_loaded_anew_gives_the_same_bytes(form):
    name, anew = "care-leavers", load_evidence()
    assert _made(STARTERS[name], notebook_report(STARTERS[name], anew, private=False), form, anew) == made(name, form)


@every_format
@every_starter
def test_every_caution_travels(name, form):
    assert missing([caveat for view in views(name) for caveat in view.caveats], name, form) == []


@every_format
@every_starter
def test_every_source_travels_with_its_places_and_when_it_was_published(name, form):
    texts = [
        text
        for view in views(name)
        for source in view.sources
        for text in (source.title, source.published, *source.places)
    ]
    assert texts
    assert missing(texts, name, form) == []


@every_format
@every_starter
def test_the_cut_off_the_origin_the_marking_and_the_council_travel(name, form):
    report = report_of(name)
    assert report.made_from.startswith("Made from ")
    texts = [report.title, report.subtitle, report.marking, report.as_known_on, report.made_from]
    assert missing(texts, name, form) == []


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
def test_a_day_travels_too(form):
    notebook = STARTERS["front-door"].about("barnsley", date(2018, 12, 31))
    report = notebook_report(notebook, shipped(), private=False)
    file = _made(notebook, report, form)
    reader = {"docx": _word, "html": _page, "xlsx": _workbook, "zip": _zip}.get(form, _other)
    assert letters("As known on 31 December 2018: nothing that was published later is used.") in letters(reader(file))


@every_format
@every_starter
def test_every_finding_is_said_and_what_is_not_shown_is_named_with_the_reason(name, form):
    gaps = [text for block in report_of(name).blocks if isinstance(block, Gap) for text in (block.why,)]
    assert missing([*(view.title for view in views(name)), *gaps], name, form) == []


@every_format
@every_starter
def test_notes_are_in_what_is_read_and_in_nothing_that_holds_only_figures(name, form):
    notes = [block.text for block in report_of(name).blocks if isinstance(block, Markdown)]
    paragraphs = [part for note in notes for part in note.split("\n\n") if not re.search(r"[#*_\[`]", part)]
    assert paragraphs
    left_out = missing(paragraphs, name, form)
    assert left_out == ([] if form not in OF_FIGURES else paragraphs)
