"""Reports to make files of: one of everything that is shipped, and small ones."""

from functools import lru_cache

from analytics.charts.bars import Part, bar_chart
from analytics.exports.word import report_as_word
from analytics.notebooks.report import (
    Block,
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
from analytics.notebooks.view import Chart, Entry, Source, Table, View, plain_row
from tests.shipped import every_view, texts_of

NOTE = """# What the **chair** said

We *asked* about [the report](https://www.gov.uk/x?y=1) and [this](javascript:alert(1)).

- one
- two with <b>html</b>
  1. inner

| Team | Cases |
|---|---|
| REACH | 14 |
"""


def report(*blocks: Block, **more: str) -> Report:
    said = {
        "title": "Caseloads of social workers",
        "subtitle": "Barnsley, 12 September 2023",
        "marking": "For members of the committee: not for publication",
        "as_known_on": "As known on 12 September 2023.",
        "made_from": "Made from “Pack for September”, version 3.",
        "reference": "CYP/2023/09",
    }
    return Report(**(said | more), blocks=blocks)


def view(**parts: object) -> View:
    return View(**({"title": "Caseloads rose", "subtitle": "Average, Barnsley, 2023", "summary": "They rose."} | parts))


def chart() -> Chart:
    spec = bar_chart([Part("REACH", "July", 14, "14")], "Children")
    return Chart(spec, "REACH has 14 children for each worker.", "Caseloads of teams")


BROKEN = Chart({"mark": "nothing of the kind"}, "REACH has 14 children for each worker.", "Caseloads of teams")
RATED = Table(
    "Ratings",
    ("Subject", "Rating", "Count"),
    ((Entry("Overall"), Entry("● Good", colour="#28A197"), Entry("3")), plain_row("Leaders", "▲ Requires", "14")),
    frozenset({"Count"}),
)
FULL_VIEW = view(
    charts=(chart(),),
    table=RATED,
    caveats=("Two figures are no trend.",),
    sources=(Source("a", "Report", ("p 1",), ""),),
)


@lru_cache
def sampled() -> tuple[View, ...]:
    """The shortest and the longest view of every kind of cell, and one with charts."""
    by_kind: dict[str, list[View]] = {}
    for cell, one in every_view().items():
        by_kind.setdefault(cell.kind, []).append(one)
    kept = []
    for views in by_kind.values():
        ordered = sorted(views, key=lambda one: sum(map(len, texts_of(one))))
        most_charts = max(views, key=lambda one: len(one.charts))
        kept += [ordered[0], ordered[-1], *([most_charts] if most_charts.charts else [])]
    return tuple(kept)


@lru_cache
def everything() -> Report:
    """Every kind of block and every kind of view."""
    return report(
        Heading("Summary"),
        Paragraph("The committee looks at caseloads."),
        Paragraph("How do you know?", "Big question"),
        Bullets(("The first thing", "The second thing")),
        Bullets(("Ask this", "Then that"), numbered=True),
        Bullets(("Another list", "Of its own"), numbered=True),
        Heading("What a member wrote", 2),
        Markdown(NOTE),
        Heading("The evidence"),
        *(Shown(one) for one in sampled()),
        Shown(FULL_VIEW),
        Shown(view(title="Not drawn", charts=(BROKEN,))),
        PageBreak(),
        Heading("Notes"),
        Gap("Caseloads of July 2019", "There is no document before that day."),
        Space(6, "Your notes"),
        author="Scrutiny team",
        version="3",
    )


@lru_cache
def everything_as_word(large_print: bool = False) -> bytes:
    """All of that as a Word file."""
    return report_as_word(everything(), large_print=large_print)
