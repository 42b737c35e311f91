"""The CSV files that a document folder may hold, and a document as read from them."""

from dataclasses import dataclass, field
from typing import Any

from analytics.evidence.document import Document, Identity, ReviewerNote
from analytics.evidence.rows import (
    ClaimRow,
    EnquiryRow,
    FindingRow,
    ObservationRow,
    RatingRow,
    Row,
    TargetRow,
    WitnessRow,
)

_FROM = {"from": "from_"}


@dataclass(frozen=True)
class RowFile:
    """A CSV file: its model, its header in order, and the columns whose field is called otherwise."""

    name: str
    model: type[Row]
    columns: tuple[str, ...]
    renamed: dict[str, str] = field(default_factory=dict)


ROW_FILES = (
    RowFile(
        "observations.csv",
        ObservationRow,
        (
            "locator",
            "area",
            "indicator",
            "dimension",
            "member",
            "period",
            "value",
            "numerator",
            "denominator",
            "status",
            "note",
        ),
    ),
    RowFile(
        "targets.csv",
        TargetRow,
        ("locator", "area", "indicator", "member", "kind", "value", "from", "to", "note"),
        renamed=_FROM,
    ),
    RowFile("ratings.csv", RatingRow, ("locator", "area", "scale", "subject", "period", "rating")),
    RowFile("findings.csv", FindingRow, ("locator", "theme", "kind", "text", "indicators")),
    RowFile(
        "claims.csv",
        ClaimRow,
        ("locator", "indicator", "dimension", "member", "from", "to", "asserted", "size", "against", "text"),
        renamed=_FROM,
    ),
    RowFile("witnesses.csv", WitnessRow, ("locator", "name", "role", "organisation")),
    RowFile("enquiries.csv", EnquiryRow, ("locator", "theme", "text")),
)
TOML_FILES = ("document.toml", "identities.toml", "notes.toml")


@dataclass
class DocumentRows:
    """One document as read: its rows by file, each with its row number."""

    document: Document
    rows: dict[str, list[tuple[int, Row]]]
    identities: tuple[Identity, ...]
    notes: tuple[ReviewerNote, ...]

    def of(self, name: str) -> list[tuple[int, Any]]:
        """The rows of one file with their numbers."""
        return list(self.rows.get(name, []))
