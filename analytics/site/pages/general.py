"""The pages that are about the site as a whole: home, method, words, sources, accessibility."""

from collections.abc import Iterable, Sequence

from analytics.enquiry.methods import Part, load_methods
from analytics.evidence.document import Document
from analytics.evidence.wording import count_of, day_in_words, listed
from analytics.notebooks.cells.glance import GlanceCell
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from analytics.notebooks.principles import PRINCIPLES
from analytics.notebooks.render import render
from analytics.notebooks.report import Bullets, Heading, Paragraph, Shown
from analytics.notebooks.view import CannotRender, Table, plain_row
from analytics.site.page import AsFile, Html, Link, Links, Page, SiteBlock, slug
from analytics.site.publication import Publication
from analytics.site.templates import fill

METHOD = Link("How figures are kept and lines are found", "method/index.html")
GLOSSARY = Link("Glossary", "glossary.html")
SOURCES = Link("Sources", "sources.html")
ACCESSIBILITY = Link("Accessibility statement", "accessibility.html")
INDEX = Link("Search and A to Z", "a-to-z.html")
# Beyond this many councils the home page names each in one line.
_MOST_AT_LENGTH = 6


def home(publication: Publication, fronts: Sequence[Page], notebooks: Sequence[Page]) -> Page:
    """The first page: what this is, and each council in short. `fronts` are the first pages of the councils."""
    newest = publication.newest()
    until = f" The newest describes {day_in_words(newest)}." if newest else ""
    blocks: list[SiteBlock] = [
        Paragraph(
            "Councils publish reports on the help they give to children and families. This site takes the figures out "
            "of those reports, sets each beside its benchmarks, and suggests what councillors might ask about them. "
            f"Every figure says where it was printed.{until}"
        )
    ]
    if len(fronts) <= _MOST_AT_LENGTH:
        for page in fronts:
            blocks += [Heading(page.title, 2), Links((Link(f"Everything about {page.title}", page.path),))]
            blocks += _glance(publication, page)
    else:
        each = (Link(page.title, page.path, _in_a_line(publication, page)) for page in fronts)
        blocks.append(Links(tuple(each), "Councils"))
    if notebooks:
        blocks.append(Links((Link("Notebooks", "notebooks/index.html", notebooks[-1].lead),), "Notebooks"))
    about = (
        Link(INDEX.text, INDEX.path, "Every page of this site."),
        Link(METHOD.text, METHOD.path, "What every rule does, why, and when it is wrong."),
        Link(GLOSSARY.text, GLOSSARY.path, "What the words and abbreviations mean."),
        Link(SOURCES.text, SOURCES.path, "The documents, their licences, and what is withheld to protect people."),
    )
    return Page(
        path="index.html",
        title="Children’s social care: what the published figures say",
        lead=f"For everybody in {listed(page.title for page in fronts)}: what became better, what became worse, and "
        "where it is too early to say."
        if len(fronts) <= _MOST_AT_LENGTH
        else "What became better in each council, what became worse, and where it is too early to say.",
        blocks=(*blocks, Html(fill("a-child-you-know.html")), Links(about, "About the figures")),
        listed="Home page",
        contents=False,
    )


def method_pages() -> tuple[Page, ...]:
    """How figures are kept, and a page for each kind of rule with every rule of it."""
    pages = tuple(_method(part) for part in Part)
    top = Page(
        path=METHOD.path,
        title=METHOD.text,
        lead="How figures are kept, compared and shown, and by which rules a question is suggested.",
        blocks=(
            *(block for title, text in PRINCIPLES for block in (Heading(title, 2), Paragraph(text))),
            Links(tuple(Link(page.title, page.path, page.lead) for page in pages), "The rules, each in full"),
        ),
        listed=METHOD.text,
    )
    return (*pages, top)


def _method(part: Part) -> Page:
    methods = load_methods()[part]
    # Methods are the same for all evidence, and their cells look at none.
    views = [render(MethodCell(authority="", method=method.id), None) for method in methods]  # type: ignore[arg-type]
    summary = render(MethodsCell(authority="", part=part), None).summary  # type: ignore[arg-type]
    return Page(
        path=f"method/{part.value}.html",
        title=part.plainly,
        lead=summary,
        blocks=tuple(Shown(view) for view in views),
        trail=(METHOD,),
        answers=tuple((f"method:{method.id}", view.title) for method, view in zip(methods, views, strict=True)),
        listed=f"Method: {part.plainly[0].lower()}{part.plainly[1:]}",
        words=" ".join(method.title for method in methods),
    )


def glossary(publication: Publication) -> Page:
    """Every word and abbreviation of the catalogue."""
    terms = sorted(publication.evidence.catalogue.glossary, key=lambda term: term.term.casefold())
    first = {term.term[0].upper(): term for term in reversed(terms)}
    letters = [(letter, slug(term.term)) for letter, term in reversed(first.items())]
    as_table = Table(
        GLOSSARY.text,
        ("Word", "Abbreviation", "Meaning"),
        tuple(plain_row(term.term, term.abbreviation, term.meaning) for term in terms),
    )
    return Page(
        path=GLOSSARY.path,
        title=GLOSSARY.text,
        lead=f"What {count_of(len(terms), 'word or abbreviation', 'words and abbreviations')} of children’s social "
        "care mean.",
        blocks=(
            Html(fill("glossary.html", terms=terms, letters=letters, slug=slug)),
            AsFile(as_table, "glossary.csv"),
        ),
        listed="Glossary: what the words mean",
        words=" ".join(f"{term.term} {term.abbreviation}" for term in terms),
    )


def sources(publication: Publication, documents: Sequence[Page]) -> Page:
    """Which documents and releases the figures are from, their licences, and the policy on small numbers."""
    blocks: list[SiteBlock] = []
    if publication.policy:
        blocks += [Heading("How people are protected", 2), *map(Paragraph, publication.policy)]
    pages = {page.answers[0][0]: page for page in documents}
    described: dict[str, Document] = {}
    for authority in publication.authorities:
        known = publication.known(authority)
        if known.neighbours is not None:
            continue
        blocks.append(Heading(f"Documents about {publication.name(authority)}", 2))
        described |= known.documents
        for slug_, held in known.documents.items():
            page = pages.get(f"document:{slug_}")
            blocks.append(Heading(held.file.short_title, 3))
            blocks.append(Bullets(_particulars(held)))
            if page:
                blocks.append(Links((Link(page.title, page.path, "Its figures, findings and cautions."),)))
    releases = publication.evidence.releases
    if releases is not None and releases.documents:
        described |= releases.documents
        blocks.append(Heading("National releases", 2))
        blocks.append(Bullets(tuple(f"{held.file.title}. {_licence(held)}" for held in releases.documents.values())))
    blocks += [
        Heading("Licence", 2),
        Html(fill("licence.html")),
    ]
    if described:
        blocks.append(AsFile(_as_table(described.values()), "sources.csv"))
    return Page(
        path=SOURCES.path,
        title=SOURCES.text,
        lead="Which documents the figures are from, under which licence, and what is withheld to protect people.",
        blocks=tuple(blocks),
        listed="Sources: documents, licences, and what is withheld",
    )


def accessibility(publication: Publication) -> Page:
    """The accessibility statement, in the words of the United Kingdom’s model."""
    return Page(
        path=ACCESSIBILITY.path,
        title=ACCESSIBILITY.text,
        lead="Who can use this website, what we know does not work for everybody, and what to do about it.",
        blocks=(Html(fill("accessibility.html", publisher=publication.publisher, day_in_words=day_in_words)),),
        listed=ACCESSIBILITY.text,
    )


def _as_table(documents: Iterable[Document]) -> Table:
    """What the page says of each document in words, as a table."""
    files = [held.file for held in documents]
    return Table(
        SOURCES.text,
        ("Title", "Published by", "Published", "Public from", "Figures up to", "Licence", "Attribution"),
        tuple(
            plain_row(
                *(file.title, file.publisher, file.published),
                *(file.available_from.isoformat(), file.data_to.isoformat(), file.licence, file.attribution),
            )
            for file in files
        ),
    )


def _particulars(held: Document) -> tuple[str, ...]:
    file = held.file
    return (
        f"Published by {file.publisher}, {file.published}. Public from {day_in_words(file.available_from)}.",
        f"Figures up to {day_in_words(file.data_to)}.",
        _licence(held),
    )


def _licence(held: Document) -> str:
    return f"{held.file.licence}. {held.file.attribution}"


def _glance(publication: Publication, front: Page) -> list[Shown | Paragraph]:
    try:
        return [Shown(render(GlanceCell(authority=front.council), publication.evidence), 3)]
    except CannotRender as reason:
        return [Paragraph(str(reason))]


def _in_a_line(publication: Publication, front: Page) -> str:
    try:
        view = render(GlanceCell(authority=front.council), publication.evidence)
    except CannotRender as reason:
        return str(reason)
    newest = publication.newest(front.council)
    return f"{view.title}{f'; figures up to {day_in_words(newest)}' if newest else ''}"
