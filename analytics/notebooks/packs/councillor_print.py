"""The print for a councillor: at most six lines on two sides of A4, with room to write."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from analytics.enquiry.line import Line
from analytics.evidence.evidence import Evidence
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen, chosen_for
from analytics.notebooks.packs.front import paper
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import no_lines
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.packs.strip import comparator_in_words, figure_in_words, figure_label
from analytics.notebooks.report import Block, Heading, Paragraph, Report, Space

MOST_LINES = 6
_FEWEST_RULED, _MOST_RULED = 2, 4
# In lines of 12 point with the space between paragraphs: what two sides hold below the title, and what a block takes.
_ROOM = 75.0
_LETTERS_A_LINE = 78
_LETTERS_A_HEADING = 50


def two_page_print(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> Report:
    """Six lines or as many as fit: one figure, one comparator, one caution, the question, and ruled space under each.

    There are as many ruled lines as there is room for. Raises CannotRender where no document about the council was
    public.
    """
    said = _said(notebook, evidence, meeting)
    return _print(notebook, evidence, meeting, [*_fitted(said)])


def large_print(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> Report:
    """The same six lines for large print: all of them, each with room to write, on as many sides as it takes."""
    said = _said(notebook, evidence, meeting)
    return _print(
        notebook, evidence, meeting, [block for blocks in said for block in (*blocks, Space(_MOST_RULED, ""))]
    )


def _said(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> list[list[Block]]:
    chosen = chosen_for(notebook, evidence, meeting).for_all()
    return [[*_line(line, chosen, evidence, meeting)] for line in chosen.lines[:MOST_LINES]]


def _print(notebook: Notebook, evidence: Evidence, meeting: Meeting, lines: Sequence[Block]) -> Report:
    blocks = lines or [no_lines(chosen_for(notebook, evidence, meeting)), Space(12)]
    report = paper(f"My notes: {notebook.title}", notebook, evidence, meeting, Audience.MEMBERS, blocks)
    # Two sides have no room for what only the committee's own papers need.
    made_from = f"Made from the notebook “{notebook.title}”, evidence version {evidence.version}."
    return replace(report, author="", version="", reference="", made_from=made_from)


def _line(line: Line, chosen: Chosen, evidence: Evidence, meeting: Meeting) -> Iterator[Block]:
    yield Heading(line_title(line, evidence))
    yield Paragraph(figure_in_words(line, chosen.papers), figure_label(line, chosen.papers))
    yield Paragraph(comparator_in_words(line, chosen.papers), "Beside it")
    if line.caveats:
        yield Paragraph(line.caveats[0], "Be careful")
    yield Paragraph(meeting.wording(line.id, line.question), f"Ask the {line.witness.title}")


def _fitted(said: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """The lines with as many ruled lines under each as leave all on two sides; the last is left out where none do."""
    taken = sum(_height(block) for blocks in said for block in blocks)
    ruled = int((_ROOM - taken) / _height(Space(1)) / len(said)) if said else 0
    if said and ruled < _FEWEST_RULED:
        yield from _fitted(said[:-1])
        return
    for blocks in said:
        yield from blocks
        yield Space(min(ruled, _MOST_RULED), "")


def _height(block: Block) -> float:
    """How many lines of 12 point a block takes on paper, with the space round it."""
    match block:
        case Heading(text):
            return 1.3 + 1.3 * ceil(len(text) / _LETTERS_A_HEADING)
        case Paragraph(text, label):
            return 0.3 + ceil((len(label) + 2 + len(text)) / _LETTERS_A_LINE)
        case Space(lines):
            return 1.6 * lines
        case _:
            return 0.0
