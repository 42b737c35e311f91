"""Asking a database that may not answer: who waited while somebody else asked is told what that one was told."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from analytics.notebooks.repository import RepositoryError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class AskingOnce:
    """Asks for people who come one after the other, as Streamlit has them do for what it keeps.

    Where a database does not answer, each would wait as long as the first, and their waits would add up. So for
    `seconds` after it failed it is not asked again.
    """

    seconds: float
    _failed: dict[str, tuple[float, RepositoryError]] = field(default_factory=dict)

    def ask(self, url: str, question: Callable[[], Answer]) -> Answer:
        """The answer of the database at an address. Raises RepositoryError, also that of a moment ago."""
        failed_at, failed = self._failed.get(url, (0.0, None))
        if failed is not None and time.monotonic() - failed_at < self.seconds:
            raise failed.with_traceback(None)
        try:
            return question()
        except RepositoryError as error:
            self._failed[url] = (time.monotonic(), error)
            raise

    def forget(self) -> None:
        """Ask again the next time, whatever was said."""
        self._failed.clear()
