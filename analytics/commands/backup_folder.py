"""A backup as a folder: a manifest with the fingerprint of every file, and how files go in and come out whole."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from analytics.importers.store.files import UNFINISHED, sha256_of_file
from analytics.importers.store.lock import LOCK_NAME

MANIFEST = "manifest.json"
BEFORE, COMING = ".before-restore-", ".restoring-"


class BackupError(Exception):
    """A backup that cannot be made, read or put back. The message says what is wrong and what would work."""


class BackupFile(BaseModel):
    """One file of a backup: its name with slashes, its size in bytes and its fingerprint."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup holds. `tables` is the version of the database's tables, blank where there was no database."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    made: datetime
    app: str
    database: Literal["sqlite", "postgresql"]
    tables: str
    releases_elsewhere: str = ""
    files: tuple[BackupFile, ...]

    def below(self, section: str) -> list[BackupFile]:
        """The files of one part of the backup, such as the workspace."""
        return [file for file in self.files if file.name.startswith(f"{section}/")]


def kept_files(folder: Path, leave_out: Collection[Path]) -> Iterator[Path]:
    """Every file to be kept below a folder, in order: none left out, unfinished, a lock or of an earlier restore."""
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(name for name in folders if here / name not in leave_out and not _is_ours(name))
        for name in sorted(names):
            path = here / name
            if path in leave_out or name == LOCK_NAME or name.endswith(UNFINISHED) or not path.is_file():
                continue
            yield path


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupError where the folder holds none that can be read."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise BackupError(f"{folder} holds no backup: there is no {MANIFEST}. Name the folder of a backup.") from error
    except (OSError, ValidationError) as error:
        raise BackupError(f"{folder / MANIFEST} cannot be read: {error}. Use another backup.") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Read every byte of a backup. Raises BackupError that names every file that is gone or not as it was."""
    wrong = [file.name for file in manifest.files if not _is_as_it_was(folder, file)]
    if wrong:
        names = ", ".join(wrong[:10]) + (f" and {len(wrong) - 10} more" if len(wrong) > 10 else "")
        raise BackupError(f"This backup is damaged. Gone or changed: {names}. Use another backup.")


def entry_of(path: Path, folder: Path) -> BackupFile:
    """A file of a backup as its manifest names it."""
    name = path.relative_to(folder).as_posix()
    return BackupFile(name=name, size=path.stat().st_size, sha256=sha256_of_file(path))


def change_places(folder: Path, coming: Path, stamp: str, stays: Collection[Path]) -> Path | None:
    """Put what is in `coming` in place of what is in `folder`, and give the folder in which that is kept now.

    None where nothing was there. What `stays` is not touched. Where a step fails the steps before it are undone.
    """
    before = folder / f"{BEFORE}{stamp}"
    moved: list[tuple[Path, Path]] = []
    try:
        for path in sorted(folder.iterdir()):
            if path not in stays and path.name != LOCK_NAME and not _is_ours(path.name):
                before.mkdir(0o700, exist_ok=True)
                moved.append((path, path.replace(before / path.name)))
        for path in sorted(coming.iterdir()):
            moved.append((path, path.replace(folder / path.name)))
    except OSError:
        for came_from, now in reversed(moved):
            now.replace(came_from)
        with suppress(OSError):
            before.rmdir()
        raise
    return before if before.exists() else None


def copy_file(source: Path, target: Path) -> None:
    """Copy a file and wait until the disk has it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _is_as_it_was(folder: Path, file: BackupFile) -> bool:
    path = folder / file.name
    # A manifest may have been written by anybody: nothing outside the folder is looked at, and nothing put outside.
    if not path.resolve().is_relative_to(folder.resolve()):
        return False
    return path.is_file() and path.stat().st_size == file.size and sha256_of_file(path) == file.sha256


def _is_ours(name: str) -> bool:
    return name.startswith((BEFORE, COMING))
