"""`scrutiny status`: how the app stands, for people and for machines."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer

from analytics.commands.evidence import Folder, app, stop
from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import open_releases
from analytics.evidence.wording import count_of
from analytics.notebooks.leaving import public_edition
from analytics.notebooks.repository import RepositoryError, decided_in
from analytics.notebooks.status import Status, status_of


class StatusFormat(StrEnum):
    """The form of the answer."""

    TEXT = "text"
    JSON = "json"


@app.command()
def status(
    form: Annotated[StatusFormat, typer.Option("--format", help="Text for reading, or JSON.")] = StatusFormat.TEXT,
    folder: Folder = SHIPPED,
) -> None:
    """Say which version this is, which evidence there is and what answers; ends with 1 where something does not."""
    try:
        evidence = load_evidence(folder, open_releases())
        found = status_of(evidence, held_back=_held_back(evidence))
    except (ValueError, OSError, ReleasesUnreadable) as error:
        stop(str(error))
    typer.echo(found.model_dump_json(indent=2) if form is StatusFormat.JSON else "\n".join(lines_of(found)))
    if not found.is_well:
        raise typer.Exit(1)


def lines_of(found: Status) -> list[str]:
    """The status as lines of words."""
    lines = [
        f"Scrutiny Notebook {found.app}, {found.edition} edition",
        f"Documents: {found.documents}, with {found.observations:,} figures",
        f"Imported releases: {found.imported_releases}" + (f" ({found.releases})" if found.releases else ""),
        f"Newest figures describe: {found.newest.isoformat() if found.newest else 'nothing'}",
        f"Left out for faults: {found.problems}",
        f"Notebooks: {found.notebooks}",
    ]
    if found.held_back:
        lines.append(
            f"Held back from the public: {count_of(len(found.held_back), 'document')}, whose figures nobody has let it "
            "see as they are now. To show them: the page Publishing, or scrutiny disclosure --show"
        )
    return lines + ([found.policy] if found.policy else [])


def _held_back(evidence: Evidence) -> Iterable[Document]:
    """The documents that the public is not shown yet; none where the database cannot say so, which the status says."""
    try:
        decided = decided_in()
    except RepositoryError:
        return ()
    return public_edition(evidence.for_all(), decided).held_back.values() if decided.covers_any else ()
