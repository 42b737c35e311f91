"""Zip archives: which members there are, and what each holds. Nothing is ever written to disk."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from analytics.evidence.problem import Problem
from analytics.importers.reading.limits import Limits
from analytics.importers.reading.packed import too_dense, too_large, unpacked
from analytics.importers.reading.unreadable import Unreadable, refusal


@dataclass(frozen=True)
class Member:
    """One file of an archive under its own name, without the folders."""

    name: str
    folder: str
    content: bytes


def members(data: bytes, name: str, limits: Limits) -> list[Member]:
    """Every file in the archive, in its order, but what macOS and Windows add of their own.

    Raises Unreadable where the archive is damaged, protected by a password, or would unpack to more than the limits.
    """
    paths = ((PurePosixPath(path.replace("\\", "/")), content) for path, content in _unpacked(data, name, limits))
    return [Member(path.name, path.parent.name, content) for path, content in paths]


def members_by_path(data: bytes, name: str, limits: Limits) -> dict[str, bytes]:
    """Every file in the archive by its path, the last one where two have the same; as `members` refuses."""
    return dict(_unpacked(data, name, limits))


def _unpacked(data: bytes, name: str, limits: Limits) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return list(_read(archive, _checked(archive, name, limits), name, limits))
    except Unreadable:
        raise
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, ValueError, KeyError, IndexError):
        raise refusal(name, "The zip file is damaged or was not wholly downloaded.", "Download it again.") from None
    except (NotImplementedError, RuntimeError):
        raise refusal(
            name, "The zip file is packed in a way that is not read here.", "Unpack it and zip the files again."
        ) from None
    except Exception as error:  # an unpacker's own error, such as LZMAError, is of no common kind
        raise refusal(
            name, f"The zip file cannot be unpacked ({type(error).__name__}).", "Download it again."
        ) from None


def base_name(path: str) -> str:
    r"""The last part of a member's path, whichever way its folders are separated.

    >>> base_name("../../data\\figures.csv")
    'figures.csv'
    """
    return PurePosixPath(path.replace("\\", "/")).name


def _checked(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members to read, after a look at the archive's own list of them."""
    entries = archive.infolist()
    if len(entries) > limits.members:
        raise refusal(
            name,
            f"The zip file holds {len(entries):,} files; at most {limits.members:,} are read.",
            "Make a zip of the files that are wanted.",
        )
    wanted = [entry for entry in entries if not entry.is_dir() and not _of_the_system(entry.filename)]
    locked = [entry for entry in wanted if entry.flag_bits & 1]
    if locked:
        raise refusal(name, "The zip file is protected with a password.", "Unpack it and give the files inside.")
    stated = sum(entry.file_size for entry in wanted)
    if stated > limits.unpacked_bytes:
        raise too_large(stated, name, limits)
    if stated > max(1 << 20, limits.ratio * sum(entry.compress_size for entry in wanted)):
        raise too_dense(name, limits)
    return wanted


def _read(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str, limits: Limits
) -> Iterator[tuple[str, bytes]]:
    size = 0
    for entry in entries:
        with archive.open(entry) as stream:
            content = unpacked(stream, entry.compress_size, name, limits, already=size)
        size += len(content)
        yield entry.filename, content


def _of_the_system(path: str) -> bool:
    name = base_name(path)
    return not name or "__MACOSX" in path or name.startswith("._") or name in (".DS_Store", "Thumbs.db", "desktop.ini")


def same_name_twice(found: Sequence[Member], name: str) -> list[Problem]:
    """A problem for each name that two different files of the archive bear: figures could not be told apart."""
    seen: dict[str, bytes] = {}
    problems = []
    for member in found:
        if seen.setdefault(member.name, member.content) != member.content:
            problems.append(
                Problem(
                    name,
                    0,
                    "",
                    f"Two different files in it are called “{member.name}”.",
                    "Give them one by one, or rename one.",
                )
            )
    return problems
