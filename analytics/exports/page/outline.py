"""Headings in order, without a level left out, whatever levels a report asks for."""

from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading in its place on the page."""

    text: str
    level: int
    id: str


@dataclass(slots=True)
class Outline:
    """The headings of a page so far; its title is the only one of level 1.

    >>> outline = Outline()
    >>> [outline.place(text, asked).level for text, asked in (("a", 2), ("b", 2), ("c", 1), ("d", 3), ("e", 1))]
    [2, 2, 2, 3, 2]
    """

    placed: list[Placed] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)

    def place(self, text: str, asked: int) -> Placed:
        """The heading one below the last that asked for less; HTML has no level below 6."""
        while self._open and self._open[-1] >= asked:
            self._open.pop()
        self._open.append(asked)
        self.placed.append(Placed(text, min(len(self._open) + 1, 6), f"part-{len(self.placed) + 1}"))
        return self.placed[-1]

    def contents_html(self) -> str:
        """Links to the parts of the page; nothing where there are too few to choose from."""
        parts = [heading for heading in self.placed if heading.level == 2]
        if len(parts) < 3:
            return ""
        items = "".join(f'<li><a href="#{part.id}">{escape(part.text)}</a></li>' for part in parts)
        return f'<nav aria-labelledby="contents"><p class="label" id="contents">Contents</p><ol>{items}</ol></nav>'
