"""Where notebooks are kept: every version of each, in SQLite or PostgreSQL, and nothing is ever overwritten."""

from analytics.notebooks.repository.decided import Decided
from analytics.notebooks.repository.differences import Change, Difference, compare
from analytics.notebooks.repository.errors import Conflict, NotFound, RepositoryError
from analytics.notebooks.repository.place import default_url
from analytics.notebooks.repository.published import (
    NOT_PUBLISHED,
    NotPublished,
    Published,
    PublishedNotebook,
    decided_in,
)
from analytics.notebooks.repository.repository import Repository
from analytics.notebooks.repository.saved import KeptLock, Listed, Saved, Version

__all__ = [
    "NOT_PUBLISHED",
    "Change",
    "Conflict",
    "Decided",
    "Difference",
    "KeptLock",
    "Listed",
    "NotFound",
    "NotPublished",
    "Published",
    "PublishedNotebook",
    "Repository",
    "RepositoryError",
    "Saved",
    "Version",
    "compare",
    "decided_in",
    "default_url",
]
