"""One line of enquiry as blocks: for members, with what is theirs alone."""

from collections.abc import Iterator

from analytics.enquiry.library import Mode
from analytics.enquiry.line import Line
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.strip import strip_lines, strip_view
from analytics.notebooks.report import Block, Bullets, Heading, Paragraph, Shown

HOW = {Mode.ORAL: "Ask at the meeting.", Mode.WRITTEN: "Ask in writing before the meeting."}


def line_blocks(place: int, line: Line, chosen: Chosen, evidence: Evidence, meeting: Meeting) -> Iterator[Block]:
    """Why, evidence, questions, what to listen for, who and how long, in that order."""
    yield Heading(f"Line {place}. {line_title(line, evidence)}", 2)
    yield Paragraph(" ".join((line.finding, *line.also_found)), "What was found")
    yield Paragraph(line.why_it_matters, "Why it matters to children")
    yield from (Paragraph(text, label) for label, text in strip_lines(line, chosen.papers))
    yield from _list("Be careful", line.caveats)
    own = meeting.own_wordings.get(line.id, "").strip()
    yield Paragraph(own or line.question, "Starter question, in our own words" if own else "Starter question")
    yield from _list("Then", line.follow_ups)
    yield from _list("To ask in writing", line.in_writing)
    yield from _list("A good answer holds", line.good_answer)
    yield from _list("Worry if you hear", line.worry)
    yield Paragraph(f"{line.witness.plainly}.", "Who can answer")
    yield Paragraph(HOW[line.mode], "How")
    yield Paragraph(f"{count_of(meeting.minutes_each(chosen.lines), 'minute')}.", "Time")
    yield Paragraph(f"{line.leads_to.value.capitalize()}.", "What it can lead to")
    if line.id in meeting.notes:
        yield Paragraph(meeting.notes[line.id], "Our notes")
    yield Shown(strip_view(line, chosen.papers, f"Line {place}: where the evidence is printed"), 3)


def _list(label: str, texts: tuple[str, ...]) -> Iterator[Block]:
    """A label with its one text, or with a list under it; nothing where there is no text."""
    if len(texts) == 1:
        yield Paragraph(texts[0], label)
    elif texts:
        yield Paragraph("", label)
        yield Bullets(texts)
