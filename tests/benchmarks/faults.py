"""What people see when the machine fails, how soon all answers again, and whether anything that was saved is lost.

    python tests/benchmarks/faults.py              every fault, in about six minutes
    python tests/benchmarks/faults.py killed full  those whose names begin like that

The whole set-up stands on loopback: nginx, two replicas of each edition, PostgreSQL, and once more with notebooks in
SQLite. Two people of the workspace, one on each replica, write a new title into their notebooks again and again; two
readers of the public edition open a page of figures and the list of published notebooks again and again. Then
something fails for some seconds. A title counts as saved when the page has shown it and has not said that it is not
saved; afterwards every title that was saved must be among the notebook's versions. Everything goes over nginx, in
Streamlit's own protocol. Small disks and folders that may only be read are mounted, which root alone may do; a clock
is changed with libfaketime. What cannot be done here is said.
"""

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / ".deploy")]

from standing import Standing, standing  # noqa: E402
from websockets.exceptions import WebSocketException  # noqa: E402

from analytics.evidence.release_place import INDEX_NAME  # noqa: E402
from analytics.notebooks.notebook import Notebook  # noqa: E402
from analytics.notebooks.repository import Repository, default_url  # noqa: E402
from tests.deploy.talking import Session, a_session  # noqa: E402
from tests.imported import evidence_with, figures, made_up_nation, release  # noqa: E402

FAILING_SECONDS = 8.0
SETTLING_SECONDS = 6.0
PATIENCE_SECONDS = 120.0
BETWEEN_SECONDS = 0.25
DISK = "400m"
LOST = "(the connection is lost; the page stays, and connects again by itself)"
FAKETIME = "libfaketimeMT.so.1"
_NOTE = re.compile(r'<(p|div)[^>]*(?:class="note"|role="alert")[^>]*>(.*?)</\1>', re.DOTALL)
_TROUBLE = (OSError, WebSocketException, TimeoutError)


@dataclass
class Person(Thread):
    """Somebody who does the same thing again and again. `went_well` are the moments at which it was begun and ended."""

    stop: Event
    went_well: list[tuple[float, float]] = field(default_factory=list)
    seen: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = Thread.__hash__

    def run(self) -> None:
        """Until it is stopped."""
        while not self.stop.is_set():
            try:
                self.stay()
            except _TROUBLE:
                self.seen.append((time.monotonic(), LOST))
            self.stop.wait(BETWEEN_SECONDS)

    def stay(self) -> None:
        """Over one connection, as long as it holds."""
        raise NotImplementedError

    def note(self, began: float, session: Session, *, well: bool) -> None:
        """Set down what the page said, or that it went well."""
        if well:
            self.went_well.append((began, time.monotonic()))
        else:
            self.seen.append((time.monotonic(), said(session)))


@dataclass
class Reader(Person):
    """Opens a page of an edition anew each time; it goes well where the page holds some words."""

    address: str = ""
    page: str = ""
    query: str = ""
    holds: str = ""

    __hash__ = Thread.__hash__

    def stay(self) -> None:
        """Once."""
        began = time.monotonic()
        with a_session(self.address) as session:
            session.open(self.page, self.query)
            self.note(began, session, well=self.holds in session.words)


@dataclass
class Writer(Person):
    """Writes one title after the other into a notebook. `saved` are those that the page showed as saved."""

    address: str = ""
    replica: str = ""
    notebook: str = ""
    saved: list[str] = field(default_factory=list)
    number: int = 0
    before: Session | None = None

    __hash__ = Thread.__hash__

    def stay(self) -> None:
        """Go on with the same page, as a browser does."""
        with a_session(self.address, f"scrutiny_replica={self.replica}") as session:
            if self.before is None or "Title" not in self.before.boxes:
                session.open("notebook", f"notebook={self.notebook}")
            else:
                session.go_on_as(self.before)
            self.before = session
            while not self.stop.is_set():
                if "Title" not in session.boxes:
                    session.open("notebook", f"notebook={self.notebook}")
                    self.note(time.monotonic(), session, well=False)
                self.write(session)
                self.stop.wait(BETWEEN_SECONDS)

    def write(self, session: Session) -> None:
        """The next title."""
        self.number += 1
        title, began = f"{self.replica}{self.number}", time.monotonic()
        session.write("Title", title)
        well = f">{title}</h1>" in session.words and "Not saved" not in session.words
        if well:
            self.saved.append(title)
        self.note(began, session, well=well)


def said(session: Session) -> str:
    """What a page says beside its figures, as a reader has it."""
    notes = [re.sub(r"<[^>]+>", "", unescape(words)) for _, words in _NOTE.findall(session.words)]
    return " ".join(dict.fromkeys([*session.alerts, *notes])) or "(nothing)"


@dataclass(frozen=True)
class Fault:
    """Something that fails within a block: `does` fails at its beginning and is well again at its end."""

    name: str
    does: Callable[["Stage"], contextlib.AbstractContextManager[None]]
    stores: Sequence[str] = ("PostgreSQL",)
    page: str = "workforce"
    query: str = "authority=barnsley"
    holds: str = '<p class="footer">'


@dataclass
class Stage:
    """What stands, and the disk that it stands on."""

    up: Standing
    disk: Path
    clock: Path


@contextmanager
def replica_killed(stage: Stage) -> Iterator[None]:
    """One of each edition, and systemd starts both again two seconds later."""
    gone = [stage.up.replicas[0], stage.up.public_replicas[0]]
    for replica in gone:
        replica.kill()
    time.sleep(2)
    for replica in gone:
        replica.start()
    yield
    for replica in gone:
        replica.wait()


@contextmanager
def database_stopped(stage: Stage) -> Iterator[None]:
    stage.up.postgres.stop()
    yield
    stage.up.postgres.start()


@contextmanager
def disk_full(stage: Stage) -> Iterator[None]:
    """Everything is on it: the database, the workspace, the logs."""
    filling = stage.disk / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass
    yield
    filling.unlink()
    if not stage.up.postgres.runs():
        stage.up.postgres.start()


@contextmanager
def tables_damaged(stage: Stage) -> Iterator[None]:
    """Every table of the imported releases: the ends are right, so that only reading tells. Replicas start anew."""
    folder = stage.up.folder / "workspace" / "releases"
    tables = [*folder.glob("built/*/*.parquet"), *folder.glob("files/*/*.parquet")]
    assert tables
    whole = {table: table.read_bytes() for table in tables}
    for table, content in whole.items():
        table.write_bytes(content[:4] + b"\xff" * (len(content) - 204) + content[-200:])
    _start_anew(stage)
    yield
    for table, content in whole.items():
        table.write_bytes(content)
    # As `scrutiny releases mend` does when it has looked at everything.
    (folder / INDEX_NAME).touch()
    _start_anew(stage)


@contextmanager
def workspace_read_only(stage: Stage) -> Iterator[None]:
    folder = stage.up.folder / "workspace"
    _run("mount", "--bind", folder, folder)
    try:
        _run("mount", "-o", "remount,ro,bind", folder)
        # Files that are open are not closed by a folder that may only be read.
        _start_anew(stage)
        yield
    finally:
        _run("umount", "-l", folder)
    _start_anew(stage)


@contextmanager
def clock_changed(stage: Stage) -> Iterator[None]:
    """A year and a month back, while everything runs."""
    stage.clock.write_text("-400d\n")
    yield
    stage.clock.write_text("+0\n")


def _start_anew(stage: Stage) -> None:
    """One replica after the other, as an upgrade does."""
    for replica in (*stage.up.replicas, *stage.up.public_replicas):
        replica.stop()
        replica.start()
        replica.wait()


RELEASES = {"page": "beside_other_councils", "query": "authority=leeds", "holds": "made-up-2025.csv"}
FAULTS = (
    Fault("killed: a replica of each edition", replica_killed, ("PostgreSQL", "SQLite")),
    Fault("stopped: PostgreSQL", database_stopped),
    Fault("full: the disk", disk_full, ("PostgreSQL", "SQLite")),
    Fault("damaged: tables of the releases", tables_damaged, **RELEASES),
    Fault("read-only: the folder of the workspace", workspace_read_only, ("PostgreSQL", "SQLite")),
    Fault("clock: 400 days back", clock_changed, ("clock",)),
)


@dataclass
class Found:
    """What came of a fault."""

    fault: str
    store: str
    public: str
    workspace: str
    public_again: float
    workspace_again: float
    saved: int
    found: int

    def row(self) -> str:
        """A row of a Markdown table."""
        name = f"{self.fault} ({self.store})"
        return (
            f"| {name} | {self.public} | {self.workspace} | {self.public_again:.1f} s, {self.workspace_again:.1f} s "
            f"| {self.saved}, {self.found} |"
        )


HEADER = (
    "| what failed | what the public reads | what the workspace reads | again: public, workspace | saved, found |\n"
    "| --- | --- | --- | --- | --- |"
)


def tried(fault: Fault, store: str, stage: Stage, url: str) -> Found:
    """One fault, with people at work before, during and after it."""
    repository = Repository.open(url)
    notebooks = [Notebook(title=f"{letter}0", authority="barnsley") for letter in "ab"]
    for notebook in notebooks:
        repository.save(notebook, None)
    stop, up = Event(), stage.up
    writers = [
        Writer(stop, address=up.workspace, replica=letter, notebook=notebook.id)
        for letter, notebook in zip("ab", notebooks, strict=True)
    ]
    figures_page = {"page": fault.page, "query": fault.query, "holds": fault.holds}
    readers = [
        Reader(stop, address=up.public, **figures_page),
        Reader(stop, address=up.public, page="published_notebooks", holds="No notebook has been published yet"),
    ]
    inside = Reader(stop, address=up.workspace, **figures_page)
    people: list[Person] = [*writers, *readers, inside]
    for person in people:
        person.start()
    _until_all(people, 0.0, "has begun")
    time.sleep(2)
    began = time.monotonic()
    with fault.does(stage):
        failing = time.monotonic()
        time.sleep(FAILING_SECONDS)
        over = time.monotonic()
    # Who is killed is well again by the other replica; all else by what ends the fault.
    is_killed = fault.does is replica_killed
    since = began if is_killed else over
    ended = time.monotonic()
    # That replicas are started anew, where a fault takes that, is no part of what it shows.
    shown = (began, ended + SETTLING_SECONDS) if is_killed else (failing, over)
    _until_all(people, max(since, ended), "goes on")
    time.sleep(SETTLING_SECONDS)
    stop.set()
    for person in people:
        person.join(PATIENCE_SECONDS)
    kept = [{one.title for one in repository.history(notebook.id)} for notebook in notebooks]
    repository.close()
    return Found(
        fault.name,
        store,
        _told(readers, *shown, "figures go on"),
        _told([*writers, inside], *shown, "all goes on"),
        _longest(readers, since),
        _longest([*writers, inside], since),
        sum(len(writer.saved) for writer in writers),
        sum(len(titles.intersection(writer.saved)) for titles, writer in zip(kept, writers, strict=True)),
    )


def _again(person: Person, since: float) -> bool:
    return any(began >= since for began, _ in person.went_well)


def _longest(people: Sequence[Person], since: float) -> float:
    """Seconds until the last of some people had something go well that ended after a moment."""
    return max(min(ended for _, ended in person.went_well if ended >= since) - since for person in people)


def _told(people: Sequence[Person], began: float, ended: float, else_: str) -> str:
    """What was read between two moments, each once, the most frequent first."""
    words = Counter(words for person in people for moment, words in person.seen if began <= moment <= ended)
    # A title that was written differs each time.
    plain = dict.fromkeys(re.sub(r"\b[ab]\d+\b", "…", words) for words, _ in words.most_common())
    return " / ".join(plain).replace("|", "/") or else_


def _until_all(people: Sequence[Person], since: float, what: str) -> None:
    """Wait until everybody had something go well that began after a moment. Raises TimeoutError with what they saw."""
    until = time.monotonic() + PATIENCE_SECONDS
    while waiting := [person for person in people if not _again(person, since)]:
        if time.monotonic() > until:
            seen = "; ".join(
                f"{type(person).__name__}: {person.seen[-1][1] if person.seen else ''}" for person in waiting
            )
            raise TimeoutError(f"After {PATIENCE_SECONDS:.0f} s not everybody {what}. Seen last: {seen}")
        time.sleep(0.05)


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)


@contextmanager
def a_stage(store: str) -> Iterator[tuple[Stage, str]]:
    """The set-up on a small disk of its own, with releases, and the address of the database."""
    with tempfile.TemporaryDirectory(prefix="scrutiny-faults-") as name, ExitStack() as after:
        disk = Path(name)
        # PostgreSQL runs as another user where this one is root.
        disk.chmod(0o755)
        _run("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs", disk)
        after.callback(_run, "umount", "-l", disk)
        folder, clock = disk / "all", disk / "clock"
        (folder / "workspace").mkdir(parents=True)
        evidence_with(folder / "workspace" / "releases", figures(release(2025), made_up_nation(Random(7))))
        settings: dict[str, str] = {}
        if store != "PostgreSQL":
            settings["SCRUTINY_DATABASE_URL"] = ""
        if store == "clock":
            clock.write_text("+0\n")
            settings |= _with_clock(clock)
        up = after.enter_context(standing(folder, settings=settings))
        url = (
            up.postgres.url if store == "PostgreSQL" else default_url({"SCRUTINY_WORKSPACE": str(folder / "workspace")})
        )
        yield Stage(up, disk, clock), url


def _with_clock(clock: Path) -> Mapping[str, str]:
    library = next(Path("/usr/lib").glob(f"*/faketime/{FAKETIME}"), None)
    if library is None:
        raise OSError("The clock of a process can be changed only with faketime: apt-get install faketime")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def main() -> int:
    """Gives 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="*", help="beginnings of the names of faults; default: all")
    which = tuple(parser.parse_args().which)
    results: list[Found] = []
    for store in ("PostgreSQL", "SQLite", "clock"):
        chosen = [fault for fault in FAULTS if store in fault.stores and (not which or fault.name.startswith(which))]
        if not chosen:
            continue
        try:
            with a_stage(store) as (stage, url):
                for fault in chosen:
                    results.append(tried(fault, "SQLite" if store == "clock" else store, stage, url))
                    print(results[-1].row(), flush=True)
        except (OSError, subprocess.CalledProcessError) as reason:
            print(f"{store}: not tried or not finished: {getattr(reason, 'stderr', '') or reason}", flush=True)
    print(f"\n{HEADER}")
    for found in results:
        print(found.row())
    return 0 if all(found.saved == found.found for found in results) else 1


if __name__ == "__main__":
    sys.exit(main())
