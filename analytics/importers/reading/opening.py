"""The bytes of a file on disk, where it is a file and not too large."""

import os
import stat
from pathlib import Path

from analytics.importers.reading.limits import Limits, in_words
from analytics.importers.reading.unreadable import Unreadable, refusal

_OTHERWISE = {
    stat.S_ISDIR: ("It is a folder.", "Give one file, or a zip of the folder’s CSV files."),
    stat.S_ISCHR: ("It is a device, not a file.", "Give a file."),
    stat.S_ISBLK: ("It is a device, not a file.", "Give a file."),
    stat.S_ISFIFO: ("It is a pipe, not a file.", "Save what comes out of it to a file and give that."),
    stat.S_ISSOCK: ("It is a socket, not a file.", "Give a file."),
}


def file_bytes(path: Path, name: str, limits: Limits) -> bytes:
    """What the file holds. A link is followed to its file.

    Raises Unreadable for what is no file, cannot be opened or is over the limit; its size is known before it is read.
    """
    try:
        # Without waiting: a pipe that nobody writes to would otherwise hold the app for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _not_opened(path, name, error) from None
    try:
        about = os.fstat(handle)
        for is_one, words in _OTHERWISE.items():
            if is_one(about.st_mode):
                raise refusal(name, *words)
        check_size(about.st_size, name, limits)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(limits.unpacked_bytes + 1)
    except OSError as error:
        raise _not_opened(path, name, error) from None
    finally:
        os.close(handle)
    check_size(len(content), name, limits)
    return content


def check_size(size: int, name: str, limits: Limits) -> None:
    """Refuse what is over the limit."""
    if size > limits.unpacked_bytes:
        raise refusal(
            name,
            f"The file has {in_words(size)}; at most {in_words(limits.unpacked_bytes)} are read.",
            "Split it, or take the columns and years that are wanted.",
        )


def _not_opened(path: Path, name: str, error: OSError | ValueError) -> Unreadable:
    try:
        if path.is_dir():
            return refusal(name, *_OTHERWISE[stat.S_ISDIR])
    except (OSError, ValueError):
        pass
    if isinstance(error, FileNotFoundError):
        return refusal(name, "The file is not there.", "Check its name and folder.")
    if isinstance(error, PermissionError):
        return refusal(name, "The file may not be read.", "Ask for the right to read it, or save a copy elsewhere.")
    return refusal(name, "The file cannot be opened.", "Check its name and folder.")
