"""A notebook as a report, which every file format is made from."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.cells.lines import LineCell, changed_settings
from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.kinds import kind_in_words
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.report import Block, Bullets, Gap, Heading, Markdown, Paragraph, Report, Shown
from analytics.notebooks.view import CannotRender

FOR_MEMBERS = "For members of the committee: not for publication"
FOR_PUBLICATION = "For publication"


def notebook_report(
    notebook: Notebook, evidence: Evidence, *, private: bool, told: Callable[[int, int], None] | None = None
) -> Report:
    """The notebook's cells in order under its title. What is folded on the screen is here in full.

    With `private` it is for members: it holds private notes, and what a good answer to a line contains. Without,
    none of that is in it, nor any sign that it was there. `told` hears how many cells are done of how many.
    """
    blocks: list[Block] = []
    for done, held in enumerate(notebook.cells, 1):
        blocks += _blocks(held, notebook, evidence, private=private)
        if told:
            told(done, len(notebook.cells))
    changed = changed_settings(notebook.settings)
    if changed:
        blocks += [Heading("Thresholds that were changed", 2), Bullets(changed)]
    return replace(notebook_front(notebook, evidence, private=private), blocks=tuple(blocks))


def notebook_front(notebook: Notebook, evidence: Evidence, *, private: bool) -> Report:
    """The report before its first block: the title, who it is for, the cut-off and what it is made from."""
    day = notebook.as_known_on
    shared = evidence_about(evidence, notebook.authority, notebook.figures, notebook.neighbours).as_known_on(day)
    papers = count_of(len(shared.documents), "published document")
    return Report(
        title=notebook.title,
        subtitle=evidence.catalogue.area_name(notebook.authority)
        if notebook.authority in evidence.catalogue.authorities
        else notebook.authority,
        marking=FOR_MEMBERS if private else FOR_PUBLICATION,
        as_known_on=f"As known on {day_in_words(day)}: nothing that was published later is used."
        if day
        else "Everything published so far is used.",
        made_from=f"Made from {papers}, evidence version {evidence.version[:12]}.",
        blocks=(),
    )


def _blocks(held: Held, notebook: Notebook, evidence: Evidence, *, private: bool) -> Iterator[Block]:
    try:
        cell = notebook.cell(held)
        if isinstance(cell, NoteCell):
            if cell.text.strip() and (private or not cell.private):
                yield Markdown(cell.text)
            return
        yield Shown(render(cell, evidence))
    except CannotRender as reason:
        # A note that cannot be read may be a private one.
        if private or held.asks.get("kind") != "note":
            yield Gap(kind_in_words(held.asks), str(reason))
        return
    if private:
        yield from _for_members(cell, evidence)


def _for_members(cell: AnyCell, evidence: Evidence) -> Iterator[Block]:
    """What a good answer to a line contains, and what should worry; of no other cell is there anything."""
    if not isinstance(cell, LineCell):
        return
    line = next(line for line in cell.enquiry(evidence).every_line if line.id == cell.line)
    yield Paragraph(line.question, "Ask")
    for words, texts in (("What a good answer contains", line.good_answer), ("What should worry you", line.worry)):
        if texts:
            yield Paragraph(f"{words} (members only):")
            yield Bullets(texts)
