"""`scrutiny releases`: what the workspace keeps of imported files, and which own figures are public."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from os import environ
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from polars.exceptions import PolarsError

from analytics.access.publications import Publications
from analytics.commands.evidence import Folder, app, decided_or_stop, stop
from analytics.commands.import_report import years_in_words
from analytics.commands.leaving import PLACE, at_the_server
from analytics.commands.notebook import DatabaseOption, opened
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.own_figures import figures_of, own_releases
from analytics.evidence.problem import Problem
from analytics.evidence.release_index import FileRecord
from analytics.evidence.release_place import Place, ReleasesUnreadable, default_place
from analytics.evidence.release_store import Releases, open_releases
from analytics.evidence.releases import Release
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.store.lock import Busy
from analytics.importers.store.store import ReleaseStore
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.notebooks.leaving import for_the_public, unpublished

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
    database: DatabaseOption = "",
) -> None:
    """The releases that are kept, newest first: published, files, rows, years; whether own figures are public."""
    if context.invoked_subcommand is not None:
        return
    entries, problems = _kept(_place(store), database)
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
        kept = _opened(store)
        known = ", ".join(kept.releases if kept else ()) or "none"
        stop(f"There is no release “{release}”. Kept are: {known}.")
    except (Busy, ReleasesUnreadable, OSError, PolarsError) as error:
        stop(str(error))
    rows = sum(file.rows() + file.rows("ratings") for file in change.replaced)
    typer.echo(f"Removed {release}: {count_of(len(change.replaced), 'file')}, {count_of(rows, 'row')}.")
    _tell(change.problems)


@releases.command()
def publish(
    release: Annotated[str, typer.Argument(help="The id of a release of own figures, as scrutiny releases lists it.")],
    sure: Annotated[bool, typer.Option("--yes", help="Publish without being asked.")] = False,
    store: StoreOption = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Let the public see a council's own figures, as they are now, without what the policy withholds.

    Says first what the public will see. Figures that are brought in later under the same id are not public by this.
    """
    evidence = load_evidence(folder, _opened(store))
    mark = _own(evidence, release)
    decided = decided_or_stop(database)
    safe = for_the_public(evidence, decided.with_release(release, mark))
    figures = figures_of(safe.evidence, release)
    withheld = safe.withheld.filter(pl.col("document") == release).height
    typer.echo(
        f"The public will see {count_of(figures['value'].count(), 'figure')} of {release}; "
        f"{count_of(withheld, 'figure is', 'figures are')} withheld. {decided.policy.in_words}"
    )
    for sentence in exposed_in_words(safe):
        typer.echo(sentence)
    if not sure:
        typer.confirm("Publish it?", abort=True)
    with opened(database) as repository:
        Publications(repository.database).publish_release(
            release, mark, safe.shown, at_the_server(), PLACE, knowing=decided.mark
        )
    typer.echo(f"Published {release}: the public edition shows it now, the site when it is next published.")


@releases.command()
def unpublish(
    release: Annotated[str, typer.Argument(help="The release's id, as scrutiny releases lists it.")],
    database: DatabaseOption = "",
) -> None:
    """Take a council's own figures back from the public. They stay in the workspace; who saw them saw them."""
    with opened(database) as repository:
        Publications(repository.database).withdraw_release(release, at_the_server(), PLACE)
    typer.echo(
        f"Took back {release}: the public edition shows it no more. Publish the site again to take it from there."
    )


@releases.command("copy")
def copy_public(
    out: Annotated[Path, typer.Argument(help="A folder of its own, made anew or copied into before.")],
    store: StoreOption = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Make a folder hold what is public and no more: national releases, and own figures that are published.

    It is for a public edition whose account is not to read the others: set SCRUTINY_RELEASES to it there.
    """
    kept = _opened(store)
    if kept is None or kept.place.folder is None:
        stop(
            "Releases are copied from a folder, and there are none in one. Import some first, or name it with --store."
        )
    left_out = unpublished(kept, decided_or_stop(database))
    try:
        index = store_at(str(out)).mirror(kept, left_out, catalogue_of(folder))
    except (Busy, ReleasesUnreadable, OSError, PolarsError) as error:
        stop(str(error))
    typer.echo(
        f"{count_of(len(index.releases), 'release is', 'releases are')} in {out}; "
        f"{count_of(len(left_out), 'is', 'are')} not public and not in it."
    )


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


def _opened(store: str | None) -> Releases | None:
    try:
        return open_releases(_place(store).base)
    except ReleasesUnreadable as error:
        stop(str(error))


def _own(evidence: Evidence, release: str) -> str:
    """The fingerprint of a release of own figures; stops where it is none."""
    own = own_releases(evidence.releases)
    if release not in own:
        others = evidence.releases.releases if evidence.releases else {}
        stop(
            f"{release} was published by others before it was brought in. Only own figures are published here."
            if release in others
            else f"There is no release “{release}”. Own figures that are kept: {', '.join(own) or 'none'}."
        )
    return own[release]


def _kept(place: Place, database: str) -> tuple[list[dict[str, Any]], Sequence[Problem]]:
    kept = _opened(place.base)
    if kept is None:
        return [], ()
    waiting = unpublished(kept, decided_or_stop(database))
    entries = [
        _entry(release, kept.index.files_of(slug)) | {"public": slug not in waiting}
        for slug, release in kept.releases.items()
    ]
    return entries, kept.problems


def _entry(release: Release, files: Sequence[FileRecord]) -> dict[str, Any]:
    days = [day for file in files for day in (file.summary.first, file.summary.last) if day]
    return {
        "id": release.id,
        "title": release.title,
        "publisher": release.publisher,
        "kind": release.kind.value,
        "published": release.published.isoformat(),
        "published_basis": release.published_basis,
        "stays_inside": release.stays_inside,
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
    own = entry["stays_inside"]
    seen = "Public." if entry["public"] else f"Not public. To publish it: scrutiny releases publish {entry['id']}"
    return [
        entry["id"],
        f"  {entry['title']}{'' if own else f', published {published}'}",
        *([f"  {seen}"] if own else []),
        f"  {count_of(len(entry['files']), 'file')}: {', '.join(held) or 'no rows'}{years}",
    ]


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        typer.echo(problem, err=True)
