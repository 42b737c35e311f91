"""`scrutiny publish`: a static site that anybody may read."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from analytics.commands.evidence import Folder, app, evidence_for, stop
from analytics.commands.notebook import DatabaseOption
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.evidence.wording import count_of, listed
from analytics.measures.disclosure.policy import PolicyError, policy_from
from analytics.measures.disclosure.protect import protected
from analytics.notebooks.repository import Repository, RepositoryError, default_url
from analytics.notebooks.repository.published import Published
from analytics.notebooks.stored import notebook_from_stored
from analytics.site.build import build
from analytics.site.folder import write_site
from analytics.site.publication import CannotPublish, Publication, PublicNotebook, Publisher, publishable
from analytics.site.weight import MOST_BYTES, weights


@app.command()
def publish(  # noqa: PLR0917 - each is an option of the command
    out: Annotated[Path, typer.Option("--out", help="The folder of the site: new, empty, or published into before.")],
    notebook: Annotated[
        list[str] | None,
        typer.Option(
            "--notebook",
            help="A notebook marked public, by its id or its file; may be given again. Without it: every notebook that "
            "is kept here and marked public.",
        ),
    ] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(
            "--authority", help="A council's id; may be given again. Without it: every council with documents."
        ),
    ] = None,
    base_url: Annotated[
        str, typer.Option("--base-url", help="Where the site will be, such as https://example.org/figures/.")
    ] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes it, for the accessibility statement.")] = "",
    contact: Annotated[str, typer.Option(help="How to reach them, such as an address for e-mail.")] = "",
    reviewed: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day they last reviewed the accessibility statement."),
    ] = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write a site of the published figures: pages that need no server and no script, for everybody to read.

    Small numbers are withheld as SCRUTINY_DISCLOSURE says. Notebooks lose what is for members only, and one that is not
    marked public is refused. Only what changed is written, and nothing that another program wrote is touched.
    """
    evidence = evidence_for(folder, None, None)
    try:
        policy = policy_from(os.environ)
        # Before anything is worked out: a notebook that may not be published stops all of it.
        notebooks = _notebooks(notebook or [], database)
        safe = protected(evidence, policy)
        publication = Publication(
            evidence=safe.evidence,
            authorities=_councils(authority or [], evidence),
            notebooks=tuple(notebooks),
            policy=(policy.in_words, _withheld(safe.withheld.height)),
            publisher=Publisher(publisher, contact, reviewed.date() if reviewed else None),
            base_url=_base(base_url),
        )
        files = build(publication, _progress())
        written = write_site(files, out)
    except (CannotPublish, PolicyError, RepositoryError) as error:
        stop(str(error))
    heavy = weights(files)
    for path, size in heavy.items():
        if size > MOST_BYTES:
            typer.echo(f"{path} has {size / 1024:.0f} KB with its charts, more than {MOST_BYTES // 1024}.", err=True)
    pages, heaviest = count_of(len(heavy), "page"), max(heavy.values()) / 1024
    typer.echo(
        f"{pages} and {count_of(len(files) - len(heavy), 'other file')} in {out}. The heaviest page has "
        f"{heaviest:.0f} KB with its charts. {written.changed} written, {written.unchanged} as they were, "
        f"{written.removed} removed."
    )


def _councils(asked: list[str], evidence: Evidence) -> tuple[str, ...]:
    """The councils named, else those with documents."""
    there = evidence.authorities()
    unknown = [name for name in asked if name not in there]
    if unknown:
        known = listed(there[:12]) + (f" and {len(there) - 12} more" if len(there) > 12 else "")
        raise CannotPublish(f"There is no figure for a council called “{unknown[0]}”. There are figures for {known}.")
    chosen = tuple(dict.fromkeys(asked)) or evidence.authorities_with_documents()
    if not chosen:
        raise CannotPublish(
            "There is no document to publish. Add one as data/README.md says, or name a council of the imported "
            "releases with --authority."
        )
    return chosen


def _notebooks(asked: list[str], database: str) -> list[PublicNotebook]:
    """The notebooks named, each once; where none is, those kept here that are marked public, by their titles."""
    if asked:
        found = [_from_file(Path(name)) if Path(name).is_file() else _kept(name, database) for name in asked]
        return [*{one.notebook.id: one for one in found}.values()]
    url = database or default_url(os.environ)
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return []
    published = Published.open(url)
    try:
        kept = [PublicNotebook(one.notebook, one.saved_on) for one in published.listed()]
    finally:
        published.close()
    return sorted(kept, key=lambda one: (one.notebook.title.casefold(), one.notebook.id))


def _from_file(file: Path) -> PublicNotebook:
    try:
        return publishable(notebook_from_stored(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise CannotPublish(f"{file}: {error}") from error


def _kept(identity: str, database: str) -> PublicNotebook:
    repository = Repository.open(database or default_url(os.environ))
    try:
        found = [entry for entry in repository.listed() if entry.id.startswith(identity)]
        exact = [entry for entry in found if entry.id == identity] or found
        if len(exact) != 1:
            many = f" It could be any of: {', '.join(entry.id for entry in exact)}." if exact else ""
            raise CannotPublish(
                f"“{identity}” is neither a file nor the id of one notebook.{many} "
                "See them all with: scrutiny notebook list"
            )
        saved = repository.get(exact[0].id)
        return publishable(saved.notebook, saved.saved_at.date())
    finally:
        repository.close()


def _base(url: str) -> str:
    """The address with a slash at its end. Raises CannotPublish for what is no address of a web site."""
    if url and not url.startswith(("https://", "http://")):
        raise CannotPublish(f"--base-url is “{url}”. Write the whole address, such as https://example.org/figures/.")
    return f"{url.rstrip('/')}/" if url else ""


def _withheld(number: int) -> str:
    return (
        f"Under this policy {count_of(number, 'figure is', 'figures are')} withheld from what is published here."
        if number
        else "Under this policy nothing had to be withheld from what is published here."
    )


def _progress() -> Callable[[str, int, int], None]:
    """Says on a terminal how much is done, in one line a kind of work; elsewhere nothing."""
    if not sys.stderr.isatty():
        return lambda *_: None

    def told(what: str, done: int, of: int) -> None:
        typer.echo(f"\r{what}: {done} of {of}", err=True, nl=done == of)

    return told
