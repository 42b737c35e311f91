"""The evidence, loaded once for the process, and views kept by cell and data version."""

import gc
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from analytics.edition import Edition, edition_of
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.evidence.national import USUAL
from analytics.evidence.release_place import INDEX_NAME, default_place
from analytics.evidence.release_store import open_releases
from analytics.exports.frame_file import frame_as_csv
from analytics.exports.html import charts_html, heading_html, notes_html, table_html
from analytics.happenings import Happening, happened, went_wrong
from analytics.measures.disclosure.policy import Policy, policy_from
from analytics.measures.disclosure.protect import Protected, protected
from analytics.notebooks.finding import words_of
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import CannotRender, Chart, View
from pages.shared.address import link_to

DATA_FOLDER = Path(os.environ.get("SCRUTINY_DATA", SHIPPED))


@dataclass(frozen=True, slots=True)
class Loaded:
    """The evidence of the workspace, as it is."""

    evidence: Evidence


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


def is_public() -> bool:
    """Whether this is the edition that anybody may see, in which nothing is edited, brought in or kept."""
    return edition_of(os.environ) is Edition.PUBLIC


def evidence() -> Evidence:
    """All the evidence that the edition may show. A file that is added or changed is seen at the next interaction."""
    return _loaded().evidence


def evidence_that_leaves() -> Evidence:
    """What may be in a file for witnesses or the public: without what the policy withholds from everybody."""
    loaded = _loaded()
    return (
        loaded.evidence
        if isinstance(loaded, Protected)
        else protected(loaded.evidence, policy_from(os.environ)).evidence
    )


def protection() -> Protected | None:
    """What the public edition withholds and by which policy; None in the workspace, where nothing is."""
    loaded = _loaded()
    return loaded if isinstance(loaded, Protected) else None


def _loaded() -> "Protected | Loaded":
    policy = policy_from(os.environ) if is_public() else None
    return _load(_stamp(DATA_FOLDER), _stamp_of_releases(), policy)


def shown(cell: AnyCell, *, leaves: bool = False) -> Shown | str:
    """The cell's view, or the sentence that says why there is none; as it may leave the workspace where `leaves`."""
    return _shown(cell, evidence_that_leaves() if leaves else evidence())


@lru_cache(maxsize=4096)
def _shown(cell: AnyCell, known: Evidence) -> Shown | str:
    try:
        view = render(cell, known)
    except CannotRender as reason:
        return str(reason)
    except Exception as error:
        went_wrong(Happening.CELL_FAILED, error, cell=type(cell).__name__)
        raise
    return Shown(
        title=view.title,
        heading=heading_html(view),
        chart=view.charts[0] if len(view.charts) == 1 else None,
        charts=charts_html(view.charts) if len(view.charts) > 1 else "",
        table=_table(view, cell),
        notes=notes_html(view.caveats, view.sources),
        csv=frame_as_csv(view.data) if view.data is not None and not view.data.is_empty() else "",
        file_name=view.file_name,
        words=words_of(view),
    )


# A chart of so many figures says more than their list, which stays one click away.
_LONGEST_OPEN = 40


def _table(view: View, cell: AnyCell) -> str:
    if view.table is None:
        return ""
    table = table_html(view.table, lambda target: _address_of(target, cell))
    if not view.charts or len(view.table.rows) <= _LONGEST_OPEN:
        return table
    return f"<details><summary>All {len(view.table.rows)} figures as a table</summary>{table}</details>"


def _address_of(target: str, cell: AnyCell) -> str:
    """Where a link in a view leads, with what its reader chose."""
    figures, neighbours = getattr(cell, "figures", ""), getattr(cell, "neighbours", USUAL)
    similar = "" if neighbours == USUAL else f"{neighbours.model}-{neighbours.statistic.value}"
    return link_to(target, cell.authority, cell.as_known_on, figures=str(figures), similar=similar)


@st.cache_resource(max_entries=1, show_spinner="Loading the evidence")
def _load(documents: int, releases: int, policy: Policy | None) -> Protected | Loaded:  # noqa: ARG001 - kept until one changes
    began = time.monotonic()
    everything = load_evidence(DATA_FOLDER, open_releases())
    happened(
        Happening.EVIDENCE_LOADED,
        documents=len(everything.documents),
        observations=everything.observations.height,
        problems=len(everything.problems),
        releases=everything.releases.version if everything.releases else "",
        seconds=round(time.monotonic() - began, 3),
    )
    # Before any page has it, so that no page, chart or file can show what is withheld.
    loaded = Loaded(everything) if policy is None else protected(everything.for_all(), policy)
    # What was loaded stays for the life of the process: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    return loaded


def holds_releases() -> bool:
    """Whether any national release is kept here; taken for granted of an object store, so that no menu waits for it."""
    return default_place(os.environ).folder is None or bool(_stamp_of_releases())


def _stamp(folder: Path) -> int:
    """Another number whenever a file is added, removed, renamed or changed: cheap enough to look at on every run."""
    files = ((entry.path, entry.stat()) for entry in _files(folder))
    return hash(frozenset((path, state.st_mtime_ns, state.st_size) for path, state in files))


def _stamp_of_releases() -> int:
    """Another number whenever something was imported: at once where that is a folder, else within a minute."""
    place = default_place(os.environ)
    if place.folder is None:
        return _stamp_of_store(place.base)
    try:
        return place.folder.joinpath(INDEX_NAME).stat().st_mtime_ns
    except OSError:
        return 0


@st.cache_data(ttl=60, show_spinner=False)
def _stamp_of_store(base: str) -> int:
    """The same for an object store, which takes a request over the network to look at."""
    releases = open_releases(base)
    return 0 if releases is None else hash(releases.version)


def _files(folder: Path) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _files(Path(entry.path))
            elif entry.name.endswith((".csv", ".toml")):
                found.append(entry)
    return found
