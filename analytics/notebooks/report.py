"""A report: what a pack, a brief or a notebook says, before it has the form of a file."""

from dataclasses import dataclass, field

from analytics.notebooks.view import View


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report, 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; `label` stands before it in bold."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where its items are referred to."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Markdown:
    """What a reader wrote, in Markdown. It may hold anything, so no format may run or link what is in it unread."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A view: finding, charts, table, caveats and sources. `level` is that of its heading."""

    view: View
    level: int = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be shown, and why. A labelled gap, so that nobody thinks it was never there."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Space:
    """Ruled lines to write on, where a form can be printed; elsewhere left out."""

    lines: int
    label: str = "Notes"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page, where there are pages."""


Block = Heading | Paragraph | Bullets | Markdown | Shown | Gap | Space | PageBreak


@dataclass(frozen=True, slots=True)
class Report:
    """Blocks in order under a title, with what must travel with them in every format.

    `marking` says who it is for ("For publication", "For members of the committee: not for publication"). `as_known_on`
    and `made_from` are sentences: the evidence cut-off, and what the report was made from, with its version.
    """

    title: str
    subtitle: str
    marking: str
    as_known_on: str
    made_from: str
    blocks: tuple[Block, ...] = field(repr=False)
    reference: str = ""
    author: str = ""
    version: str = ""
