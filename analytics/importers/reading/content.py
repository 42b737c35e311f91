"""What a file holds, told from its first bytes and never from its name."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from analytics.importers.reading.unreadable import INSTEAD, refusal


class Content(StrEnum):
    """The kinds of file that are read."""

    TEXT = "a text file"
    GZIP = "a gzip file"
    ARCHIVE = "a zip file"
    XLSX = "an Excel workbook"
    ODS = "an OpenDocument workbook"
    PARQUET = "a Parquet file"


ENDINGS = {
    Content.TEXT: (".csv", ".tsv", ".txt"),
    Content.GZIP: (".gz",),
    Content.ARCHIVE: (".zip",),
    Content.XLSX: (".xlsx", ".xlsm"),
    Content.ODS: (".ods",),
    Content.PARQUET: (".parquet",),
}

_AS_WORKBOOK = "Open it, choose Save As, and save it as .xlsx or CSV UTF-8."
_THE_DATA = "Download the data themselves: a CSV file, a workbook (.xlsx or .ods) or a zip of CSV files."
_UNPACK = "Unpack it and give the CSV files, or a .zip of them."
_MAGIC = (
    (b"{\\rtf", "It is a Word document (RTF), which holds no table that can be read.", _THE_DATA),
    (b"7z\xbc\xaf\x27\x1c", "It is a 7-Zip archive.", _UNPACK),
    (b"Rar!", "It is a RAR archive.", _UNPACK),
    (b"BZh", "It is packed with bzip2.", _UNPACK),
    (b"\xfd7zXZ", "It is packed with xz.", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "It is packed with zstd.", _UNPACK),
    (b"\x89PNG", "It is a picture.", _THE_DATA),
    (b"\xff\xd8\xff", "It is a picture.", _THE_DATA),
    (b"GIF8", "It is a picture.", _THE_DATA),
    (b"ARROW1", "It is an Arrow file.", "Save it as Parquet or CSV."),
    (b"PARE", "It is an encrypted Parquet file.", "Save it without a key."),
    (b"SQLite format 3", "It is a SQLite database.", "Export the table as CSV."),
)
_WEB_PAGE = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*"|\[\s*\{?\s*")[^"]*"\s*[:,\]]')
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def content_of(data: bytes, name: str) -> Content:
    """What the file holds. Raises Unreadable, saying what it is, where that is nothing with a table in it."""
    if data.startswith(b"\x1f\x8b"):
        return Content.GZIP
    if data.startswith(b"PAR1"):
        return Content.PARQUET
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise refusal(name, *_old_office(data))
    if b"%PDF-" in data[:1024]:
        raise refusal(name, "It is a PDF, which holds no table that can be read.", _THE_DATA)
    for magic, wrong, right in _MAGIC:
        if data.startswith(magic):
            raise refusal(name, wrong, right)
    _refuse_markup(_opening(data), name)
    return Content.TEXT


def _opening(data: bytes) -> bytes:
    """The first part of a text in one byte a letter, without a mark of byte order."""
    start = data[:4096]
    for mark in _MARKS:
        if start.startswith(mark):
            return start.removeprefix(mark).replace(b"\0", b"")
    return start


def _refuse_markup(start: bytes, name: str) -> None:
    if _WEB_PAGE.match(start):
        raise refusal(
            name,
            "It is a web page, not data: often the page that says a download failed, or asks to sign in.",
            "Download the file again from its page, and look that it opens as a table.",
        )
    if _XML.match(start):
        raise refusal(name, "It is an XML file.", INSTEAD)
    if _JSON.match(start):
        raise refusal(name, "It is a JSON file.", INSTEAD)


def _zipped(data: bytes, name: str) -> Content:
    """Which of the kinds of file that are zip archives inside."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = set(archive.namelist())
            start = _kind_written_inside(archive)
    except Exception:  # zipfile raises whatever the damage leads to
        raise refusal(name, "The zip file is damaged or was not wholly downloaded.", "Download it again.") from None
    if "xl/workbook.bin" in members:
        raise refusal(name, "It is a binary Excel workbook (.xlsb).", _AS_WORKBOOK)
    if "xl/workbook.xml" in members:
        return Content.XLSX
    if any(member.startswith("word/") for member in members) or b"opendocument.text" in start:
        raise refusal(name, "It is a Word document, which holds no table that can be read.", _THE_DATA)
    if any(member.startswith("ppt/") for member in members) or b"opendocument.presentation" in start:
        raise refusal(name, "It is a slide show, which holds no table that can be read.", _THE_DATA)
    return Content.ODS if b"opendocument.spreadsheet" in start else Content.ARCHIVE


def _kind_written_inside(archive: zipfile.ZipFile) -> bytes:
    """The kind that an OpenDocument file states of itself; blank for any other."""
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").flag_bits & 1:
        return b""
    with archive.open("mimetype") as member:
        return member.read(100)


def _old_office(data: bytes) -> tuple[str, str]:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "It is protected with a password.", "Open it, remove the password and save it again."
    if holds("WordDocument"):
        return "It is a Word document, which holds no table that can be read.", _THE_DATA
    return "It is a file of an old Office version, such as an Excel workbook (.xls).", _AS_WORKBOOK
