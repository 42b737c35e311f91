"""Which sign-ins have ended: asked of the log once for everybody who is there, and remembered for a moment."""

import time
from collections.abc import Callable
from datetime import datetime

from analytics.access.log import AuditLog

# Whoever has not been heard of for so long is asked about anew when they come back.
_AWAY_SECONDS = 60


class EndedSignIns:
    """Why sign-ins count no more. What the log said holds for `seconds`, for everybody alike.

    It is asked by one at a time.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._heard_of: dict[str, float] = {}
        self._looked = clock()
        self.forget()

    def forget(self) -> None:
        """Ask the log again the next time."""
        self._known: frozenset[str] = frozenset()
        self._signed_out: frozenset[str] = frozenset()
        self._restored: datetime | None = None

    def why(self, log: AuditLog, number: str, at: datetime) -> str:
        """Why a sign-in that was made `at` a moment counts no more, in words; blank where it does.

        A backup does not know who signed out after it was made, so nobody's sign-in outlives that it was put back.
        Raises RepositoryError.
        """
        self._look(log, number)
        if number in self._signed_out:
            return "You have signed out. Sign in again."
        is_older = self._restored is not None and at <= self._restored
        return "A backup was put back since you signed in. Sign in again." if is_older else ""

    def _look(self, log: AuditLog, number: str) -> None:
        now = self._clock()
        self._heard_of[number] = now
        if number in self._known and now - self._looked < self._seconds:
            return
        # Counted from before it is asked, so that nobody is kept in for longer than that.
        self._looked = now
        self._heard_of = {name: heard for name, heard in self._heard_of.items() if now - heard < _AWAY_SECONDS}
        self.forget()
        self._signed_out, self._restored = log.ended(self._heard_of)
        self._known = frozenset(self._heard_of)
