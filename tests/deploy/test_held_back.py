"""Two replicas of the public edition on PostgreSQL: neither shows what nobody has kept a memory of."""

import os
import shutil
import time

import psycopg
import pytest

from analytics.commands.remembering import remembered
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.notebooks.repository import Repository
from tests.deploy.deployed import DEPLOY, a_folder, skip_without, standing
from tests.deploy.talking import a_session

BARNET = "barnet-performance-report-2019"
FIGURE = "cin_n,,,July 2019,550,"
WAITS = "Not shown yet: Barnet performance report, July 2019."
POLICY = "dfe everything"


@pytest.fixture(scope="module")
def server():
    """PostgreSQL with the two accounts of `.deploy/README.md`, of which the public one may only read."""
    if os.name == "nt":
        pytest.skip("The set-up is for Linux.")
    skip_without(standing.postgres_programs, standing.postgres_user)
    with a_folder() as folder, standing.running_postgres(folder / "postgres", "fsync=off") as running:
        for statement in (
            "CREATE ROLE scrutiny LOGIN",
            'CREATE ROLE "scrutiny-public" LOGIN',
            "CREATE DATABASE scrutiny OWNER scrutiny",
        ):
            asked(running, "postgres", statement)
        Repository.open(url(running, "scrutiny")).close()
        asked(running, "scrutiny", (DEPLOY / "public-reader.sql").read_text(encoding="utf-8"))
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The documents that both editions read, in a folder where they can be changed."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(SHIPPED / "documents" / BARNET, folder / "documents" / BARNET)
    return folder


@pytest.fixture(scope="module")
def replicas(server, folder, tmp_path_factory):
    logs = tmp_path_factory.mktemp("logs")
    environment = {
        "SCRUTINY_MODE": "public",
        "SCRUTINY_DISCLOSURE": POLICY,
        "SCRUTINY_DATA": str(folder),
        "SCRUTINY_DATABASE_URL": url(server, "scrutiny-public"),
        "SCRUTINY_WORKSPACE": str(logs / "nothing"),
    }
    with standing.running_replicas(standing.free_ports(2), logs, environment) as running:
        yield running


def url(server, user):
    return f"postgresql+psycopg://{user}@/scrutiny?host={server.folder}"


def asked(server, database, statements):
    with psycopg.connect(host=str(server.folder), user="postgres", dbname=database, autocommit=True) as connection:
        connection.execute(statements)


def shown_by(replica):
    """What a reader is shown who comes anew to the page on children with a plan."""
    with a_session(replica.address) as reader:
        reader.open("indicators", "authority=barnet&indicator=cin_n")
        return reader.words


def at_last(replica, words):
    """What a replica shows once it says some words: it asks the database again after a second."""
    until = time.monotonic() + 120
    while words not in (shown := shown_by(replica)) and time.monotonic() < until:
        time.sleep(0.2)
    return shown


def test_no_replica_shows_what_is_not_remembered(server, folder, replicas, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", POLICY)
    # Started before anything was remembered.
    for replica in replicas:
        shown = shown_by(replica)
        assert WAITS in shown
        assert "550" not in shown

    # A command on the workspace's account lets it be seen.
    remembered(load_evidence(folder), url(server, "scrutiny"))
    for replica in replicas:
        shown = at_last(replica, "550")
        assert "550" in shown
        assert WAITS not in shown

    # The folder changes under both, while nobody of the workspace looks.
    file = folder / "documents" / BARNET / "observations.csv"
    file.write_text(file.read_text("utf-8").replace(FIGURE, FIGURE.replace("550", "590")), encoding="utf-8")
    for replica in replicas:
        shown = shown_by(replica)
        assert WAITS in shown
        assert "590" not in shown

    # The database stops: what was known of it holds, and nothing more is shown.
    server.stop()
    try:
        for replica in replicas:
            shown = shown_by(replica)
            assert WAITS in shown
            assert "590" not in shown
        anew = standing.Replica(standing.free_ports(1)[0], replicas[0].log, replicas[0].environment)
        anew.start()
        try:
            anew.wait()
            assert "No figures can be shown at the moment" in shown_by(anew)
        finally:
            anew.stop()
    finally:
        server.start()

    remembered(load_evidence(folder), url(server, "scrutiny"))
    for replica in replicas:
        assert "590" in at_last(replica, "590")

    # A backup from before comes back: what it does not know is not shown again until somebody says so.
    asked(server, "scrutiny", "DELETE FROM shown_figures WHERE number > 1")
    for replica in replicas:
        shown = at_last(replica, WAITS)
        assert WAITS in shown
        assert "590" not in shown
