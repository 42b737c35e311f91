"""What a browser makes of a page: elements with their attributes, their text and what they are inside of."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"img", "br", "meta", "link", "input", "hr"}


@dataclass
class Element:
    """One element."""

    tag: str
    attrs: dict[str, str | None]
    inside: tuple[str, ...]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)


class ReadPage(HTMLParser):
    """The elements of a page in order. Fails where one is not closed, or another is closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), f"an attribute twice: {attrs}"
        element = Element(tag, dict(attrs), tuple(outer.tag for outer in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs), tuple(outer.tag for outer in self._open)))

    def handle_endtag(self, tag):
        assert self._open.pop().tag == tag

    def handle_data(self, data):
        for element in self._open:
            element.words.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements of some tags."""
        return [element for element in self.elements if element.tag in tags]

    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading."""
        return [(int(one.tag[1]), one.text) for one in self.all("h1", "h2", "h3", "h4", "h5", "h6")]


ACTIVE_TAGS = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "base",
    "link",
    "img",
    "video",
    "audio",
}


def active_parts(page: ReadPage) -> list[str]:
    """What of a page could run or fetch anything."""
    found = [element.tag for element in page.all(*ACTIVE_TAGS)]
    for element in page.elements:
        for name, value in element.attrs.items():
            address = (value or "").strip().lower()
            leads_on = element.tag == "a" and address.startswith(("http://", "https://", "mailto:", "#"))
            if name.startswith("on") or (name in {"src", "srcset", "action", "data", "formaction"}):
                found.append(f"{element.tag} {name}")
            if name in {"href", "xlink:href"} and not leads_on:
                found.append(f"{element.tag} {name}={value}")
            if name == "style" and "url(" in address:
                found.append(f"{element.tag} {value}")
    return found
