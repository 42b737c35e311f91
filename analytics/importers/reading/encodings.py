"""Text as UTF-8, whichever way it was written."""

import re

from analytics.importers.reading.unreadable import Unreadable, refusal

_SAVE_AS = "Open it in a spreadsheet and save it as CSV UTF-8."
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def as_utf8(data: bytes, name: str) -> tuple[bytes, str]:
    """The text as UTF-8 without a mark of byte order, and the encoding it was in.

    UTF-8, or UTF-16 with its mark. Anything else is taken for Windows-1252, as Excel's plain CSV is in Britain, unless
    a part of the text is UTF-8 beyond doubt: then two files were put together, and Unreadable names the first row of
    the other kind.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _from_utf16(data, name), "utf-16"
    marked = data.startswith(b"\xef\xbb\xbf")
    text = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in text:
        raise _no_text(name)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        if marked or _has_utf8_letters(text):
            raise _mixed(text, error.start, name) from None
        return _from_windows(text, name), "cp1252"
    return text, "utf-8-sig" if marked else "utf-8"


def _from_utf16(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise refusal(name, "It says that it is UTF-16 text, and part of it is not.", _SAVE_AS) from None
    if "\0" in text:
        raise _no_text(name)
    return text.encode("utf-8")


def _from_windows(text: bytes, name: str) -> bytes:
    try:
        decoded = text.decode("cp1252")
    except UnicodeDecodeError as error:
        row = row_at(text, error.start)
        raise refusal(name, "The text is neither UTF-8 nor Windows-1252.", _SAVE_AS, row) from None
    if _CONTROL.search(decoded):
        raise _no_text(name)
    return decoded.encode("utf-8")


def _has_utf8_letters(text: bytes) -> bool:
    """Whether some letters beyond the English ones are UTF-8, though others are not."""
    kept = text.decode("utf-8", errors="ignore")
    return not kept.isascii()


def _mixed(text: bytes, position: int, name: str) -> Unreadable:
    wrong = "The file mixes encodings: this row is not UTF-8, and others are."
    return refusal(name, wrong, "Save each part as CSV UTF-8 before putting them together.", row_at(text, position))


def _no_text(name: str) -> Unreadable:
    return refusal(name, "It is not text: it holds bytes that no table has.")


def row_at(text: bytes, position: int) -> int:
    r"""The row, as a spreadsheet counts, in which the byte at `position` stands.

    A line break within quotation marks ends no row.

    >>> row_at(b'a,b\n"x\ny",2\nz,3', 14)
    3
    """
    before = text[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    outside = before.split(b'"')[::2]
    return 1 + sum(part.count(b"\n") for part in outside)
