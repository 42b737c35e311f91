"""Lines of questioning as anybody may read them: without what is for members only."""

from collections.abc import Iterator, Sequence
from typing import Any

from analytics.enquiry.library import Angle, LeadsTo
from analytics.enquiry.line import Line
from analytics.evidence.evidence import Evidence
from analytics.notebooks.cells.lines import (
    NOT_A_SCRIPT,
    AbsentCell,
    LineCell,
    LinesCell,
    RequestsCell,
    line_title,
)
from analytics.notebooks.packs.members_only import line_for_all
from analytics.notebooks.report import Bullets, Heading, Paragraph
from analytics.notebooks.view import Table, plain_row
from analytics.site.page import AsFile, Details, Link, Links, Page, SiteBlock
from analytics.site.pages.showing import shown

_AFTER = {
    Angle.OUTCOMES: "The question asks what became of the children.",
    Angle.CAUSES: "The question asks for the reasons.",
    Angle.PLANS: "The question asks what will be done.",
    Angle.RESOURCES: "The question asks whether there are enough people and money.",
    Angle.ASSURANCE: "The question asks how the council knows.",
    Angle.VOICE: "The question asks what children themselves say.",
}
_LEADS_TO = {
    LeadsTo.ASSURANCE: "With the answer, councillors can tell whether the matter is in hand.",
    LeadsTo.INFORMATION: "With the answer, councillors can ask for what is still missing in writing.",
    LeadsTo.RECOMMENDATION: "With the answer, councillors can recommend a change.",
    LeadsTo.WORK_PROGRAMME: "With the answer, councillors can decide whether to come back to it.",
}


def line_pages(evidence: Evidence, known: Evidence, authority: str, trail: tuple[Link, ...]) -> Iterator[Page]:
    """A page for each line with its evidence, and the page that lists them; nothing where there is no line."""
    if not known.documents:
        return
    asked: dict[str, Any] = {"authority": authority}
    cell = LinesCell(**asked)
    lines = [line_for_all(line) for line in cell.enquiry(evidence).lines[: cell.most]]
    name = evidence.catalogue.area_name(authority)
    top = Link("Lines of questioning", f"{authority}/lines/index.html")
    pages = [_line(line, evidence, authority, (*trail, top)) for line in lines]
    yield from pages
    if pages:
        yield Page(
            path=top.path,
            title=top.text,
            lead=f"What deserves a question to {name}, and how might one put it?",
            blocks=(
                Paragraph(
                    "Each line follows from the published papers by a fixed rule. It is a reason to ask, and no "
                    f"judgement on a service. {NOT_A_SCRIPT}"
                ),
                *(block for line, page in zip(lines, pages, strict=True) for block in _in_short(line, page)),
                AsFile(_as_table(lines, pages), "lines-of-questioning.csv"),
                *shown(evidence, RequestsCell(**asked), AbsentCell(**asked)),
            ),
            trail=trail,
            council=authority,
            listed=f"Lines of questioning, {name}",
            section=top.text,
        )


def _line(line: Line, evidence: Evidence, authority: str, trail: tuple[Link, ...]) -> Page:
    title = line_title(line, evidence)
    return Page(
        path=f"{authority}/lines/{line.id}.html",
        title=title,
        lead=f"A line of questioning on {line.measure}, and the evidence for it.",
        blocks=(
            *_asks(line),
            *shown(evidence, LineCell(authority=authority, line=line.id)),
            *_why(line),
        ),
        trail=trail,
        council=authority,
        answers=((f"line:{line.id}", ""),),
        listed=f"{title}: line of questioning, {evidence.catalogue.area_name(authority)}",
    )


def _in_short(line: Line, page: Page) -> Iterator[SiteBlock]:
    """What was found, the question and its caution; the rest of a line would make a phone scroll past the next."""
    found, asked = Paragraph(line.found, "Found"), Paragraph(line.question, "A question to ask")
    answers = Paragraph(f"{line.witness.plainly}.", "Who can answer")
    yield Heading(page.title, 2)
    yield asked
    yield Details("What was found, and who can answer", (found, answers))
    if line.caveats:
        yield Paragraph(line.caveats[0], "Be careful")
    yield Links((Link(f"More questions and the evidence: {page.title}", page.path),))


def _as_table(lines: Sequence[Line], pages: Sequence[Page]) -> Table:
    """What the pages of the lines say of each, as a table."""
    return Table(
        "Lines of questioning",
        (
            *("Line", "A question to ask", "Then", "In writing, before the meeting", "Found"),
            *("Who can answer", "Why it matters to children", "Be careful"),
        ),
        tuple(
            plain_row(
                *(page.title, line.question, "\n".join(line.follow_ups), "\n".join(line.in_writing), line.found),
                *(line.witness.plainly, line.why_it_matters, "\n".join(line.caveats)),
            )
            for line, page in zip(lines, pages, strict=True)
        ),
    )


def _asks(line: Line) -> Iterator[SiteBlock]:
    yield Paragraph(line.question, "A question to ask")
    for label, texts in (("Then", line.follow_ups), ("In writing, before the meeting", line.in_writing)):
        if texts:
            yield Paragraph("", label)
            yield Bullets(texts)
    yield Paragraph(f"{line.witness.plainly}.", "Who can answer")
    yield Paragraph(line.why_it_matters, "Why it matters to children")


def _why(line: Line) -> Iterator[SiteBlock]:
    kinds = dict.fromkeys(signal.kind for signal in line.signals)
    yield Heading("Why this was suggested", 2)
    yield Bullets(
        (
            *(f"Found by {kind.value}, {kind.plainly}." for kind in kinds),
            f"{_AFTER[line.angle]} {_LEADS_TO[line.leads_to]}",
        )
    )
