"""`scrutiny backup` and `scrutiny restore`: notebooks, releases and the rest of the workspace, in one folder."""

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from analytics.access.export import Export, ReadBy
from analytics.access.log import Entry, Event
from analytics.access.publications import Publications
from analytics.access.roles import Roles
from analytics.commands.backup_folder import (
    COMING,
    MANIFEST,
    BackupError,
    Manifest,
    change_places,
    check_files,
    copy_file,
    entry_of,
    kept_files,
    manifest_of,
)
from analytics.commands.evidence import app, stop
from analytics.commands.leaving import PLACE, at_the_server, record, set_down
from analytics.commands.remembering import remember
from analytics.evidence.release_place import default_place
from analytics.evidence.wording import count_of
from analytics.importers.mappings.folder import mappings_folder
from analytics.importers.store.lock import Busy, importing_alone
from analytics.measures.disclosure.policy import PolicyError
from analytics.notebooks.repository import RepositoryError, decided_in, default_url
from analytics.notebooks.repository.copies import (
    FILE_OF,
    check_copy,
    copy_database,
    kind_of,
    put_back,
    refuse_newer,
    tables_version,
)
from analytics.notebooks.repository.database import open_for_reading
from analytics.notebooks.repository.decided import nothing_shown

WORKSPACE, RELEASES = "workspace", "releases"
_WAIT_SECONDS = 60
_TROUBLE = (BackupError, RepositoryError, Busy, OSError, ArgumentError)


def _in_full(error: Exception) -> str:
    return error.in_full if isinstance(error, RepositoryError) else str(error)


@dataclass(frozen=True)
class Places:
    """Where everything is: the database's address, the workspace's folder, and that of the releases.

    `releases` is None where they are in an object store, whose address `elsewhere` then is.
    """

    url: str
    workspace: Path
    releases: Path | None
    elsewhere: str = ""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Places":
        """What the environment names."""
        place = default_place(environ)
        elsewhere = "" if place.folder else place.base
        return cls(default_url(environ), mappings_folder(environ).parent, place.folder, elsewhere)

    def sections(self) -> dict[str, Path]:
        """The folders that are kept, by the name of their part of the backup."""
        return {WORKSPACE: self.workspace} | ({RELEASES: self.releases} if self.releases else {})

    def not_in(self, section: str) -> set[Path]:
        """What lies in a folder and is no part of its section: the database, and the releases, which have their own."""
        if section == RELEASES or kind_of(self.url) != "sqlite":
            files: set[Path] = set()
        else:
            file = Path(make_url(self.url).database or "").absolute()
            files = {file.with_name(file.name + ending) for ending in ("", "-wal", "-shm", "-journal")}
        return files | ({self.releases} if section == WORKSPACE and self.releases else set())


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="The folder to make. It must not be there yet.")],
) -> None:
    """Copy the notebooks, the releases and the rest of the workspace, while people work, into one folder.

    Private notes, roles and the audit log are in it. That it was made is in the log, and where that cannot be set down
    there is no backup.
    """
    try:
        manifest = make_backup(Places.of(os.environ), folder.absolute(), datetime.now(UTC))
    except _TROUBLE as error:
        stop(f"There is no backup. {_in_full(error)}")
    typer.echo(f"Backed up to {folder}: {_told(manifest)}.")
    if manifest.releases_elsewhere:
        typer.echo(f"The releases in {manifest.releases_elsewhere} are no part of it: back up that store by itself.")


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="The folder that scrutiny backup made.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Also where there is something already.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only look whether the backup is whole.")] = False,
) -> None:
    """Put a backup back, after every byte of it was checked. What was there before is kept beside it.

    The audit log is then that of the backup, with one entry more, which says so. It does not know who signed out since,
    so whoever was signed in signs in again.
    """
    places = Places.of(os.environ)
    try:
        manifest = checked(folder.absolute())
        if check:
            typer.echo(f"The backup of {manifest.made:%d %B %Y, %H:%M} UTC is whole: {_told(manifest)}.")
            return
        seen, allowed = _seen(places.url), _allowed(places.url)
        before = restore_backup(places, folder.absolute(), manifest, datetime.now(UTC), replace=replace)
    except _TROUBLE as error:
        stop(_in_full(error))
    typer.echo(f"Restored from {folder}: {_told(manifest)}.")
    if manifest.tables:
        _say_so(manifest, places.url)
        _keep_seen(seen, places.url)
        _say_what_is_allowed_again(allowed, places.url)
    for path in before:
        typer.echo(f"What was there before is in {path}. Remove it when you are sure.")


def _say_so(manifest: Manifest, url: str) -> None:
    made = f"made {manifest.made:%Y-%m-%dT%H:%M:%SZ}"
    try:
        record(Entry(at_the_server(), Event.RESTORED, "workspace", PLACE, made), url)
    except RepositoryError as error:
        typer.echo(
            f"The audit log could not say so. {error.in_full} Give the sign-in another cookie_secret before you start "
            "the app: without that entry who has signed out since the backup was made counts as signed in.",
            err=True,
        )


def _seen(url: str) -> pl.DataFrame:
    """What the public has been shown by the database that is there; nothing where it cannot be read."""
    try:
        return decided_in(os.environ, url).shown
    except (RepositoryError, PolicyError):
        return nothing_shown()


def _keep_seen(seen: pl.DataFrame, url: str) -> None:
    """Keep it in the restored database too: whoever saw it has seen it, and an older backup does not know that."""
    try:
        decided = decided_in(os.environ, url)
        more = decided.not_remembered(seen)
        if not more.is_empty():
            remember(more, decided, url)
            typer.echo(f"{count_of(more.height, 'figure')} that the public was shown since is remembered with it.")
    except (RepositoryError, PolicyError) as error:
        said = error.in_full if isinstance(error, RepositoryError) else error
        typer.echo(f"What the public was shown since could not be kept: {said}", err=True)


def _allowed(url: str) -> list[str] | None:
    """What anybody may read and who has which role, a sentence each; None where the database cannot say so."""
    try:
        database = open_for_reading(url)
    except RepositoryError:
        return None
    try:
        publications = Publications(database)
        said = [
            *(f"the notebook “{one.title}”, version {one.version}" for one in publications.notebooks().values()),
            *(f"the figures of {release}" for release in publications.releases()),
        ]
        roles = [f"{given.person} is {given.role}." for given in Roles(database).every() if given.role]
        return [f"Anybody may read {one}." for one in said] + roles
    except RepositoryError:
        return None
    finally:
        database.engine.dispose()


def _say_what_is_allowed_again(before: list[str] | None, url: str) -> None:
    """Name what was taken back since the backup was made: the backup does not know that, and gives it again."""
    again = [one for one in _allowed(url) or () if before is not None and one not in before]
    if again:
        typer.echo("Changed since the backup was made, and again as it was then. Look whether it is to be:", err=True)
        typer.echo("\n".join(f"  {one}" for one in again), err=True)


def make_backup(places: Places, folder: Path, now: datetime) -> Manifest:
    """The manifest of a new backup. Raises one of the troubles, or ends the command where the log cannot say so.

    The folder appears once it is whole and set down.
    """
    if folder.exists():
        raise BackupError(f"{folder} is there already. Name a folder that is not.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    coming = folder.with_name(f".{folder.name}.unfinished-{os.getpid()}")
    # For whoever makes it alone: it holds private notes, roles and the log.
    coming.mkdir(0o700)
    try:
        tables = tables_version(places.url)
        copy_database(places.url, coming)
        with ExitStack() as alone:
            if places.releases is not None and places.releases.is_dir():
                # An import half way would be half a store.
                alone.enter_context(importing_alone(places.releases, _WAIT_SECONDS))
            for section, source in places.sections().items():
                for path in kept_files(source, places.not_in(section)):
                    copy_file(path, coming / section / path.relative_to(source))
        files = tuple(entry_of(path, coming) for path in kept_files(coming, ()))
        manifest = Manifest(
            made=now,
            app=version("scrutiny-notebook"),
            database="postgresql" if kind_of(places.url) == "postgresql" else "sqlite",
            tables=tables,
            releases_elsewhere=places.elsewhere,
            files=files,
        )
        (coming / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
        set_down(Export("workspace", "backup", ReadBy.ADMINISTRATORS), places.url)
        coming.rename(folder)
    except BaseException:
        shutil.rmtree(coming, ignore_errors=True)
        raise
    return manifest


def checked(folder: Path) -> Manifest:
    """The manifest of a backup of which every byte was read and is right. Raises BackupError or RepositoryError."""
    manifest = manifest_of(folder)
    check_files(folder, manifest)
    refuse_newer(manifest.tables)
    if manifest.tables:
        check_copy(folder / FILE_OF[manifest.database])
    return manifest


def restore_backup(
    places: Places, folder: Path, manifest: Manifest, now: datetime, *, replace: bool = False
) -> list[Path]:
    """Put a checked backup back, and give the folders in which what was there before is kept.

    Files are made ready beside their places first; then the database changes in one transaction, and the files by
    renaming. Raises BackupError where something is there and `replace` does not say to go on, and changes nothing then.
    """
    there = [str(path) for path in _occupied(places)]
    if there and not replace:
        raise BackupError(
            f"There is something already: {', '.join(there)}. Add --replace to put the backup in its place; what is "
            "there now is kept beside it. Stop the app first."
        )
    stamp = f"{now:%Y-%m-%dT%H%M%SZ}"
    coming: dict[str, Path] = {}
    kept: list[Path] = []
    with ExitStack() as alone:
        if places.releases is not None:
            alone.enter_context(importing_alone(places.releases, _WAIT_SECONDS))
        try:
            for section, target in places.sections().items():
                target.mkdir(parents=True, exist_ok=True)
                coming[section] = target / f"{COMING}{stamp}"
                coming[section].mkdir()
                for file in manifest.below(section):
                    copy_file(folder / file.name, target / f"{COMING}{stamp}" / file.name.removeprefix(f"{section}/"))
            if manifest.tables:
                kept += _replace_database(places, folder / FILE_OF[manifest.database], stamp)
            for section, target in places.sections().items():
                before = change_places(target, coming[section], stamp, places.not_in(section))
                kept += [before] if before and before not in kept else []
        finally:
            for path in coming.values():
                shutil.rmtree(path, ignore_errors=True)
    return kept


def _replace_database(places: Places, file: Path, stamp: str) -> list[Path]:
    """Put the database back; what it held before is copied into the workspace first. Gives the folder of that copy."""
    before = places.workspace / f".before-restore-{stamp}"
    before.mkdir(0o700)
    copied = copy_database(places.url, before)
    if copied is None:
        before.rmdir()
    put_back(file, places.url)
    return [before] if copied else []


def _occupied(places: Places) -> list[Path | str]:
    """What a restore would take the place of."""
    found: list[Path | str] = []
    if tables_version(places.url):
        found.append(make_url(places.url).render_as_string(hide_password=True))
    for section, folder in places.sections().items():
        if folder.is_dir() and next(kept_files(folder, places.not_in(section)), None):
            found.append(folder)
    return found


def _told(manifest: Manifest) -> str:
    sizes = sum(file.size for file in manifest.files) / 1_000_000
    database = f"the {manifest.database} database of notebooks" if manifest.tables else "no notebooks"
    files = len(manifest.below(WORKSPACE)) + len(manifest.below(RELEASES))
    return f"{database}, {count_of(files, 'file')} of the workspace, {sizes:,.1f} MB"
