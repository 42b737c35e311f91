"""`scrutiny publish`: a static site that anybody may read."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import Folder, app, decided_or_stop, evidence_for, stop
from analytics.commands.leaving import set_down
from analytics.commands.notebook import DatabaseOption
from analytics.commands.remembering import remembered
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.evidence.wording import count_of, listed
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.notebooks.leaving import for_the_public, unpublished
from analytics.notebooks.repository import RepositoryError, default_url
from analytics.notebooks.repository.published import Published
from analytics.notebooks.stored import notebook_from_stored
from analytics.site.build import build
from analytics.site.folder import Written, earlier_files, write_site
from analytics.site.made_from import made_from
from analytics.site.publication import CannotPublish, Publication, PublicNotebook, publishable
from analytics.site.publisher import Publisher, publisher_from
from analytics.site.weight import MOST_BYTES, weights

# A process that draws takes about 300 MB, and more of them wait for the pages to be worked out.
_MOST_WORKERS = 4


@app.command()
def publish(  # noqa: PLR0917 - each is an option of the command
    out: Annotated[Path, typer.Option("--out", help="The folder of the site: new, empty, or published into before.")],
    notebook: Annotated[
        list[str] | None,
        typer.Option(
            "--notebook",
            help="A published notebook by its id, or the file of one that says it may be published; may be given "
            "again. Without it: every published notebook.",
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
    statement: Annotated[
        Path | None,
        typer.Option(help="A TOML file with what only its publisher can say in the accessibility statement."),
    ] = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write a site of the published figures: pages that need no server and no script, for everybody to read.

    Own figures and notebooks are in it that somebody has published, as they were published. Small numbers are withheld
    by the policy in force, which scrutiny disclosure names. Only what changed is written, and nothing that another
    program wrote is touched.
    """
    evidence = evidence_for(folder, None, None)
    decided = decided_or_stop(database)
    try:
        # Before anything is worked out: a notebook that may not be published stops all of it.
        notebooks = _notebooks(notebook or [], database)
        councils = _councils(authority or [], for_the_public(evidence, decided).evidence)
        said = _publisher(statement, publisher, contact, reviewed.date() if reviewed else None)
        address = _base(base_url)
        # Before anybody can read it: what was shown once is known for good.
        safe, _ = remembered(evidence, database)
        publication = Publication(
            evidence=safe.evidence,
            authorities=councils,
            notebooks=tuple(notebooks),
            policy=(*safe.policy.sentences, _withheld(safe.withheld.height)),
            publisher=said,
            base_url=address,
        )
        files, written = _written(publication, out, database)
    except RepositoryError as error:
        stop(error.in_full)
    except CannotPublish as error:
        stop(str(error))
    if not said.contact:
        typer.echo(
            "The accessibility statement has no contact, and the law asks for one: give --contact, or a statement file "
            "with --statement.",
            err=True,
        )
    for sentence in exposed_in_words(safe):
        typer.echo(sentence, err=True)
    for release in unpublished(evidence.releases, decided):
        typer.echo(f"{release} is not published, so nothing of it is here. See: scrutiny releases", err=True)
    _tell(files, written, out)


def _written(publication: Publication, out: Path, database: str) -> tuple[Mapping[str, bytes], Written]:
    """The files of the site and what became of them in the folder; those of the same evidence are not made again."""
    made = made_from(publication)
    files = earlier_files(out, made) or build(
        publication, _progress(), earlier=earlier_files(out), workers=min(os.cpu_count() or 1, _MOST_WORKERS)
    )
    set_down(Export("site", "html", ReadBy.PUBLIC), database)
    return files, write_site(files, out, made)


def _tell(files: Mapping[str, bytes], written: Written, out: Path) -> None:
    """Say how many pages there are now, how heavy they are, and how much of that was written."""
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
    """The notebooks named, each once; where none is, those that are published, by their titles."""
    published = Published.open(database or default_url(os.environ))
    try:
        kept = [PublicNotebook(one.notebook, one.published_on) for one in published.listed()]
    finally:
        published.close()
    if asked:
        found = [_from_file(Path(name)) if Path(name).is_file() else _named(name, kept) for name in asked]
        return [*{one.notebook.id: one for one in found}.values()]
    return sorted(kept, key=lambda one: (one.notebook.title.casefold(), one.notebook.id))


def _from_file(file: Path) -> PublicNotebook:
    try:
        return publishable(notebook_from_stored(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise CannotPublish(f"{file}: {error}") from error


def _named(identity: str, kept: list[PublicNotebook]) -> PublicNotebook:
    found = [one for one in kept if one.notebook.id.startswith(identity)]
    exact = [one for one in found if one.notebook.id == identity] or found
    if len(exact) != 1:
        many = f" It could be any of: {', '.join(one.notebook.id for one in exact)}." if exact else ""
        raise CannotPublish(
            f"“{identity}” is neither a file nor the id of one published notebook.{many} A notebook is published on "
            "the page Publishing."
        )
    return exact[0]


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


def _publisher(statement: Path | None, name: str, contact: str, reviewed: date | None) -> Publisher:
    """What the file says of the publisher, but for what the options say."""
    said = {"name": name, "contact": contact, "reviewed": reviewed}
    try:
        kept = publisher_from(statement) if statement else Publisher()
    except ValueError as error:
        raise CannotPublish(str(error)) from error
    return kept.model_copy(update={key: value for key, value in said.items() if value})


def _progress() -> Callable[[str, int, int], None]:
    """Says on a terminal how much is done, in one line a kind of work; elsewhere nothing."""
    if not sys.stderr.isatty():
        return lambda *_: None
    last = ""

    def told(what: str, done: int, of: int) -> None:
        nonlocal last
        if last not in ("", what):
            typer.echo(err=True)
        last = what
        typer.echo(f"\r{what}: {done}{f' of {of}' if of else ''}", err=True, nl=bool(of) and done == of)
        if of and done == of:
            last = ""

    return told
