"""Taking a notebook back from the public with what makes it so, and whoever sets that down."""

from typing import Protocol

from sqlalchemy import Connection, delete

from analytics.notebooks.repository.tables import PUBLISHED_NOTEBOOKS


class WithdrawalLog(Protocol):
    """Where it is set down that the public reads a notebook no more: in the same transaction, so both are kept or none.

    It is asked to wait before the transaction changes anything, and told once something was taken back.
    """

    def wait(self, connection: Connection) -> None:
        """Wait for whoever else writes there, until the transaction ends."""

    def withdrew(self, connection: Connection, notebook: str, how: str) -> None:
        """Set down that a notebook, by its id, was taken back, and by what: a version, or that it was deleted."""


def withdraw(connection: Connection, notebook: str, how: str, log: WithdrawalLog | None) -> None:
    """Take a notebook back from the public; nothing where it is not published."""
    gone = delete(PUBLISHED_NOTEBOOKS).where(PUBLISHED_NOTEBOOKS.c.notebook_id == notebook)
    if connection.execute(gone).rowcount and log:
        log.withdrew(connection, notebook, how)
