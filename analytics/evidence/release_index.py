"""The index of the imported releases: what is kept, from which files, and where the tables for reading are."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from analytics.evidence.release_place import INDEX_NAME, Place, ReleasesUnreadable
from analytics.evidence.releases import Release

FORMAT = 1


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Strict):
    """One kept file: its name under the place, the fingerprint and size of its bytes, and its rows."""

    name: str
    sha256: str
    size: int
    rows: int


class Summary(_Strict):
    """What a file gave, for a person to read."""

    areas: int = 0
    indicators: int = 0
    first: date | None = None
    last: date | None = None


class FileRecord(_Strict):
    """One imported file. `dataset` and `gives` tell a newer copy of it from another file of the release.

    `sha256` is the fingerprint of the file that was given, `parts` what is kept of it under observations, ratings,
    neighbours and indicators.
    """

    dataset: str
    name: str
    sha256: str
    gives: str
    imported: datetime
    release: Release
    parts: Mapping[str, Part]
    summary: Summary = Summary()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def has_day(self) -> bool:
        """Whether anybody knew on which day it was published: else that is the day of the import."""
        return self.release.published < self.imported.date()

    def rows(self, kind: str = "observations") -> int:
        """How many rows of one kind are kept of it."""
        return self.parts[kind].rows if kind in self.parts else 0


class Index(_Strict):
    """Everything that is kept. `version` changes with any of it, and names the folder of the tables for reading."""

    format: int = FORMAT
    version: str
    previous: str = ""
    files: tuple[FileRecord, ...] = ()
    built: Mapping[str, Part] = {}
    areas: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def releases(self) -> dict[str, Release]:
        """The releases by their ids, newest publication first.

        Where files of one release disagree about it, the one imported last is right, but a day of publication that is
        only the day of an import gives way to any other. The last day described is the latest of any file, and every
        caution holds. One file that stays inside keeps the whole release inside.
        """
        found = {release: self._release(release) for release in dict.fromkeys(file.release.id for file in self.files)}
        ordered = sorted(found.items(), key=lambda entry: (entry[1].published, entry[0]), reverse=True)
        return dict(ordered)

    def files_of(self, release: str) -> tuple[FileRecord, ...]:
        """The files of one release."""
        return tuple(file for file in self.files if file.release.id == release)

    def _release(self, release: str) -> Release:
        files = sorted(self.files_of(release), key=lambda file: (file.imported, file.dataset))
        dated = [file.release for file in files if file.has_day] or [files[0].release]
        published = dated[-1].published
        inside = [file.release for file in files if file.release.stays_inside]
        return (inside or [files[-1].release])[-1].model_copy(
            update={
                "published": published,
                "published_basis": dated[-1].published_basis,
                "data_to": max(min(file.release.data_to, published) for file in files),
                "cautions": tuple(dict.fromkeys(caution for file in files for caution in file.release.cautions)),
            }
        )


def read_index(place: Place) -> Index | None:
    """What is kept at a place; None where nothing ever was. Raises ReleasesUnreadable."""
    text = place.read_text(INDEX_NAME)
    return None if text is None else index_from(text, place.at(INDEX_NAME))


def index_from(text: str, shown_as: str) -> Index:
    """The index that a text holds. Raises ReleasesUnreadable where it holds none, or one of a later version."""
    try:
        index = Index.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise ReleasesUnreadable(
            f"{shown_as} is damaged: {first['msg']}. Put back a copy of it, or move the folder away and import the "
            "files again."
        ) from error
    if index.format != FORMAT:
        raise ReleasesUnreadable(
            f"{shown_as} is of format {index.format}, and this version reads format {FORMAT}. Use the version of "
            "Scrutiny Notebook that wrote it, or move the folder away and import the files again."
        )
    return index
