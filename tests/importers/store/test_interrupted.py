"""An import that ends before its end has changed nothing, wherever it ended, and the next one finds nothing amiss."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from analytics.evidence.release_store import open_releases
from analytics.importers.store import files
from tests.importers.store.made_up import CATALOGUE, RATES, add, everything, imported, release, store

FIRST = imported(values=RATES)
SECOND = imported(release(2024), values=RATES, ratings=())
ROOT = Path(__file__).resolve().parents[3]


class Cut(Exception):
    """What the tests raise where a process is to end."""


class Steps:
    """Counts the writes to the disk, and ends at one of them: before it is done, or right after."""

    def __init__(self, at=-1, *, after=False):
        self.at, self.after, self.done = at, after, 0

    def around(self, name, write):
        def stepped(*arguments, **named):
            if self.done == self.at and not self.after:
                raise Cut(name)
            result = write(*arguments, **named)
            self.done += 1
            if self.done - 1 == self.at:
                raise Cut(name)
            return result

        return stepped


def with_steps(monkeypatch, steps):
    monkeypatch.setattr(files.os, "fsync", steps.around("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", steps.around("replace", Path.replace))
    sink = files.pl.LazyFrame.sink_parquet
    monkeypatch.setattr(files.pl.LazyFrame, "sink_parquet", steps.around("sink", sink))


def seen(folder):
    """What a reader finds."""
    releases = open_releases(folder)
    return releases.version, releases.rows().collect().rows(), releases.problems


def step_count():
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        add(folder, FIRST)
        steps = Steps()
        with_steps(patch, steps)
        add(folder, SECOND)
        return steps.done


COUNT = step_count()


def test_there_are_steps_to_be_cut_at():
    assert COUNT > 12


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(COUNT))
def test_cut_off_at_any_write_the_store_is_as_before_or_as_after(tmp_path, monkeypatch, at, after):
    add(tmp_path / "whole", FIRST)
    before = seen(tmp_path / "whole")
    add(tmp_path / "whole", SECOND)
    done = seen(tmp_path / "whole")
    folder = tmp_path / "cut"
    add(folder, FIRST)
    index = (folder / "index.json").read_bytes()
    with monkeypatch.context() as patch:
        with_steps(patch, Steps(at, after=after))
        with pytest.raises(Cut):
            add(folder, SECOND)
    committed = (folder / "index.json").read_bytes() != index
    assert seen(folder) == (done if committed else before)
    add(folder, SECOND)
    assert seen(folder) == done
    assert not list(folder.rglob("*.part"))


def test_nothing_is_committed_before_the_last_write_of_the_data(tmp_path, monkeypatch):
    add(tmp_path, FIRST)
    kept = everything(tmp_path)
    with monkeypatch.context() as patch:
        # The last data step is the fsync before the index is put; replacing it is the next.
        patch.setattr("analytics.importers.store.store.put_bytes", lambda *_: (_ for _ in ()).throw(Cut()))
        with pytest.raises(Cut):
            add(tmp_path, SECOND)
    left = everything(tmp_path)
    assert {name: left[name] for name in kept} == kept


IMPORT_FOR_EVER = """
import sys
from tests.importers.store.made_up import add, imported, release, RATES
folder = sys.argv[1]
print("ready", flush=True)
number = 0
while True:
    number += 1
    add(folder, imported(release(2024), values=RATES | {("barnsley", 2024): float(number)}))
"""


def test_killed_at_random_moments_the_store_can_always_be_read(tmp_path):
    add(tmp_path, FIRST)
    moments = random.Random(20250331)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORT_FOR_EVER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.02, 0.6))
        process.kill()
        process.wait()
        process.stdout.close()
        releases = open_releases(tmp_path)
        assert releases.problems == ()
        assert releases.made
        found = releases.rows().collect()
        assert found.filter(document="looked-after-2025").height == len(RATES)
        assert found.filter(document="looked-after-2024").height in (0, len(RATES))
    change = store(tmp_path).mend(CATALOGUE)
    assert change.problems == ()
    assert len(list((tmp_path / "built").iterdir())) <= 2
    assert not list(tmp_path.rglob("*.part"))
