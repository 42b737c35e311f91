"""What every paper carries: title, marking, what was known, and what it was made from."""

from collections.abc import Iterable

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.report import Block, Report


def paper(  # noqa: PLR0917 - what every paper is made of
    title: str, notebook: Notebook, evidence: Evidence, meeting: Meeting, audience: Audience, blocks: Iterable[Block]
) -> Report:
    """A report of a meeting from its blocks. Raises CannotRender where nothing was public about the council."""
    known = notebook.known(evidence)
    return Report(
        title=title,
        subtitle=f"{council(notebook, evidence)}, {meeting.committee}, {day_in_words(meeting.date)}",
        marking=audience.value,
        as_known_on=cut_off(notebook, known),
        made_from=made_from(notebook, known),
        blocks=tuple(blocks),
        reference=meeting.reference,
        author=meeting.author,
        version=meeting.version,
    )


def council(notebook: Notebook, evidence: Evidence) -> str:
    """The name of the notebook's council."""
    return evidence.catalogue.area_name(notebook.authority)


def cut_off(notebook: Notebook, known: Evidence) -> str:
    """Up to which day documents were used, and how new the newest figures are."""
    newest = max(held.file.data_to for held in known.documents.values())
    published = max(held.file.available_from for held in known.documents.values())
    if notebook.as_known_on:
        first = f"Evidence as known on {day_in_words(notebook.as_known_on)}: nothing published later is in it."
    elif len(known.documents) == 1:
        first = f"The one {_sort(known)} here about the council, public from {day_in_words(published)}."
    else:
        first = f"Every {_sort(known)} here about the council, the last of them public from {day_in_words(published)}."
    return f"{first} The newest figures are of {day_in_words(newest)}."


def made_from(notebook: Notebook, known: Evidence) -> str:
    """The notebook, the version of the evidence and how many documents. It stands on every page, so it is short."""
    documents = count_of(len(known.documents), _sort(known))
    return f"Made from the notebook “{notebook.title}”, evidence version {known.version}, {documents}."


def _sort(known: Evidence) -> str:
    return "document" if known.neighbours is None else "release"
