"""From a file, or its bytes, to tables."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.reading.archives import Member, members, same_name_twice
from analytics.importers.reading.content import ENDINGS, Content, content_of
from analytics.importers.reading.delimited import read_delimited
from analytics.importers.reading.encodings import as_utf8
from analytics.importers.reading.limits import DEFAULT, Limits
from analytics.importers.reading.opening import check_size, file_bytes
from analytics.importers.reading.packed import from_gzip
from analytics.importers.reading.parquet import read_parquet
from analytics.importers.reading.unreadable import Unreadable, refusal
from analytics.importers.reading.workbooks import read_workbook
from analytics.importers.table import Table, TableKind

META = ".meta.csv"
_SUPPORTING = "supporting-files"  # where a release's zip keeps whatever else was published with it
_LONGEST_COMPANION = 5_000_000


def read_tables(source: Path | bytes, name: str = "", *, limits: Limits = DEFAULT) -> list[Table]:
    """The tables of a file: one for a CSV or Parquet file, one a sheet for a workbook, one a CSV file for a zip.

    What a file is, is told from its bytes; `name` is what messages call it, by default the path's own. Cells are as
    they stand in the file, a blank one is "". The `remarks` of each say what was odd. A
    x.meta.csv beside x.csv, in its folder or its zip, becomes a companion, as do the texts of a zip.

    Raises Unreadable with all that is wrong; then nothing was read.
    """
    if isinstance(source, bytes | bytearray):
        shown = PurePath(name).name or "file"
        check_size(len(source), shown, limits)
        return list(_tables(bytes(source), shown, limits))
    shown = PurePath(name).name or source.name or "file"
    return [
        _with_meta_beside(table, source, limits) for table in _tables(file_bytes(source, shown, limits), shown, limits)
    ]


def _tables(data: bytes, name: str, limits: Limits) -> list[Table]:
    if not data:
        raise refusal(name, "The file is empty.", "Download it again, and look that it has rows.")
    content = content_of(data, name)
    match content:
        case Content.ARCHIVE:
            return _from_archive(data, name, limits)
        case Content.XLSX | Content.ODS:
            tables = _from_workbook(data, content, name, limits)
        case Content.PARQUET:
            frame = read_parquet(data, name, limits)
            tables = [_table(name, data, frame=frame, kind=TableKind.PARQUET, header=tuple(frame.columns))]
        case Content.GZIP:
            tables = [_from_gzip(data, name, limits)]
        case Content.TEXT:
            tables = [_from_text(data, name, limits)]
    return [replace(table, remarks=(*_misnamed(name, content), *table.remarks)) for table in tables]


def _from_text(data: bytes, name: str, limits: Limits) -> Table:
    text, encoding = as_utf8(data, name)
    read = read_delimited(text, name, limits)
    remarks = read.remarks
    if encoding == "cp1252":
        odd = Problem(name, 0, "", "The text is not UTF-8.", "It was read as Windows-1252; look at names with accents.")
        remarks = (odd, *remarks)
    return replace(
        _table(name, data, frame=read.frame, kind=TableKind.TEXT, header=read.header),
        encoding=encoding,
        first_row=read.first_row,
        remarks=remarks,
    )


def _from_gzip(data: bytes, name: str, limits: Limits) -> Table:
    text = from_gzip(data, name, limits)
    if text and content_of(text, name) is not Content.TEXT:
        raise refusal(name, f"{content_of(text, name).capitalize()} is packed inside.", "Unpack it and give that file.")
    return replace(_from_text(text, name, limits), sha256=_fingerprint(data))


def _from_workbook(data: bytes, content: Content, name: str, limits: Limits) -> list[Table]:
    return [
        replace(
            _table(name, data, frame=sheet.frame, kind=TableKind.SHEET, header=sheet.header),
            sheet=sheet.name,
            first_row=sheet.first_row,
            remarks=sheet.remarks,
        )
        for sheet in read_workbook(data, content, name, limits)
    ]


def _from_archive(data: bytes, name: str, limits: Limits) -> list[Table]:
    """The CSV files of an archive. What else is in it is named in a remark on the first of them."""
    inside = members(data, name, limits)
    problems = same_name_twice(inside, name)
    found = list({member.name: member for member in inside}.values())
    texts = _texts(found, name)
    remarks: list[Problem] = []
    tables: list[Table] = []
    for member in found:
        if member.name in texts:
            continue
        try:
            tables.append(replace(_member_table(member, name, limits), companions=_companions_of(member.name, texts)))
        except Unreadable as refused:
            aside = member.folder == _SUPPORTING or not _is_data(member.name)
            (remarks if aside else problems).extend(refused.problems)
    if problems:
        raise Unreadable(problems)
    if not tables:
        raise Unreadable(remarks or [Problem(name, 0, "", "The zip file holds no CSV file.", "Add the data files.")])
    tables[0] = replace(tables[0], remarks=(*tables[0].remarks, *remarks))
    return tables


def _is_data(name: str) -> bool:
    return name.lower().endswith((".csv", ".zip")) or "." not in name


def _member_table(member: Member, inside: str, limits: Limits) -> Table:
    if not member.content:
        raise refusal(f"{inside} › {member.name}", "The file is empty.", "Download it again.")
    shown = f"{inside} › {member.name}"
    content = content_of(member.content, shown)
    if content is Content.ARCHIVE:
        raise refusal(shown, "It is a zip file inside a zip file.", "Unpack the outer one and give the inner one.")
    if content is not Content.TEXT:
        raise refusal(shown, f"It is {content}, and only CSV files are read from a zip.", "Give it by itself.")
    return replace(_from_text(member.content, shown, limits), name=member.name, inside=inside)


def _texts(found: list[Member], name: str) -> dict[str, str]:
    """The descriptions and plain texts of an archive, by their names."""
    texts = {}
    for member in found:
        lower = member.name.lower()
        if lower.endswith((META, ".txt", ".md")) and len(member.content) <= _LONGEST_COMPANION:
            try:
                texts[member.name] = as_utf8(member.content, f"{name} › {member.name}")[0].decode("utf-8")
            except Unreadable:
                texts[member.name] = member.content.decode("utf-8", errors="replace")
    return texts


def _companions_of(data_file: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Its own description, and the texts that describe the whole archive."""
    own = data_file.lower().removesuffix(".csv") + META
    return {name: text for name, text in texts.items() if not name.lower().endswith(META) or name.lower() == own}


def _with_meta_beside(table: Table, path: Path, limits: Limits) -> Table:
    """The table with the description that stands beside its file, where there is one."""
    if table.kind is not TableKind.TEXT or table.inside or path.name.lower().endswith(META):
        return table
    beside = path.with_name(path.name.removesuffix(".gz").removesuffix(".csv") + META)
    if not beside.is_file():
        return table
    try:
        content = file_bytes(beside, beside.name, replace(limits, unpacked_bytes=_LONGEST_COMPANION))
        text = as_utf8(content, beside.name)[0].decode("utf-8")
    except Unreadable as refused:
        return replace(table, remarks=(*table.remarks, *refused.problems))
    return replace(table, companions={**table.companions, beside.name: text})


def _table(name: str, data: bytes, *, frame: pl.DataFrame, kind: TableKind, header: tuple[str, ...]) -> Table:
    return Table(name=name, frame=frame, sha256=_fingerprint(data), kind=kind, header=header)


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _misnamed(name: str, content: Content) -> list[Problem]:
    """A remark on a file whose name says that it is of another kind than it is."""
    ending = PurePath(name).suffix.lower()
    if ending not in {known for endings in ENDINGS.values() for known in endings} or ending in ENDINGS[content]:
        return []
    return [Problem(name, 0, "", f"The file is called {ending} but is {content}.", "It was read as what it is.")]
