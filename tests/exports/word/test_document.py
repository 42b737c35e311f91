"""The Word file, opened again: what a committee's clerk, a screen reader and Modern.gov rely on."""

import io
import re
import zipfile
from datetime import UTC, datetime
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exports.paper.flow import parts_by_block
from analytics.exports.paper.parts import Grid, Head, Picture, Prose, texts_of
from analytics.exports.paper.wording import on_one_line, printable
from analytics.exports.word import report_as_word
from analytics.notebooks.report import (
    Bullets,
    Gap,
    Heading,
    Markdown,
    PageBreak,
    Paragraph,
    Shown,
    Space,
)
from analytics.notebooks.view import Chart, Source, Table, plain_row
from tests.exports.reports import BROKEN, FULL_VIEW, RATED, chart, everything, everything_as_word, report, view

TEXT_WIDTH = Cm(17)


def opened(file: bytes):
    return docx.Document(io.BytesIO(file))


def word(*blocks, **more):
    return opened(report_as_word(report(*blocks, **more)))


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def parts(asked=None):
    return [part for block in parts_by_block(asked or everything()) for part in block]


def styled(document, *names):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name in names]


def flat(text):
    return " ".join(printable(text).split())


def all_text(document):
    """Every text of the body in order, tables and all."""
    lines = []
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = []
        for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            pieces.append(element.text or "" if element.tag == qn("w:t") else "\n")
        lines.append("".join(pieces))
    return "\n".join(lines)


# What it says.


def test_headings_are_words_own_and_skip_no_level():
    found = [
        (paragraph.text, int(paragraph.style.name[-1]))
        for paragraph in opened(everything_as_word()).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == [(part.text, part.level) for part in parts() if isinstance(part, Head)]


def test_everything_is_said_in_order():
    together = flat(all_text(opened(everything_as_word())))
    place = 0
    for part in parts():
        for text in texts_of(part):
            if flat(text) and not (isinstance(part, Grid) and text == part.caption):
                found = together.find(flat(text), place)
                assert found >= 0, text
                place = found


def test_paragraphs_have_the_numbers_that_word_will_count():
    heading, paragraph, found = 0, 0, []
    for each in opened(everything_as_word()).paragraphs:
        if each.style.name == "Heading 1":
            heading, paragraph = heading + 1, 0
            found.append(str(heading))
        elif each.style.name == "Numbered Paragraph":
            paragraph += 1
            found.append(f"{heading}.{paragraph}")
    assert found == [part.number for part in parts() if isinstance(part, Head | Prose) and part.number]
    assert len(found) > 40


def test_the_front_and_every_page_say_who_it_is_for_and_what_it_was_made_from():
    document = opened(everything_as_word())
    front = [paragraph.text for paragraph in document.paragraphs[:8]]
    assert front[0] == everything().title
    for text in (everything().marking, everything().as_known_on, everything().made_from, "Reference: CYP/2023/09"):
        assert text in front
    (section,) = document.sections
    head, foot = section.header.paragraphs[0].text, section.footer.paragraphs[0]
    assert head == "As known on 12 September 2023. Made from “Pack for September”, version 3."
    assert foot.text.startswith("CYP/2023/09 · For members of the committee: not for publication\tPage ")
    assert [field.get(qn("w:instr")).strip() for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_chart_that_cannot_be_drawn_leaves_a_gap_and_the_rest_goes_on():
    document = word(Shown(view(charts=(BROKEN, chart()))), Paragraph("The rest."))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert (
        "Not shown: Caseloads of teams. Because: it could not be drawn. It says: REACH has 14 children for each worker."
        in texts
    )
    assert len(document.inline_shapes) == 1
    assert texts[-1] == "The rest."


# How it is laid out.


def test_every_chart_has_its_text_alternative_and_fits_the_page():
    document = opened(everything_as_word())
    charts = [part.chart for part in parts() if isinstance(part, Picture) and part.chart is not BROKEN]
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [printable(chart.alt) for chart in charts]
    assert len(charts) > 10
    for shape in document.inline_shapes:
        assert shape.width <= TEXT_WIDTH
        assert shape.height <= Cm(24)


def test_charts_are_crisp():
    document = opened(everything_as_word())
    images = [part.image for part in document.part.package.image_parts]
    # 17 cm are 6.7 inches.
    assert images
    assert all(image.px_width / 6.7 > 180 for image in images)


def test_a_tall_chart_is_made_narrower_rather_than_run_off_the_page():
    tall = Chart({**chart().spec, "height": 2000}, "A tall one.")
    (shape,) = word(Shown(view(charts=(tall,)))).inline_shapes
    assert shape.height <= Cm(24)
    assert shape.width < TEXT_WIDTH


def test_header_rows_repeat_and_no_row_breaks():
    tables = opened(everything_as_word()).tables
    grids = [part for part in parts() if isinstance(part, Grid)]
    assert len(tables) == len(grids)
    for table, grid in zip(tables, grids, strict=True):
        rows = table._tbl.tr_lst
        assert len(rows) == len(grid.rows) + 1
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
            place == 0 for place in range(len(rows))
        ]
        for row in rows:
            long = sum(len(text.text or "") for text in row.iter(qn("w:t"))) > 1500
            assert long or row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        assert sum(column.width for column in table.columns) <= TEXT_WIDTH + Cm(0.05)


def test_a_row_longer_than_a_page_may_break():
    document = word(Shown(view(table=Table("Long", ("A",), (plain_row("word " * 2000),)))))
    header, row = document.tables[0]._tbl.tr_lst
    assert header.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None


def test_tables_that_touch_are_not_joined():
    bare = Table("", ("A",), (plain_row("1"),))
    document = word(*(Markdown("| A |\n|---|\n| 1 |") for _ in range(2)), Shown(view(table=bare)))
    kinds = [element.tag for element in document.element.body]
    assert len(document.tables) == 3
    assert all({one, other} != {qn("w:tbl")} for one, other in pairwise(kinds))


def test_a_rating_is_words_and_a_shape_beside_its_colour():
    (table,) = word(Shown(view(table=RATED))).tables
    cell = table.cell(1, 1)
    assert cell.text == "● Good"
    assert cell._tc.find(f".//{qn('w:tcBorders')}/{qn('w:left')}").get(qn("w:color")) == "28A197"
    assert not list(table._tbl.iter(qn("w:shd")))


def test_only_columns_of_figures_are_aligned_right():
    (table,) = word(Shown(view(table=RATED))).tables
    sides = [
        [cell._tc.find(f".//{qn('w:jc')}") is not None for cell in row.cells]  # a right-aligned paragraph says so
        for row in table.rows
    ]
    assert sides == [[False, False, True]] * 3


def test_lists_are_words_own_and_each_numbered_one_begins_anew():
    document = word(
        Bullets(("a", "b")),
        Bullets(("c", "d"), numbered=True),
        Bullets(("e",), numbered=True),
        Markdown("3. f\n   - g"),
    )
    numbered = {
        paragraph.text: (paragraph._p.pPr.numPr.numId.val, paragraph._p.pPr.numPr.ilvl.val)
        for paragraph in styled(document, "List Bullet", "List Number")
    }
    assert list(numbered) == list("abcdefg")
    assert numbered["a"] == numbered["b"] == (2, 0)
    assert numbered["c"] == numbered["d"]
    assert len({numbered[text][0] for text in "cef"}) == 3
    assert numbered["g"] == (2, 1)
    numbering = document.part.numbering_part.element
    starts = {
        num.numId: num.find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for num in numbering.num_lst
        if num.find(f".//{qn('w:startOverride')}") is not None
    }
    assert [starts[numbered[text][0]] for text in "cef"] == ["1", "1", "3"]


def test_a_page_break_begins_a_page_with_what_follows():
    document = word(Paragraph("one"), PageBreak(), PageBreak(), Paragraph("two"), Paragraph("three"))
    found = {paragraph.text: paragraph.paragraph_format.page_break_before for paragraph in document.paragraphs}
    assert (found["one"], found["two"], found["three"]) == (None, True, None)


def test_space_is_as_many_ruled_lines_under_its_label():
    document = word(Space(6, "Your notes"))
    assert [paragraph.text for paragraph in styled(document, "Label")] == ["Your notes"]
    assert len(styled(document, "Ruled Line")) == 6


def test_a_heading_stays_with_what_follows():
    styles = opened(everything_as_word()).styles
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Label", "About", "Table Heading"):
        assert styles[name].paragraph_format.keep_with_next, name


# What is in the file, and what is not.


def test_the_language_is_british_english_everywhere():
    for name, content in parts_of(everything_as_word()).items():
        for language in re.findall(rb'<w:lang [^>]*w:val="([^"]*)"|<w:themeFontLang w:val="([^"]*)"', content):
            assert set(language) <= {b"en-GB", b""}, name
    assert b'<w:lang w:val="en-GB"' in parts_of(everything_as_word())["word/styles.xml"]
    assert opened(everything_as_word()).core_properties.language == "en-GB"


def test_every_letter_is_arial_and_nothing_is_justified():
    for name, content in parts_of(everything_as_word()).items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            element = parse_xml(content)
            for fonts in element.iter(qn("w:rFonts")):
                assert set(fonts.attrib.values()) == {"Arial"}, name
            assert {side.get(qn("w:val")) for side in element.iter(qn("w:jc"))} <= {"left", "right"}, name
    assert opened(everything_as_word()).styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["24"]


def test_every_style_that_is_used_is_there():
    content = parts_of(everything_as_word())
    there = set(re.findall(rb'w:styleId="([^"]*)"', content["word/styles.xml"]))
    used = {style for part in content.values() for style in re.findall(rb'<w:[prt](?:bl)?Style w:val="([^"]*)"', part)}
    assert used <= there
    assert len(used) > 10


def test_there_are_no_text_boxes_no_frames_and_nothing_that_runs():
    for name, content in parts_of(everything_as_word()).items():
        for forbidden in (b"txbx", b"textbox", b"framePr", b"w:altChunk", b"w:object", b"macro", b"vba", b"<w:control"):
            assert forbidden not in content, (name, forbidden)
        assert not name.endswith((".bin", ".vml", ".js", ".jpeg"))


def test_metadata_holds_only_what_the_report_gives():
    fixed = datetime(2000, 1, 1, tzinfo=UTC)
    given_name = opened(everything_as_word()).core_properties
    assert (given_name.title, given_name.author, given_name.version) == (everything().title, "Scrutiny team", "3")
    assert given_name.created == given_name.modified == fixed
    nobody = word().core_properties
    assert (nobody.author, nobody.last_modified_by, nobody.comments, nobody.keywords, nobody.category) == ("",) * 5
    parts = parts_of(report_as_word(report()))
    assert not [name for name in parts if name.startswith(("docProps/app", "docProps/thumb", "customXml"))]
    assert not re.search(rb"python|Microsoft Macintosh|rsid", b"".join(parts.values()))


def test_the_same_report_gives_the_same_bytes_whatever_the_time():
    assert report_as_word(everything()) == everything_as_word()
    with zipfile.ZipFile(io.BytesIO(everything_as_word())) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_links_are_only_to_web_addresses():
    document = word(Markdown("[a](https://www.gov.uk/x?y=1) [b](javascript:alert(1)) [c](file:///x) <https://a.b>"))
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert sorted(links) == ["https://a.b", "https://www.gov.uk/x?y=1"]
    assert "javascript:alert(1)" in all_text(document)


def test_progress_is_told_after_every_block():
    told = []
    report_as_word(report(Heading("A"), Paragraph("b"), Gap("c", "d")), lambda *so_far: told.append(so_far))
    assert told == [(1, 3), (2, 3), (3, 3)]


texts = st.text(st.characters(), max_size=60)


@settings(max_examples=40)
@given(st.lists(texts, min_size=11, max_size=11))
def test_any_text_in_any_block_is_kept(words):
    a, b, c, d, e, f, g, h, i, j, k = words
    shown = view(
        title=a,
        subtitle=b,
        summary=c,
        caveats=(d,),
        table=Table(e, ("x", f), (plain_row("y", g),)),
        sources=(Source("s", h, (i,), j),),
    )
    blocks = (Heading(a), Paragraph(b, c), Bullets((d, e)), Shown(shown), Gap(f, g), Space(1, h), Markdown(k))
    document = opened(report_as_word(report(*blocks, title=i, marking=j, reference=k, author=a)))
    said = flat(all_text(document))
    for text in (a, b, d, e, f, g, h, i, j):
        assert flat(text.rstrip(" :.")) in said
    assert document.core_properties.author == on_one_line(a)[:255]


@given(st.text(max_size=300))
@settings(max_examples=25)
def test_any_markdown_opens_again(text):
    assert word(Markdown(text), Shown(view(text=text))).paragraphs


@pytest.mark.parametrize("alt", ['“Quoted” & <b>\n"x"', "", "x" * 5000, "\x00\x01"])
def test_any_text_alternative_is_kept(alt):
    (shape,) = word(Shown(view(charts=(Chart(chart().spec, alt),)))).inline_shapes
    assert shape._inline.docPr.get("descr") == printable(alt)


def test_a_full_view_says_caveats_and_sources_beside_its_figures():
    texts = [paragraph.text for paragraph in word(Shown(FULL_VIEW)).paragraphs]
    assert texts.index("Be careful") < texts.index("Two figures are no trend.")
    assert texts.index("Where this was printed") < texts.index("Report: p 1")


OUTCOMES = Table("Outcomes", ("Line", "Said"), (plain_row("Visits", ""),), to_write_in=frozenset({"Said"}))


def test_a_row_to_write_in_is_high_enough_for_a_pen_and_its_cell_is_ruled_off():
    (table,) = word(Shown(view(table=OUTCOMES))).tables
    header, row = table.rows
    assert header.height is None
    assert row.height.cm == pytest.approx(1.8, abs=0.01)
    assert [bool(cell._tc.xpath("./w:tcPr/w:tcBorders/w:left")) for cell in row.cells] == [False, True]
