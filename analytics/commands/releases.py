"""`scrutiny releases`: what the workspace keeps of the files that were imported."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from os import environ
from pathlib import Path
from typing import Annotated, Any

import typer
from polars.exceptions import PolarsError

from analytics.commands.evidence import Folder, app, stop
from analytics.commands.import_report import years_in_words
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.loading import SHIPPED
from analytics.evidence.problem import Problem
from analytics.evidence.release_index import FileRecord
from analytics.evidence.release_place import Place, ReleasesUnreadable, default_place
from analytics.evidence.release_store import open_releases
from analytics.evidence.releases import Release
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.store.lock import Busy
from analytics.importers.store.store import ReleaseStore

releases = typer.Typer(help="The releases that were imported: what is kept, removing one, mending.")
app.add_typer(releases, name="releases")

# How long to wait for another import to end.
_WAIT_SECONDS = 20

StoreOption = Annotated[
    str | None,
    typer.Option("--store", help="The folder or object store of the releases, instead of the workspace's."),
]


class ListFormat(StrEnum):
    """The form of a list."""

    TEXT = "text"
    JSON = "json"


@releases.callback(invoke_without_command=True)
def list_releases(
    context: typer.Context,
    form: Annotated[ListFormat, typer.Option("--format", help="Text for reading, or JSON.")] = ListFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """The releases that are kept, newest first: published, files, rows, years."""
    if context.invoked_subcommand is not None:
        return
    entries, problems = _kept(_place(store))
    if form is ListFormat.JSON:
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    elif entries:
        typer.echo("\n".join(line for entry in entries for line in _entry_lines(entry)))
    else:
        typer.echo("Nothing was imported yet. Run scrutiny import with a file that you downloaded.")
    _tell(problems)


@releases.command()
def remove(
    release: Annotated[str, typer.Argument(help="The release's id, as scrutiny releases lists it.")],
    store: StoreOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Remove a release and all its files from the workspace. What you downloaded is not touched."""
    try:
        change = store_at(store).remove(release, catalogue_of(folder))
    except KeyError:
        known = ", ".join(entry["id"] for entry in _kept(_place(store))[0]) or "none"
        stop(f"There is no release “{release}”. Kept are: {known}.")
    except (Busy, ReleasesUnreadable, OSError, PolarsError) as error:
        stop(str(error))
    rows = sum(file.rows() + file.rows("ratings") for file in change.replaced)
    typer.echo(f"Removed {release}: {count_of(len(change.replaced), 'file')}, {count_of(rows, 'row')}.")
    _tell(change.problems)


@releases.command()
def mend(store: StoreOption = None, folder: Folder = SHIPPED) -> None:
    """Check every byte that is kept, let go what is damaged, and make the tables for reading again."""
    try:
        change = store_at(store).mend(catalogue_of(folder))
    except (Busy, ReleasesUnreadable, OSError, PolarsError) as error:
        stop(str(error))
    typer.echo(f"The tables were made again from {count_of(len(change.index.files), 'file')}.")
    if change.problems:
        _tell(change.problems)
        raise typer.Exit(1)


def _place(store: str | None) -> Place:
    return Place.of(store) if store else default_place(environ)


def store_at(store: str | None) -> ReleaseStore:
    """The store that the option names, or the workspace's."""
    return ReleaseStore(_place(store), wait_seconds=_WAIT_SECONDS)


def catalogue_of(folder: Path) -> Catalogue:
    """The catalogue of a folder, or the shipped one where it has none."""
    place = folder / "catalogue"
    catalogue, problems = load_catalogue(place if place.is_dir() else SHIPPED / "catalogue")
    if problems:
        stop("The catalogue has problems: run scrutiny validate.")
    return catalogue


def _kept(place: Place) -> tuple[list[dict[str, Any]], Sequence[Problem]]:
    try:
        kept = open_releases(place.base)
    except ReleasesUnreadable as error:
        stop(str(error))
    if kept is None:
        return [], ()
    return [_entry(release, kept.index.files_of(slug)) for slug, release in kept.releases.items()], kept.problems


def _entry(release: Release, files: Sequence[FileRecord]) -> dict[str, Any]:
    days = [day for file in files for day in (file.summary.first, file.summary.last) if day]
    return {
        "id": release.id,
        "title": release.title,
        "publisher": release.publisher,
        "kind": release.kind.value,
        "published": release.published.isoformat(),
        "published_basis": release.published_basis,
        "rows": sum(file.rows() for file in files),
        "ratings": sum(file.rows("ratings") for file in files),
        "neighbours": sum(file.rows("neighbours") for file in files),
        "first": min(days).isoformat() if days else None,
        "last": max(days).isoformat() if days else None,
        "files": [
            {"name": file.name, "sha256": file.sha256, "rows": file.rows(), "imported": file.imported.isoformat()}
            for file in files
        ],
    }


def _entry_lines(entry: dict[str, Any]) -> list[str]:
    years = (
        f", {years_in_words(date.fromisoformat(entry['first']), date.fromisoformat(entry['last']))}"
        if entry["first"]
        else ""
    )
    held = [count_of(entry["rows"], "row")] if entry["rows"] else []
    held += [count_of(entry["ratings"], "rating")] if entry["ratings"] else []
    held += [count_of(entry["neighbours"], "neighbour")] if entry["neighbours"] else []
    published = day_in_words(date.fromisoformat(entry["published"]))
    return [
        entry["id"],
        f"  {entry['title']}, published {published}",
        f"  {count_of(len(entry['files']), 'file')}: {', '.join(held) or 'no rows'}{years}",
    ]


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        typer.echo(problem, err=True)
