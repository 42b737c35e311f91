"""Letting the public see what it may, and keeping that it has: what a command that publishes does first."""

import os

import polars as pl

from analytics.access.publications import Publications, ShownMeanwhile
from analytics.commands.leaving import PLACE, at_the_server
from analytics.evidence.evidence import Evidence
from analytics.measures.disclosure.protect import Protected
from analytics.notebooks.leaving import for_the_public
from analytics.notebooks.repository import Decided, Repository, decided_in, default_url

_MOST_TIMES = 8


def remembered(evidence: Evidence, database: str = "") -> tuple[Protected, int]:
    """What the public may see, of which all is remembered by now, and how many figures were not before.

    With more to remember other figures may have to be withheld, and one that was be shown: it is worked out again until
    nothing is new, and so it is where somebody else has let the public see something meanwhile. Raises RepositoryError,
    and PolicyError where the environment names a policy that is none.
    """
    new = 0
    for _ in range(_MOST_TIMES):
        decided = decided_in(os.environ, database)
        safe = for_the_public(evidence, decided)
        waiting = decided.not_remembered(safe.shown)
        if waiting.is_empty():
            return safe, new
        try:
            remember(waiting, decided, database)
            new += waiting.height
        except ShownMeanwhile:
            continue
    raise ShownMeanwhile


def remember(figures: pl.DataFrame, decided: Decided, database: str = "") -> None:
    """Keep that the public is shown some figures, worked out under these decisions. Raises RepositoryError."""
    repository = Repository.open(database or default_url(os.environ))
    try:
        Publications(repository.database).remember(figures, at_the_server(), PLACE, knowing=decided.mark)
    finally:
        repository.close()
