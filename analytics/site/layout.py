"""Pages as HTML: each view with its charts, table and CSV file, and every link made to work from where it stands."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import ceil

from markupsafe import Markup, escape

from analytics.evidence.wording import count_of, day_in_words
from analytics.exports.frame_file import frame_as_csv
from analytics.exports.html import heading_html, narrow_table_html, notes_html, table_html
from analytics.exports.page.blocks import block_html, note_html
from analytics.exports.page.outline import Outline, Placed
from analytics.notebooks.report import Shown
from analytics.notebooks.view import Table, View
from analytics.site.drawing import Drawings
from analytics.site.folding import folded_html
from analytics.site.page import AsFile, Details, Folded, Html, Link, Links, Page, SiteBlock, relative, slug
from analytics.site.pages.general import ACCESSIBILITY, GLOSSARY, INDEX, METHOD, SOURCES
from analytics.site.pages.notebook import TOP as NOTEBOOKS
from analytics.site.publication import Publication
from analytics.site.templates import fill
from analytics.site.unsaid import unsaid
from analytics.site.words import UNNAMED, has_only_words, table_as_csv, tables_as_csv, tables_of_words

SITE = "Children’s social care in published figures"
# A chart of so many figures says more than their list, which stays one click away.
_LONGEST_OPEN = 40
# Beyond so many lines on a phone, each of so many letters, a reader would not reach what comes after a table.
_MOST_OPEN, _PHONE_LINE = 24, 45
# What a screen of 320 pixels has beside each other: so many columns, and after the first so many letters.
_FEW_COLUMNS, _SHORT = 3, 40
_TAKEN = ("top", "main", "contents")


class _NamedOutline(Outline):
    """An outline whose headings are named after their words, so that a link to one holds when another is added."""

    def place(self, text: str, asked: int) -> Placed:
        placed = super().place(text, asked)
        named, number = slug(text), 1
        taken = {*_TAKEN, *(other.id for other in self.placed[:-1])}
        while named in taken:
            number += 1
            named = f"{slug(text)}-{number}"
        self.placed[-1] = replace(placed, id=named)
        return self.placed[-1]


@dataclass(slots=True)
class Layout:
    """Lays out the pages of one site. `files` are what the pages refer to beside each other: tables as CSV.

    `colours` are those that ratings have on any page laid out so far.
    """

    publication: Publication
    pages: tuple[Page, ...]
    drawings: Drawings = field(default_factory=Drawings)
    files: dict[str, bytes] = field(default_factory=dict)
    colours: set[str] = field(default_factory=set)
    _answers: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for page in self.pages:
            for target, heading in page.answers:
                anchor = f"#{slug(heading)}" if heading else ""
                self._answers[page.council, target] = f"{page.path}{anchor}"

    def html(self, page: Page) -> bytes:
        """A page, whole."""
        outline = _NamedOutline()
        body = "\n".join(self._block(block, page, outline) for block in page.blocks) + self._words_together(page)
        council = self.publication.name(page.council) if page.council else ""
        named = (council,) if council else ()
        home = Link("Home", "index.html")
        newest = self.publication.newest(page.council if page.council in self.publication.authorities else "")
        return fill(
            "base.html",
            page=page,
            site=SITE,
            title=" – ".join(dict.fromkeys((page.title, *(link.text for link in page.trail[-1:]), *named, SITE))),
            council=council,
            place=council if page.trail and council not in ("", page.title) else "",
            banner=f"Published figures, many of them old; the newest describe {day_in_words(newest)}. "
            "They are not current performance."
            if newest
            else "",
            menu=self._menu(),
            trail=(home, *page.trail) if page.path != home.path else (),
            sections=self._sections(page.council),
            foot=(ACCESSIBILITY, SOURCES),
            contents=Markup(outline.contents_html() if page.contents else ""),
            body=Markup(body),
            publisher=self.publication.publisher.name,
            version=self.publication.evidence.version[:12],
            address=f"{self.publication.base_url}{page.path}" if self.publication.base_url else "",
            to=lambda path: relative(path, page.path),
            linked=lambda link: _linked(link, page),
        ).encode()

    def _menu(self) -> tuple[Link, ...]:
        notebooks = (NOTEBOOKS,) if any(page.path == NOTEBOOKS.path for page in self.pages) else ()
        return (INDEX, *notebooks, Link("Method", METHOD.path), GLOSSARY, SOURCES)

    def _sections(self, council: str) -> tuple[Link, ...]:
        """The menu of a council's pages, its overview first."""
        found = [page for page in self.pages if council and page.council == council and page.section]
        found.sort(key=lambda page: page.path != f"{council}/index.html")
        return tuple(Link(page.section, page.path) for page in found)

    def _block(self, block: SiteBlock, page: Page, outline: Outline) -> str:
        match block:
            case Html(html):
                return html
            case Folded(words, view):
                return folded_html(words, self._table(view, page), kind="view") + self._file(view, page)
            case Details(words, paragraphs):
                opened = "".join(block_html(paragraph, outline) for paragraph in paragraphs)
                return folded_html(words, opened, wide_open=True)
            case AsFile(table, file_name):
                return self._take(table_as_csv(table), file_name, f"Download “{table.caption}”", page)
            case Links(items, heading):
                placed = outline.place(heading, 2) if heading else None
                head = f'<h2 id="{placed.id}">{escape(heading)}</h2>\n' if placed else ""
                return head + fill("links.html", items=items, linked=lambda link: _linked(link, page))
            case _:
                return block_html(block, outline, lambda view, level, placed: self._view(view, level, placed, page))

    def _view(self, view: View, level: int, outline: Outline, page: Page) -> str:
        """Finding, charts, table, cautions and sources, and the way to its figures."""
        if view.text:
            return note_html(view.text, outline)
        placed = outline.place(view.title, level)
        captioned = " captioned" if view.table and view.table.caption not in {view.title, view.subtitle} else ""
        stated = " stated" if view.table and _is_headed_by_sentences(view.table) else ""

        def address(path: str) -> str:
            return relative(path, page.path)

        def link_to(target: str) -> str:
            return self._link(target, page)

        return (
            f'<section class="view{captioned}{stated}" id="{placed.id}">'
            + heading_html(view, placed.level)
            + self.drawings.figures_html(unsaid(view), view.title, address)
            + self._table(view, page)
            + notes_html(view.caveats, view.sources, link_to=link_to, fold=folded_html)
            + self._file(view, page)
            + "</section>"
        )

    def _table(self, view: View, page: Page) -> str:
        if view.table is None:
            return ""
        is_narrow = _is_narrow(view.table)
        is_rated = any(entry.colour for row in view.table.rows for entry in row)
        table = (
            narrow_table_html(view.table)
            if is_narrow
            else table_html(
                view.table,
                lambda target: self._link(target, page),
                lambda chart: self.drawings.small_html(chart, lambda path: relative(path, page.path)),
                self._coloured,
            )
        )
        rows, is_alone = len(view.table.rows), sum(isinstance(block, Shown) for block in page.blocks) == 1
        words = f"{'All of it as a table' if view.charts else 'The whole table'} ({count_of(rows, 'row')})"
        if rows > _LONGEST_OPEN and (view.charts or not is_alone):
            return folded_html(words, table)
        if (view.charts or is_rated or not is_alone) and not is_narrow and _lines_on_a_phone(view.table) > _MOST_OPEN:
            return folded_html(words, table, wide_open=True)
        return table

    def _file(self, view: View, page: Page) -> str:
        """The figures of a view as a file; where it has only words, what its table says."""
        if view.data is not None and not view.data.is_empty():
            words = f"Download the figures of “{_inside(view.title)}”"
            return self._take(frame_as_csv(view.data).encode(), view.file_name, words, page)
        if view.table is None or not has_only_words(view) or len(tables_of_words(page)[view.table.columns]) > 1:
            return ""
        name = view.file_name if view.file_name != UNNAMED else f"{_stem(page)}{slug(view.table.caption)}.csv"
        return self._take(table_as_csv(view.table), name, f"Download the table of “{_inside(view.title)}”", page)

    def _words_together(self, page: Page) -> str:
        """One file for the tables of words of one form: one for each of twenty rules is nothing to work with."""
        name = f"{_stem(page)}all.csv"
        return "".join(
            self._take(tables_as_csv(tables), name, f"Download {len(tables)} tables of this page as one", page)
            for tables in tables_of_words(page).values()
            if len(tables) > 1
        )

    def _take(self, content: bytes, file_name: str, words: str, page: Page) -> str:
        """A file beside the page, with a link that says what is in it."""
        folder, (stem, ending) = posixpath.dirname(page.path), posixpath.splitext(file_name)
        path, number = posixpath.join(folder, file_name), 1
        while self.files.get(path, content) != content:
            number += 1
            path = posixpath.join(folder, f"{stem}-{number}{ending}")
        self.files[path] = content
        size = max(1, round(len(content) / 1024))
        return (
            f'<p class="take"><a href="{escape(relative(path, page.path))}" download>{escape(words)}</a> '
            f"(CSV, {size} KB)</p>"
        )

    def _link(self, target: str, page: Page) -> str:
        """The address of what a view links to; blank where the site has no page on it."""
        if page.without_links and not target.startswith(("method:", "document:")):
            return ""
        path = self._answers.get((page.council, target)) or self._answers.get(("", target), "")
        if not path or path == page.path:
            return ""
        name, _, anchor = path.partition("#")
        return relative(name, page.path) + (f"#{anchor}" if anchor else "")

    def _coloured(self, colour: str) -> str:
        self.colours.add(colour)
        return f'class="rating {_colour_class(colour)}"'


def _inside(title: str) -> str:
    """A title as it stands between quotation marks: its own are single ones there."""
    return title.translate({ord("“"): "‘", ord("”"): "’"})


def _stem(page: Page) -> str:
    """How the name of a file beside a page begins."""
    stem = posixpath.splitext(posixpath.basename(page.path))[0]
    return "" if stem == "index" else f"{stem}-"


def _is_headed_by_sentences(table: Table) -> bool:
    """Whether rows begin with sentences, which on a phone would read as said by us, such as what should hold."""
    return any(row[0].text.endswith(".") for row in table.rows)


def _is_narrow(table: Table) -> bool:
    """Whether a phone has room for the columns beside each other."""
    plain = not any(entry.link or entry.colour or entry.chart for row in table.rows for entry in row)
    short = all(len(entry.text) <= _SHORT for row in table.rows for entry in row[1:])
    return len(table.columns) <= _FEW_COLUMNS and plain and short and not table.to_write_in


def _lines_on_a_phone(table: Table) -> int:
    """How long a table is where each entry stands below the last, after the name of its column."""
    return sum(
        ceil((len(name) + len(entry.text)) / _PHONE_LINE)
        for row in table.rows
        for name, entry in zip(("", *table.columns[1:]), row, strict=True)
        if entry.text
    )


def colour_rules(colours: Iterable[str]) -> str:
    """The style of each colour that a rating has: a page has no style of its own, so that none can be put into it."""
    return "".join(f".{_colour_class(colour)} {{ border-left-color: {colour}; }}\n" for colour in sorted(colours))


def _colour_class(colour: str) -> str:
    return f"rated-{colour.lstrip('#').lower()}"


def _linked(link: Link, page: Page) -> Markup:
    current = Markup(' aria-current="page"') if link.path == page.path else ""
    return Markup('<a href="{}"{}>{}</a>').format(relative(link.path, page.path), current, link.text)
