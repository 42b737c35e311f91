"""How large a file may be, packed and unpacked, so that no file can exhaust the machine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is read at most.

    `unpacked_bytes` is the size of a file, or of all that an archive or a workbook unpacks to. `ratio` is how many
    times its packed size that may be, above a megabyte: DfE's files pack ten to sixty times, a bomb a thousand.
    `cells` counts the cells of a table as a full rectangle; of a workbook, those of all its sheets.
    """

    unpacked_bytes: int = 400_000_000
    ratio: int = 250
    members: int = 300
    columns: int = 5_000
    cells: int = 40_000_000


DEFAULT = Limits()


def in_words(size: int) -> str:
    """A size in bytes as a reader would say it.

    >>> in_words(400_000_000), in_words(1_250_000), in_words(2_500)
    ('400 MB', '1.2 MB', '2,500 bytes')
    """
    if size < 1_000_000:
        return f"{size:,} bytes"
    return f"{size / 1_000_000:,.0f} MB" if size >= 10_000_000 else f"{size / 1_000_000:.1f} MB"
