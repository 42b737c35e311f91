"""The parts that a page is laid out from. Each is one thing to a screen reader: a heading, a paragraph, a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from analytics.notebooks.view import Chart, Entry


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one look. `link` is an address that may be followed, always http or https."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


class Look(StrEnum):
    """How a paragraph stands on the page."""

    BODY = "body"
    SUBTITLE = "subtitle"
    ABOUT = "about"
    LABEL = "label"
    CAPTION = "caption"
    QUOTE = "quote"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, 1 to 3, never more than one below the last. One of level 1 has a number."""

    text: str
    level: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. One with a number, such as 2.3, can be referred to in a meeting; `keep` holds it to what follows."""

    runs: Runs
    look: Look = Look.BODY
    number: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is paragraphs and the lists inside it."""

    items: tuple[tuple["Prose | Listing", ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one header row and rows as long; `figures` are the places of its right-aligned columns.

    `to_write_in` are the places of the columns that are left blank for a pen.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    figures: frozenset[int] = frozenset()
    to_write_in: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to draw."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Ruled:
    """Ruled lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Part = Head | Prose | Listing | Grid | Picture | Ruled | NewPage


def plain(text: str, look: Look = Look.BODY, number: str = "") -> Prose:
    """A paragraph of one run."""
    return Prose((Run(text),), look, number)


def bullets(texts: Iterable[str], *, ordered: bool = False, look: Look = Look.BODY) -> Listing:
    """A list of one paragraph an item, without those that are blank."""
    return Listing(tuple((plain(text, look),) for text in texts if text.strip()), ordered)


def texts_of(part: Part) -> Iterator[str]:
    """Every text of a part in reading order, without that of a chart."""
    match part:
        case Head():
            yield part.text
        case Prose():
            yield "".join(run.text for run in part.runs)
        case Listing():
            for item in part.items:
                for inner in item:
                    yield from texts_of(inner)
        case Grid():
            yield from (part.caption, *part.columns, *(entry.text for row in part.rows for entry in row))
        case _:
            return
