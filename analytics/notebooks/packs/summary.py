"""The summary on one page: the Big Question, five things, what changed, and what the papers cannot tell."""

import re
from collections.abc import Iterator, Sequence

from analytics.enquiry.line import Line
from analytics.enquiry.papers import these
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, listed
from analytics.notebooks.cells.before_the_meeting import (
    ChangesCell,
    Side,
    UnknownsCell,
    render_changes,
    render_unknowns,
)
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.report import Block, Bullets, Heading, Paragraph
from analytics.notebooks.view import CannotRender

_THINGS = 5
_LETTERS_OF_THINGS = 550
_CHANGES = 2
_AREAS = 4
# What the view of unknowns says of many measures at once, in the words of a sentence.
_SHORT = {
    "No benchmark to compare with": "have no benchmark",
    "One figure only, so no change to see": "have one figure only",
    "No figure for two years or more": "have none for two years",
}
_PLACE = re.compile(r" \((?=[^()]*(?:, paragraph|, line|, after|”))[^()]*\)")


def summary_blocks(notebook: Notebook, evidence: Evidence, meeting: Meeting, chosen: Chosen) -> Iterator[Block]:
    """The summary, short enough for one page."""
    findings = _findings(chosen.lines[:_THINGS])
    # Where the findings fill the page, each is cut to its first sentences and fewer changes are named.
    is_long = _is_long(findings)
    yield Paragraph(big_question(meeting, chosen), "The Big Question")
    yield Heading("Five things to know" if len(chosen.lines) >= _THINGS else "What to know", 2)
    if chosen.lines:
        yield Bullets(tuple(_cut(findings)), numbered=True)
    else:
        yield Paragraph(f"No rule found anything in {these(chosen.known)} on these themes that deserves a question.")
    yield Heading("What changed", 2)
    changes = [*changes_in_words(notebook, evidence, chosen, 1 if is_long else _CHANGES)]
    yield (Bullets(tuple(changes)) if changes else Paragraph("No recent figure here changed by enough to list."))
    yield Heading("What we cannot tell", 2)
    unknowns = [*unknowns_in_words(notebook, evidence, chosen)]
    yield Bullets(tuple(unknowns)) if unknowns else Paragraph("Nothing that members usually ask about is left out.")


def big_question(meeting: Meeting, chosen: Chosen) -> str:
    """The question that the whole meeting is to answer: the committee's own, else a general one."""
    if meeting.big_question.strip():
        return meeting.big_question.strip()
    on = f" on {listed(_names(chosen))}" if chosen.themes and len(chosen.themes) <= 3 else ""
    return f"What is changing for children in {chosen.papers.council}{on}, and how do we know?"


def changes_in_words(notebook: Notebook, evidence: Evidence, chosen: Chosen, most: int) -> Iterator[str]:
    """The largest changes for the worse and for the better, a sentence each; at most `most` of either."""
    for side in (Side.ADVERSE, Side.FAVOURABLE):
        cell = ChangesCell(**notebook.shared, side=side, most=100)
        try:
            view = render_changes(cell, evidence)
        except CannotRender:
            continue
        rows = view.table.rows if view.table else ()
        wanted = chosen.themes or tuple(evidence.catalogue.themes)
        for row in [row for row in rows if _theme_of(row[0].link, evidence) in wanted][:most]:
            yield f"{capital(side.value)}: {row[0].text}, {row[1].text}."


def unknowns_in_words(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[str]:
    """What the papers leave out altogether, and what of their figures cannot be judged."""
    names = [area.name for area in chosen.enquiry.absent]
    if names:
        more = len(names) - _AREAS
        rest = f", and {more} more" if more > 0 else ""
        where, named = capital(these(chosen.known)), "; ".join(name.lower() for name in names[:_AREAS])
        yield f"{where} hold no recent figure on {named}{rest}."
    try:
        view = render_unknowns(UnknownsCell(**notebook.shared), evidence)
    except CannotRender:
        return
    rows = [[entry.text for entry in row] for row in view.table.rows] if view.table else []
    # The rows that sum up, such as “9 measures: one figure only”, come last and say most.
    summed = [row for row in rows if row[0].split(" ")[-1].startswith("measure")]
    if summed:
        counted = listed(_counted(what.split(" ")[0], why) for what, why, _ in summed)
        sort = "papers" if chosen.known.neighbours is None else "releases"
        yield f"Of the measures in all the {sort} about {chosen.papers.council_in_text}, {counted}."


def _counted(number: str, why: str) -> str:
    """How many measures cannot be judged, and why: "1 has one figure only"."""
    words = _SHORT.get(why, why.lower())
    return f"{number} {words.replace('have ', 'has ', 1) if number == '1' else words}"


def _findings(lines: Sequence[Line]) -> list[list[str]]:
    """The sentences of each line's finding, without where it is printed: the line itself says that."""
    said = [re.split(r"(?<=\.) (?=[A-Z£])", _PLACE.sub("", line.finding)) for line in lines]
    return [[one for one in some if not one.startswith(("See ", "The words are in "))] for some in said]


def _cut(findings: Sequence[Sequence[str]]) -> list[str]:
    """Each finding in one text: whole where they are short, else the first sentences, of the longest only the first."""
    if not _is_long(findings):
        return [" ".join(some) for some in findings]
    cut = [" ".join(some[:2]) for some in findings]
    while sum(map(len, cut)) > _LETTERS_OF_THINGS:
        longest = max(range(len(cut)), key=lambda place: len(cut[place]) if len(findings[place]) > 1 else 0)
        shorter = findings[longest][0]
        if cut[longest] == shorter:
            break
        cut[longest] = shorter
    return cut


def _is_long(findings: Sequence[Sequence[str]]) -> bool:
    return sum(len(one) for some in findings for one in some) > _LETTERS_OF_THINGS


def _theme_of(link: str, evidence: Evidence) -> str | None:
    indicator = evidence.catalogue.indicators.get(link.partition(":")[2])
    return indicator.theme if indicator else None


def _names(chosen: Chosen) -> list[str]:
    return [chosen.known.catalogue.themes[theme].name.lower() for theme in chosen.themes]
