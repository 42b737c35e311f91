"""Where the database does not answer, nobody waits for the waits of all who came before."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from analytics.notebooks.repository import Repository, RepositoryError
from analytics.notebooks.repository.database import open_database
from pages.shared import door, library
from pages.shared.asking_once import AskingOnce
from tests.notebooks.repository.postgres import NoServer, running_server

MANY = 8


@pytest.mark.parametrize("asks", ["door", "library"])
def test_who_waited_while_the_first_asked_is_told_what_the_first_was_told(asks, monkeypatch, tmp_path):
    tried, all_there = [], threading.Barrier(MANY)
    # Longer than the moment for which the app keeps to it: all are to come within it, on a busy machine too.
    monkeypatch.setattr(door, "_opening", AskingOnce(600))
    monkeypatch.setattr(library, "_asking", AskingOnce(600))
    url = f"sqlite:///{tmp_path}/{asks}.db"

    def no_answer(*_):
        tried.append(1)
        # The others are at the door by then.
        time.sleep(0.3)
        raise RepositoryError("There is no connection.")

    monkeypatch.setattr(Repository, "open", no_answer)
    monkeypatch.setattr(library, "decided_in", no_answer)
    ask = {"door": door._open, "library": library._decided}[asks]

    def one(_):
        all_there.wait()
        try:
            return ask(url)
        except RepositoryError as error:
            return str(error)

    with ThreadPoolExecutor(MANY) as people:
        told = list(people.map(one, range(MANY)))

    assert told == ["There is no connection."] * MANY
    assert len(tried) == 1


def test_who_asks_later_is_not_told_what_was_so_then(monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path}/later.db"
    monkeypatch.setattr(door, "_opening", AskingOnce(0))
    opens = Repository.open

    def no_answer(*_):
        raise RepositoryError("There is no connection.")

    monkeypatch.setattr(Repository, "open", no_answer)
    with pytest.raises(RepositoryError):
        door._open(url)
    monkeypatch.setattr(Repository, "open", opens)
    door._open(url).close()


def test_a_lock_that_is_never_let_go_ends_in_words(monkeypatch):
    # Short, but long enough for a busy machine to connect.
    monkeypatch.setattr("analytics.notebooks.repository.database._WAIT_SECONDS", 4)
    try:
        with running_server() as folder:
            url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
            holds, waits = open_database(url), open_database(url)
            with holds.writing() as connection:
                connection.execute(text("CREATE TABLE held (number INTEGER)"))
            with holds.writing() as connection:
                connection.execute(text("LOCK TABLE held IN ACCESS EXCLUSIVE MODE"))
                with pytest.raises(RepositoryError, match=r"was busy for too long\. Nothing was changed\."):
                    read_all(waits)
            holds.engine.dispose()
            waits.engine.dispose()
    except NoServer as reason:
        pytest.skip(str(reason))


def read_all(database):
    with database.reading() as connection:
        connection.execute(text("SELECT * FROM held"))
