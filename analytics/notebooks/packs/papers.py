"""The three papers of a committee: a cover report, a data report, and one on understanding the figures.

Each exists in two builds that are kept apart: for publication, and for members.
"""

from collections.abc import Iterator

from analytics.enquiry.line import Line
from analytics.enquiry.papers import these
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, count_of, day_in_words
from analytics.notebooks.cells.explainer import ExplainerCell, render_explainer
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen, chosen_for
from analytics.notebooks.packs.from_notebook import blocks_of
from analytics.notebooks.packs.front import council, cut_off, paper
from analytics.notebooks.packs.glossary import glossary_view
from analytics.notebooks.packs.indicator_table import indicator_views
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience, for_members, for_publication, meeting_for_all
from analytics.notebooks.report import Block, Bullets, Gap, Heading, Paragraph, Report, Shown
from analytics.notebooks.view import CannotRender, Table, View, plain_row

_MOST_EXPLAINED = 12
# What to ask of any figure, after what members of English scrutiny committees ask most often.
_OF_ANY_FIGURE = (
    "What does it count, and what does it leave out?",
    "How many children is it? A percentage of few children swings by itself.",
    "Which period is it of, and has anything changed since?",
    "Is it compared with the same measure, of the same period, counted in the same way?",
    "Who chose the target, when was it last met, and does it stretch?",
    "What is hidden in the average: which team, which age, which kind of home?",
    "What does it not say: how good the help was, and what children make of it?",
)


def cover_report(
    notebook: Notebook, evidence: Evidence, meeting: Meeting, audience: Audience = Audience.PUBLIC
) -> Report:
    """The cover report: purpose, what the committee is asked to do, possible areas for investigation, the papers.

    Raises CannotRender where no document about the council was public. Members also read the starter questions.
    """
    notebook, meeting, chosen = _built_for(audience, notebook, evidence, meeting)
    name = council(notebook, evidence)
    about = f" on {chosen.themes_in_words}" if chosen.themes_in_words else ""
    blocks = [
        Heading("Purpose of this report"),
        Paragraph(
            f"To set out the published figures and findings{about} in {name}, and what the committee could look into."
        ),
        Heading("What the committee is asked to do"),
        Bullets(
            (
                "Note the figures, with the cautions printed beside them.",
                "Choose which of the possible areas for investigation to pursue, and with whom.",
                "Agree what to ask for in writing before the next meeting.",
            ),
            numbered=True,
        ),
        Heading("Possible areas for investigation"),
        *_areas(chosen, evidence, meeting, audience),
        Heading(f"What {these(chosen.known)} do not cover"),
        *_not_covered(chosen),
        Heading("What the figures are of"),
        Paragraph(cut_off(notebook, chosen.known)),
        Bullets(
            tuple(
                f"{held.file.title} ({held.file.published}), figures up to {day_in_words(held.file.data_to)}"
                for held in chosen.known.documents.values()
            )
        ),
        Heading("The other papers"),
        Bullets(
            (
                "The data report: every indicator with its target, history and comparators.",
                "Understanding and challenging these figures: what each counts, how fresh it is, and what to ask for.",
            )
        ),
        Heading("Access to information"),
        Paragraph(
            "This report is made from published documents only. It names no child, family or worker."
            if audience is Audience.PUBLIC
            else "This is a briefing for members of the committee. The report for publication is a paper of its own."
        ),
    ]
    return paper(f"Cover report: {notebook.title}", notebook, evidence, meeting, audience, blocks)


def data_report(
    notebook: Notebook, evidence: Evidence, meeting: Meeting, audience: Audience = Audience.PUBLIC
) -> Report:
    """The data report: how to read it, a table a theme with one row an indicator, then the notebook's cells.

    Raises CannotRender where no document about the council was public.
    """
    notebook, meeting, chosen = _built_for(audience, notebook, evidence, meeting)
    views = indicator_views(chosen.papers, chosen.themes)
    points = notebook.settings.near_miss_points
    blocks: list[Block] = [
        Heading("How to read this report"),
        Bullets(
            (
                "✓ met its target, ■ did not. ▲ just missed it: a percentage no more than "
                f"{points:g} {'point' if points == 1 else 'points'} short. ○ nothing to hold it against.",
                "▲ up and ▼ down say which way a figure went, and better or worse where the measure has a better way.",
                "Each comparator has its own period. An older one is still the latest there is.",
            )
        ),
        Heading("Indicators"),
        *map(Shown, views),
    ]
    if not views:
        blocks.append(Gap("Indicators", f"{capital(these(chosen.known))} hold no figure on these themes."))
    blocks += [
        Heading("Charts and notes"),
        *blocks_of(notebook, evidence, without=("lines", "signals", "latest", "explainer", "absent", "requests")),
    ]
    return paper(f"Data report: {notebook.title}", notebook, evidence, meeting, audience, blocks)


def explainer_paper(
    notebook: Notebook, evidence: Evidence, meeting: Meeting, audience: Audience = Audience.PUBLIC
) -> Report:
    """Understanding and challenging the figures: what to ask of any, each explained, what is not there, the words.

    Raises CannotRender where no document about the council was public.
    """
    notebook, meeting, chosen = _built_for(audience, notebook, evidence, meeting)
    blocks: list[Block] = [
        Heading("What to ask of any figure"),
        Bullets(_OF_ANY_FIGURE),
        Heading("These figures, one by one"),
        *_explained(notebook, evidence, chosen),
        Heading(f"What {these(chosen.known)} have no recent figure on"),
        *_absent(notebook, evidence, chosen),
    ]
    words = glossary_view(blocks, evidence)
    blocks += [Heading("Words and abbreviations"), Shown(words)] if words else []
    title = f"Understanding and challenging these figures: {notebook.title}"
    return paper(title, notebook, evidence, meeting, audience, blocks)


def _built_for(
    audience: Audience, notebook: Notebook, evidence: Evidence, meeting: Meeting
) -> tuple[Notebook, Meeting, Chosen]:
    """Notebook, meeting and lines as this audience may have them."""
    if audience is Audience.MEMBERS:
        return for_members(notebook), meeting, chosen_for(notebook, evidence, meeting)
    stripped = meeting_for_all(meeting)
    return for_publication(notebook), stripped, chosen_for(notebook, evidence, stripped).for_all()


def _areas(chosen: Chosen, evidence: Evidence, meeting: Meeting, audience: Audience) -> Iterator[Block]:
    if not chosen.lines:
        yield Gap("Areas for investigation", f"No rule found anything in {these(chosen.known)} on these themes.")
    else:
        yield Paragraph(
            "Each follows from what was published by a fixed rule: a reason to ask, and no judgement on a service."
        )
    for place, line in enumerate(chosen.lines, 1):
        yield Heading(f"Area {place}. {line_title(line, evidence)}", 2)
        yield from _area(line, chosen)
        if audience is Audience.MEMBERS:
            yield Paragraph(meeting.wording(line.id, line.question), "Starter question")
            yield Paragraph(f"{line.witness.plainly}.", "Who can answer")


def _area(line: Line, chosen: Chosen) -> Iterator[Block]:
    yield Paragraph(line.found)
    yield Paragraph(line.why_it_matters, "Why it matters to children")
    if line.caveats:
        yield Paragraph(line.caveats[0], "Be careful")
    places = dict.fromkeys(chosen.known.where(one.document, one.locator) for one in line.cited[:4])
    yield Paragraph(f"{'; '.join(places)}.", "Printed in")


def _not_covered(chosen: Chosen) -> Iterator[Block]:
    areas = chosen.enquiry.absent
    if not areas:
        yield Paragraph("Every area on these themes that members usually ask about has a recent figure.")
        return
    where = capital(these(chosen.known))
    yield Paragraph(f"Members of other committees often ask about these. {where} hold no recent figure on them.")
    yield Bullets(tuple(f"{area.name}: {area.why}" for area in areas))


def _explained(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    """The measures of the lines, then those of the notebook's cells."""
    named = (str(held.asks.get("indicator", "")) for held in notebook.cells)
    wanted = dict.fromkeys((*chosen.indicators, *(name for name in named if name in evidence.catalogue.indicators)))
    if not wanted:
        yield Gap(
            "Figures explained", "No line of enquiry here is on a measure. Add the history of one to the notebook."
        )
    for indicator in [*wanted][:_MOST_EXPLAINED]:
        cell = ExplainerCell(**notebook.shared, indicator=indicator)
        try:
            yield Shown(render_explainer(cell, evidence))
        except CannotRender as reason:
            yield Gap(evidence.catalogue.indicators[indicator].name, str(reason))
    left = len(wanted) - _MOST_EXPLAINED
    if left > 0:
        yield Paragraph(f"{count_of(left, 'more measure is', 'more measures are')} explained in the notebook itself.")


def _absent(notebook: Notebook, evidence: Evidence, chosen: Chosen) -> Iterator[Block]:
    areas, roles = chosen.enquiry.absent, chosen.enquiry.roles
    where = these(chosen.known)
    if not areas:
        yield Paragraph(f"{capital(where)} have a recent figure on every area here that members usually ask about.")
        return
    caption = f"No recent figure in {where}, {council(notebook, evidence)}"
    rows = (plain_row(area.name, area.why, area.request, roles[area.witness].title(area.theme)) for area in areas)
    yield Shown(
        View(
            title=f"{count_of(len(areas), 'area has', 'areas have')} no recent figure in {where}",
            subtitle=caption,
            summary="Who is silent on something may still have the figures behind it. Ask in writing.",
            table=Table(
                caption,
                (f"No recent figure in {where}", "Why it matters", "Ask in writing", "Of whom"),
                tuple(rows),
            ),
        )
    )
