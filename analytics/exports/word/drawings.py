"""Drawings as small as a word, in a cell of a table in Word."""

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Length, Twips

from analytics.exports.paper.drawing import small_png_of
from analytics.exports.paper.wording import printable
from analytics.notebooks.view import Chart

_WIDEST = Cm(2.6)
_SIDES = Cm(0.4)  # what the two margins of a cell take


class Drawings:
    """The drawings of one table. It is put into the document as a whole, so their numbers are counted here."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._next = document.part.next_id

    def run(self, chart: Chart, cell_width: int) -> Any | None:
        """A run that holds the drawing, no wider than its cell (in twentieths of a point); None where it has none."""
        image = small_png_of(chart)
        if image is None:
            return None
        width = Length(min(_WIDEST, Twips(cell_width) - _SIDES))
        inline = self._part.new_pic_inline(BytesIO(image), width=width)
        for side in "TBLR":  # without them LibreOffice keeps a gap that pushes it out of its cell
            inline.set(f"dist{side}", "0")
        inline.docPr.set("id", str(self._next))
        inline.docPr.set("name", f"Chart {self._next}")
        inline.docPr.set("descr", printable(chart.alt))
        self._next += 1
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        return run
