"""`scrutiny notebook render`: a notebook as a file, or as text on the terminal."""

import sys
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import AuthorityOption, Folder, KnownOn, evidence_for, stop, that_leaves, write_out
from analytics.commands.leaving import set_down
from analytics.commands.notebook import (
    DatabaseOption,
    VersionOption,
    about_named,
    named,
    notebook,
    opened,
    starter_named,
)
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.packs.meeting import Sharing
from analytics.notebooks.packs.members_only import Audience, for_publication, for_witnesses
from analytics.notebooks.report import Gap, Markdown, Report, Shown


class RenderFormat(StrEnum):
    """What a notebook becomes. Text goes to the terminal; the others are files."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ZIP = "zip"
    IPYNB = "ipynb"


class Readers(StrEnum):
    """Who will read it."""

    MEMBERS = "members"
    WITNESSES = "witnesses"
    PUBLIC = "public"

    @property
    def audience(self) -> Audience:
        """The same in the words that mark a paper."""
        return Audience[self.name]


@notebook.command()
def render(  # noqa: PLR0917 - each is an option of the command
    identity: Annotated[str, typer.Argument(help="A notebook's id; its first letters will do.")] = "",
    starter: Annotated[
        str, typer.Option("--starter", help="Instead of a kept notebook: a file's name in notebooks/ of the folder.")
    ] = "",
    form: Annotated[
        RenderFormat, typer.Option("--format", help="text is for the terminal; the others are files.")
    ] = RenderFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write into. Without it: here, and text on the terminal.")
    ] = None,
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    readers: Annotated[
        Readers, typer.Option("--for", help="Private notes and good answers are only in what is for members.")
    ] = Readers.PUBLIC,
    version: VersionOption = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write a notebook as a file, or its text on the terminal, and say which cells could not be shown and why."""
    if bool(identity) == bool(starter):
        stop("Name either a notebook by its id or a starter with --starter.")
    evidence = evidence_for(folder, None, None)
    if starter:
        kept = starter_named(folder / "notebooks", starter).notebook
    else:
        with opened(database) as repository:
            entry = named(repository, identity)
            kept = repository.at(entry.id, version or entry.version)
    chosen = _for(readers, about_named(kept, authority, as_known_on, evidence))
    private = readers is Readers.MEMBERS
    evidence = that_leaves(evidence, readers.audience, database)
    report = notebook_report(chosen, evidence, private=private, told=_progress("Cells worked out"))
    report = replace(report, marking=readers.audience.value)
    gaps = [block for block in report.blocks if isinstance(block, Gap)]
    for gap in gaps:
        typer.echo(f"Not shown: {gap.what}. {gap.why}", err=True)
    if not any(isinstance(block, Shown | Markdown) for block in report.blocks):
        stop(f"Nothing of “{chosen.title}” can be shown to these readers, so nothing was made.")
    content = _made(form, report, chosen, evidence, private=private)
    export = Export(chosen.id, form.value, ReadBy[readers.name])
    if form is RenderFormat.TEXT and out is None:
        set_down(export, database)
        typer.echo(content.decode(), nl=False)
        return
    from analytics.exports.formats import file_stem  # noqa: PLC0415 - as below

    ending = "txt" if form is RenderFormat.TEXT else form.value
    write_out((out or Path()) / f"{file_stem(chosen.title)}.{ending}", content, export, database)


def _for(readers: Readers, chosen: Notebook) -> Notebook:
    """The notebook with the cells that these readers may see."""
    match readers:
        case Readers.MEMBERS:
            return chosen
        case Readers.WITNESSES:
            meeting = chosen.meeting
            return for_witnesses(chosen, sharing=meeting.themes_or_questions if meeting else Sharing.THEMES)
        case Readers.PUBLIC:
            return for_publication(chosen)


def _made(form: RenderFormat, report: Report, chosen: Notebook, evidence: Evidence, *, private: bool) -> bytes:
    # Word, PDF and their drawing take a while to load, and no other command needs them.
    from analytics.exports.formats import Format, report_as  # noqa: PLC0415
    from analytics.exports.jupyter import notebook_as_ipynb  # noqa: PLC0415
    from analytics.exports.report_text import report_as_text  # noqa: PLC0415

    match form:
        case RenderFormat.TEXT:
            return report_as_text(report).encode()
        case RenderFormat.IPYNB:
            return notebook_as_ipynb(chosen, evidence, private=private, marking=report.marking)
        case _:
            return report_as(Format(form.value), report, _progress("Parts laid out"))


def _progress(words: str) -> Callable[[int, int], None]:
    """Says on a terminal how far it is, each time over the last; in a log it would only be noise."""

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{words}: {done} of {of}", nl=done == of, err=True)

    return told
