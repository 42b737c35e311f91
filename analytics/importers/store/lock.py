"""One import at a time: a lock that the system lets go of when whoever holds it ends, however it ends."""

import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

LOCK_NAME = "import.lock"
# On Windows a locked byte cannot be read, so it lies where the text of the lock never comes.
_FAR = 1 << 30


class Busy(Exception):
    """Somebody else is importing. The message says who, since when and what would work."""


@contextlib.contextmanager
def importing_alone(folder: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """The right to change what is kept in a folder, until the block ends. Raises Busy after `wait_seconds`.

    The system itself holds the lock, so that one whose process was killed is free at once: the file that it leaves
    behind says who had it and keeps nobody out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_NAME
    with path.open("a+b") as file:
        until = time.monotonic() + wait_seconds
        while not _taken(file):
            if time.monotonic() >= until:
                raise Busy(_message(path))
            time.sleep(0.1)
        try:
            _sign(file)
            yield
        finally:
            file.truncate(0)
            _let_go(file)


def _sign(file: BinaryIO) -> None:
    holder = {"process": os.getpid(), "computer": socket.gethostname(), "since": time.strftime("%d %B %Y %H:%M:%S")}
    file.truncate(0)
    file.write(json.dumps(holder).encode())
    file.flush()


def _message(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {holder['process']} on {holder['computer']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return (
        f"Another import into {path.parent} is under way ({who}). Nothing was changed. Try again when it has ended; "
        "if it hangs, end that process, and the lock is free."
    )


if sys.platform == "win32":  # pragma: no cover - the same three functions for the other system
    import msvcrt

    def _taken(file: BinaryIO) -> bool:
        try:
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
