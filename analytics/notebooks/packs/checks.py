"""What to look at before a paper leaves the building: wordings, old and unsure figures, witnesses, dates."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from analytics.enquiry.linter import Severity, lint_question
from analytics.enquiry.signal import SignalKind
from analytics.enquiry.witnesses import role_of
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import count_of, day_in_words, listed
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen, chosen_for
from analytics.notebooks.packs.dates import is_working_day, work_plan
from analytics.notebooks.packs.from_notebook import name_of
from analytics.notebooks.packs.meeting import Meeting, council_of
from analytics.notebooks.view import CannotRender

_LONGEST_WAY_AHEAD = 366  # days
_UNSURE = [Status.PROVISIONAL.value, Status.FORECAST.value, Status.ESTIMATED.value]


def before_export(notebook: Notebook, evidence: Evidence, meeting: Meeting, *, today: date | None = None) -> list[str]:
    """Everything worth a look, a plain sentence each; none where all is well. Nothing here stops an export.

    `today` is the day of the check; without it, days are not held against the calendar. Raises CannotRender where
    nothing can be made at all.
    """
    chosen = chosen_for(notebook, evidence, meeting)
    return [
        *_wordings(chosen, meeting),
        *_figures(chosen, meeting),
        *_documents(chosen, meeting),
        *_witnesses(chosen, meeting),
        *_dates(meeting, today),
        *_cells(notebook, evidence),
        *([] if meeting.big_question.strip() else ["No Big Question is set, so the pack asks a general one."]),
    ]


def _wordings(chosen: Chosen, meeting: Meeting) -> Iterator[str]:
    """Own wordings that break a rule, and those of lines that are not there."""
    known = {line.id: line for line in chosen.enquiry.every_line}
    places = {line.id: place for place, line in enumerate(chosen.lines, 1)}
    for name, text in meeting.own_wordings.items():
        if council_of(name):
            continue
        line = known.get(name)
        if line is None:
            yield f"Your wording “{text}” belongs to no line on these themes any more, so it is in no paper."
            continue
        where = f"line {places[name]}" if name in places else "a line that is not in the pack"
        for breach in lint_question(text, evidence=line.evidence_texts, glossary=chosen.known.catalogue.glossary):
            if breach.severity is Severity.BLOCK:
                yield f"Your wording of {where}: {breach.what} {breach.hint}"


def _figures(chosen: Chosen, meeting: Meeting) -> Iterator[str]:
    """Unsure and old figures that the lines rest on."""
    latest = chosen.papers.facts.latest.filter(pl.col("indicator").is_in(list(chosen.indicators)))
    for row in latest.filter(pl.col("status").is_in(_UNSURE)).iter_rows(named=True):
        name = chosen.papers.indicator(row["indicator"]).short_name
        whose = f", {row['member']}" if row["member"] else ""
        yield f"{name}{whose}: the figure for {row['period']} is {row['status']}. Ask whether there is a firmer one."
    days = chosen.papers.settings.old_figure_days
    old = latest.filter((pl.lit(meeting.date) - pl.col("period_end")).dt.total_days() > days)
    names = sorted({chosen.papers.indicator(name).short_name for name in old["indicator"]})
    if names:
        yield (
            f"By the meeting the figures of {count_of(len(names), 'measure')} will be more than {days} days old: "
            f"{listed(names)}. Ask for newer ones."
        )
    stale = [line.measure for line in chosen.lines if any(one.kind is SignalKind.STALE for one in line.signals)]
    if stale:
        yield f"A comparator or figure was already old when the papers were written: {listed(dict.fromkeys(stale))}."


def _documents(chosen: Chosen, meeting: Meeting) -> Iterator[str]:
    """Documents that the committee could not have read."""
    for held in chosen.known.documents.values():
        if held.file.available_from > meeting.date:
            yield (
                f"The {held.file.short_title} was not public before {day_in_words(held.file.available_from)}, after "
                "the meeting. Set the day on which things were known."
            )


def _witnesses(chosen: Chosen, meeting: Meeting) -> Iterator[str]:
    """Lines that nobody invited can answer."""
    if not meeting.witnesses:
        yield "No witness is set for the meeting."
        return
    library = chosen.papers.library
    known = {title: role_of(title, library) for title in meeting.witnesses}
    for title, role in known.items():
        if role is None:
            yield f"The role “{title}” is not known here, so no line can be matched to it."
    invited = {role.id for role in known.values() if role is not None}
    for place, line in enumerate(chosen.lines, 1):
        if line.witness.role not in invited:
            yield f"Line {place} ({line.measure}) is for the {line.witness.title}, who is not among the witnesses."


def _dates(meeting: Meeting, today: date | None) -> Iterator[str]:
    if not is_working_day(meeting.date):
        yield f"The meeting on {day_in_words(meeting.date)} falls on a weekend or a bank holiday."
    if meeting.corrections_by > meeting.date:
        yield f"Corrections are asked for by {day_in_words(meeting.corrections_by)}, after the meeting."
    set_days = (
        (meeting.requests_sent, "Written requests go out"),
        (meeting.answers_due, "Written answers are due"),
        (meeting.corrections_due, "Corrections are invited until"),
    )
    for day, what in set_days:
        if day and (meeting.date - day).days > _LONGEST_WAY_AHEAD:
            yield f"{what} {day_in_words(day)}, more than a year before the meeting. Is the year right?"
    if today is None:
        return
    if meeting.date < today:
        yield f"The meeting on {day_in_words(meeting.date)} is past."
        return
    for step in work_plan(meeting.date):
        if step.due < today:
            yield f"{step.name} ({step.code}) was due on {day_in_words(step.due)}."
    for day, what in ((meeting.answers_by, "written answers"), (meeting.corrections_by, "corrections")):
        if day < today:
            yield f"The day for {what}, {day_in_words(day)}, is past. Set a later one."


def _cells(notebook: Notebook, evidence: Evidence) -> Iterator[str]:
    for held, result in notebook.views(evidence):
        if isinstance(result, CannotRender):
            yield f"{name_of(held, evidence)} cannot be shown: {result}"
