"""Lists in Word's own numbering, so that a screen reader says how many items there are and where it is."""

from collections.abc import Callable

from docx.document import Document
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from analytics.exports.paper.parts import Listing, Look, Prose
from analytics.exports.word.runs import add_runs

# As in numbering.xml: the kinds of list, and the indents of their levels in twentieths of a point.
_BULLETS, _NUMBERS = 2, 3
_INDENTS = {_BULLETS: (1080, 1440, 1800), _NUMBERS: (1205, 1690, 2175)}


class Lists:
    """The lists of a document; each ordered one begins to count anew."""

    def __init__(self, document: Document) -> None:
        self._numbering = document.part.numbering_part.element

    def add(self, listing: Listing, new_paragraph: Callable[[str], Paragraph], depth: int = 0) -> None:
        """Put a list, with the lists inside it, at the end of the document."""
        kind, level = (_NUMBERS if listing.ordered else _BULLETS), min(depth, 2)
        number = self._counting_from(listing.start, level) if listing.ordered else _BULLETS
        for item in listing.items:
            begun = False
            for part in item:
                if isinstance(part, Listing):
                    self.add(part, new_paragraph, depth + 1)
                    continue
                paragraph = new_paragraph("List Continue" if begun else _style(listing, part))
                add_runs(paragraph, part.runs)
                if begun:
                    paragraph.paragraph_format.left_indent = Twips(_INDENTS[kind][level])
                else:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val = level
                    properties.get_or_add_numId().val = number
                begun = True

    def _counting_from(self, start: int, level: int) -> int:
        """The id of a new numbered list."""
        number = self._numbering.add_num(_NUMBERS)
        number.add_lvlOverride(ilvl=level).add_startOverride(start)
        identity: int = number.numId
        return identity


def _style(listing: Listing, prose: Prose) -> str:
    if prose.look is Look.SOURCE:
        return "Source"
    return "List Number" if listing.ordered else "List Bullet"
