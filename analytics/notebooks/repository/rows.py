"""Notebooks as rows of the tables, and back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, Row, insert, select

from analytics.notebooks.notebook import FORMAT, Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.repository.errors import RepositoryError
from analytics.notebooks.repository.saved import KeptLock, Listed, Saved
from analytics.notebooks.repository.tables import NOTEBOOKS, VERSIONS
from analytics.notebooks.stored import as_stored, notebook_from_stored

_N, _V = NOTEBOOKS.c, VERSIONS.c


@dataclass(frozen=True, slots=True)
class Draft:
    """A notebook about to be kept: its JSON, why it is saved, when, and by whom where that is known."""

    notebook: Notebook
    content: str
    why: str
    moment: datetime
    by: str = ""

    @classmethod
    def of(cls, notebook: Notebook, why: str, moment: datetime, by: str = "") -> Self:
        """A notebook as a draft.

        Raises RepositoryError where its JSON could not be opened again: better now than when it is needed.
        """
        try:
            content = as_stored(notebook)
            return cls(notebook_from_stored(content), content, _plain(why), moment, _plain(by))
        except ValueError as error:
            raise RepositoryError(f"“{_plain(notebook.title)}” cannot be kept as it is. {error}") from error

    def entry(self) -> dict[str, Any]:
        """What the list shows of it. It is not deleted, for somebody is at work on it."""
        return {
            "title": _plain(self.notebook.title),
            "authority": _plain(self.notebook.authority),
            "as_known_on": self.notebook.as_known_on,
            "public": self.notebook.public,
            "saved_at": self.moment,
            "deleted_at": None,
        }

    def keep(self, connection: Connection, version: int, *, is_branch: bool = False) -> Saved:
        """The draft as now kept, under a number that nothing else has."""
        connection.execute(
            insert(VERSIONS).values(
                notebook_id=self.notebook.id,
                version=version,
                saved_at=self.moment,
                why=self.why,
                title=_plain(self.notebook.title),
                is_branch=is_branch,
                format=FORMAT,
                content=self.content,
                saved_by=self.by,
            )
        )
        return Saved(self.notebook, version, self.moment, self.why)

    def is_in(self, row: Row[Any]) -> bool:
        """Whether a row holds the same notebook, be it in an earlier format."""
        return self.content == row.content or self.content == as_stored(saved_from(row).notebook)


def newest(connection: Connection, identity: str) -> Row[Any] | None:
    """The row of a notebook's newest version, with `deleted_at` and `public`; None where there is no such notebook."""
    its_own = (_N.id == _V.notebook_id) & (_N.version == _V.version)
    query = select(VERSIONS, _N.deleted_at, _N.public).join(NOTEBOOKS, its_own).where(_N.id == identity)
    return connection.execute(query).one_or_none()


def saved_from(row: Row[Any]) -> Saved:
    """A version as its row holds it. Raises RepositoryError, in words, where it cannot be opened."""
    try:
        notebook = notebook_from_stored(row.content)
    except ValueError as error:
        raise RepositoryError(f"Version {row.version} of “{row.title}” cannot be opened. {error}") from error
    return Saved(notebook, row.version, row.saved_at, row.why)


def listed_from(row: Row[Any]) -> Listed:
    """An entry of the list as its row holds it."""
    return Listed(
        id=row.id,
        title=row.title,
        authority=row.authority,
        as_known_on=row.as_known_on,
        version=row.version,
        saved_at=row.saved_at,
        public=row.public,
        deleted=row.deleted_at is not None,
        owner=row.owner or "",
    )


def lock_from(row: Row[Any]) -> KeptLock:
    """A lock as its row holds it. Raises RepositoryError, in words, where it cannot be opened."""
    try:
        return KeptLock(row.version, row.locked_at, Lock.model_validate_json(row.content))
    except ValueError as error:
        raise RepositoryError(
            f"The lock of version {row.version} cannot be opened: a newer version of the app may have made it. {error}"
        ) from error


def _plain(text: str) -> str:
    """Text that every database takes: PostgreSQL refuses the character nought, and none takes half a character."""
    return text.replace("\x00", "").encode(errors="replace").decode()
