"""Whether what an importer made is evidence: the last look before anything of it is kept."""

from collections.abc import Iterator

import polars as pl
from pydantic import ValidationError

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.problem import Problem, Wrong
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.importers.imported import Imported

# London as a whole, which the department's files give beside Inner and Outer London; no authority has it as its region.
_WIDER = ("region:London",)
_TELL = "This is a fault of the importer, not of the file: please report it with the file."


def unsound(imported: Imported, catalogue: Catalogue) -> list[Problem]:
    """Everything that keeps an imported file from being evidence; empty where it is.

    A value is there or a reason that it is not; no value is infinite; every area and measure is known; the release was
    published no earlier than the last day that it describes.
    """
    return [
        Problem(imported.file, row, column, wrong, right) for row, column, wrong, right in _faults(imported, catalogue)
    ]


def _faults(imported: Imported, catalogue: Catalogue) -> Iterator[tuple[int, str, str, str]]:
    yield from _release_faults(imported)
    frames = ((imported.observations, OBSERVATIONS), (imported.ratings, RATINGS))
    for frame, schema in frames:
        if dict(frame.schema) != schema:
            yield 0, "", "Its rows do not have the columns of evidence.", _TELL
            return
        for document in frame["document"].unique().sort():
            if document != imported.release.id:
                yield 0, "", f"Its rows are of “{document}”, not of the release {imported.release.id}.", _TELL
        for area in frame["area"].unique().sort():
            if area not in _WIDER and (area is None or not catalogue.is_area(area)):
                yield _first(frame, "area", area), "", f"The area “{area}” is not known.", _TELL
    known = catalogue.indicators.keys() | {indicator.id for indicator in imported.indicators}
    rows = imported.observations
    for indicator in rows["indicator"].unique().sort():
        if indicator not in known:
            yield _first(rows, "indicator", indicator), "", f"The measure “{indicator}” is not known.", _TELL
    yield from _value_faults(rows)


def _release_faults(imported: Imported) -> Iterator[tuple[int, str, str, str]]:
    try:
        imported.release.as_document()
    except ValidationError as error:
        for entry in error.errors():
            cause = entry.get("ctx", {}).get("error")
            if isinstance(cause, Wrong):
                right = "Give the day on which it was published: --published YYYY-MM-DD."
                yield 0, "", cause.wrong.replace("It was available", "It would have been published"), right
            else:
                yield 0, "", f"The release cannot be described: {entry['msg']}.", _TELL


def _value_faults(rows: pl.DataFrame) -> Iterator[tuple[int, str, str, str]]:
    value, reason = pl.col("value"), pl.col("missing_reason")
    checks = {
        "There is neither a value nor a reason that it is missing.": value.is_null() & reason.is_null(),
        "There is a value and a reason that it is missing.": value.is_not_null() & reason.is_not_null(),
        "The value is not a number that can be shown.": value.is_not_null() & ~value.is_finite(),
        "The reason that the value is missing is none of those known.": reason.is_not_null()
        & ~reason.is_in(list(MissingReason)),
        "The status is none of those known.": pl.col("status").is_not_null() & ~pl.col("status").is_in(list(Status)),
        "The period is not known.": pl.col("period_start").is_null() | pl.col("period_end").is_null(),
    }
    found = rows.select(pl.col("row").filter(fault).first().alias(wrong) for wrong, fault in checks.items()).row(
        0, named=True
    )
    for wrong, row in found.items():
        if row is not None:
            yield row, "", wrong, _TELL


def _first(rows: pl.DataFrame, column: str, value: str | None) -> int:
    row = rows.filter(pl.col(column).eq_missing(pl.lit(value)))["row"].first()
    return row if isinstance(row, int) else 0
