"""A notebook's cells as blocks of a report: a view, a note, or a labelled gap."""

from collections.abc import Collection, Iterator

from analytics.evidence.evidence import Evidence
from analytics.notebooks.kinds import kind_in_words
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.report import Block, Gap, Markdown, Shown
from analytics.notebooks.view import CannotRender


def blocks_of(
    notebook: Notebook, evidence: Evidence, *, level: int = 2, without: Collection[str] = ()
) -> Iterator[Block]:
    """The cells in order, each a block; without those of some kinds.

    A private note is never among them: take it out of the notebook first, and where that was forgotten it is left out.
    """
    for held, result in notebook.views(evidence):
        kind = held.asks.get("kind", "")
        if kind in without or (kind == "note" and held.asks.get("private")):
            continue
        if isinstance(result, CannotRender):
            yield Gap(name_of(held, evidence), str(result))
        elif kind == "note":
            yield Markdown(result.text)
        else:
            yield Shown(result, level)


def name_of(held: Held, evidence: Evidence) -> str:
    """What a cell is about, for a reader who cannot see it: "How one measure has moved: Dental checks"."""
    name, catalogue = kind_in_words(held.asks), evidence.catalogue
    indicator = catalogue.indicators.get(str(held.asks.get("indicator", "")))
    theme = catalogue.themes.get(str(held.asks.get("theme", "")))
    about = indicator.short_name if indicator else theme.name if theme else ""
    return f"{name}: {about}" if about else name
