"""Letters in a paragraph: bold, italic, line ends, and links to follow."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from analytics.exports.paper.parts import Run, Runs
from analytics.exports.paper.wording import printable


def add_runs(paragraph: Paragraph, runs: Runs) -> None:
    """Put the runs at the end of a paragraph."""
    for run in runs:
        added = paragraph.add_run(printable(run.text))
        # Only what is asked for is set, so that a bold style stays bold.
        added.bold, added.italic = run.bold or None, run.italic or None
        if run.link:
            _link(paragraph, run)


def _link(paragraph: Paragraph, run: Run) -> None:
    """Make the last run of a paragraph a link."""
    letters = paragraph.runs[-1]
    letters.style = "Hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    letters._r.addprevious(link)
    link.append(letters._r)
