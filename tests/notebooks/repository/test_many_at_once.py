"""Many people save at the same moment: every text is a version, and the newest is one of them."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Conflict, Repository
from tests.notebooks.repository.saver import note_texts, save_notes

ROOT = Path(__file__).parents[3]


def check_nothing_is_lost(repository, identity, texts):
    assert sorted(note_texts(repository, identity)) == sorted(texts)
    history = repository.history(identity)
    assert [one.version for one in history] == list(range(len(texts), 0, -1))
    on_the_line = [one.version for one in history if not one.is_branch]
    assert repository.get(identity).version == on_the_line[0]
    # Each version that is no branch holds all that the one before it held, so nobody overwrote anybody.
    held = [repository.at(identity, version).cells for version in reversed(on_the_line)]
    assert all(after[: len(before)] == before for before, after in pairwise(held))


def _saving(url, name):
    command = [sys.executable, "-m", "tests.notebooks.repository.saver", url, "shared", name, "0", "50"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_threads_of_one_app(url):
    repository = Repository.open(url)
    of_each = [[f"{thread} {number}" for number in range(25)] for thread in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda texts: save_notes(repository, "shared", texts), of_each))
    check_nothing_is_lost(repository, "shared", [text for texts in of_each for text in texts])
    repository.close()


def test_two_hundred_changes_of_the_same_version(url):
    repository = Repository.open(url)
    begun = Notebook(id="shared", authority="barnet").adding({"kind": "note", "text": "begun"})
    repository.save(begun, None)

    def save(number):
        try:
            return repository.save(begun.adding({"kind": "note", "text": str(number)}), 1).version
        except Conflict as conflict:
            return -conflict.ours.version

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(save, range(200)))
    assert sum(outcome > 0 for outcome in outcomes) == 1, "one of them was first"
    assert sorted(map(abs, outcomes)) == list(range(2, 202))
    assert sorted(note_texts(repository, "shared")) == sorted(["begun", *map(str, range(200))])
    repository.close()


def test_four_processes_that_all_begin_with_an_empty_place(url):
    processes = [_saving(url, name) for name in "abcd"]
    said = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    repository = Repository.open(url)
    check_nothing_is_lost(repository, "shared", [f"{name} {number}" for name in "abcd" for number in range(50)])
    repository.close()


@pytest.mark.parametrize("reader", ["get", "history"])
def test_nobody_has_to_wait_to_read_while_somebody_saves(sqlite_url, reader):
    repository = Repository.open(sqlite_url)
    saved = repository.save(Notebook(authority="barnet"), None)
    with repository._database.writing():
        assert getattr(repository, reader)(saved.notebook.id)
