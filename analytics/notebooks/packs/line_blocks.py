"""One line of enquiry as blocks: for members, with what is theirs alone."""

from collections.abc import Iterator

from analytics.enquiry.library import LeadsTo, Mode
from analytics.enquiry.line import Line
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, count_of
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.strip import nothing_in, strip_lines, strip_view
from analytics.notebooks.report import Block, Bullets, Heading, Paragraph, Shown

_MOST_PLACES, _MOST_CAVEATS = 4, 2
_LEADS = {
    LeadsTo.ASSURANCE: "assurance",
    LeadsTo.INFORMATION: "an information request",
    LeadsTo.RECOMMENDATION: "a recommendation",
    LeadsTo.WORK_PROGRAMME: "an item on the work programme",
}
# What a strip says where there is nothing; the short pack leaves it out.
_NOTHING = ("– nothing earlier to compare.", "– none near enough before it.")
HOW = {Mode.ORAL: "Ask at the meeting.", Mode.WRITTEN: "Ask in writing before the meeting."}


def line_blocks(
    place: int, line: Line, chosen: Chosen, evidence: Evidence, meeting: Meeting, *, full: bool = True
) -> Iterator[Block]:
    """Why, evidence, questions, what to listen for, who and how long, in that order.

    `full` gives the evidence as a table, else only the places where it is printed are named.
    """
    yield Heading(f"Line {place}. {line_title(line, evidence)}", 2)
    yield Paragraph(line.found, "What was found")
    yield Paragraph(line.why_it_matters, "Why it matters to children")
    said = strip_lines(line, chosen.papers)
    nothing = (nothing_in(chosen.papers), *_NOTHING)
    yield from (Paragraph(text, label) for label, text in said if full or text not in nothing)
    yield from _list("Be careful", line.caveats if full else line.caveats[:_MOST_CAVEATS])
    own = meeting.own_wordings.get(line.id, "").strip()
    yield Paragraph(own or line.question, "Starter question, in our own words" if own else "Starter question")
    yield from _list("Then", line.follow_ups)
    yield from _list("To ask in writing", line.in_writing)
    yield from _list("A good answer holds", line.good_answer)
    yield from _list("Worry if you hear", line.worry)
    minutes = f"{count_of(meeting.minutes_each(chosen.lines), 'minute')}."
    if full:
        yield Paragraph(f"{line.witness.plainly}.", "Who can answer")
        yield Paragraph(HOW[line.mode], "How")
        yield Paragraph(minutes, "Time")
        yield Paragraph(f"{line.leads_to.value.capitalize()}.", "What it can lead to")
    else:
        leads = f"It can lead to {_LEADS[line.leads_to]}."
        yield Paragraph(f"{line.witness.plainly}. {HOW[line.mode]} {capital(minutes)} {leads}", "Who can answer")
    if line.id in meeting.notes:
        yield Paragraph(meeting.notes[line.id], "Our notes")
    if full:
        yield Shown(strip_view(line, chosen.papers, f"Line {place}: where the evidence is printed"), 3)
    else:
        places = dict.fromkeys(chosen.known.where(one.document, one.locator) for one in line.cited)
        yield Paragraph(f"{'; '.join([*places][:_MOST_PLACES])}.", "Printed in")


def _list(label: str, texts: tuple[str, ...]) -> Iterator[Block]:
    """A label with its one text, or with a list under it; nothing where there is no text."""
    if len(texts) == 1:
        yield Paragraph(texts[0], label)
    elif texts:
        yield Paragraph("", label)
        yield Bullets(texts)
