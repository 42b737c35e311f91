"""The evidence, loaded once for the process, and views kept by cell and data version."""

import gc
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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
from analytics.exports.html import charts_html, heading_html, in_details, notes_html
from analytics.happenings import Happening, happened, went_wrong
from analytics.notebooks.finding import words_of
from analytics.notebooks.holding_back import PublicEdition
from analytics.notebooks.leaving import evidence_for_audience, public_edition
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.repository import Decided, RepositoryError, decided_in, default_url
from analytics.notebooks.view import CannotRender, Chart, View
from pages.shared.address import link_to
from pages.shared.asking_once import AskingOnce
from pages.shared.folded import parts_html

DATA_FOLDER = Path(os.environ.get("SCRUTINY_DATA", SHIPPED))
_LOG = logging.getLogger(__name__)
_NOT_KNOWN = (
    "No figures can be shown at the moment: the database that says which may be shown does not answer. Try again in a "
    "few minutes."
)
_looked: ContextVar[int | None] = ContextVar("looked", default=None)


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


def evidence_that_leaves(audience: Audience = Audience.PUBLIC) -> Evidence:
    """What may be in a file for an audience, under the policy in force. Raises RepositoryError where none is known."""
    loaded = _loaded()
    if isinstance(loaded, PublicEdition):
        return loaded.evidence
    return evidence_for_audience(loaded.evidence, decided(), audience)


def protection() -> PublicEdition | None:
    """What the public edition withholds and by which policy; None in the workspace, where nothing is."""
    loaded = _loaded()
    return loaded if isinstance(loaded, PublicEdition) else None


def decided() -> Decided:
    """What officers have decided that the public sees: as the database has it, or had it when it last answered.

    Raises RepositoryError where it has not answered since this process began: then nobody knows what may be shown.
    """
    url = default_url(os.environ)
    try:
        _known[url] = _decided(url)
    except RepositoryError:
        if url not in _known:
            raise
    return _known[url]


def decide_anew() -> None:
    """Look again at once, for somebody has just decided something here."""
    _decided.clear()
    _asking.forget()


def is_decided() -> bool:
    """Whether it is known what may be shown."""
    try:
        decided()
    except RepositoryError:
        return False
    return True


@st.cache_data(ttl=1, show_spinner=False)
def _decided(url: str) -> Decided:
    return _asking.ask(url, lambda: decided_in(os.environ, url, _known.get(url)))


_known: dict[str, Decided] = {}
# A page asks a dozen times, and each may take seconds where a database does not answer.
_asking = AskingOnce(10)


def _loaded() -> "PublicEdition | Loaded":
    return _load(_stamp_of_documents(), _stamp_of_releases(), _decided_or_nothing_shown() if is_public() else None)


def _decided_or_nothing_shown() -> Decided:
    """The decisions in force; where they are not known the page ends here, saying so: no figure is shown on a guess."""
    try:
        return decided()
    except RepositoryError as error:
        _LOG.warning("It is not known what may be shown: %s", error.in_full)
        st.html(f'<p class="note" role="alert">{_NOT_KNOWN}</p>')
        st.stop()


@contextmanager
def looking_once() -> Iterator[None]:
    """Look at the folder of documents once while the block runs: a page asks for the evidence a dozen times."""
    token = _looked.set(_stamp(DATA_FOLDER))
    try:
        yield
    finally:
        _looked.reset(token)


def _stamp_of_documents() -> int:
    looked = _looked.get()
    return _stamp(DATA_FOLDER) if looked is None else looked


def shown(cell: AnyCell, *, leaves: bool = False) -> Shown | str:
    """The cell's view, or the sentence that says why there is none; as it may leave the workspace where `leaves`."""
    try:
        return _shown(cell, evidence_that_leaves() if leaves else evidence())
    except RepositoryError as error:
        return str(error)


# Whoever reads may ask for any day and any threshold, so that what is kept is bounded: a view has up to some 110 KB.
@lru_cache(maxsize=1024)
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
        charts=_charts(view) if len(view.charts) > 1 else "",
        table=_table(view, cell),
        notes=notes_html(view.caveats, view.sources),
        csv=frame_as_csv(view.data) if view.data is not None and not view.data.is_empty() else "",
        file_name=view.file_name,
        words=words_of(view),
    )


# A chart of so many figures says more than their list, which stays one click away; so do charts of more measures.
_LONGEST_OPEN, _MOST_CHARTS = 40, 15


def _charts(view: View) -> str:
    charts = charts_html(view.charts)
    if len(view.charts) <= _MOST_CHARTS:
        return charts
    return in_details(f"All {len(view.charts)} charts", charts)


def _table(view: View, cell: AnyCell) -> str:
    if view.table is None:
        return ""
    table = parts_html(view.table, lambda target: _address_of(target, cell))
    if not view.charts or len(view.table.rows) <= _LONGEST_OPEN:
        return table
    return in_details(f"All {len(view.table.rows)} figures as a table", table)


def _address_of(target: str, cell: AnyCell) -> str:
    """Where a link in a view leads, with what its reader chose."""
    figures, neighbours = getattr(cell, "figures", ""), getattr(cell, "neighbours", USUAL)
    similar = "" if neighbours == USUAL else f"{neighbours.model}-{neighbours.statistic.value}"
    return link_to(target, cell.authority, cell.as_known_on, figures=str(figures), similar=similar)


@st.cache_resource(max_entries=1, show_spinner="Loading the evidence", hash_funcs={Decided: hash})
def _load(documents: int, releases: int, known: Decided | None) -> PublicEdition | Loaded:  # noqa: ARG001 - kept until one changes
    began = time.monotonic()
    everything = load_evidence(DATA_FOLDER, open_releases())
    # Before any page has it, so that no page, chart or file can show what is withheld.
    loaded = Loaded(everything) if known is None else public_edition(everything.for_all(), known)
    happened(
        Happening.EVIDENCE_LOADED,
        documents=len(everything.documents),
        observations=everything.observations.height,
        problems=len(everything.problems),
        releases=everything.releases.version if everything.releases else "",
        held_back=len(loaded.held_back) if isinstance(loaded, PublicEdition) else 0,
        seconds=round(time.monotonic() - began, 3),
    )
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
