"""How the app stands: its version, its evidence, and whether what it rests on answers."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analytics.edition import Edition, edition_of
from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.notebooks.repository import RepositoryError, decided_in, default_url
from analytics.notebooks.repository.copies import tables_version
from analytics.notebooks.repository.schema import known_versions

PACKAGE = "scrutiny-notebook"


class Status(BaseModel):
    """What the status page and `scrutiny status` say. It names no place, no user and no secret.

    `newest` is the last day that any document or release describes; `releases` is the fingerprint of what was imported,
    blank where nothing was. `held_back` are the titles of documents that the public is not shown before somebody lets
    it see them as they are now. `notebooks` says whether the database answers and has tables that this version knows;
    "none yet" is a database in which nothing was kept so far.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    app: str
    edition: Edition
    policy: str
    documents: int
    observations: int
    newest: date | None
    imported_releases: int
    releases: str
    problems: int
    held_back: tuple[str, ...]
    notebooks: Literal["can be read", "none yet", "cannot be read", "of another version"]

    @property
    def is_well(self) -> bool:
        """Whether there is evidence, and the database answers."""
        return (self.documents > 0 or self.imported_releases > 0) and self.notebooks in ("can be read", "none yet")


def status_of(
    evidence: Evidence, environ: Mapping[str, str] = os.environ, held_back: Iterable[Document] = ()
) -> Status:
    """How the app stands now, which holds some documents back.

    Raises ValueError where the environment names an edition or policy that there is not.
    """
    edition = edition_of(environ)
    releases = evidence.releases
    described = [held.file.data_to for held in evidence.documents.values()]
    imported = list(releases.releases.values()) if releases else []
    return Status(
        app=version(PACKAGE),
        edition=edition,
        policy=_policy(environ) if edition is Edition.PUBLIC else "",
        documents=len(evidence.documents),
        observations=evidence.observations.height,
        newest=max([*described, *(one.data_to for one in imported)], default=None),
        imported_releases=len(imported),
        releases=releases.version if releases else "",
        problems=len(evidence.problems) + (len(releases.problems) if releases else 0),
        held_back=tuple(one.file.title for one in held_back),
        notebooks=_notebooks(environ),
    )


def _policy(environ: Mapping[str, str]) -> str:
    try:
        return decided_in(environ).policy.in_words
    except RepositoryError:
        return "Not known: the database that says which policy is in force cannot be read."


def _notebooks(
    environ: Mapping[str, str],
) -> Literal["can be read", "none yet", "cannot be read", "of another version"]:
    try:
        tables = tables_version(default_url(environ))
    except RepositoryError:
        return "cannot be read"
    if not tables:
        return "none yet"
    return "can be read" if tables in known_versions() else "of another version"
