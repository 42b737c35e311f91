"""The rows of a document's CSV files, one strict model a file. See data/README.md for what each column means."""

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from analytics.evidence.locator import Locator
from analytics.evidence.period import Period, PeriodError
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.problem import Wrong
from analytics.evidence.vocabulary import SYMBOLS, Asserted, FindingKind, MissingReason, Status, TargetKind


def _read_period(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if not text:
        raise Wrong("The period is blank.", "Write a year (2017/18), a month (May 2023) or a day (31 March 2018).")
    try:
        return parse_period(text)
    except PeriodError as error:
        raise Wrong(str(error), "") from error


def _read_optional_period(text: Any) -> Any:
    return _read_period(text) if text else None


def _read_date(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Wrong(f"“{text}” is not a date.", "Write it as 2018-03-31.") from error


def read_number(text: Any) -> Any:
    """A number written in digits; None for a blank. Raises Wrong with the spelling that would work."""
    if not isinstance(text, str):
        return text
    if not text:
        return None
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    bare = re.sub(r"[,£%\s]", "", text)
    if re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise Wrong(f"“{text}” has signs that are not part of the number.", f"Write {bare}.")
    raise Wrong(f"“{text}” is not a number.", "Write digits only, such as 12, 8.8 or -0.1.")


def _read_value(text: str) -> Any:
    try:
        return read_number(text)
    except Wrong as error:
        raise Wrong(error.wrong, error.right, "value") from error


def _read_ids(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return tuple(part.strip() for part in text.split(";") if part.strip())


PeriodCell = Annotated[Period, BeforeValidator(_read_period)]
OptionalPeriodCell = Annotated[Period | None, BeforeValidator(_read_optional_period)]
DateCell = Annotated[date | None, BeforeValidator(_read_date)]
NumberCell = Annotated[float | None, BeforeValidator(read_number)]
IdsCell = Annotated[tuple[str, ...], BeforeValidator(_read_ids)]


class Row(BaseModel):
    """A row of a CSV file: no other columns, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    locator: Locator


class ObservationRow(Row):
    """One printed figure, or one cell that the document leaves without a figure.

    `printed` keeps the digits as they were typed, so that 100 and 100.0 are shown as printed.
    """

    area: str
    indicator: str
    dimension: str
    member: str
    period: PeriodCell
    value: float | None
    numerator: NumberCell
    denominator: NumberCell
    status: Status | None
    note: str
    missing_reason: MissingReason | None
    printed: str

    @model_validator(mode="before")
    @classmethod
    def _split_value_from_reason(cls, cells: Any) -> Any:
        """A value with its status, or a null with the reason it is missing: never both, never neither."""
        if not isinstance(cells, dict) or "printed" in cells:
            return cells
        text, status = str(cells.get("value", "")), str(cells.get("status", ""))
        reasons = set(MissingReason)
        if text in SYMBOLS or not text:
            reason = SYMBOLS.get(text)
            if status and status not in reasons:
                raise Wrong(
                    f"The value is {f'“{text}”' if text else 'blank'} but its status is “{status}”.",
                    f"Give the reason it is missing: {', '.join(sorted(reasons))}.",
                    "status",
                )
            if not status and reason is None:
                raise Wrong(
                    "The value is blank and no reason is given.",
                    f"Write in the status column why it is missing: {', '.join(sorted(reasons))}.",
                    "status",
                )
            return {**cells, "value": None, "status": None, "missing_reason": status or reason, "printed": ""}
        if status in reasons:
            raise Wrong(
                f"The value is “{text}” but its status says that it is missing.",
                f"Leave the value blank, or give one of: {', '.join(Status)}.",
                "status",
            )
        return {
            **cells,
            "value": _read_value(text),
            "status": status or Status.FINAL,
            "missing_reason": None,
            "printed": text,
        }

    @model_validator(mode="after")
    def _dimension_and_member_go_together(self) -> Self:
        if bool(self.dimension) != bool(self.member):
            there, missing = ("dimension", "member") if self.dimension else ("member", "dimension")
            raise Wrong(
                f"There is a {there} but no {missing}.", "Give both, or leave both blank for the whole.", missing
            )
        return self


class TargetRow(Row):
    """A level that a document says should be reached, kept to or not passed."""

    area: str
    indicator: str
    member: str
    kind: TargetKind
    value: NumberCell
    from_: DateCell
    to: DateCell
    note: str

    @model_validator(mode="after")
    def _has_a_value_and_an_order(self) -> Self:
        if self.value is None:
            raise Wrong("The value is blank.", "A target without a number belongs in findings.csv.", "value")
        if self.from_ and self.to and self.to < self.from_:
            raise Wrong(f"It ends on {self.to}, before it starts on {self.from_}.", "Swap the two dates.", "to")
        return self


class RatingRow(Row):
    """A word on an ordered scale."""

    area: str
    scale: str
    subject: str
    period: PeriodCell
    rating: str


class FindingRow(Row):
    """What a document found, in our own words."""

    theme: str
    kind: FindingKind
    text: str
    indicators: IdsCell

    @model_validator(mode="after")
    def _reads_on_its_own(self) -> Self:
        words = len(self.text.split())
        if words == 0:
            raise Wrong("The text is blank.", "Write one sentence in our own words.", "text")
        if words > 30:
            raise Wrong(f"The text has {words} words.", "Write at most 30, or make it two findings.", "text")
        return self


class ClaimRow(Row):
    """A statement in a narrative that a figure could confirm or contradict."""

    indicator: str
    dimension: str
    member: str
    from_: OptionalPeriodCell
    to: OptionalPeriodCell
    asserted: Asserted
    size: str
    against: str
    text: str


class WitnessRow(Row):
    """A person whom the published report lists as attending."""

    name: str
    role: str
    organisation: str


class EnquiryRow(Row):
    """A question or area of investigation that the report itself suggests, in our own words."""

    theme: str
    text: str
