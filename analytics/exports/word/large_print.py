"""A Word document in large print."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_LARGER = 1.5
_LEAST = 36  # half points: 18 points
_BELOW_THE_HEAD = "240"  # twentieths of a point
_HEADINGS_AND_PARAGRAPHS = "1"  # the numbering of that name in numbering.xml


def enlarge(document: Document) -> None:
    """Make every style of a document half as large again, and nothing smaller than 18 points.

    The UK Association for Accessible Formats advises 16 points and better 18. What hangs beside the number of a
    paragraph, and the lines to write on, grow with the letters.
    """
    styles = document.styles.element
    for size in (*styles.iter(qn("w:sz")), *styles.iter(qn("w:szCs"))):
        if size.get(qn("w:val")).isdigit():
            size.set(qn("w:val"), str(max(_LEAST, round(int(size.get(qn("w:val"))) * _LARGER))))
    for spacing in styles.iter(qn("w:spacing")):
        if spacing.get(qn("w:lineRule")) == "exact":
            _grow(spacing, "w:line")
    document.styles["Header"].element.pPr.find(qn("w:spacing")).set(qn("w:after"), _BELOW_THE_HEAD)
    for numbering in document.part.numbering_part.element.findall(qn("w:abstractNum")):
        if numbering.get(qn("w:abstractNumId")) == _HEADINGS_AND_PARAGRAPHS:
            for part in numbering.iter(qn("w:tab"), qn("w:ind")):
                _grow(part, "w:pos", "w:left", "w:hanging")


def _grow(element: Any, *names: str) -> None:
    for name in map(qn, names):
        if element.get(name) is not None:
            element.set(name, str(round(int(element.get(name)) * _LARGER)))
