"""Writing a site into a folder: only what changed, never over or away what is somebody else’s, and never by half."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from analytics.evidence.wording import count_of, listed
from analytics.site.publication import CannotPublish

MANIFEST = "site-manifest.json"
# What a run means to write, set down before it writes anything: should it be interrupted, the next knows it for ours.
_PLANNED = "site-manifest.next.json"
_STAGING = "site-files.next"
_OURS = (MANIFEST, _PLANNED, _STAGING, f"{MANIFEST}.part", f"{_PLANNED}.part")


class Manifest(BaseModel):
    """Every file of a site by its path, with the SHA-256 of what is in it, and what the site was made from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = 1
    made_by: str = "scrutiny publish"
    made_from: str = ""
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    changed: int
    unchanged: int
    removed: int


def earlier_files(folder: Path, made_from: str = "") -> dict[str, bytes]:
    """The files that an earlier run wrote and nobody has changed since, by path; nothing where there was none.

    With `made_from` only of a site made from the same: all of its files, or nothing where any is not as it was.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        names = [name for name in manifest.files if _is_inside(name) and (folder / name).is_file()]
        there = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValidationError):
        return {}  # whatever is wrong is said on writing
    whole = {name: content for name, content in there.items() if _checksum(content) == manifest.files[name]}
    if made_from and (manifest.made_from != made_from or whole.keys() != manifest.files.keys()):
        return {}
    return whole


def write_site(files: Mapping[str, bytes], folder: Path, made_from: str = "") -> Written:
    """Make `folder` hold exactly these files of ours, touching none that is as it should be.

    A file that is no longer part of the site is removed only where an earlier run wrote it. All that changed is written
    aside first and then put in place, what pages refer to before the pages; until then, and wherever it is interrupted,
    every page of the earlier site can be read. Raises CannotPublish, having changed nothing, where the folder holds
    what is not ours, or cannot be written to.
    """
    try:
        before = _owned(folder)
        _refuse_foreign(folder, files, before)
        folder.mkdir(parents=True, exist_ok=True)
        changed = [path for path in files if not _is(folder / path, files[path])]
        gone = [path for path in sorted(before - files.keys()) if (folder / path).is_file()]
        if changed or gone or not (folder / MANIFEST).is_file():
            _write_manifest(folder, _PLANNED, {**dict.fromkeys(sorted(before), ""), **_checksums(files)})
            _put(folder, {path: files[path] for path in sorted(changed, key=_pages_last)})
        _remove(folder, gone)
        if not _is(folder / MANIFEST, _manifest(_checksums(files), made_from)):
            _write_manifest(folder, MANIFEST, _checksums(files), made_from)
        (folder / _PLANNED).unlink(missing_ok=True)
    except OSError as error:
        raise CannotPublish(
            f"{folder} could not be written: {error.strerror or error}. What was published there before can still be "
            "read. Make room or permit writing, and publish again."
        ) from error
    return Written(len(changed), len(files) - len(changed), len(gone))


def _owned(folder: Path) -> set[str]:
    """The paths that earlier runs wrote or meant to write."""
    owned: set[str] = set()
    for name in (MANIFEST, _PLANNED):
        path = folder / name
        if path.is_file():
            try:
                manifest = Manifest.model_validate_json(path.read_bytes())
            except ValidationError as error:
                raise CannotPublish(
                    f"{path} is not a list of files that scrutiny publish wrote, so nothing was changed. "
                    "Publish into a new or an empty folder."
                ) from error
            strange = [name for name in manifest.files if not _is_inside(name)]
            if strange:
                raise CannotPublish(
                    f"{path} names a file outside its folder ({strange[0]}), so nothing was changed. "
                    "Publish into a new or an empty folder."
                )
            owned |= manifest.files.keys()
    return owned


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _refuse_foreign(folder: Path, files: Mapping[str, bytes], owned: set[str]) -> None:
    """Raise CannotPublish where the folder is somebody else's, or a file of theirs stands where one of ours must."""
    if folder.exists() and not folder.is_dir():
        raise CannotPublish(f"{folder} is a file. Name a folder that is new, empty, or was published into before.")
    if not folder.exists():
        return
    top = sorted(entry.name for entry in folder.iterdir())
    if top and not owned and not {*top} <= {*_OURS}:
        some = listed(f"“{name}”" for name in top[:3])
        more = f" and {count_of(len(top) - 3, 'other')}" if len(top) > 3 else ""
        raise CannotPublish(
            f"{folder} holds files that scrutiny publish did not write ({some}{more}), so nothing was changed. "
            "Name a folder that is new, empty, or was published into before."
        )
    whole = folder.resolve()
    for path in sorted(files.keys() | owned):
        place = folder / path
        if not place.parent.resolve().is_relative_to(whole) or place.is_symlink():
            raise CannotPublish(f"{place} leads out of {folder} by a link, so nothing was changed. Remove the link.")
        if path in files and path not in owned and place.exists():
            raise CannotPublish(
                f"{place} was not written by scrutiny publish and stands where a page must be, so nothing was changed. "
                "Move it away, or publish into another folder."
            )


def _pages_last(path: str) -> tuple[int, str]:
    """What pages refer to, then pages, then the first page."""
    return (2 if path == "index.html" else int(path.endswith(".html")), path)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    staging = folder / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        names = {path: staging / str(number) for number, path in enumerate(files)}
        for path, content in files.items():
            names[path].write_bytes(content)
        for path, name in names.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(name, folder / path)  # noqa: PTH105 - says that it replaces
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in paths:
        (folder / path).unlink()
        for parent in (folder / path).relative_to(folder).parents[:-1]:
            if any((folder / parent).iterdir()):
                break
            (folder / parent).rmdir()


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _checksums(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: _checksum(content) for path, content in sorted(files.items())}


def _manifest(checksums: Mapping[str, str], made_from: str = "") -> bytes:
    return (Manifest(files=dict(checksums), made_from=made_from).model_dump_json(indent=1) + "\n").encode()


def _write_manifest(folder: Path, name: str, checksums: Mapping[str, str], made_from: str = "") -> None:
    aside = folder / f"{name}.part"
    aside.write_bytes(_manifest(checksums, made_from))
    os.replace(aside, folder / name)  # noqa: PTH105 - says that it replaces
