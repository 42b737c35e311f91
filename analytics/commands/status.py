"""`scrutiny status`: how the app stands, for people and for machines."""

from enum import StrEnum
from typing import Annotated

import typer

from analytics.commands.evidence import Folder, app, stop
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import open_releases
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
        found = status_of(load_evidence(folder, open_releases()))
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
    return lines + ([found.policy] if found.policy else [])
