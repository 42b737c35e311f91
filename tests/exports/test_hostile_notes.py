"""What a reader wrote, in every file that holds notes: nothing in it runs, and nothing is fetched."""

import json
import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exports.formats import Format, report_as
from analytics.exports.jupyter import notebook_as_ipynb
from analytics.exports.report_text import report_as_text
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.report import Heading, Markdown, Shown
from tests.exports.jupyter.test_words import READER
from tests.exports.page.test_markdown import PIECES
from tests.exports.read_page import ReadPage, active_parts
from tests.exports.sampled import ATTACK, NOTE, report, view
from tests.shipped import shipped

MORE = (
    "[a](HTTPS:evil)",
    "[a](https://example.org/x.docm)",
    "[a](https://example.org/%0d%0a)",
    "[a](https://example.org/a'b\"c>d)",
    "{ INCLUDEPICTURE https://example.org/a.png }",
    '=HYPERLINK("https://example.org")',
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    "![a](https://example.org/a.png 'onload=alert(1)')",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mi xlink:href='javascript:alert(1)'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]><x/>",
    "/JavaScript (app.alert(1)) /URI (javascript:1)",
    "\x1b]8;;https://example.org\x07words\x1b]8;;\x07\x1b[2J",
)
written = st.lists(
    st.sampled_from((*PIECES, *MORE, NOTE, ATTACK)) | st.text(max_size=8), min_size=1, max_size=5
).flatmap(lambda parts: st.sampled_from(["", " ", "\n", "\n\n"]).map(lambda between: between.join(parts)))
_WEB = re.compile(rb"https?://")


def holding(text: str):
    return report(Heading("Notes"), Markdown(text), Shown(view(text=text)))


def check_page(text: str) -> None:
    page = ReadPage(report_as(Format.HTML, holding(text)).decode())
    # The style of the page and what says how it is shown are its own.
    own = [part for part in active_parts(page) if part not in ("style", "meta", "a href=#main")]
    assert own == []
    assert "default-src 'none'" in next(one.attrs["content"] for one in page.all("meta") if "http-equiv" in one.attrs)


def check_word(text: str) -> None:
    with zipfile.ZipFile(BytesIO(report_as(Format.WORD, holding(text)))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert {name.rpartition(".")[2] for name in parts} <= {"xml", "rels"}, "no picture and no program"
    for name, content in parts.items():
        if name.endswith(".rels"):
            external = [link for link in re.findall(rb"<Relationship [^>]*>", content) if b"External" in link]
            assert all(b"/hyperlink" in link and re.search(rb'Target="https?://', link) for link in external)
    document = parts["word/document.xml"]
    for forbidden in (b"<w:object", b"<w:instrText", b"<w:fldSimple", b"<w:altChunk", b"<w:pict", b"<w:control"):
        assert forbidden not in document


def check_pdf(text: str) -> None:
    file = report_as(Format.PDF, holding(text))
    for forbidden in (b"/S/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AcroForm", b"/GoToR"):
        assert forbidden not in file.replace(b"/S /", b"/S/")
    assert b"/XObject" not in re.sub(rb"/XObject\s*<<\s*>>", b"", file)
    assert all(_WEB.match(address) for address in re.findall(rb"/URI\s*\(([^)]*)\)", file))


def check_jupyter(text: str) -> None:
    notebook = Notebook(authority="barnet", cells=(Held(asks={"kind": "note", "text": text}),))
    cells = json.loads(notebook_as_ipynb(notebook, shipped()))["cells"]
    assert [cell["cell_type"] for cell in cells][:2] == ["markdown", "code"]
    assert [cell["cell_type"] for cell in cells[2:]] in ([], ["markdown"]), "a note is never code"
    for cell in cells:
        if cell["cell_type"] == "markdown":
            assert active_parts(ReadPage(READER.render("".join(cell["source"])))) == []
            assert "attachments" not in cell


def check_text(text: str) -> None:
    said = report_as_text(holding(text))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said), "nothing that a terminal would obey"


CHECKS = {"html": check_page, "docx": check_word, "pdf": check_pdf, "ipynb": check_jupyter, "text": check_text}


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("text", [*PIECES, *MORE, NOTE, ATTACK, "\n\n".join((*PIECES, *MORE))])
def test_nothing_in_a_note_runs_and_nothing_is_fetched(form, text):
    CHECKS[form](text)


@pytest.mark.parametrize("form", CHECKS)
def test_nothing_of_any_mixture_runs_and_nothing_is_fetched(form):
    @settings(max_examples=40, deadline=None)
    @given(written)
    def holds(text):
        CHECKS[form](text)

    holds()
