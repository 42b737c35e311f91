"""`scrutiny pack`: the papers of a meeting, made from a notebook and written as files."""

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import (
    AuthorityOption,
    Folder,
    KnownOn,
    app,
    evidence_for,
    stop,
    that_leaves,
    write_out,
)
from analytics.commands.notebook import DatabaseOption, about_named, named, opened, starter_named
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.evidence.wording import day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.checks import before_export
from analytics.notebooks.packs.councillor_print import large_print, two_page_print
from analytics.notebooks.packs.dates import work_plan
from analytics.notebooks.packs.lock import lock
from analytics.notebooks.packs.meeting import Meeting, Sharing
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.packs.papers import cover_report, data_report, explainer_paper
from analytics.notebooks.packs.witness_brief import witness_brief
from analytics.notebooks.report import Report
from analytics.notebooks.view import CannotRender

pack = typer.Typer(no_args_is_help=True, help="The papers of a meeting: members’ pack, witness brief, reports, print.")
app.add_typer(pack, name="pack")


class PackFormat(StrEnum):
    """The form of a paper."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


NotebookOption = Annotated[str, typer.Option("--notebook", help="A notebook's id; its first letters will do.")]
StarterOption = Annotated[str, typer.Option("--starter", help="A file's name in notebooks/ of the folder.")]
MeetingDate = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--meeting-date",
        formats=["%Y-%m-%d"],
        help="The day of the meeting. Without it: that of the meeting planned in the notebook.",
    ),
]
MeetingFile = Annotated[
    Path | None, typer.Option("--meeting", help="The meeting's particulars as JSON; other options come before it.")
]
CommitteeOption = Annotated[str, typer.Option("--committee", help="The committee's name.")]
PlaceOption = Annotated[str, typer.Option("--place", help="Where it meets.")]
ThemesOption = Annotated[list[str] | None, typer.Option("--theme", help="A theme's id. May be repeated.")]
WitnessesOption = Annotated[list[str] | None, typer.Option("--witness", help="A role invited. May be repeated.")]
FormOption = Annotated[PackFormat, typer.Option("--format", help="docx, pdf or html.")]
OutOption = Annotated[Path, typer.Option("--out", help="The folder to write into.")]


@pack.command()
def member(  # noqa: PLR0917 - each is an option of the command
    meeting_date: MeetingDate = None,
    notebook: NotebookOption = "",
    starter: StarterOption = "",
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    particulars: MeetingFile = None,
    committee: CommitteeOption = "",
    place: PlaceOption = "",
    theme: ThemesOption = None,
    witness: WitnessesOption = None,
    full: Annotated[
        bool, typer.Option("--full/--short", help="With every indicator, cell and doubt, or short enough to be read.")
    ] = False,
    form: FormOption = PackFormat.DOCX,
    out: OutOption = Path(),
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write the members' pack, with the lock of its evidence beside it."""
    chosen, evidence = _chosen(notebook, starter, authority, as_known_on, folder, database)
    meeting = _meeting(chosen.meeting, meeting_date, particulars, committee, place, theme, witness)
    try:
        report, locked = member_pack(chosen, evidence, meeting, full=full), lock(chosen, evidence, meeting)
    except CannotRender as reason:
        stop(str(reason))
    _write_all(out, form, {"members-pack": report}, chosen, ReadBy.MEMBERS, database)
    leaves = Export(chosen.id, "evidence-lock, json", ReadBy.MEMBERS)
    write_out(out / "evidence-lock.json", f"{locked.model_dump_json(indent=1)}\n".encode(), leaves, database)
    for sentence in before_export(chosen, evidence, meeting, today=datetime.datetime.now(datetime.UTC).date()):
        typer.echo(f"Before it leaves: {sentence}", err=True)


@pack.command("witness")
def brief(  # noqa: PLR0917 - each is an option of the command
    role: Annotated[str, typer.Option("--role", help="The witness's role: its id, such as director, or its title.")],
    meeting_date: MeetingDate = None,
    notebook: NotebookOption = "",
    starter: StarterOption = "",
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    particulars: MeetingFile = None,
    committee: CommitteeOption = "",
    place: PlaceOption = "",
    theme: ThemesOption = None,
    witness: WitnessesOption = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="The Chair has agreed to share the questions.")
    ] = False,
    form: FormOption = PackFormat.DOCX,
    out: OutOption = Path(),
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write the brief to one witness. Nothing that is for members only is in it."""
    chosen, evidence = _chosen(notebook, starter, authority, as_known_on, folder, database)
    meeting = _meeting(chosen.meeting, meeting_date, particulars, committee, place, theme, witness, questions=questions)
    try:
        report = witness_brief(chosen, that_leaves(evidence, Audience.WITNESSES, database), meeting, role)
    except CannotRender as reason:
        stop(str(reason))
    _write_all(out, form, {f"brief-{_plain(role)}": report}, chosen, ReadBy.WITNESSES, database)


@pack.command()
def papers(  # noqa: PLR0917 - each is an option of the command
    meeting_date: MeetingDate = None,
    notebook: NotebookOption = "",
    starter: StarterOption = "",
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    particulars: MeetingFile = None,
    committee: CommitteeOption = "",
    place: PlaceOption = "",
    theme: ThemesOption = None,
    witness: WitnessesOption = None,
    form: FormOption = PackFormat.DOCX,
    out: OutOption = Path(),
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write the three committee papers twice: for publication, and for members, each in a folder of its own."""
    chosen, evidence = _chosen(notebook, starter, authority, as_known_on, folder, database)
    meeting = _meeting(chosen.meeting, meeting_date, particulars, committee, place, theme, witness)
    makers = {"cover-report": cover_report, "data-report": data_report, "understanding-the-figures": explainer_paper}
    for audience, name in ((Audience.PUBLIC, "for-publication"), (Audience.MEMBERS, "for-members")):
        known = that_leaves(evidence, audience, database)
        try:
            made = {title: make(chosen, known, meeting, audience) for title, make in makers.items()}
        except CannotRender as reason:
            stop(str(reason))
        _write_all(out / name, form, made, chosen, ReadBy[audience.name], database)


@pack.command("print")
def print_lines(  # noqa: PLR0917 - each is an option of the command
    meeting_date: MeetingDate = None,
    notebook: NotebookOption = "",
    starter: StarterOption = "",
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    particulars: MeetingFile = None,
    committee: CommitteeOption = "",
    place: PlaceOption = "",
    theme: ThemesOption = None,
    witness: WitnessesOption = None,
    large: Annotated[bool, typer.Option("--large-print", help="Letters of 18 points, on as many sides.")] = False,
    form: FormOption = PackFormat.PDF,
    out: OutOption = Path(),
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Write the councillor's print: at most six lines on two sides of A4, or on more in large print, to write on."""
    chosen, evidence = _chosen(notebook, starter, authority, as_known_on, folder, database)
    meeting = _meeting(chosen.meeting, meeting_date, particulars, committee, place, theme, witness)
    try:
        report = (large_print if large else two_page_print)(chosen, evidence, meeting)
    except CannotRender as reason:
        stop(str(reason))
    name = "large-print" if large else "two-pages"
    _write_all(out, form, {name: report}, chosen, ReadBy.MEMBERS, database, large=large)


@pack.command()
def dates(
    meeting_date: Annotated[
        datetime.datetime, typer.Option("--meeting-date", formats=["%Y-%m-%d"], help="The day of the meeting.")
    ],
) -> None:
    """Say what is due when before and after a meeting, in working days with England's bank holidays."""
    for step in work_plan(meeting_date.date()):
        typer.echo(f"{step.code:5} {step.due:%A} {day_in_words(step.due)}: {step.name}. {step.what}")


def _chosen(  # noqa: PLR0917 - they are options of every command
    notebook: str,
    starter: str,
    authority: str | None,
    as_known_on: datetime.datetime | None,
    folder: Path,
    database: str,
) -> tuple[Notebook, Evidence]:
    """The notebook that the options name, about the council and day they name, and all the evidence."""
    if bool(notebook) == bool(starter):
        stop("Name either a notebook with --notebook or a starter with --starter.")
    evidence = evidence_for(folder, None, None)
    chosen = _kept(notebook, database) if notebook else starter_named(folder / "notebooks", starter).notebook
    return about_named(chosen, authority, as_known_on, evidence), evidence


def _kept(identity: str, database: str) -> Notebook:
    with opened(database) as repository:
        entry = named(repository, identity)
        return repository.at(entry.id, entry.version)


def _meeting(  # noqa: PLR0917 - they are options of every command
    planned: Meeting | None,
    day: datetime.datetime | None,
    file: Path | None,
    committee: str,
    place: str,
    themes: list[str] | None,
    witnesses: list[str] | None,
    *,
    questions: bool = False,
) -> Meeting:
    """The meeting that the notebook keeps, with what a file says instead, and with what the options say instead."""
    said: dict[str, Any] = {"date": day.date()} if day else {}
    said |= {name: value for name, value in (("committee", committee), ("place", place)) if value}
    said |= {name: tuple(value) for name, value in (("themes", themes), ("witnesses", witnesses)) if value}
    if questions:
        said["themes_or_questions"] = Sharing.QUESTIONS
    kept = dict(planned) if planned else {}
    try:
        given = Meeting.model_validate_json(file.read_bytes()).model_dump(exclude_unset=True) if file else {}
        if "date" not in kept | given | said:
            stop("No day is known. Name it with --meeting-date, or plan the meeting in the notebook.")
        return Meeting.model_validate(kept | given | said)
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}.")
    except ValidationError as error:
        first = error.errors()[0]
        stop(f"The meeting: {'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}.")


def _write_all(  # noqa: PLR0917 - what is written where, and what is set down of it
    folder: Path,
    form: PackFormat,
    reports: dict[str, Report],
    chosen: Notebook,
    read_by: ReadBy,
    database: str,
    *,
    large: bool = False,
) -> None:
    # Word, PDF and their drawing take a while to load, and no other command needs them.
    from analytics.exports.formats import Format, report_as  # noqa: PLC0415

    for name, report in reports.items():
        content = report_as(Format(form.value), report, large_print=large)
        export = Export(chosen.id, f"{name}, {form.value}", read_by)
        write_out(folder / f"{name}.{form.value}", content, export, database)


def _plain(text: str) -> str:
    """A name for a file."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
