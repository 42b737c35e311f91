"""Bringing a database's tables up to date."""

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from analytics.notebooks.repository.errors import RepositoryError

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do as long as nothing else on the server takes the same.
_LOCK_NUMBER = 7_314_190_525
# Alembic's `op` is one for the whole process.
_one_at_a_time = Lock()


def known_versions() -> set[str]:
    """Every version of the tables that this app can open."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def bring_up_to_date(connection: Connection, upto: str = "head") -> None:
    """Make or change the tables inside the connection's transaction, which keeps all of it or nothing.

    Processes that begin at the same moment wait for one another. Raises RepositoryError where the tables are of a newer
    version of the app, and leaves them alone.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
    scripts = ScriptDirectory(str(MIGRATIONS))
    now = set(MigrationContext.configure(connection).get_current_heads())
    known = {script.revision for script in scripts.walk_revisions()}
    if now - known:
        raise RepositoryError(
            f"The database was made by a newer version of the app: its tables are of version {max(now - known)}, and "
            f"this app knows {', '.join(sorted(known))}. Update the app, or name another database in "
            "SCRUTINY_DATABASE_URL."
        )
    if now == set(scripts.get_heads()):
        return

    def steps(revision: Any, _: MigrationContext) -> Iterable[Any]:
        return scripts._upgrade_revs(upto, revision)

    with _one_at_a_time, EnvironmentContext(Config(), scripts, fn=steps) as environment:
        # Alembic does not trust SQLite with tables in a transaction. Ours was begun by hand, so it holds.
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
