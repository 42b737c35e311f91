"""`scrutiny validate` and the commands that write the evidence out."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import polars as pl
import typer

from analytics.access.export import Export, ReadBy
from analytics.commands.leaving import set_down
from analytics.evidence.evidence import FINDING_COLUMNS, OBSERVATION_COLUMNS, RATING_COLUMNS, Evidence
from analytics.evidence.loading import SHIPPED, document_folders, load_evidence
from analytics.evidence.national import Figures
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import Releases, open_releases
from analytics.exports.frame_file import frame_as_csv, write_frame
from analytics.importers.store.files import put_file
from analytics.measures.disclosure.policy import PolicyError
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.leaving import evidence_for_audience
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided, RepositoryError, decided_in

_DOCUMENT_COLUMNS = {
    "document": pl.String,
    "title": pl.String,
    "publisher": pl.String,
    "authority": pl.String,
    "kind": pl.String,
    "published": pl.String,
    "available_from": pl.Date,
    "data_to": pl.Date,
    "licence": pl.String,
}

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Evidence on children's social care for council scrutiny committees.",
)

# Where the app reads them from, or a command would speak of other documents than the pages.
_DATA = "SCRUTINY_DATA"
Folder = Annotated[Path, typer.Option(envvar=_DATA, help="The folder that holds documents/ and catalogue/.")]
Output = Annotated[
    Path | None, typer.Option(help="A file ending in .csv, .json or .parquet. Without it: CSV on screen.")
]
AuthorityOption = Annotated[str | None, typer.Option("--authority", help="An authority's id, such as barnsley.")]
KnownOn = Annotated[
    datetime | None,
    typer.Option("--as-known-on", formats=["%Y-%m-%d"], help="Leave out what was published after this day."),
]

FiguresOption = Annotated[
    Figures,
    typer.Option(
        "--figures",
        help="reports: documents about the council; releases: the national figures that were imported. "
        "Without it: reports where there are any.",
    ),
]


@app.command()
def validate(folder: Annotated[Path, typer.Argument(envvar=_DATA, help="The folder to check.")] = SHIPPED) -> None:
    """List every problem in the evidence: file, row, column, what is wrong and what would be right."""
    evidence = _loaded(folder)
    for problem in evidence.problems:
        typer.echo(problem)
    if evidence.problems:
        stop(f"{len(evidence.problems)} problems. The rows named above are left out until they are mended.")
    if not document_folders(folder):
        stop(f"{folder} holds no documents. Each document is a folder in {folder / 'documents'}.")
    typer.echo(
        f"No problems: {len(evidence.documents)} documents, {evidence.observations.height} observations, "
        f"{evidence.ratings.height} ratings, {evidence.findings.height} findings."
    )


@app.command()
def documents(
    output: Output = None,
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    figures: FiguresOption = Figures.EITHER,
    folder: Folder = SHIPPED,
) -> None:
    """The documents, with when the public could read each and how much was taken from it."""
    _write("documents", document_frame(evidence_for(folder, authority, as_known_on, figures)), output)


@app.command()
def observations(
    output: Output = None,
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    figures: FiguresOption = Figures.EITHER,
    folder: Folder = SHIPPED,
) -> None:
    """Every printed figure with its source, period and status."""
    known = evidence_for(folder, authority, as_known_on, figures)
    _write("observations", known.observations.select(list(OBSERVATION_COLUMNS)), output)


@app.command()
def ratings(
    output: Output = None,
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    figures: FiguresOption = Figures.EITHER,
    folder: Folder = SHIPPED,
) -> None:
    """Every rating on a scale: inspection grades, self-assessed risks."""
    known = evidence_for(folder, authority, as_known_on, figures)
    _write("ratings", known.ratings.select(list(RATING_COLUMNS)), output)


@app.command()
def findings(
    output: Output = None, authority: AuthorityOption = None, as_known_on: KnownOn = None, folder: Folder = SHIPPED
) -> None:
    """Every finding, paraphrased, with its place in the document."""
    _write("findings", evidence_for(folder, authority, as_known_on).findings.select(list(FINDING_COLUMNS)), output)


def document_frame(evidence: Evidence) -> pl.DataFrame:
    """One row a document: slug, title, authority, kind, publication, and how many rows of each sort it gave."""
    counted = {
        "observations": evidence.observations,
        "ratings": evidence.ratings,
        "findings": evidence.findings,
        "claims": evidence.claims,
    }
    rows = [
        {
            **{column: getattr(held.file, column, None) for column in _DOCUMENT_COLUMNS},
            "document": slug,
            "kind": held.file.kind.value,
            **{name: frame.filter(pl.col("document") == slug).height for name, frame in counted.items()},
        }
        for slug, held in evidence.documents.items()
    ]
    return pl.DataFrame(rows, schema=_DOCUMENT_COLUMNS | dict.fromkeys(counted, pl.Int64))


def _loaded(folder: Path, releases: Releases | None = None) -> Evidence:
    if not folder.is_dir():
        stop(f"{folder} is not a folder. Name the one that holds documents/.")
    return load_evidence(folder, releases)


def _imported() -> Releases | None:
    try:
        return open_releases()
    except ReleasesUnreadable as error:
        stop(str(error))


def evidence_for(
    folder: Path, authority: str | None, as_known_on: datetime | None, figures: Figures = Figures.EITHER
) -> Evidence:
    """The evidence that the options name; stops with a message where the authority is not known."""
    if figures is Figures.RELEASES and authority is None:
        stop("National figures are shown for one council at a time. Name it with --authority.")
    evidence = _loaded(folder, _imported())
    if authority is not None and authority not in evidence.catalogue.authorities:
        stop(f"The authority “{authority}” is not known. Known with documents: {_known(evidence)}.")
    if evidence.problems:
        typer.echo(f"{len(evidence.problems)} problems in the evidence: run scrutiny validate.", err=True)
    day = as_known_on.date() if as_known_on else None
    if authority is None:
        return evidence.as_known_on(day)
    return evidence_about(evidence, authority, figures).as_known_on(day)


def refuse_unknown(evidence: Evidence, document: str, theme: str) -> None:
    """Stop with a message where options name a document or a theme that there is not; a blank names none."""
    if document and document not in evidence.documents:
        stop(f"The document “{document}” is not known. Known: {', '.join(evidence.documents)}.")
    if theme and theme not in evidence.catalogue.themes:
        stop(f"The theme “{theme}” is not known. Known: {', '.join(evidence.catalogue.themes)}.")


def _known(evidence: Evidence) -> str:
    return ", ".join(evidence.authorities_with_documents())


def _write(what: str, frame: pl.DataFrame, output: Path | None) -> None:
    set_down(Export(what, output.suffix.removeprefix(".") if output else "csv", ReadBy.MEMBERS))
    if output is None:
        typer.echo(frame_as_csv(frame), nl=False)
        return
    try:
        write_frame(frame, output)
    except (ValueError, OSError) as error:
        stop(str(error))
    typer.echo(f"{frame.height} rows written to {output}.", err=True)


def that_leaves(evidence: Evidence, audience: Audience = Audience.PUBLIC, database: str = "") -> Evidence:
    """What may be in a file for an audience, under what the database says; stops where that is not known."""
    if audience is Audience.MEMBERS:
        return evidence
    return evidence_for_audience(evidence, decided_or_stop(database), audience)


def decided_or_stop(database: str = "") -> Decided:
    """What officers have decided that the public sees; stops with a message where it cannot be read."""
    try:
        return decided_in(os.environ, database)
    except RepositoryError as error:
        stop(error.in_full)
    except PolicyError as error:
        stop(str(error))


def write_out(
    path: Path, content: bytes, export: Export, database: str = "", instead: str = "Name a folder of yours with --out."
) -> None:
    """Write a file that leaves, with the folder it goes in, and say so with its size and the first of its SHA-256.

    It is written whole or not at all; then the command stops with why, and with what to do `instead`.
    """
    set_down(export, database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, content)
    except OSError as error:
        stop(f"{path} cannot be written: {error.strerror}. {instead}")
    typer.echo(f"{path} ({len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()[:12]})")


def stop(message: str) -> NoReturn:
    """Say what is wrong and what would work, and end with exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
