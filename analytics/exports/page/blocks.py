"""The blocks of a report as HTML."""

from collections.abc import Callable
from html import escape

from analytics.exports.html import heading_html, notes_html, table_html
from analytics.exports.page.chart import charts_in_page, drawings_in_cells
from analytics.exports.page.markdown import safe_html
from analytics.exports.page.outline import Outline
from analytics.notebooks.report import Block, Bullets, Gap, Heading, Markdown, PageBreak, Paragraph, Shown, Space
from analytics.notebooks.view import View

Show = Callable[[View, int, Outline], str]
"""A view as HTML, its headings from a level on."""


def block_html(block: Block, outline: Outline, show: Show | None = None) -> str:
    """One block, its headings placed in the outline of the page.

    `show` lays out a view; without it, with its charts in the page and with no link to any other page.
    """
    match block:
        case Heading(text, level):
            placed = outline.place(text, level)
            return f'<h{placed.level} id="{placed.id}">{escape(text)}</h{placed.level}>'
        case Markdown(text):
            return note_html(text, outline)
        case Shown(view, level):
            return (show or _view)(view, level, outline)
        case _:
            return _without_headings(block)


def _without_headings(block: Paragraph | Bullets | Gap | Space | PageBreak) -> str:
    match block:
        case Paragraph(text, label):
            return f"<p>{_label(label)}{escape(text)}</p>"
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{tag}>" if items else ""
        case Gap(what, why):
            return f'<p class="gap" role="note"><strong>Not shown: {escape(_ended(what))}</strong> {escape(why)}</p>'
        case Space(lines, label):
            # Only for a pen: a screen has nothing to write on, and a screen reader nothing to say.
            ruled = '<div class="rule"></div>' * lines
            return f'<div class="space" aria-hidden="true"><p class="label">{escape(label)}</p>{ruled}</div>'
        case PageBreak():
            return '<div class="page-break"></div>'


def _view(view: View, level: int, outline: Outline) -> str:
    """Finding, charts, table, caveats and sources. A note has only its text: its title repeats how it begins."""
    if view.text:
        return note_html(view.text, outline)
    placed = outline.place(view.title, level)
    captioned = " captioned" if view.table and view.table.caption not in {view.title, view.subtitle} else ""
    return (
        f'<section class="view{captioned}" id="{placed.id}">'
        + heading_html(view, placed.level)
        + charts_in_page(view.charts, view.title, placed.id)
        + (table_html(view.table, _leads_nowhere, drawings_in_cells(placed.id)) if view.table else "")
        + notes_html(view.caveats, view.sources, folded=False)
        + "</section>"
    )


def note_html(text: str, outline: Outline) -> str:
    """What a reader wrote; its headings stand beside the findings, never above the parts of the report."""

    def place(words: str, level: int) -> tuple[int, str]:
        placed = outline.place(words, level + 1)
        return placed.level, placed.id

    return f'<div class="note">{safe_html(text, place)}</div>'


def _leads_nowhere(_: str) -> str:
    """What a table links to is a page of the app, and a file has none."""
    return ""


def _label(label: str) -> str:
    return f"<strong>{escape(_ended(label, ':'))}</strong> " if label else ""


def _ended(text: str, end: str = ".") -> str:
    """The words with a mark at their end."""
    return text if text.endswith((".", ":", "?", "…")) else text + end
