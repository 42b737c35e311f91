"""The evidence, loaded once for the process, and views kept by cell and data version."""

import gc
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.exports.frame_file import frame_as_csv
from analytics.exports.html import charts_html, heading_html, notes_html, table_html
from analytics.notebooks.finding import words_of
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import CannotRender, Chart
from pages.shared.address import link_to

DATA_FOLDER = Path(os.environ.get("SCRUTINY_DATA", SHIPPED))


@dataclass(frozen=True, slots=True)
class Shown:
    """A view as the pages lay it out, worked out once for everyone who opens it. `words` is all that it says."""

    title: str
    heading: str
    chart: Chart | None
    charts: str
    table: str
    notes: str
    csv: str
    file_name: str
    words: str


def evidence() -> Evidence:
    """All the evidence. A file that is added or changed is seen at the next interaction."""
    return _load(_stamp(DATA_FOLDER))


def shown(cell: AnyCell) -> Shown | str:
    """The cell's view, or the sentence that says why there is none."""
    return _shown(cell, evidence())


@lru_cache(maxsize=4096)
def _shown(cell: AnyCell, known: Evidence) -> Shown | str:
    try:
        view = render(cell, known)
    except CannotRender as reason:
        return str(reason)
    return Shown(
        title=view.title,
        heading=heading_html(view),
        chart=view.charts[0] if len(view.charts) == 1 else None,
        charts=charts_html(view.charts) if len(view.charts) > 1 else "",
        table=table_html(view.table, lambda target: link_to(target, cell.authority, cell.as_known_on))
        if view.table
        else "",
        notes=notes_html(view.caveats, view.sources),
        csv=frame_as_csv(view.data) if view.data is not None and not view.data.is_empty() else "",
        file_name=view.file_name,
        words=words_of(view),
    )


@st.cache_resource(max_entries=1, show_spinner="Loading the evidence")
def _load(stamp: int) -> Evidence:  # noqa: ARG001 - what was loaded is kept until this changes
    loaded = load_evidence(DATA_FOLDER)
    # What was loaded stays for the life of the process: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    return loaded


def _stamp(folder: Path) -> int:
    """Another number whenever a file is added, removed, renamed or changed: cheap enough to look at on every run."""
    files = ((entry.path, entry.stat()) for entry in _files(folder))
    return hash(frozenset((path, state.st_mtime_ns, state.st_size) for path, state in files))


def _files(folder: Path) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _files(Path(entry.path))
            elif entry.name.endswith((".csv", ".toml")):
                found.append(entry)
    return found
