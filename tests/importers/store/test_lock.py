"""Two imports at once: the second waits or is told, and one that was killed keeps nobody out."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from analytics.evidence.release_store import open_releases
from analytics.importers.store.lock import LOCK_NAME, Busy, importing_alone
from tests.importers.store.made_up import CATALOGUE, NOW, RATES, add, everything, imported, release, store

HOLD = """
import sys, time
from pathlib import Path
from analytics.importers.store.lock import importing_alone
with importing_alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_is_told_who_imports_and_what_would_work(tmp_path, holder):
    with pytest.raises(Busy) as told:
        add(tmp_path, imported(values=RATES))
    message = str(told.value)
    assert f"process {holder.pid} on " in message
    assert "Nothing was changed. Try again when it has ended" in message
    assert everything(tmp_path) == {}


def test_a_lock_left_by_a_killed_import_keeps_nobody_out(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert str(holder.pid) in (tmp_path / LOCK_NAME).read_text()
    add(tmp_path, imported(values=RATES))
    assert open_releases(tmp_path).areas() == ("barnet", "barnsley", "england")


def test_reading_needs_no_lock(tmp_path):
    add(tmp_path, imported(values=RATES))
    with importing_alone(tmp_path):
        assert open_releases(tmp_path).rows().collect().height == len(RATES)


def test_one_that_waits_has_its_turn(tmp_path):
    def hold():
        with importing_alone(tmp_path):
            held.set()
            time.sleep(0.3)

    held = threading.Event()
    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    patient = type(store(tmp_path))(store(tmp_path).place, wait_seconds=20)
    change = patient.add([imported(values=RATES)], CATALOGUE, NOW)
    other.join()
    assert len(change.taken) == 1


def test_imports_that_run_at_once_lose_nothing(tmp_path):
    def bring(year):
        patient = type(store(tmp_path))(store(tmp_path).place, wait_seconds=60)
        patient.add([imported(release(year), values=RATES)], CATALOGUE, NOW)

    threads = [threading.Thread(target=bring, args=(year,)) for year in range(2021, 2026)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(open_releases(tmp_path).documents) == [f"looked-after-{year}" for year in range(2021, 2026)]


def test_the_lock_says_nothing_once_it_is_let_go(tmp_path):
    with importing_alone(tmp_path):
        assert str(os.getpid()) in (tmp_path / LOCK_NAME).read_text()
    assert (tmp_path / LOCK_NAME).read_text() == ""
