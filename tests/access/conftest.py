"""Databases to keep roles and the log in: SQLite, and PostgreSQL where it can be started."""

import pytest

from analytics.notebooks.repository import Repository
from tests.notebooks.repository.conftest import postgresql_url, server, sqlite_url, url  # noqa: F401 - fixtures

# It warns when it is imported, and is only ever run.
collect_ignore = ["provider_process.py"]


@pytest.fixture
def database(url):  # noqa: F811 - the fixture from above
    repository = Repository.open(url)
    yield repository.database
    repository.close()
