"""Where this workspace keeps what is brought in, and what can go wrong there in words."""

import os
from functools import lru_cache
from pathlib import Path

from polars.exceptions import PolarsError

from analytics.access.actions import Action
from analytics.access.person import Denied
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.loading import SHIPPED
from analytics.evidence.release_place import Place, ReleasesUnreadable, default_place
from analytics.importers.mappings.folder import mappings_folder
from analytics.importers.store.lock import Busy
from analytics.importers.store.store import ReleaseStore
from pages.shared.door import require
from pages.shared.library import DATA_FOLDER, is_public

# What keeping and removing may raise; the words of each say what would work.
TROUBLE = (Busy, ReleasesUnreadable, OSError, PolarsError, Denied)
_WAIT_SECONDS = 20


def place() -> Place:
    """Where releases are kept."""
    return default_place(os.environ)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue without what releases added to it: a file brought in again must describe its own measures again."""
    own = DATA_FOLDER / "catalogue"
    return load_catalogue(own if own.is_dir() else SHIPPED / "catalogue")[0]


def store(action: Action) -> ReleaseStore:
    """The releases, for changing; not in the public edition. An import that somebody else began is waited for.

    `action` is what is done with them. Raises Denied where the reader may not.
    """
    if is_public():
        raise ReleasesUnreadable("Files are brought in and removed in the workspace, and this is the public edition.")
    require(action)
    return ReleaseStore(place(), wait_seconds=_WAIT_SECONDS)


def mappings() -> Path:
    """The folder of the mappings that were made here."""
    return mappings_folder(os.environ)


def stamp_of_mappings() -> int:
    """Another number whenever a mapping was saved or removed."""
    files = sorted(mappings().glob("*/*.toml"))
    return hash(tuple((path.name, path.stat().st_mtime_ns) for path in files))
