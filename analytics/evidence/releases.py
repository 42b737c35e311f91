"""Releases: the national data files, and a council's own, that were imported into the workspace."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from analytics.evidence.document import Document, DocumentFile
from analytics.evidence.locator import LocatorStyle
from analytics.evidence.vocabulary import DocumentKind


class ReleaseKind(StrEnum):
    """What sort of files a release is. A compilation repeats what others published, and gives way to them."""

    NATIONAL = "national"
    COMPILATION = "compilation"
    OWN = "own"


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

    def as_document(self) -> Document:
        """The release as one of the evidence's documents, so that all that can be said of one can be said of it."""
        own = self.kind is ReleaseKind.OWN
        return Document(
            slug=self.id,
            file=DocumentFile(
                title=self.title,
                short_title=self.short_title,
                publisher=self.publisher,
                authority=self.authority or "england",
                kind=DocumentKind.OWN_FIGURES if own else DocumentKind.NATIONAL_RELEASE,
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
