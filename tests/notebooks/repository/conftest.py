"""Repositories to test with: the same tests run against SQLite and, where it can be started, PostgreSQL."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from analytics.notebooks.repository import Repository
from tests.notebooks.repository.postgres import USER, NoServer, running_server

FIRST_MOMENT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def server():
    try:
        with running_server() as folder:
            yield folder
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture
def postgresql_url(server):
    """The address of an empty schema: making one is quicker than making a database."""
    name = f"notebooks_{uuid4().hex}"
    address = f"postgresql+psycopg://{USER}@/postgres?host={server}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{address}&options=-csearch_path%3D{name}"


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}/a folder/of its own/notebooks.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of an empty database, of each kind in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def repository(url):
    """A repository in which every save is a minute after the one before."""
    minutes = count()
    opened = Repository.open(url, clock=lambda: FIRST_MOMENT + timedelta(minutes=next(minutes)))
    yield opened
    opened.close()
