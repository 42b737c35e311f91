"""The pages of one council, as it is known from everything that is published about it."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell, Side, UnknownsCell
from analytics.notebooks.cells.breakdown import CASELOAD, BreakdownCell
from analytics.notebooks.cells.document import DocumentCell, DocumentFiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.glance import GlanceCell
from analytics.notebooks.cells.judgements import JudgementsCell
from analytics.notebooks.cells.programme import ProgrammeCell, ProgrammeMeasure
from analytics.notebooks.cells.reconciliation import ReconciliationCell, ReviewerNotesCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.standing_out import StandingOutCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell, TrendsCell
from analytics.notebooks.report import Heading, Paragraph, Shown
from analytics.site.page import Folded, Link, Links, Page, SiteBlock
from analytics.site.pages.indicator import indicator_pages, indicator_path
from analytics.site.pages.lines import line_pages
from analytics.site.pages.showing import shown, shown_or_why
from analytics.site.publication import Publication

# Small charts side by side, beyond which a page takes too long to load; every measure has its own page with its chart.
_MOST_CHARTS = 12
_MOST_FINDINGS = 200
# Beyond so many measures the table of a theme is too heavy for a page, and it lists them.
_MOST_IN_TABLE = 120


def council_pages(publication: Publication, authority: str) -> Iterator[Page]:
    """Every page about a council, its first page last, because that leads to those that there are."""
    evidence, name = publication.evidence, publication.name(authority)
    known = publication.known(authority)
    trail = (Link(name, f"{authority}/index.html"),)
    asked: dict[str, Any] = {"authority": authority}
    made = list[Page]()
    for page in chain(
        _indicators(evidence, known, authority, trail),
        line_pages(evidence, known, authority, trail),
        _sections(evidence, known, asked, trail),
        _findings(evidence, asked, trail),
        _documents(evidence, known, asked),
    ):
        made.append(page)
        yield page
    yield _front(publication, known, asked, made)


def _front(publication: Publication, known: Evidence, asked: dict[str, Any], made: list[Page]) -> Page:
    evidence, authority = publication.evidence, asked["authority"]
    name = publication.name(authority)
    sections = tuple(Link(page.title, page.path, page.lead) for page in made if page.section)
    return Page(
        path=f"{authority}/index.html",
        title=name,
        lead=f"What {count_of(len(known.documents), 'published document')} "
        f"{'says' if len(known.documents) == 1 else 'say'} about children’s social care in {name}.",
        blocks=(
            *shown(evidence, GlanceCell(**asked)),
            Links(sections, f"More about {name}"),
            shown_or_why(evidence, ChangesCell(**asked, side=Side.ADVERSE)),
            shown_or_why(evidence, ChangesCell(**asked, side=Side.FAVOURABLE)),
            *shown(evidence, StandingOutCell(**asked), UnknownsCell(**asked), PapersCell(**asked)),
        ),
        council=authority,
        listed=f"{name}, overview",
        section="Overview",
    )


def _indicators(evidence: Evidence, known: Evidence, authority: str, trail: tuple[Link, ...]) -> Iterator[Page]:
    """A page for each measure, one for each theme, and the list of all."""
    own = known.observations.filter(pl.col("area") == authority)
    catalogue = evidence.catalogue
    held = sorted((catalogue.indicators[name] for name in own["indicator"].unique()), key=_by_name)
    top = Link("Indicators", f"{authority}/indicators/index.html")
    name, pages = catalogue.area_name(authority), []
    for indicator in held:
        for page in indicator_pages(evidence, known, authority, indicator, (*trail, top)):
            if page.path == indicator_path(authority, indicator):
                pages.append((indicator, page))
            yield page
    by_theme: list[Link] = []
    for theme in catalogue.themes.values():
        of_it = [(indicator, page) for indicator, page in pages if indicator.theme == theme.id]
        themed = _theme(evidence, authority, theme.id, of_it, (*trail, top)) if of_it else None
        if themed:
            yield themed
            by_theme.append(Link(themed.title, themed.path, themed.lead))
        else:
            by_theme += (Link(f"{theme.name}: {indicator.name}", page.path) for indicator, page in of_it)
    yield Page(
        path=top.path,
        title="Indicators",
        lead=f"How has each figure of {name} moved, and how does it stand beside its benchmarks?",
        blocks=(
            Links(tuple(by_theme), "By theme"),
            Links(tuple(Link(indicator.name, page.path) for indicator, page in pages), "From A to Z"),
        ),
        trail=trail,
        council=authority,
        listed=f"Indicators, {name}",
        section="Indicators",
    )


def _theme(
    evidence: Evidence, authority: str, theme: str, of_it: list[tuple[Indicator, Page]], trail: tuple[Link, ...]
) -> Page | None:
    """The latest figures of a theme, or the list of very many indicators.

    None where it has no figure as a whole, and its indicators are all there is.
    """
    entry, name = evidence.catalogue.themes[theme], evidence.catalogue.area_name(authority)
    asked: dict[str, Any] = {"authority": authority, "theme": theme}
    latest = [*shown(evidence, LatestCell(**asked))] if len(of_it) <= _MOST_IN_TABLE else []
    trends = [*shown(evidence, TrendsCell(**asked))] if len(of_it) <= _MOST_CHARTS else []
    if not (latest or trends or len(of_it) > _MOST_IN_TABLE):
        return None
    in_table = {row[0].link for block in latest if block.view.table for row in block.view.table.rows}
    return Page(
        path=f"{authority}/themes/{theme.replace('_', '-')}.html",
        title=f"{entry.name}: {'latest figures' if latest or trends else 'indicators'}",
        lead=f"{entry.why_it_matters} ({count_of(len(of_it), 'indicator')})",
        blocks=(
            *latest,
            *trends,
            Heading("Each indicator on its own", 2),
            *(_not_in_table(len(of_it), len(of_it) - len(in_table)) if latest else ()),
            Links(tuple(Link(indicator.name, page.path) for indicator, page in of_it)),
        ),
        trail=trail,
        council=authority,
        listed=f"{entry.name}: latest figures, {name}",
    )


def _not_in_table(of: int, left_out: int) -> tuple[Paragraph, ...]:
    """Why a theme has more indicators than rows: some are only printed by team, have no figure, or ended years ago."""
    if not left_out:
        return ()
    lacks = "is not in the table above: it has" if left_out == 1 else "are not in the table above: they have"
    return (Paragraph(f"All {of} are here. {left_out} {lacks} no recent figure for the whole council."),)


def _sections(evidence: Evidence, known: Evidence, asked: dict[str, Any], trail: tuple[Link, ...]) -> Iterator[Page]:
    """Workforce, progress and what does not add up: those of which there is anything."""
    authority = asked["authority"]
    name = evidence.catalogue.area_name(authority)
    scales = [scale for scale in known.catalogue.scales if scale in set(known.ratings["scale"])]
    wanted: tuple[tuple[str, str, str, list[Any]], ...] = (
        (
            "workforce",
            "Workforce",
            "Who does the work, how much does each of them have, and what do they say?",
            [
                *_parts(known, asked, CASELOAD),
                StaffingCell(**asked),
                AgencyAndVacancyCell(**asked),
                *_parts(known, asked, "sup_group_n"),
                SurveyCell(**asked),
            ],
        ),
        (
            "progress-and-judgements",
            "Progress and judgements",
            "Is the improvement work on course, and what have inspectors and the council said?",
            [
                ProgrammeCell(**asked),
                ProgrammeCell(**asked, measure=ProgrammeMeasure.SHARE_OF_OPEN),
                *(JudgementsCell(**asked, scale=scale) for scale in scales),
            ],
        ),
        (
            "figures-that-do-not-add-up",
            "Figures that do not add up",
            "Do the papers agree with themselves, and what would one ask in writing?",
            [ReconciliationCell(**asked)],
        ),
    )
    for path, title, lead, cells in wanted:
        notes = _notes(evidence, known, asked) if path.startswith("figures") else ()
        blocks = (*shown(evidence, *cells), *notes)
        if blocks:
            yield Page(
                path=f"{authority}/{path}.html",
                title=title,
                lead=lead,
                blocks=blocks,
                trail=trail,
                council=authority,
                answers=(("sums:", ""),) if path.startswith("figures") else (),
                listed=f"{title}, {name}",
                section=title,
            )


def _notes(evidence: Evidence, known: Evidence, asked: dict[str, Any]) -> Iterator[SiteBlock]:
    """What careful readers noticed, folded by document: all of it open is longer than anybody scrolls on a phone."""
    for every in shown(evidence, ReviewerNotesCell(**asked)):
        yield Heading(every.view.title, 2)
        yield Paragraph(every.view.summary)
        for slug, held in known.documents.items():
            for block in shown(evidence, ReviewerNotesCell(**asked, document=slug)):
                rows = block.view.table.rows if block.view.table else ()
                yield Folded(f"{held.file.short_title}: {count_of(len(rows), 'note')}", block.view)


def _findings(evidence: Evidence, asked: dict[str, Any], trail: tuple[Link, ...]) -> Iterator[Page]:
    """A page of findings for each theme that has any, and the page that leads to them."""
    authority, catalogue = asked["authority"], evidence.catalogue
    name, top = catalogue.area_name(authority), Link("Findings", f"{authority}/findings/index.html")
    pages = [
        Page(
            path=f"{authority}/findings/{theme.replace('_', '-')}.html",
            title=f"Findings: {catalogue.themes[theme].name}",
            lead=catalogue.themes[theme].why_it_matters,
            blocks=blocks,
            trail=(*trail, top),
            council=authority,
            listed=f"{catalogue.themes[theme].name}: findings, {name}",
        )
        for theme in catalogue.themes
        if (blocks := tuple(shown(evidence, FindingsCell(**asked, theme=theme, most=_MOST_FINDINGS))))
    ]
    yield from pages
    if pages:
        yield Page(
            path=top.path,
            title=top.text,
            lead="What did inspectors, peers and the council itself find?",
            blocks=(Links(tuple(Link(page.title, page.path, _found(page)) for page in pages)),),
            trail=trail,
            council=authority,
            listed=f"Findings, {name}",
            section=top.text,
        )


def _found(page: Page) -> str:
    """What the first view of a page says in one line."""
    return next((block.view.summary for block in page.blocks if isinstance(block, Shown)), "")


def _parts(known: Evidence, asked: dict[str, Any], indicator: str) -> list[BreakdownCell]:
    """One measure by its parts, from each document that has it so, the newest first."""
    rows = known.observations.filter((pl.col("indicator") == indicator) & (pl.col("dimension") != ""))
    newest = sorted(known.documents, key=lambda slug: known.documents[slug].file.available_from, reverse=True)
    held = set(rows["document"])
    return [BreakdownCell(**asked, indicator=indicator, document=slug) for slug in newest if slug in held]


def _documents(evidence: Evidence, known: Evidence, asked: dict[str, Any]) -> Iterator[Page]:
    """The pages of each report about the council. A release is about all, and has its place among the sources."""
    if known.neighbours is not None:
        return
    for slug, held in known.documents.items():
        yield from _document(evidence, held, asked | {"document": slug})


def _document(evidence: Evidence, held: Document, of_it: dict[str, Any]) -> Iterator[Page]:
    """What a document is and what was noticed in it; its figures in the order printed have a page of their own."""
    authority, file = of_it["authority"], held.file
    trail = (Link("Sources", "sources.html"),)
    path = f"{authority}/documents/{held.slug}.html"
    figures = tuple(shown(evidence, DocumentFiguresCell(**of_it)))
    every = Link(f"Every figure of the {file.short_title}", f"{authority}/documents/{held.slug}-figures.html")
    if figures:
        yield Page(
            path=every.path,
            title=every.text,
            lead=f"{file.title}, {file.publisher}, {file.published}, in the order printed.",
            blocks=figures,
            trail=(*trail, Link(file.title, path)),
            council=authority,
            listed=every.text,
        )
    cells = (
        DocumentCell(**of_it),
        ReviewerNotesCell(**of_it),
        ReconciliationCell(**of_it),
        FindingsCell(**of_it, most=_MOST_FINDINGS),
    )
    yield Page(
        path=path,
        title=file.title,
        lead=f"{file.publisher}, {file.published}. Figures up to {day_in_words(file.data_to)}.",
        blocks=(*shown(evidence, *cells), *((Links((every,), "Figures"),) if figures else ())),
        trail=trail,
        council=authority,
        answers=((f"document:{held.slug}", ""),),
        listed=file.short_title,
    )


def _by_name(indicator: Indicator) -> str:
    return indicator.name.casefold()
