"""`scrutiny signals` and `scrutiny questions`: what deserves a question in the papers, and how to ask it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import (
    AuthorityOption,
    FiguresOption,
    Folder,
    KnownOn,
    app,
    evidence_for,
    refuse_unknown,
    stop,
)
from analytics.commands.leaving import set_down
from analytics.commands.reconcile import Format
from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry, enquiry_of
from analytics.enquiry.settings import DEFAULTS, Settings, settings_in_words
from analytics.enquiry.signal import Signal
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.national import Figures
from analytics.exports.frame_file import frame_as_csv
from analytics.notebooks.cells.lines import lines_frame, signals_frame
from analytics.notebooks.facts import known_evidence
from analytics.notebooks.view import CannotRender

DocumentOption = Annotated[str, typer.Option("--document", help="A document's folder name.")]
ThemeOption = Annotated[str, typer.Option("--theme", help="A theme's id, such as workforce.")]
FormatOption = Annotated[Format, typer.Option("--format", help="text is for reading; json and csv give everything.")]
SettingOption = Annotated[
    list[str] | None, typer.Option("--set", help="Change a threshold, such as material_points=5. May be repeated.")
]


@app.command()
def signals(  # noqa: PLR0917 - each is an option of the command
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    figures: FiguresOption = Figures.EITHER,
    document: DocumentOption = "",
    theme: ThemeOption = "",
    form: FormatOption = Format.TEXT,
    changed: SettingOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Say what the rules find in the papers, with the size of each finding and how sure it is."""
    settings = _settings(changed)
    evidence = evidence_for(folder, authority, as_known_on, figures)
    found = _asked(evidence, folder, authority, as_known_on, document, theme, settings)
    every = [signal for enquiry in found.values() for signal in enquiry.signals]
    set_down(Export("signals", form.value, ReadBy.MEMBERS))
    match form:
        case Format.JSON:
            typer.echo(json.dumps([_signal_as_json(signal) for signal in every], ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(frame_as_csv(signals_frame(every)), nl=False)
        case Format.TEXT:
            for signal in every:
                typer.echo(f"{signal.kind.value} {signal.kind.plainly} ({signal.variant}): {signal.slots['measure']}")
                typer.echo(f"  Size {signal.size:.2f}, confidence {signal.confidence}, {signal.direction.value}")
                for entry in signal.cited:
                    where = evidence.where(entry.document, entry.locator)
                    typer.echo(f"  {entry.what}: {', '.join(filter(None, (entry.value, entry.period)))} ({where})")
            _print_settings(settings)


@app.command()
def questions(  # noqa: PLR0917 - each is an option of the command
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    figures: FiguresOption = Figures.EITHER,
    document: DocumentOption = "",
    theme: ThemeOption = "",
    form: FormatOption = Format.TEXT,
    changed: SettingOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Suggest lines of questioning, each with its evidence, and the requests to make in writing."""
    settings = _settings(changed)
    evidence = evidence_for(folder, authority, as_known_on, figures)
    found = _asked(evidence, folder, authority, as_known_on, document, theme, settings)
    set_down(Export("lines-of-questioning", form.value, ReadBy.MEMBERS))
    match form:
        case Format.JSON:
            rows = [
                {"authority": name} | line_as_json(rank, line)
                for name, enquiry in found.items()
                for rank, line in enumerate(enquiry.every_line, 1)
            ]
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        case Format.CSV:
            every = [line for enquiry in found.values() for line in enquiry.every_line]
            typer.echo(frame_as_csv(lines_frame(every)), nl=False)
        case Format.TEXT:
            for name, enquiry in found.items():
                typer.echo(f"\n{evidence.catalogue.area_name(name)}")
                for text in _as_text(enquiry, evidence):
                    typer.echo(text)
            _print_settings(settings)


def line_as_json(rank: int, line: Line) -> dict[str, Any]:
    """A line as other programs read it. Rank counts from 1 in the order shown: lines first, then requests."""
    return {
        "rank": rank,
        "score": {"total": line.score.total} | asdict(line.score),
        "theme": line.theme,
        "indicator": line.indicator,
        "signals": list(dict.fromkeys(signal.kind.value for signal in line.signals)),
        "finding": line.finding,
        "also_found": list(line.also_found),
        "question": line.question,
        "follow_ups": list(line.follow_ups),
        "in_writing": list(line.in_writing),
        "witness_role": line.witness.title,
        "mode": line.mode.value,
        "good_answer": list(line.good_answer),
        "worry": list(line.worry),
        "why_it_matters": line.why_it_matters,
        "leads_to": line.leads_to.value,
        "caveats": list(line.caveats),
        "arithmetic": list(line.arithmetic),
        "evidence": [asdict(entry) for entry in line.cited],
    }


def _signal_as_json(signal: Signal) -> dict[str, Any]:
    return {
        "signal": signal.kind.value,
        "name": signal.kind.plainly,
        "case": signal.variant,
        "indicator": signal.indicator,
        "area": signal.area,
        "dimension": signal.dimension,
        "member": signal.member,
        "direction": signal.direction.value,
        "size": round(signal.size, 2),
        "confidence": signal.confidence,
        "arithmetic": list(signal.arithmetic),
        "caveats": list(signal.caveats),
        "evidence": [asdict(entry) for entry in signal.cited],
    }


def _as_text(enquiry: Enquiry, evidence: Evidence) -> Iterator[str]:
    for rank, line in enumerate(enquiry.lines, 1):
        yield f"\n{rank}. {line.found}"
        yield f"   Ask: {line.question}"
        yield from (f"   Then: {text}" for text in line.follow_ups)
        yield from (f"   In writing: {text}" for text in line.in_writing)
        yield f"   Who: {line.witness.plainly}"
        yield f"   Why it matters: {line.why_it_matters}"
        yield from (f"   Be careful: {text}" for text in line.caveats)
        rules = dict.fromkeys(f"{one.kind.plainly} ({one.kind.value})" for one in line.signals)
        yield f"   Why suggested: {'; '.join(rules)}"
        yield f"   Rank: {line.score.in_words}"
        yield from (
            f"   Evidence: {entry.what}: {', '.join(filter(None, (entry.value, entry.period)))} "
            f"({evidence.where(entry.document, entry.locator)})"
            for entry in line.cited[:6]
        )
    for heading, lines in (("Further lines", enquiry.more_lines), ("To ask for in writing", enquiry.requests)):
        if lines:
            yield f"\n{heading}"
        yield from (f" - {line.question}" for line in lines)
    if enquiry.absent:
        yield f"\nNo recent figure in these {'papers' if evidence.neighbours is None else 'releases'}"
        yield from (f" - {area.name}: {area.request}" for area in enquiry.absent)


def _asked(  # noqa: PLR0917 - each is an option of both commands
    evidence: Evidence,
    folder: Path,
    authority: str | None,
    as_known_on: datetime | None,
    document: str,
    theme: str,
    settings: Settings,
) -> dict[str, Enquiry]:
    """What to ask about the authority, or about each that has documents."""
    refuse_unknown(evidence, document, theme)
    names = evidence.authorities_with_documents() if authority is None or not evidence.documents else (authority,)
    day = as_known_on.date() if as_known_on else None
    if not names and authority:
        _stop_without_papers(folder, authority, day)
    if not names:
        stop("No document was public by then. Choose a later day, or leave out --as-known-on.")
    return {name: enquiry_of(evidence, name, day, theme, document, settings) for name in names}


def _stop_without_papers(folder: Path, authority: str, day: date | None) -> NoReturn:
    """Say whether there are none about the authority or only none by that day, and what would work."""
    try:
        known_evidence(load_evidence(folder), authority, day)
    except CannotRender as reason:
        stop(str(reason))
    raise AssertionError(f"{authority} has documents.")


def _settings(changed: list[str] | None) -> Settings:
    """The thresholds with those that --set changes; stops with everything that is wrong with them at once."""
    values: dict[str, str] = {}
    problems: list[str] = []
    for text in changed or []:
        name, _, value = text.partition("=")
        if name not in Settings.model_fields:
            problems.append(f"There is no threshold “{name}”. Known: {', '.join(Settings.model_fields)}.")
            continue
        reason = _reason_against(name, value)
        if reason:
            usual = Settings.model_fields[name].default
            problems.append(f"{text} will not do: {reason}. The usual is {name}={usual:g}.")
        values[name] = value
    if problems:
        stop("\n".join(problems))
    return Settings.model_validate(values) if values else DEFAULTS


def _reason_against(name: str, value: str) -> str:
    """Why a text is no value of a threshold; blank where it is one."""
    try:
        Settings.model_validate({name: value})
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return ""


def _print_settings(settings: Settings) -> None:
    typer.echo("\nThresholds in force:")
    for value, what, is_changed in settings_in_words(settings):
        typer.echo(f"  {value}{' (changed)' if is_changed else ''}: {what}")
