"""The members' pack: everything a member needs in one paper, and nothing that a witness should read."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.enquiry.line import Line
from analytics.enquiry.papers import these
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, count_of, day_in_words
from analytics.notebooks.cells.reconciliation import (
    ReconciliationCell,
    ReviewerNotesCell,
    render_reconciliation,
    render_reviewer_notes,
)
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen, chosen_for
from analytics.notebooks.packs.from_notebook import blocks_of
from analytics.notebooks.packs.front import paper
from analytics.notebooks.packs.glossary import glossary_view
from analytics.notebooks.packs.indicator_table import indicator_views, line_measures_view
from analytics.notebooks.packs.line_blocks import line_blocks
from analytics.notebooks.packs.matched_findings import findings_view, shorter_findings
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience, for_members
from analytics.notebooks.packs.previous import previous_blocks
from analytics.notebooks.packs.summary import summary_blocks
from analytics.notebooks.report import Block, Bullets, Gap, Heading, PageBreak, Paragraph, Report, Shown, Space
from analytics.notebooks.view import CannotRender, Table, View, plain_row

# The lines stand in a part of their own, and the table of indicators says what latest figures would say again.
_SAID_ABOVE = ("lines", "signals", "latest")
_FEWEST_RULED, _MOST_RULED, _ROOM_FOR_NOTES = 2, 12, 18
_MOST_CHARTS, _MOST_FINDINGS, _MOST_DOUBTS, _MOST_WORDS = 1, 2, 5, 12


def member_pack(notebook: Notebook, evidence: Evidence, meeting: Meeting, *, full: bool = False) -> Report:
    """The pack in its parts, short enough to be read; or `full`, with all that it rests on.

    The full one also has every indicator of the themes, the notebook's own cells, each line's evidence as a table, all
    that does not add up and every word of the glossary. Raises CannotRender where no document about the council was
    public.
    """
    chosen = chosen_for(notebook, evidence, meeting)
    notebook = for_members(notebook)
    # The short one begins a page only for the lines, and for the notes that are torn off.
    new_page = [PageBreak()] if full else []
    blocks: list[Block] = [
        Heading("Summary"),
        *summary_blocks(notebook, evidence, meeting, chosen),
        PageBreak(),
        Heading("Lines of enquiry"),
        *_lines(chosen, evidence, meeting, full=full),
        *new_page,
        Heading("Indicators and charts"),
        *(_every_figure(notebook, evidence, chosen) if full else _figures(notebook, evidence, chosen)),
        *new_page,
        Heading("What inspectors, peers and the council found"),
        *_findings(chosen, full=full),
    ]
    previous = previous_blocks(chosen, meeting)
    blocks += [Heading("Previous recommendations"), *previous] if previous else []
    blocks += [
        *new_page,
        Heading("How far the figures can be trusted"),
        *_data_notes(notebook, evidence, chosen, full=full),
    ]
    words = glossary_view(blocks, evidence) if full else glossary_view(_read_aloud(blocks), evidence, _MOST_WORDS)
    blocks += [Shown(words)] if words else []
    blocks += [PageBreak(), Heading("Notes and outcomes"), *_notes(chosen)]
    return paper(f"Members’ pack: {notebook.title}", notebook, evidence, meeting, Audience.MEMBERS, blocks)


def no_lines(chosen: Chosen) -> Gap:
    """That there is no line of enquiry, and what would work."""
    where = capital(these(chosen.known))
    return Gap(
        "Lines of enquiry", f"{where} give no line of questioning on these themes. Choose other themes or another day."
    )


def _lines(chosen: Chosen, evidence: Evidence, meeting: Meeting, *, full: bool) -> Iterator[Block]:
    if not chosen.lines:
        yield no_lines(chosen)
        return
    yield Paragraph(
        f"The questions together have {meeting.minutes} minutes. They are starters to put into your own words, not a "
        "script: the witness should do most of the talking."
    )
    for place, line in enumerate(chosen.lines, 1):
        yield from line_blocks(place, line, chosen, evidence, meeting, full=full)


def _figures(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    """The table of the lines’ measures, then the first chart of the notebook, without the table under it."""
    view = line_measures_view(chosen.papers, chosen.indicators)
    yield Shown(view) if view else Gap("Indicators", "No line is on a measure with a figure.")
    shown = [block.view for block in blocks_of(notebook, evidence, without=_SAID_ABOVE) if isinstance(block, Shown)]
    charts = [view for view in shown if view.charts][:_MOST_CHARTS]
    for view in charts:
        yield Shown(replace(view, charts=view.charts[:1], table=None, caveats=view.caveats[:1]))
    yield Paragraph(
        "The data report has every indicator of these themes. The notebook, and the full pack, have every chart with "
        "its table."
    )


def _every_figure(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    """The table of the themes, then the notebook’s own cells; its lines stand in the part before."""
    views = indicator_views(chosen.papers, chosen.themes, () if chosen.themes else chosen.indicators)
    yield from map(Shown, views)
    if not views:
        yield Gap("Indicators", f"{capital(these(chosen.known))} hold no figure on these themes.")
    yield from blocks_of(notebook, evidence, without=_SAID_ABOVE)


def _findings(chosen: Chosen, *, full: bool) -> Iterator[Block]:
    view = findings_view(chosen) if full else findings_view(chosen, _MOST_FINDINGS)
    if view is None:
        yield Gap("Findings", f"No finding in {these(chosen.known)} is on the measures or themes of the lines.")
    else:
        yield Shown(view if full else shorter_findings(view))


def _data_notes(notebook: Notebook, evidence: Evidence, chosen: Chosen, *, full: bool) -> Iterator[Block]:
    asked = notebook.shared | {"document": chosen.document}
    yield Heading("The documents", 2)
    used = _documents(chosen, full=full)
    for slug in used:
        file = chosen.known.documents[slug].file
        dated = f"Published {file.published}; figures up to {day_in_words(file.data_to)}."
        yield Paragraph(f"{file.summary} {dated}".strip(), file.short_title)
        if file.cautions:
            yield Bullets(file.cautions if full else file.cautions[:1])
    left = len(chosen.known.documents) - len(used)
    if left:
        releases = count_of(left, "more release has", "more releases have")
        yield Paragraph(f"{releases} figures of {chosen.papers.council_in_text} that no line here rests on.")
    try:
        found = render_reconciliation(ReconciliationCell.model_validate(asked), evidence)
        yield Shown(found if full else _doubts(found))
    except CannotRender as reason:
        yield Gap("Figures that do not add up", str(reason))
    try:
        noticed = render_reviewer_notes(ReviewerNotesCell.model_validate(asked), evidence)
        yield Shown(noticed) if full else Paragraph("What else a careful reader noticed is in the full pack.")
    except CannotRender as reason:
        yield Gap("What a careful reader noticed", str(reason))


def _documents(chosen: Chosen, *, full: bool) -> list[str]:
    """The documents to say something of: all of a council's own; of many releases those that the lines rest on."""
    every = list(chosen.known.documents)
    cited = {one.document for line in chosen.lines for one in line.cited}
    return every if full or chosen.known.neighbours is None else [slug for slug in every if slug in cited] or every


def _doubts(view: View) -> View:
    """The first of what does not add up and where, without the arithmetic."""
    if view.table is None:
        return view
    rows = view.table.rows[:_MOST_DOUBTS]
    left = len(view.table.rows) - len(rows)
    more = (f"The full pack has {left} more, and the arithmetic of all.",) if left > 0 else ()
    table = Table(view.table.caption, ("What should hold", "Where"), tuple((row[0], row[-1]) for row in rows))
    return replace(view, table=table, caveats=(*view.caveats[:1], *more), sources=())


def _read_aloud(blocks: list[Block]) -> list[Block]:
    """The summary and the lines: what is read at the meeting itself, down to the heading of the figures."""
    return blocks[: next(place for place, one in enumerate(blocks) if one == Heading("Indicators and charts"))]


def _notes(chosen: Chosen) -> Iterator[Block]:
    columns = ("Line", "What was said", "Outcome", "Who does what, by when")
    rows = tuple(plain_row(f"{place}. {_name(line, chosen)}", "", "", "") for place, line in enumerate(chosen.lines, 1))
    if rows:
        caption = "Outcome of each line"
        yield Shown(
            View(
                title=caption,
                subtitle="Assurance, information request, recommendation or work programme",
                summary="",
                table=Table(caption, columns, rows, to_write_in=frozenset(columns[1:])),
            )
        )
    # What is left of the page under the table.
    yield Space(min(_MOST_RULED, max(_FEWEST_RULED, _ROOM_FOR_NOTES - 2 * len(rows))))


def _name(line: Line, chosen: Chosen) -> str:
    """A line by the short name of its measure, so that its row has room to write; else by what it is on."""
    indicator = chosen.known.catalogue.indicators.get(line.indicator)
    return indicator.short_name if indicator else capital(line.measure)
