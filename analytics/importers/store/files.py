"""Writing files that are either there whole or not there at all."""

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import polars as pl

from analytics.evidence.release_index import Part
from analytics.evidence.release_place import Place

# So many rows are read or passed over together: a council's rows of one measure lie in one or two such groups.
ROW_GROUP_ROWS = 50_000
UNFINISHED = ".part"


def sha256_of(content: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The fingerprint of a file, which is read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """A table as a Parquet file. The same table always gives the same bytes."""
    content = BytesIO()
    frame.rechunk().write_parquet(content, row_group_size=ROW_GROUP_ROWS)
    return content.getvalue()


def keep_content(place: Place, folder: str, ending: str, content: bytes, rows: int) -> Part:
    """What was kept: a file named after its own fingerprint. One that is there already, and is whole, is left alone."""
    fingerprint = sha256_of(content)
    part = Part(name=f"{folder}/{fingerprint}{ending}", sha256=fingerprint, size=len(content), rows=rows)
    if place.folder is None or not is_intact(place, part):
        put_bytes(place, part.name, content)
    return part


def is_intact(place: Place, part: Part) -> bool:
    """Whether a kept file has every byte that it had. Of an object store it is taken to be so."""
    if place.folder is None:
        return True
    path = Path(place.at(part.name))
    return place.is_whole(part.name, part.size) and sha256_of_file(path) == part.sha256


def put_bytes(place: Place, name: str, content: bytes) -> None:
    """Put a file in its place at one stroke, over what was there."""
    if place.folder is None:
        _put_remote(place.at(name), content)
        return
    path = Path(place.at(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, content)
    _keep_names(path.parent)


def put_file(path: Path, content: bytes) -> None:
    """Put a file in a folder that is there, at one stroke, over what was there; whose it is and who may read it stays.

    Only the administrator of a computer may give files away. Anybody else who writes over another person's file owns it
    from then on, and keeps its group where that is one of theirs; else nobody gets leave to read by it who had none.
    Where the path leads to no file, but to a pipe or a device, it is written to. Raises OSError.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    waiting = _waiting(path)
    try:
        with waiting.open("wb") as file:
            if path.exists():
                _make_like(path, waiting)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def _make_like(path: Path, waiting: Path) -> None:
    """Give a new file the owner, the group and the rights of the one whose place it takes, as far as one may."""
    if os.name == "nt":
        shutil.copymode(path, waiting)
        return
    was = path.stat()
    # Nobody but the writer, until it is known whose it is.
    waiting.chmod(0o600)
    for owner, group in ((was.st_uid, was.st_gid), (-1, was.st_gid)):
        with suppress(OSError):
            os.chown(waiting, owner, group)
            break
    rights = stat.S_IMODE(was.st_mode) & 0o777
    if waiting.stat().st_gid != was.st_gid:
        # Another group stands there now: it may do what everybody may.
        rights &= ~0o070 | (rights & 0o007) << 3
    waiting.chmod(rights)


def put_rows(place: Place, name: str, rows: pl.LazyFrame, schema: dict[str, type[pl.DataType]]) -> Part:
    """Write rows as a table, streaming, and put it in its place at one stroke. The rows never are in memory at once."""
    typed = rows.select(pl.col(column).cast(kind) for column, kind in schema.items())
    if place.folder is None:
        typed.sink_parquet(place.at(name), row_group_size=ROW_GROUP_ROWS)
        written = pl.scan_parquet(place.at(name)).select(pl.len()).collect().item()
        return Part(name=name, sha256="", size=0, rows=written)
    path = Path(place.at(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = _waiting(path)
    try:
        typed.sink_parquet(waiting, row_group_size=ROW_GROUP_ROWS, sync_on_close="all")
        written = pl.scan_parquet(waiting, glob=False).select(pl.len()).collect().item()
        part = Part(name=name, sha256=sha256_of_file(waiting), size=waiting.stat().st_size, rows=written)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
    _keep_names(path.parent)
    return part


def remove(path: Path) -> None:
    """Remove a file or a folder if it can be; one that somebody has open on Windows stays until the next time."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _waiting(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")


def _put_remote(address: str, content: bytes) -> None:
    """Put bytes at an address. Polars knows the way to object stores, and writes a one-cell table as its text."""
    if address.endswith(".parquet"):
        pl.read_parquet(content).lazy().sink_parquet(address, row_group_size=ROW_GROUP_ROWS)
        return
    text = pl.LazyFrame({"text": [content.decode("utf-8").removesuffix("\n")]})
    text.sink_csv(address, include_header=False, quote_style="never")


def _keep_names(folder: Path) -> None:
    """See to it that a power cut does not lose the name of a file just put in its place; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
