"""Setting down that a notebook was taken back from the public by being saved or deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from analytics.access.log import Entry, Event, append, take_turn


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class LoggedAs:
    """The repository's WithdrawalLog for one person: `who` takes it back, on the page `place`."""

    who: str
    place: str = ""
    clock: Callable[[], datetime] = _now

    def wait(self, connection: Connection) -> None:
        """Nobody else writes the log until the transaction ends."""
        take_turn(connection)

    def withdrew(self, connection: Connection, notebook: str, how: str) -> None:
        """Add the entry."""
        append(connection, Entry(self.who, Event.WITHDREW, notebook, self.place, how), self.clock())
