"""A replica that is told to end while somebody saves, and one that is killed."""

import signal
import threading
from itertools import count

import pytest
from websockets.exceptions import ConnectionClosed

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.deploy.deployed import standing
from tests.deploy.talking import a_session


@pytest.fixture
def replica(tmp_path):
    ports = standing.free_ports(1)
    with standing.running_replicas(ports, tmp_path, {"SCRUTINY_WORKSPACE": str(tmp_path / "workspace")}) as (replica,):
        yield replica


@pytest.fixture
def repository(tmp_path):
    opened = Repository.open(f"sqlite:///{tmp_path}/workspace/notebooks.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["told to end", "killed"])
def test_what_was_saved_is_kept_when_a_replica_ends(replica, repository, how):
    notebook = Notebook(title="Version 0", authority="barnsley")
    repository.save(notebook, None)
    shown = ending_while_saving(replica, notebook, how)

    kept = [one.title for one in repository.history(notebook.id)]

    # What the reader saw saved is there, and perhaps the one that was under way, whole; nothing is missing in between.
    assert len(kept) in (len(shown) + 1, len(shown) + 2)
    assert kept == [f"Version {number}" for number in reversed(range(len(kept)))]
    assert repository.save(notebook.retitled("After"), len(kept)).version == len(kept) + 1


def ending_while_saving(replica, notebook, how):
    """The titles that a reader saw saved, one after the other, until the replica was gone."""
    shown = []
    enough = threading.Event()

    def saves():
        try:
            with a_session(replica.address) as session:
                session.open("notebook", f"notebook={notebook.id}")
                for number in count(1):
                    session.write("Title", f"Version {number}")
                    assert f"Version {number}" in session.words
                    shown.append(number)
                    if number == 3:
                        enough.set()
        except ConnectionClosed:
            pass

    reader = threading.Thread(target=saves)
    reader.start()
    assert enough.wait(120), replica.log.read_text()[-2000:]
    replica.process.send_signal(how)
    # It ends by itself.
    replica.process.wait(120)
    reader.join(120)
    assert not reader.is_alive()
    return shown


def test_words_written_while_a_replica_was_restarted_are_said_back(replica, repository):
    notebook = Notebook(title="Version 0", authority="barnsley")
    repository.save(notebook, None)
    with a_session(replica.address) as session:
        session.open("notebook", f"notebook={notebook.id}")
    replica.stop()
    replica.start()
    replica.wait()

    # The browser goes on where it was: it knows its page, and the new process does not.
    with a_session(replica.address) as again:
        again.go_on_as(session)
        again.write("Title", "How long do <b>children</b> wait?")
        first = again.words
        again.write("Title", "Written once more")

    assert "did not arrive" in first
    assert "How long do &lt;b&gt;children&lt;/b&gt; wait?" in first
    assert "did not arrive" not in again.words
    assert [one.title for one in repository.history(notebook.id)] == ["Written once more", "Version 0"]


def test_nobody_else_is_told_of_a_lost_connection(replica):
    with a_session(replica.address) as session:
        session.open("workforce", "authority=barnet")
        opened = session.words
        session.open("workforce", "authority=barnsley")

    assert "did not arrive" not in opened + session.words
