"""Every text of a report, wherever it stands."""

import json
from collections.abc import Iterable, Iterator

from analytics.notebooks.report import Block, Bullets, Gap, Heading, Markdown, Paragraph, Report, Shown, Space
from analytics.notebooks.view import View


def texts_of(report: Report) -> Iterator[str]:
    """Every text that any file made from the report could hold, in order: also charts, and the figures beside them."""
    yield from (report.title, report.subtitle, report.marking, report.as_known_on, report.made_from)
    yield from (report.reference, report.author, report.version)
    yield from block_texts(report.blocks)
    for view in views_of(report.blocks):
        yield view.file_name
        yield from (json.dumps(chart.spec, ensure_ascii=False, default=str) for chart in view.charts)
        if view.data is not None:
            yield from (json.dumps(row, ensure_ascii=False, default=str) for row in view.data.to_dicts())


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text that a reader sees."""
    for block in blocks:
        match block:
            case Heading(text) | Markdown(text):
                yield text
            case Paragraph(text, label):
                yield from filter(None, (label, text))
            case Bullets(items):
                yield from items
            case Shown(view):
                yield from _view_texts(view)
            case Gap(what, why):
                yield from (what, why)
            case Space(_, label):
                yield label


def views_of(blocks: Iterable[Block]) -> Iterator[View]:
    """The views among blocks."""
    return (block.view for block in blocks if isinstance(block, Shown))


def _view_texts(view: View) -> Iterator[str]:
    yield from filter(None, (view.title, view.subtitle, view.summary, view.text))
    for chart in view.charts:
        yield from (chart.title, chart.alt)
    if view.table:
        yield from (view.table.caption, *view.table.columns)
        yield from (entry.text for row in view.table.rows for entry in row if entry.text)
    yield from view.caveats
    for source in view.sources:
        yield from (source.title, *source.places, source.published)
