"""Reports for the tests of every format: one view of each kind, and one with every kind of block and every attack."""

from functools import lru_cache

import polars as pl

from analytics.notebooks.cells.lines import AbsentCell, LineCell, LinesCell, RequestsCell, SignalsCell
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.report import (
    Bullets,
    Gap,
    Heading,
    Markdown,
    PageBreak,
    Paragraph,
    Report,
    Shown,
    Space,
)
from analytics.notebooks.view import CannotRender, Entry, Source, Table, View, plain_row
from tests.notebooks.made_up_views import made_up_results
from tests.shipped import every_cell, shipped

ATTACK = '<script>alert("x")</script>\' onmouseover=alert(1) & <img src=x onerror=alert(1)></style></svg>'
NOTE = """# What I make of it

A **bold** claim with <b onclick=alert(1)>markup</b> and <script>alert("note")</script>.

[run](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [fine](https://example.org/report?a=1&b=2)
![tracked](https://example.org/pixel.png) <img src=x onerror=alert(1)> ![again][pixel] <https://example.org/plain>

[pixel]: https://example.org/pixel2.png "onload=alert(1)"

| Asked | Said |
| --- | --- |
| <iframe src=x> | `<svg onload=alert(1)>` |
"""
FORMULAS = ("=1+1", '=HYPERLINK("http://example.org")', "+1+1", "-1-1", "-1%", "@SUM(A1)", "\t=1", "\r=1")


def _kinds() -> dict[tuple[str, str], list[AnyCell]]:
    kinds: dict[tuple[str, str], list[AnyCell]] = {}
    for cell in every_cell():
        if cell.as_known_on is None:
            kinds.setdefault((type(cell).__name__, cell.authority), []).append(cell)
    for authority in shipped().authorities_with_documents():
        line = LinesCell(authority=authority).enquiry(shipped()).lines[0].id
        for kind in (LinesCell, RequestsCell, AbsentCell, SignalsCell):
            kinds.setdefault((kind.__name__, authority), []).append(kind(authority=authority))
        kinds.setdefault((LineCell.__name__, authority), []).append(LineCell(authority=authority, line=line))
    return kinds


@lru_cache
def sampled() -> dict[AnyCell, View]:
    """One cell of every kind and council that gives a view, one with a chart where there is one near."""
    found = {}
    for cells in _kinds().values():
        views = [(cell, view) for cell in cells[:12] if (view := _view(cell))]
        if views:
            cell, view = max(views, key=lambda one: (bool(one[1].charts), one[1].data is not None))
            found[cell] = view
    # One of each kind that the shipped evidence cannot fill.
    others = {type(cell): (cell, view) for cell, view in made_up_results().items()}
    return found | dict(others.values())


def _view(cell: AnyCell) -> View | None:
    try:
        return render(cell, shipped())
    except CannotRender:
        return None


def report(*blocks: object, **parts: str) -> Report:
    """A report of some blocks."""
    said = {
        "title": "Children’s services",
        "subtitle": "Barnsley",
        "marking": "For publication",
        "as_known_on": "As known on 12 September 2023.",
        "made_from": "Made from 4 documents by version 0.1.0.",
    }
    return Report(**(said | parts), blocks=tuple(blocks))


@lru_cache
def whole_report() -> Report:
    """Every kind of view and of block."""
    return report(
        Heading("In short"),
        Paragraph("Twelve figures are new.", "What changed"),
        Bullets(("First", "Second")),
        Bullets(("One", "Two"), numbered=True),
        Gap("Agency staff", "No document gives a figure after 2019."),
        Space(4),
        PageBreak(),
        Heading("The evidence"),
        *(Shown(view) for view in sampled().values()),
        Heading("Notes"),
        Markdown(NOTE),
        reference="CS/2023/7",
        author="Scrutiny team",
        version="Draft 2",
    )


def view(**parts: object) -> View:
    """A small view."""
    return View(**({"title": "Title", "subtitle": "Subtitle", "summary": "Summary."} | parts))


def hostile_report(text: str = ATTACK) -> Report:
    """A report in which every text that can hold a reader's or a document's words holds the same."""
    attacked = view(
        title=text,
        subtitle=text,
        summary=text,
        table=Table(text, (text, "b"), ((Entry(text, link=text), Entry(text, colour=text)),)),
        caveats=(text,) * 5,
        sources=(Source(text, text, (text,), text),),
        data=pl.DataFrame({text: [text], "n": [1.5]}),
        file_name=text,
    )
    return Report(
        title=text,
        subtitle=text,
        marking=text,
        as_known_on=text,
        made_from=text,
        reference=text,
        author=text,
        version=text,
        blocks=(
            Heading(text),
            Paragraph(text, text),
            Bullets((text,)),
            Gap(text, text),
            Space(2, text),
            Markdown(text),
            Markdown(NOTE),
            Shown(attacked),
            Shown(view(table=Table("c", ("a",), (plain_row(text),)))),
            Shown(view(text=text)),
        ),
    )
