"""The shipped evidence with every text that a page may show replaced by payloads."""

import csv
import json
import re
import shutil
from pathlib import Path

from tests.pages.opened import ROOT
from tests.security.payloads import EVERYTHING, SHORT

# Texts of a document or of the catalogue that are free, and are shown somewhere: those of any length, and the rest.
_LONG = {
    "title", "publisher", "published", "licence", "attribution", "summary", "locator_help", "available_from_basis",
    "statement", "charitable_reading", "definition", "counts", "why_it_matters", "meaning", "description",
}  # fmt: skip
_NAMES = {"short_title", "name", "short_name", "text", "question", "timescale", "term", "abbreviation"}
_COLUMNS = {"note", "text", "name", "role", "organisation"}
_ASSIGNED = re.compile(r'^(\w+) = "(?:[^"\\]|\\.)*"$', re.MULTILINE)


def hostile_data(folder: Path) -> Path:
    """A copy of the data folder in which all of that is hostile; what is refused for it is left out by the loader."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    for path in (
        *data.glob("documents/*/*.toml"),
        *data.glob("catalogue/*.toml"),
        *data.glob("catalogue/indicators/*"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(_ASSIGNED.sub(_replaced, text), encoding="utf-8")
    for path in data.glob("documents/*/*.csv"):
        _rewrite(path)
    # One that cannot be loaded, so that the page has problems to tell: they quote what is wrong.
    broken = data / "documents" / "pwned"
    broken.mkdir()
    broken.joinpath("document.toml").write_text(f"title = {json.dumps(EVERYTHING)}\nkind = {json.dumps(EVERYTHING)}\n")
    findings = data / "documents" / "barnsley-ofsted-inspection-2023" / "findings.csv"
    with findings.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(SHORT[:5])
    return data


def _replaced(found: re.Match[str]) -> str:
    if found[1] not in _LONG | _NAMES:
        return found[0]
    text = EVERYTHING if found[1] in _LONG else _short(found.start())
    return f"{found[1]} = {json.dumps(text, ensure_ascii=False)}"


def _short(place: int) -> str:
    """One of the short ones with its place, because names have to differ."""
    return f"{SHORT[place % len(SHORT)]}{place}"


def _rewrite(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        for column in _COLUMNS & row.keys():
            row[column] = _short(number)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
