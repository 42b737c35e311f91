"""What stands at the head and the foot of every page."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from analytics.exports.paper.wording import running_foot, running_head
from analytics.exports.word.tables import TEXT_WIDTH
from analytics.notebooks.report import Report


def add_head_and_foot(document: Document, report: Report) -> None:
    """Set an A4 page with the cut-off and the origin above, and reference, marking and “Page 1 of 9” below."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.4)
    section.header_distance = section.footer_distance = Cm(1.1)
    _paragraph(section.header.paragraphs[0], "Header").add_run(running_head(report))
    foot = _paragraph(section.footer.paragraphs[0], "Footer")
    foot.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{running_foot(report)}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _paragraph(paragraph: Paragraph, style: str) -> Paragraph:
    paragraph.style = style
    return paragraph


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    shown = OxmlElement("w:r")
    shown.text = "1"
    field.append(shown)
    paragraph._p.append(field)
