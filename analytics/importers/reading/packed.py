"""Unpacking, with an eye on how much comes out."""

import gzip
import zlib
from io import BytesIO
from typing import Protocol

from analytics.importers.reading.limits import Limits, in_words
from analytics.importers.reading.unreadable import Unreadable, refusal

_PIECE = 1 << 20


class Readable(Protocol):
    """Whatever gives bytes piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes more, none at the end."""
        ...


def unpacked(stream: Readable, packed: int, name: str, limits: Limits, already: int = 0) -> bytes:
    """All that comes out of a packed stream of `packed` bytes.

    `already` is what came out of others of the same archive. Raises Unreadable as soon as it is too much.
    """
    pieces = []
    size = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if already + size > limits.unpacked_bytes:
            raise too_large(already + size, name, limits)
        if size > max(_PIECE, packed * limits.ratio):
            raise too_dense(name, limits)
    return b"".join(pieces)


def from_gzip(data: bytes, name: str, limits: Limits) -> bytes:
    """What a gzip file holds."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            return unpacked(stream, len(data), name, limits)
    except EOFError:
        raise refusal(name, "The file is cut short: its end is missing.", "Download it again.") from None
    except (OSError, zlib.error):
        raise refusal(name, "The gzip file is damaged.", "Download it again.") from None


def too_large(size: int, name: str, limits: Limits) -> Unreadable:
    """The refusal of what unpacks to more than the limit."""
    return refusal(
        name,
        f"It unpacks to {in_words(size)} or more; at most {in_words(limits.unpacked_bytes)} are read.",
        "Unpack it and give the files that are wanted one by one.",
    )


def too_dense(name: str, limits: Limits) -> Unreadable:
    """The refusal of what unpacks to far more than a table would."""
    return refusal(
        name,
        f"It unpacks to more than {limits.ratio} times its size, which no table of figures does.",
        "Unpack it, look at what is inside and give the data files themselves.",
    )
