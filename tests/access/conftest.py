"""Databases to keep roles and the log in: SQLite, and PostgreSQL where it can be started."""

from tests.notebooks.repository.conftest import postgresql_url, server, sqlite_url, url  # noqa: F401 - fixtures

# It warns when it is imported, and is only ever run.
collect_ignore = ["provider_process.py"]
