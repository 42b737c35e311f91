"""What the repository gives back: a notebook as saved, an entry of the list or of the history, a kept lock."""

from dataclasses import dataclass, field
from datetime import date, datetime

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock


@dataclass(frozen=True, slots=True)
class Saved:
    """A notebook with the version it was kept as. `saved_at` is in UTC; `why` is what the person who saved it said."""

    notebook: Notebook = field(repr=False)
    version: int
    saved_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A notebook in the list, as its newest version has it, without its cells. One without an owner is everybody’s."""

    id: str
    title: str
    authority: str
    as_known_on: date | None
    version: int
    saved_at: datetime
    public: bool
    deleted: bool
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version in a notebook's history. A branch was saved beside the newest version of its day, and not after it.

    Branches take their numbers from the same row as the others, so a number names one content for good. `saved_by` is
    blank where nobody had to sign in.
    """

    version: int
    saved_at: datetime
    why: str
    title: str
    is_branch: bool
    saved_by: str = ""


@dataclass(frozen=True, slots=True)
class KeptLock:
    """What the papers of one version rested on, as it was set down; `locked_at` is in UTC. It never changes."""

    version: int
    locked_at: datetime
    lock: Lock = field(repr=False)
