"""`scrutiny notebook`: list, read, begin, bring in, write out and compare notebooks.

`scrutiny notebook render` is in `analytics.commands.notebook_file`.
"""

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from analytics.access.export import Export, ReadBy
from analytics.access.withdrawals import LoggedAs
from analytics.commands.evidence import AuthorityOption, Folder, KnownOn, app, evidence_for, stop
from analytics.commands.leaving import PLACE, at_the_server, set_down
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.store.files import put_file
from analytics.notebooks.notebook import Notebook, new_id
from analytics.notebooks.repository import Listed, Repository, RepositoryError, compare, default_url
from analytics.notebooks.repository.differences import cell_name
from analytics.notebooks.starters import Starter, starters
from analytics.notebooks.stored import notebook_from_stored

notebook = typer.Typer(
    no_args_is_help=True, help="Notebooks kept in a database: list, read, begin, render, exchange, compare."
)
app.add_typer(notebook, name="notebook")

DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database",
        help="sqlite:////folder/notebooks.db or postgresql+psycopg://user:password@host/name. Without it: "
        "SCRUTINY_DATABASE_URL, else notebooks.db in SCRUTINY_WORKSPACE or ~/.local/share/scrutiny-notebook.",
    ),
]
Identity = Annotated[str, typer.Argument(help="A notebook's id as the list gives it; its first letters will do.")]
VersionOption = Annotated[
    int | None, typer.Option("--version", min=1, help="An earlier version. Without it: the newest.")
]


@notebook.command("list")
def list_notebooks(
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that were deleted too.")] = False,
    database: DatabaseOption = "",
) -> None:
    """The notebooks, the last saved first: id, version, when it was saved, council, title."""
    with opened(database) as repository:
        found = repository.listed(deleted=deleted)
    set_down(Export("notebooks", "text", ReadBy.MEMBERS), database)
    for entry in found:
        marks = ", ".join(word for word, holds in (("public", entry.public), ("deleted", entry.deleted)) if holds)
        row = (entry.id, f"v{entry.version}", f"{entry.saved_at:%Y-%m-%d %H:%M}", entry.authority, entry.title, marks)
        typer.echo("  ".join(filter(None, row)))
    if not found:
        typer.echo("No notebook yet. Begin one: scrutiny notebook new --authority NAME", err=True)


@notebook.command()
def show(identity: Identity, version: VersionOption = None, database: DatabaseOption = "") -> None:
    """What a notebook holds, cell by cell, and its history."""
    with opened(database) as repository:
        entry = named(repository, identity)
        shown = repository.at(entry.id, version or entry.version)
        history = repository.history(entry.id)
    set_down(Export(entry.id, "contents, text", ReadBy.MEMBERS), database)
    known = (
        f"as known on {day_in_words(shown.as_known_on)}" if shown.as_known_on else "with everything published so far"
    )
    typer.echo(f"{shown.title}\n{shown.authority}, {known}")
    typer.echo(f"Version {version or entry.version}, {count_of(len(shown.cells), 'cell')}\n")
    for place, held in enumerate(shown.cells, 1):
        typer.echo(f"{place}. {cell_name(held.asks)}{' (folded away)' if held.collapsed else ''}")
    typer.echo("\nHistory")
    for one in history:
        kept = " (kept beside)" if one.is_branch else ""
        typer.echo(f"  {one.version}{kept}  {one.saved_at:%Y-%m-%d %H:%M}  {one.title}  {one.why}".rstrip())


@notebook.command()
def new(  # noqa: PLR0917 - each is an option of the command
    authority: AuthorityOption = None,
    title: Annotated[str, typer.Option(help="What to call it. Without it: the starter's title.")] = "",
    as_known_on: KnownOn = None,
    starter: Annotated[str, typer.Option(help="A file's name in notebooks/ of the folder, without .json.")] = "",
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Begin a notebook, empty or from a starter. Prints its id."""
    evidence = evidence_for(folder, authority, None)
    if authority is None:
        stop(f"Name the council with --authority. Known: {', '.join(evidence.authorities_with_documents())}.")
    day = as_known_on.date() if as_known_on else None
    chosen = starter_named(folder / "notebooks", starter) if starter else Starter("", Notebook(authority=authority))
    begun = chosen.begun(authority, day).retitled(title)
    with opened(database) as repository:
        repository.save(begun, None, f"Begun from {starter}" if starter else "Begun")
    typer.echo(begun.id)


@notebook.command("import")
def import_notebook(
    file: Annotated[Path, typer.Argument(help="A notebook's JSON, of this or an earlier format.")],
    copy: Annotated[bool, typer.Option("--copy", help="As a notebook of its own, whatever is there already.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="As the next version of the one that is there.")] = False,
    database: DatabaseOption = "",
) -> None:
    """Keep a notebook from a file. Prints its id.

    It is not public, whatever the file says, until whoever it belongs to marks it so.
    """
    try:
        brought = notebook_from_stored(file.read_bytes())
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}.")
    except ValueError as error:
        stop(f"{file}: {error}")
    brought = brought.model_copy(update={"public": False})
    if copy:
        brought = brought.model_copy(update={"id": new_id()})
    with opened(database) as repository:
        there = {entry.id: entry for entry in repository.listed(deleted=True)}.get(brought.id)
        current = repository.at(there.id, there.version) if there else None
        if current and not compare(current.model_copy(update={"public": False}), brought):
            brought = current
        elif there and not replace:
            stop(
                f"“{there.title}” is here already, as version {there.version}, and the file differs from it. Add "
                "--replace to make the file its next version, or --copy to keep it as a notebook of its own."
            )
        log = LoggedAs(at_the_server(), PLACE)
        saved = repository.save(brought, there.version if there else None, f"Imported from {file.name}", log=log)
        if there and there.deleted:
            repository.undelete(brought.id)
    typer.echo(f"“{brought.title}” is kept as version {saved.version}.", err=True)
    typer.echo(brought.id)


@notebook.command()
def export(
    identity: Identity,
    version: VersionOption = None,
    output: Annotated[Path | None, typer.Option(help="A file to write. Without it: on screen.")] = None,
    database: DatabaseOption = "",
) -> None:
    """Write a notebook out whole, as JSON for another workspace. Private notes are in it."""
    with opened(database) as repository:
        entry = named(repository, identity)
        text = repository.at(entry.id, version or entry.version).model_dump_json(indent=1) + "\n"
    set_down(Export(entry.id, "json", ReadBy.MEMBERS), database)
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        put_file(output, text.encode())
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}. Name a file in a folder that is there.")
    typer.echo(f"“{entry.title}” is written to {output}.", err=True)


@notebook.command()
def diff(
    identity: Identity,
    one: Annotated[int | None, typer.Argument(min=1, help="A version. Without it: the one before the other.")] = None,
    other: Annotated[int | None, typer.Argument(min=1, help="Another version. Without it: the newest.")] = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """What changed from one version of a notebook to another, in plain words."""
    evidence = evidence_for(folder, None, None)
    with opened(database) as repository:
        entry = named(repository, identity)
        after = other or entry.version
        before = one or _version_before(repository, entry.id, after)
        found = compare(repository.at(entry.id, before), repository.at(entry.id, after), evidence)
    set_down(Export(entry.id, "differences, text", ReadBy.MEMBERS), database)
    typer.echo(f"{entry.title}: from version {before} to version {after}")
    for difference in found:
        typer.echo(f"- {difference.words}")
    if not found:
        typer.echo("Nothing differs.")


@contextmanager
def opened(database: str) -> Iterator[Repository]:
    """The repository that --database or the environment names; stops with a message where it fails."""
    try:
        repository = Repository.open(database or default_url(os.environ))
        try:
            yield repository
        finally:
            repository.close()
    except RepositoryError as error:
        stop(error.in_full)


def named(repository: Repository, identity: str) -> Listed:
    """The one notebook whose id begins like that, deleted or not; stops with a message where there is none or more."""
    found = [entry for entry in repository.listed(deleted=True) if entry.id.startswith(identity)]
    exact = [entry for entry in found if entry.id == identity]
    if not identity or not found:
        stop(f"There is no notebook “{identity}”. See them all with: scrutiny notebook list --deleted")
    if len(found) > 1 and not exact:
        stop(f"“{identity}” could be any of: {', '.join(entry.id for entry in found)}. Write more of it.")
    return (exact or found)[0]


def starter_named(folder: Path, name: str) -> Starter:
    """The starter of that name in a folder; stops with a message where there is none or one cannot be read."""
    try:
        found = {starter.name: starter for starter in starters(folder)}
    except ValueError as error:
        stop(str(error))
    if name not in found:
        stop(f"There is no starter “{name}”. In {folder} there is: {', '.join(found) or 'none'}.")
    return found[name]


def about_named(
    kept: Notebook, authority: str | None, as_known_on: datetime.datetime | None, evidence: Evidence
) -> Notebook:
    """A notebook about the council and day that options name, else its own; stops where the council is not known."""
    name = authority or kept.authority
    if name not in evidence.catalogue.authorities:
        known = ", ".join(evidence.authorities_with_documents())
        stop(f"The authority “{name}” is not known. Known with documents: {known}.")
    return kept.about(name, as_known_on.date() if as_known_on else kept.as_known_on)


def _version_before(repository: Repository, identity: str, version: int) -> int:
    """The version that another was made after: the one before it that is no branch, or itself where it is the first."""
    earlier = [one.version for one in repository.history(identity) if one.version < version and not one.is_branch]
    return earlier[0] if earlier else version
