"""A PostgreSQL server of Debian's package for the time of the tests, with a folder of its own and no open port."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.deploy.deployed import a_folder, standing

USER = "postgres"
NoServer = standing.CannotStand


@contextmanager
def running_server() -> Iterator[str]:
    """The folder of the server's socket, while it runs. Raises NoServer, saying why, where it cannot."""
    with a_folder() as folder, standing.running_postgres(folder / "postgres", "fsync=off") as server:
        yield str(server.folder)
