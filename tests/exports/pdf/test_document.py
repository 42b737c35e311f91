"""The PDF: everything is in it, it says so to a screen reader, and no text of a reader's is run."""

import re
import shutil
import subprocess
from functools import lru_cache

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.parts import Grid, Head, Prose, texts_of
from analytics.exports.pdf import DoesNotFit, report_as_pdf
from analytics.exports.pdf.data import set_text
from analytics.exports.pdf.typesetting import displayable, font_names, picture_sets
from analytics.notebooks.report import Bullets, Gap, Heading, Markdown, PageBreak, Paragraph, Shown, Space
from analytics.notebooks.view import Chart, Source, Table, plain_row
from tests.exports.reports import BROKEN, FULL_VIEW, RATED, chart, everything, report, view

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdfinfo")), reason="poppler-utils is not installed"
)
# What Typst would read as markup, code or a reference.
TYPST = (
    '#[panic()] $x^2$ @ref <label> *b* _i_ `c` // no /* no */ = H - l + e \\u{41} ~ -- "q" \'q\' #read("/etc/passwd")'
)


@lru_cache
def everything_as_pdf() -> bytes:
    return report_as_pdf(everything())


def pdf(*blocks, **more):
    return report_as_pdf(report(*blocks, **more))


def poppler(command: str, file: bytes, *options: str) -> str:
    places = ("-", "-") if command == "pdftotext" else ("-",)
    return subprocess.run([command, *options, *places], input=file, capture_output=True, check=True).stdout.decode()


def text_of(file: bytes) -> str:
    return poppler("pdftotext", file, "-raw")


def letters(text: str) -> str:
    """A text without what depends on where a line or a page ends."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


# What it says.


@needs_poppler
def test_everything_is_said():
    said = letters(text_of(everything_as_pdf()))
    # The running lines of each page come between what goes on overleaf.
    running = r"AsknownonSeptember|CYP/2023/09·Formembersofthecommittee:notforpublicationPage\d+of\d+"
    running += r"|Asknownon12September2023\.Madefrom“PackforSeptember”,version3\."
    said = re.sub(running, "", said.replace("\f", ""))
    for block in parts_by_block(everything()):
        for part in block:
            for text in texts_of(part):
                # A row that goes on overleaf has the header row in its midst.
                if not isinstance(part, Grid):
                    assert letters(text) in said, text
                else:
                    assert all(word in said for word in text.split()), text


@needs_poppler
def test_paragraphs_have_the_numbers_they_have_in_the_word_file():
    numbers = [
        part.number
        for block in parts_by_block(everything())
        for part in block
        if isinstance(part, Head | Prose) and part.number
    ]
    said = text_of(everything_as_pdf())
    place = 0
    for number in numbers:
        place = said.index(f"{number}", place)
    assert numbers[-1] == "3.1"


@needs_poppler
def test_it_is_tagged_with_headings_lists_tables_with_headers_and_figures_with_alternatives():
    structure = poppler("pdfinfo", pdf(Heading("First"), Bullets(("a",)), Shown(FULL_VIEW)), "-struct-text")
    for tag in ('H1 "First"', "L (block)", "LI (block)", "Table (block)", "THead", "Figure"):
        assert tag in structure, tag
    assert len(re.findall(r"^ +TH\b", structure, re.MULTILINE)) == len(RATED.columns)


def test_it_claims_pdf_ua_and_says_its_language_and_title():
    file = everything_as_pdf()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    assert b"/Lang(en-GB)" in file
    assert b"<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li>" in file
    assert b"/DisplayDocTitle true" in file
    assert f'<rdf:li xml:lang="x-default">{everything().title}</rdf:li>'.encode() in file
    assert b"/Marked true" in file


def test_every_chart_has_its_text_alternative():
    file = pdf(Shown(view(charts=(Chart(chart().spec, "REACH has 14 for each worker."),))))
    assert b"/Alt(REACH has 14 for each worker.)" in file


def test_metadata_holds_only_what_the_report_gives():
    metadata = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", everything_as_pdf(), re.DOTALL)[0]
    assert b"<dc:creator><rdf:Seq><rdf:li>Scrutiny team</rdf:li></rdf:Seq></dc:creator>" in metadata
    nobody = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", pdf(), re.DOTALL)[0]
    assert b"dc:creator" not in nobody
    assert b"keyword" not in nobody.lower()


def test_the_same_report_gives_the_same_bytes():
    assert report_as_pdf(everything()) == everything_as_pdf()


def test_nothing_in_it_runs_and_only_web_addresses_are_followed():
    file = pdf(Markdown("[a](https://www.gov.uk/x) [b](javascript:alert(1)) [c](file:///x)"))
    assert re.findall(rb"/URI\(([^)]*)\)", file) == [b"https://www.gov.uk/x"]
    for forbidden in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AcroForm"):
        assert forbidden not in everything_as_pdf()


@needs_poppler
def test_a_chart_that_cannot_be_drawn_leaves_a_gap_and_the_rest_goes_on():
    said = " ".join(text_of(pdf(Shown(view(charts=(BROKEN, chart()))), Paragraph("The rest."))).split())
    assert "Not shown: Caseloads of teams. Because: it could not be drawn. It says: REACH has 14 children" in said
    assert "The rest." in said


# How it is laid out.


@needs_poppler
def test_it_is_on_a4_with_a_number_on_every_page():
    file = pdf(Paragraph("one"), PageBreak(), Paragraph("two"))
    assert "Page size:       595.276 x 841.89 pts (A4)" in poppler("pdfinfo", file)
    first, second = text_of(file).split("\f")[:2]
    for place, page in enumerate((first, second), 1):
        assert f"Page {place} of 2" in page
        assert "For members of the committee: not for publication" in page
        assert "As known on 12 September 2023." in page


@needs_poppler
def test_large_print_says_the_same_in_larger_letters():
    wide = Table("Wide", ("Team", "June", "July", "August"), (plain_row("REACH", "14", "15", "16"),))
    asked = report(Heading("First"), Shown(view(table=wide, caveats=("Careful.",))))
    large, usual = text_of(report_as_pdf(asked, large_print=True)), text_of(report_as_pdf(asked))
    assert "June: 14" in large
    assert "June: 14" not in usual
    for word in ("REACH", "14", "15", "16", "July", "August", "Careful.", "They rose."):
        assert word in large
        assert word in usual


@needs_poppler
def test_nothing_in_large_print_is_smaller_than_16_points():
    file = report_as_pdf(report(Heading("First"), Shown(FULL_VIEW)), large_print=True)
    found = re.findall(
        r'yMin="([\d.]*)" xMax="[^"]*" yMax="([\d.]*)">([A-Za-z.]+):?<', poppler("pdftotext", file, "-bbox")
    )
    heights = {word: float(low) - float(high) for high, low, word in found}
    # A box is as high as its font makes it; a summary is set in 18 points.
    assert {"Requires", "Report", "Page"} <= set(heights)
    assert min(heights.values()) / heights["rose."] * 18 >= 15.99


@needs_poppler
@pytest.mark.parametrize("large_print", [False, True])
def test_running_lines_stay_on_the_page_however_long(large_print):
    long = "made from a notebook with a long name " * 20
    file = report_as_pdf(report(Paragraph("One."), made_from=long, marking=long), large_print=large_print)
    boxes = re.findall(
        r'<word xMin="([\d.-]*)" yMin="([\d.-]*)" xMax="([\d.]*)" yMax="([\d.]*)"', poppler("pdftotext", file, "-bbox")
    )
    assert len(boxes) > 200
    for left, top, right, bottom in boxes:
        assert float(left) > 50
        assert float(top) > 10
        assert float(right) < 545
        assert float(bottom) < 832


@needs_poppler
def test_letters_shrink_to_fit_the_pages_asked_for_and_no_further():
    long = report(*(Paragraph("The committee looks at caseloads. " * 12) for _ in range(18)))
    usual = int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", report_as_pdf(long)))[1])
    fitted = int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", report_as_pdf(long, pages=2)))[1])
    assert (usual, fitted) == (3, 2)


def test_a_report_that_cannot_fit_says_how_long_it_is_and_what_would_help():
    long = report(*(Paragraph("The committee looks at caseloads. " * 30) for _ in range(60)))
    with pytest.raises(
        DoesNotFit, match=r"“Caseloads of social workers” takes \d+ pages at 10 points.*Leave out a cell"
    ):
        report_as_pdf(long, pages=2)


def test_what_fits_anyway_is_as_it_would_be():
    assert report_as_pdf(report(Paragraph("One.")), pages=2) == pdf(Paragraph("One."))


def test_progress_is_told_after_every_block():
    told = []
    report_as_pdf(report(Heading("A"), Paragraph("b")), lambda *so_far: told.append(so_far))
    assert told == [(1, 2), (2, 2)]


# Any text.


def filled(words):
    a, b, c, d, e, f, g, h, i, j, k = words
    shown = view(
        title=a,
        subtitle=b,
        summary=c,
        caveats=(d,),
        table=Table(e, ("x", f), (plain_row("y", g),)),
        sources=(Source("s", h, (i,), j),),
        text=k,
        charts=(Chart(chart().spec, a, b),),
    )
    blocks = (Heading(a), Paragraph(b, c), Bullets((d, e)), Shown(shown), Gap(f, g), Space(1, h), Markdown(k))
    return report(*blocks, title=i, marking=j, reference=k, author=a, subtitle=b, version=c)


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(), max_size=40), min_size=11, max_size=11))
def test_any_text_in_any_block_makes_a_file(words):
    assert b"<pdfuaid:part>1</pdfuaid:part>" in report_as_pdf(filled(words))


@needs_poppler
@settings(max_examples=25)
@given(st.text(st.sampled_from("ab1#[](){}$@<>*_`/\\=-+~\"'.,:;&%^|!? "), max_size=60))
def test_no_text_is_read_as_typst_and_every_letter_stays(text):
    said = letters(text_of(pdf(Paragraph(f"«{text}»"), Bullets((f"‹{text}›",)))))
    assert letters(f"«{text}»") in said
    assert letters(f"‹{text}›") in said


@needs_poppler
def test_markup_of_typst_is_only_letters_wherever_it_stands():
    said = letters(text_of(report_as_pdf(filled([TYPST] * 10 + ["note"]))))
    # Title, heading, paragraph, its label, items, view, its table and notes, the gap and the lines to write on.
    assert said.count(letters(TYPST)) >= 14
    assert "root:" not in said


@pytest.mark.parametrize(
    "char", ["\U0001e900", "\U000f0000", "\ufffe", "\x01", "\u202e", "👩‍👩‍👧", "\r", "é", "▲", "″"]
)
def test_what_no_font_has_is_marked_and_what_one_has_is_kept(char):
    found = set_text(f"a{char}b")
    assert found.startswith("a")
    assert found.endswith("b")
    assert pdf(Paragraph(found), title=found)
    if char in "é":
        assert found == "aéb"


def test_a_word_longer_than_its_line_may_be_broken_and_shows_no_mark():
    assert set_text("x" * 100).replace("\u200b", "") == "x" * 100
    assert max(map(len, set_text("x" * 100).split("\u200b"))) <= 40
    assert set_text("An ordinary sentence of words.") == "An ordinary sentence of words."


def test_there_is_always_a_font():
    assert font_names()
    assert displayable("Caseloads – “of” teams ▲ ● ■ ✓ £5") == "Caseloads – “of” teams ▲ ● ■ ✓ £5"
    assert set(typst.Fonts(include_system_fonts=False).families()) & {font_names()[-1]}


def test_a_picture_that_no_page_can_hold_is_told_from_one_that_can():
    assert picture_sets('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    assert not picture_sets("<svg")


@needs_poppler
@pytest.mark.parametrize("items", range(26, 38))
def test_no_page_is_left_blank_at_the_end_however_full_the_last_one_is(items):
    made = pdf(Heading("Questions"), Bullets(tuple(f"Question {place}." for place in range(items))))
    *_, last = text_of(made).removesuffix("\f").split("\f")
    assert f"Question {items - 1}." in last
