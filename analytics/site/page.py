"""A page of the site before it is HTML: where it is, what it is called, and its blocks."""

import posixpath
import re
from dataclasses import dataclass, field

from analytics.notebooks.report import Block, Paragraph
from analytics.notebooks.view import Table, View


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the site by its path. The text alone says where it leads; `about` says more."""

    text: str
    path: str
    about: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links under a heading; without one, under the title of the page."""

    items: tuple[Link, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Html:
    """HTML that a template made, with headings from level 2 on in it."""

    html: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The table of a view under a line of words that opens it. What the view says stands above several such."""

    words: str
    view: View


@dataclass(frozen=True, slots=True)
class Details:
    """Paragraphs under a line of words that opens them on a phone. A wide screen and paper have them open."""

    words: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class AsFile:
    """A table that is only in a file beside the page, which itself says the same in paragraphs or lists."""

    table: Table
    file_name: str


SiteBlock = Block | Links | Html | Folded | Details | AsFile


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `path` is from the top of the site; `trail` are the pages above it, the home page left out.

    `answers` are the targets of views that this page is about, such as "indicator:cl_eet", each with the heading on the
    page that begins it, or blank for the whole page. `listed` is what the index calls the page, and `words` are more
    words to find it by. `section` is its name in the menu of its council; blank where it has no place there. `script`
    is one that makes it handier; `contents` says whether it begins with its headings. A page `without_links` shows
    views whose links would lead to figures of another council or day.
    """

    path: str
    title: str
    lead: str
    blocks: tuple[SiteBlock, ...] = field(repr=False)
    trail: tuple[Link, ...] = ()
    council: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    listed: str = ""
    words: str = ""
    section: str = ""
    script: str = ""
    contents: bool = True
    without_links: bool = False


def relative(path: str, start: str) -> str:
    """The address of one page as a link on another has it, so that the site works from any folder and from files.

    >>> relative("glossary.html", "barnsley/indicators/cl_eet.html")
    '../../glossary.html'
    """
    return posixpath.relpath(path, posixpath.dirname(start) or ".")


def slug(text: str) -> str:
    """A text in letters that any address and file name can hold.

    >>> slug("S01: Children’s plans, 45 days"), slug("?")
    ('s01-children-s-plans-45-days', 'part')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or "part"
