"""Checks of a document against the catalogue and against itself. A row that fails one is reported and left out."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.document import Selector
from analytics.evidence.document_rows import DocumentRows
from analytics.evidence.locator import check_locator
from analytics.evidence.problem import Problem, Wrong
from analytics.evidence.rows import (
    ClaimRow,
    EnquiryRow,
    FindingRow,
    ObservationRow,
    RatingRow,
    Row,
    TargetRow,
)
from analytics.evidence.vocabulary import Status, Unit

Fault = tuple[str, str, str]  # column, what is wrong, what would be right


def check_document(
    read: DocumentRows, catalogue: Catalogue, problems: list[Problem]
) -> tuple[DocumentRows | None, list[Problem]]:
    """The document without the rows that fail a check, and `problems` with theirs added."""
    slug, file = read.document.slug, read.document.file
    problems = list(problems)
    head = f"{slug}/document.toml"
    if file.authority not in catalogue.authorities:
        problems.append(Problem(head, 0, "authority", *_unknown("authority", file.authority, catalogue.authorities)))
        return None, problems
    problems += [
        Problem(head, 0, f"sections, “{section.title}”", fault[1], fault[2])
        for section in read.document.sections
        for locator in (section.first, section.last)
        for fault in _locator_faults(locator, read)
    ]
    for name, rows in read.rows.items():
        seen: dict[object, int] = {}
        sound = []
        for number, row in rows:
            faults = list(_faults(row, read, catalogue)) + list(_twice(row, number, seen))
            problems += [Problem(f"{slug}/{name}", number, *fault) for fault in faults]
            sound += [] if faults else [(number, row)]
        read.rows[name] = sound
    read.identities, found = _sound(
        read, read.identities, "identities.toml", lambda entry: _identity_faults(entry, read)
    )
    problems += found
    read.notes, found = _sound(read, read.notes, "notes.toml", lambda entry: _locator_faults(entry.locator, read))
    return read, problems + found


def _sound(
    read: DocumentRows, entries: tuple[Any, ...], name: str, faults_of: Callable[[Any], Iterator[Fault]]
) -> tuple[tuple[Any, ...], list[Problem]]:
    """The entries of a TOML file that have no fault, and the problems of the others."""
    sound, problems = [], []
    for entry in entries:
        faults = list(faults_of(entry))
        where = getattr(entry, "id", entry.locator)
        problems += [
            Problem(f"{read.document.slug}/{name}", 0, f"{where}, {column}", *rest) for column, *rest in faults
        ]
        sound += [] if faults else [entry]
    return tuple(sound), problems


def _faults(row: Row, read: DocumentRows, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _locator_faults(row.locator, read)
    for column, ids, known in _references(row, catalogue):
        for given in ids:
            if given not in known:
                yield (column, *_unknown(column.removesuffix("s"), given, known))
    area = getattr(row, "area", None)
    if area is not None and not catalogue.is_area(area):
        yield (
            "area",
            f"The area “{area}” is not known.",
            "Use an authority's id, england, region:<name> or neighbours:<authority>.",
        )
    if isinstance(row, ObservationRow):
        yield from _observation_faults(row, read, catalogue)
    if isinstance(row, RatingRow):
        yield from _rating_faults(row, catalogue)
    if isinstance(row, ClaimRow) and row.against and row.against != "target" and not catalogue.is_area(row.against):
        yield ("against", f"“{row.against}” is neither an area nor target.", "Write target, england or another area.")


def _references(row: Row, catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    if isinstance(row, ObservationRow | TargetRow | ClaimRow):
        yield "indicator", (row.indicator,), catalogue.indicators
    if isinstance(row, FindingRow):
        yield "indicators", row.indicators, catalogue.indicators
    if isinstance(row, FindingRow | EnquiryRow):
        yield "theme", (row.theme,), catalogue.themes
    if isinstance(row, RatingRow):
        yield "scale", (row.scale,), catalogue.scales


def _observation_faults(row: ObservationRow, read: DocumentRows, catalogue: Catalogue) -> Iterator[Fault]:
    public = read.document.file.available_from
    expected = row.status in (Status.FORECAST, Status.HYPOTHETICAL, None)
    if row.period.start > public and not expected:
        yield (
            "period",
            f"The figure is {row.status} but its period, {row.period.label}, begins after the document was public.",
            "Correct the period, or give the status forecast.",
        )
    indicator = catalogue.indicators.get(row.indicator)
    if indicator and indicator.unit is Unit.PERCENT and row.value is not None and abs(row.value) > 100:
        yield "value", f"{row.printed} is more than 100 per cent.", "Correct the value or the indicator's unit."
    if row.numerator is not None and row.denominator is None:
        yield "denominator", "There is a numerator but no denominator.", "Give both or neither."


def _rating_faults(row: RatingRow, catalogue: Catalogue) -> Iterator[Fault]:
    scale = catalogue.scales.get(row.scale)
    if scale and row.rating not in ("", "-") and scale.find(row.rating) is None:
        words = ", ".join(word.word for word in scale.words)
        yield (
            "rating",
            f"“{row.rating}” is no word of the scale {scale.id}.",
            f"Use one of: {words}, or - for not rated.",
        )


def _twice(row: Row, number: int, seen: dict[object, int]) -> Iterator[Fault]:
    """A second row for the same thing at the same place."""
    key: object = row
    if isinstance(row, ObservationRow):
        key = (row.locator, row.area, row.indicator, row.dimension, row.member, row.period, row.status, row.value)
    if isinstance(row, RatingRow):
        key = (row.locator, row.area, row.scale, row.subject, row.period)
    if key in seen:
        yield "", f"It says the same thing as row {seen[key]}.", "Remove one of the two."
    seen.setdefault(key, number)


def _identity_faults(entry: Any, read: DocumentRows) -> Iterator[Fault]:
    yield from _locator_faults(entry.locator, read)
    for selector in entry.selectors():
        if not any(_selects(selector, row, read) for _, row in read.of("observations.csv")):
            wanted = selector.model_dump(exclude_defaults=True) | (
                {"period": selector.period.label} if selector.period else {}
            )
            words = ", ".join(f"{key} {value}" for key, value in wanted.items())
            yield ("selector", f"No observation of this document has {words}.", "Correct it, or add the observation.")


def _selects(selector: Selector, row: ObservationRow, read: DocumentRows) -> bool:
    return (
        row.indicator == selector.indicator
        and row.area == (selector.area or read.document.file.authority)
        and row.dimension == selector.dimension
        and selector.member in ("*", row.member)
        and (selector.period is None or row.period == selector.period)
        and selector.locator in ("", row.locator)
        and selector.value in (None, row.value)
    )


def _locator_faults(locator: str, read: DocumentRows) -> Iterator[Fault]:
    try:
        check_locator(locator, read.document.file.locators)
    except Wrong as fault:
        yield "locator", fault.wrong, fault.right


def _unknown(column: str, given: str, known: Iterable[str]) -> tuple[str, str]:
    near = get_close_matches(given, list(known), n=3)
    right = (
        f"Did you mean {' or '.join(near)}?"
        if near
        else f"Use an id of the catalogue's {column} list, or add it there."
    )
    return f"The {column} “{given}” is not known.", right
