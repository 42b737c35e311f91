"""A report as a zip: a CSV file for each view with data, what they are, and where they are from."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analytics.exports.frame_file import frame_as_csv
from analytics.exports.sheets.parts import Part, front, parts_of, sources_of
from analytics.notebooks.report import Report
from analytics.notebooks.view import View

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip; the same each time, so that the same report gives the same bytes
_UNIX = 3

_ABOUT = """
The files
---------
Each CSV file holds the data of one view: UTF-8, commas, a header row. An empty field is a missing figure, never a 0;
the column missing_reason says why where it is known. metadata.json says what each file and column is, what to be
careful about, and where the figures were printed.

A text that begins with =, +, -, @, a tab or a carriage return has an apostrophe before it. A spreadsheet might run it
as a formula otherwise. Numbers are as they were, such as -5.
"""


def report_as_zip(report: Report) -> bytes:
    """The zip of a report's data, the same bytes each time."""
    parts = parts_of(report)
    files = {"README.txt": _readme(report, parts), "metadata.json": _metadata(report, parts)}
    for part, view in _with_data(parts):
        if view.data is not None:
            files[f"{part.name}.csv"] = frame_as_csv(view.data)
    return _zipped(files)


def _zipped(files: dict[str, str]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, 0o644 << 16
            archive.writestr(entry, text.encode())
    return held.getvalue()


def _with_data(parts: list[Part]) -> list[tuple[Part, View]]:
    return [(part, part.view) for part in parts if part.number and part.view]


def _readme(report: Report, parts: list[Part]) -> str:
    listed = [f"{part.name}.csv: {view.title}. {view.subtitle}." for part, view in _with_data(parts)]
    left_out = [_said(part) for part in parts if not part.number]
    lines = [
        report.title,
        "=" * len(report.title),
        *(f"{label}: {text}" for _, label, text in front(report)[1:]),
        _ABOUT,
        *_lines("In this zip", listed),
        *_lines("In the report, without data of its own", left_out),
    ]
    return "\n".join(lines) + "\n"


def _said(part: Part) -> str:
    return f"{part.title}. {part.about}" if part.view else f"Not shown: {part.title}. {part.about}"


def _lines(heading: str, items: list[str]) -> Iterable[str]:
    return [heading, "-" * len(heading), *(f"- {item}" for item in items), ""] if items else []


def _metadata(report: Report, parts: list[Part]) -> str:
    said = {
        **{name: text for name, _, text in front(report)},
        "files": [_described(part, view) for part, view in _with_data(parts)],
        "without_data": [
            {"title": part.title, "about": part.about, "be_careful": part.cautions} for part in parts if not part.number
        ],
        "sources": [
            {
                "document": source.document,
                "title": source.title,
                "published": source.published,
                "places": source.places,
                "files": [part.name + ".csv" for part, _ in _with_data(parts) if part.number in source.parts],
            }
            for source in sources_of(parts)
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _described(part: Part, view: View) -> dict[str, Any]:
    data = view.data
    return {
        "file": f"{part.name}.csv",
        "title": view.title,
        "about": view.subtitle,
        "summary": view.summary,
        "rows": 0 if data is None else data.height,
        "columns": [
            {"name": name, "type": _kind(str(kind))} for name, kind in (data.schema if data is not None else {}).items()
        ],
        "be_careful": view.caveats,
    }


def _kind(kind: str) -> str:
    """What a column holds, in a word that does not belong to one program."""
    names = {"String": "text", "Float64": "number", "Int64": "whole number", "Date": "date", "Boolean": "true or false"}
    return names.get(kind, "texts with ; between them" if kind.startswith("List") else "number")
