"""Processes that answer: the app as `scrutiny serve` starts it, and the provider that signs people in."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import end

ROOT = Path(__file__).parents[2]
SERVE = (sys.executable, "-c", "from analytics.commands import main; main()", "serve")


@contextmanager
def running(command: list[str], output: Path, health: str, **environment: str) -> Iterator[None]:
    """A process, from when it answers until the block ends."""
    with output.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=written, stderr=written)
    try:
        until = time.monotonic() + 120
        while True:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(output.read_text())
            try:
                urllib.request.urlopen(health, timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        end(process)
