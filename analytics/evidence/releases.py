"""Releases: the national data files, and a council's own, that were imported into the workspace."""

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analytics.evidence.document import Document, DocumentFile
from analytics.evidence.locator import LocatorStyle
from analytics.evidence.vocabulary import DocumentKind

# Stands with every release that was read by a mapping made on screen.
MAPPED_HERE = "Somebody of this workspace said what the columns of these files are."


class ReleaseKind(StrEnum):
    """What sort of files a release is. A compilation repeats what others published, and gives way to them.

    Mapped files are laid out as national ones are, but only a mapping made in a workspace says what they hold and whose
    they are: nobody knows that they were ever published.
    """

    NATIONAL = "national"
    COMPILATION = "compilation"
    OWN = "own"
    MAPPED = "mapped"


# What stays inside until it is published here, as a release and as a document.
INSIDE = {ReleaseKind.OWN: DocumentKind.OWN_FIGURES, ReleaseKind.MAPPED: DocumentKind.MAPPED_FILE}


class Release(BaseModel):
    """One publication of data files: DfE's release of a year, a compilation of one day, a council's own figures.

    `id` is the family and the year, such as children-in-need-2025. `published` is the day on which the public could
    read it, and `published_basis` says how that is known. `authority` is blank but for a council's own figures.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    family: str
    kind: ReleaseKind
    title: str
    short_title: str
    publisher: str
    published: date
    published_basis: str
    data_to: date
    licence: str
    attribution: str
    authority: str = ""
    cautions: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _was_mapped(cls, given: Any) -> Any:
        """Files read by a mapping made here were kept as national ones once. Their caution tells them."""
        if isinstance(given, dict) and given.get("kind") == ReleaseKind.NATIONAL:
            return given | ({"kind": ReleaseKind.MAPPED} if MAPPED_HERE in given.get("cautions", ()) else {})
        return given

    @property
    def stays_inside(self) -> bool:
        """Whether the public sees nothing of it before somebody of the workspace publishes it."""
        return self.kind in INSIDE

    def as_document(self) -> Document:
        """The release as one of the evidence's documents, so that all that can be said of one can be said of it."""
        return Document(
            slug=self.id,
            file=DocumentFile(
                title=self.title,
                short_title=self.short_title,
                publisher=self.publisher,
                authority=self.authority or "england",
                kind=INSIDE.get(self.kind, DocumentKind.NATIONAL_RELEASE),
                published=f"{self.published:%-d %B %Y}",
                available_from=self.published,
                available_from_basis=self.published_basis,
                data_to=self.data_to,
                licence=self.licence,
                attribution=self.attribution,
                locators=LocatorStyle.COLUMN,
                locator_help="The data file and the column in it.",
                summary="",
                cautions=self.cautions,
                sections=(),
            ),
        )
