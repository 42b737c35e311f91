"""`scrutiny import`: taking published data files into the workspace."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from polars.exceptions import PolarsError

from analytics.commands.evidence import Folder, app, stop
from analytics.commands.import_report import outcome_lines, refusal_lines
from analytics.commands.releases import StoreOption, catalogue_of, store_at
from analytics.commands.remembering import remembered
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import open_releases
from analytics.importers.importing import META, import_paths
from analytics.importers.store.lock import Busy
from analytics.measures.disclosure.policy import PolicyError
from analytics.notebooks.repository import RepositoryError, decided_in

_ENDINGS = (".csv", ".tsv", ".gz", ".zip", ".xlsx", ".ods", ".parquet")


@app.command("import")
def import_files(
    paths: Annotated[list[str], typer.Argument(help="Files, folders or patterns such as “downloads/*.csv”.")],
    *,
    name: Annotated[
        str | None, typer.Option("--as", help="Keep it as this release, such as children-in-need-2025.")
    ] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which the public could first read it.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, and keep nothing.")] = False,
    store: StoreOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Take published data files into the workspace. Files with faults are not taken, and every fault is listed."""
    files = list(_files(paths))
    if not files:
        stop("There is no data file there. Name files that end in .csv, .csv.gz, .zip, .xlsx, .ods or .parquet.")
    if name is not None and not _is_id(name):
        stop(f"“{name}” cannot name a release. Use small letters, digits and hyphens: children-in-need-2025.")
    with typer.progressbar(length=100, file=sys.stderr, label="Importing", show_eta=False) as bar:

        def progress(share: float, words: str) -> None:
            # Into a file or a log every step would be a line.
            if not sys.stderr.isatty():
                return
            bar.label = words[:40].ljust(40)
            bar.update(max(round(100 * share) - bar.pos, 0))

        try:
            outcome = import_paths(
                files,
                store_at(store),
                catalogue_of(folder),
                published=published.date() if published else None,
                release=name,
                dry_run=dry_run,
                progress=progress,
            )
        except (Busy, ReleasesUnreadable, OSError, PolarsError) as error:
            stop(str(error))
    typer.echo("\n".join(outcome_lines(outcome)))
    for release in sorted({file.release.id for file in outcome.taken if file.release.stays_inside}):
        typer.echo(f"{release} is not public. To publish it: scrutiny releases publish {release}")
    if outcome.taken and store is None:
        _remember(folder)
    if outcome.refused:
        typer.echo("\n".join(refusal_lines(outcome.refused)), err=True)
        raise typer.Exit(1)


def _remember(folder: Path) -> None:
    """Keep what the public edition shows from now on of figures that the policy covers: new ones may change that."""
    try:
        if decided_in().covers_any:
            remembered(load_evidence(folder, open_releases()))
    except (PolicyError, RepositoryError) as error:
        said = error.in_full if isinstance(error, RepositoryError) else error
        typer.echo(f"What the public is shown from now on could not be kept: {said}", err=True)


def _files(paths: Iterable[str]) -> Iterator[Path]:
    """The files that paths, folders and patterns name, in order; a folder's are those that can hold data."""
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if _is_data(each))
        elif path.exists():
            yield path
        else:
            below = Path(path.anchor)
            found = sorted(below.glob(str(path.relative_to(path.anchor))))
            if not found:
                stop(f"There is no file {text}. Check the name, or name its folder.")
            yield from (each for each in found if each.is_file())


def _is_data(path: Path) -> bool:
    name = path.name.lower()
    return path.is_file() and not name.startswith((".", "~$")) and name.endswith(_ENDINGS) and not name.endswith(META)


def _is_id(name: str) -> bool:
    return all(part.isalnum() and part.isascii() and part.islower() | part.isdigit() for part in name.split("-"))
