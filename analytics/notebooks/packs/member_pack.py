"""The members' pack: everything a member needs in one paper, and nothing that a witness should read."""

from collections.abc import Iterator

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import day_in_words
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
from analytics.notebooks.packs.indicator_table import indicator_views
from analytics.notebooks.packs.line_blocks import line_blocks
from analytics.notebooks.packs.matched_findings import findings_view
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience, for_members
from analytics.notebooks.packs.summary import summary_blocks
from analytics.notebooks.report import Block, Bullets, Gap, Heading, PageBreak, Paragraph, Report, Shown, Space
from analytics.notebooks.view import CannotRender, Table, View, plain_row

NO_LINES = "These papers give no line of questioning on these themes. Choose other themes or another day."


def member_pack(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> Report:
    """The pack in its seven parts. Raises CannotRender where no document about the council was public."""
    chosen = chosen_for(notebook, evidence, meeting)
    notebook = for_members(notebook)
    blocks: list[Block] = [
        Heading("Summary"),
        *summary_blocks(notebook, evidence, meeting, chosen),
        PageBreak(),
        Heading("Lines of enquiry"),
        *_lines(chosen, evidence, meeting),
        PageBreak(),
        Heading("Indicators and charts"),
        *_figures(notebook, evidence, chosen),
        PageBreak(),
        Heading("What inspectors, peers and the council found"),
        *_findings(chosen),
        Heading("Previous recommendations"),
        Paragraph(
            "None are recorded in this notebook, so nothing here says what became of them. Ask the clerk for the "
            "committee’s earlier recommendations and their status before the meeting."
        ),
        PageBreak(),
        Heading("How far the figures can be trusted"),
        *_data_notes(notebook, evidence, chosen),
    ]
    words = glossary_view(blocks, evidence)
    blocks += [Shown(words)] if words else []
    blocks += [PageBreak(), Heading("Notes and outcomes"), *_notes(chosen)]
    return paper(f"Members’ pack: {notebook.title}", notebook, evidence, meeting, Audience.MEMBERS, blocks)


def _lines(chosen: Chosen, evidence: Evidence, meeting: Meeting) -> Iterator[Block]:
    if not chosen.lines:
        yield Gap("Lines of enquiry", NO_LINES)
        return
    yield Paragraph(
        f"The questions together have {meeting.minutes} minutes. They are starters to put into your own words, not a "
        "script: the witness should do most of the talking."
    )
    for place, line in enumerate(chosen.lines, 1):
        yield from line_blocks(place, line, chosen, evidence, meeting)


def _figures(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    """The table of the themes, then the notebook’s own cells; its lines stand in the part before."""
    views = indicator_views(chosen.papers, chosen.themes, () if chosen.themes else chosen.indicators)
    yield from map(Shown, views)
    if not views:
        yield Gap("Indicators", "These papers hold no figure on these themes.")
    # The table above holds what a cell of latest figures would say again.
    yield from blocks_of(notebook, evidence, without=("lines", "signals", "latest"))


def _findings(chosen: Chosen) -> Iterator[Block]:
    view = findings_view(chosen)
    if view is None:
        yield Gap("Findings", "No finding in these papers is on the measures or themes of the lines.")
    else:
        yield Shown(view)


def _data_notes(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    asked = {"authority": notebook.authority, "as_known_on": notebook.as_known_on, "document": chosen.document}
    yield Heading("The documents", 2)
    for held in chosen.known.documents.values():
        file = held.file
        yield Paragraph(
            f"{file.summary} Published {file.published}; figures up to {day_in_words(file.data_to)}.", file.short_title
        )
        if file.cautions:
            yield Bullets(file.cautions)
    try:
        yield Shown(render_reconciliation(ReconciliationCell.model_validate(asked), evidence))
    except CannotRender as reason:
        yield Gap("Figures that do not add up", str(reason))
    try:
        yield Shown(render_reviewer_notes(ReviewerNotesCell.model_validate(asked), evidence))
    except CannotRender as reason:
        yield Gap("What a careful reader noticed", str(reason))


def _notes(chosen: Chosen) -> Iterator[Block]:
    columns = ("Line", "What was said", "Outcome", "Who does what, by when")
    rows = tuple(plain_row(f"{place}. {line.measure}", "", "", "") for place, line in enumerate(chosen.lines, 1))
    if rows:
        caption = "Notes and outcomes"
        yield Shown(
            View(
                title="Outcome of each line",
                subtitle="Assurance, information request, recommendation or work programme",
                summary="",
                table=Table(caption, columns, rows),
            )
        )
    yield Space(12)
