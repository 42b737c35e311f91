import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.deployed import DEPLOY, ROOT, a_folder, skip_where_the_whole_cannot_stand

TRY = [sys.executable, str(DEPLOY / "try")]


@pytest.fixture
def folder():
    skip_where_the_whole_cannot_stand()
    with a_folder() as folder:
        yield folder


def test_whole_set_up_passes_its_checks_and_leaves_nothing_behind(folder):
    said = subprocess.run(
        [*TRY, "--check"], cwd=ROOT, env=in_a_folder(folder), capture_output=True, text=True, timeout=900, check=False
    )

    assert said.returncode == 0, said.stdout + said.stderr
    assert "✗" not in said.stdout
    assert said.stdout.count("✓") >= 9
    assert left_behind(folder) == []


def test_whole_set_up_goes_when_it_is_told_to_while_it_comes_up(folder):
    process = subprocess.Popen(TRY, cwd=ROOT, env=in_a_folder(folder), stdout=subprocess.PIPE, text=True)
    while not list(folder.glob("*/all/postgres/data/PG_VERSION")):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)

    assert process.returncode == 0
    assert left_behind(folder) == []


def in_a_folder(folder):
    """An environment in which temporary folders are made in this one, so that what is left can be told."""
    return os.environ | {"TMPDIR": str(folder)}


def left_behind(folder):
    """Files of the set-up, and processes that know its folder."""
    commands = [path.read_bytes().decode(errors="replace") for path in readable(Path("/proc").glob("[0-9]*/cmdline"))]
    return [*folder.iterdir(), *(command for command in commands if f"{folder}/" in command)]


def readable(paths):
    for path in paths:
        try:
            path.read_bytes()
        except OSError:
            continue
        yield path
