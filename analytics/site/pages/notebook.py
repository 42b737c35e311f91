"""The page of a notebook that its owner marked public."""

from analytics.evidence.wording import day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.report import Paragraph
from analytics.site.page import Link, Links, Page, slug
from analytics.site.publication import Publication, PublicNotebook

TOP = Link("Notebooks", "notebooks/index.html")


def notebook_pages(publication: Publication) -> tuple[Page, ...]:
    """A page for each notebook, and the page that lists them; nothing where there is none."""
    pages = tuple(_page(one, publication) for one in publication.notebooks)
    if not pages:
        return ()
    listed = Page(
        path=TOP.path,
        title=TOP.text,
        lead="Figures that somebody put together for a meeting, with their notes. Each is as its owner published it.",
        blocks=(Links(tuple(Link(page.listed, page.path, page.lead) for page in pages)),),
        listed="Notebooks",
    )
    return (*pages, listed)


def _page(one: PublicNotebook, publication: Publication) -> Page:
    notebook = one.notebook
    report = notebook_report(notebook, publication.evidence, private=False)
    return Page(
        path=path_of(notebook),
        title=report.title,
        lead=f"{report.subtitle}. {report.as_known_on}",
        blocks=(*report.blocks, Paragraph(report.made_from)),
        trail=(TOP,),
        council=notebook.authority,
        listed=f"{report.title}: notebook, {report.subtitle}{_known(notebook)}",
        # The pages of a council show everything that is published, and a notebook may be limited to another day,
        # to other figures, or hold a view of another council.
        without_links=notebook.as_known_on is not None
        or any({"authority", "as_known_on", "figures"} & held.asks.keys() for held in notebook.cells),
    )


def path_of(notebook: Notebook) -> str:
    """Where the page of a notebook is: its id stays when it is given another title."""
    return f"notebooks/{slug(notebook.id)}.html"


def _known(notebook: Notebook) -> str:
    return f", as known on {day_in_words(notebook.as_known_on)}" if notebook.as_known_on else ""
