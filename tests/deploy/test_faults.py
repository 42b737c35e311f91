"""What people see, and what becomes of their work, when the machine fails: plain sentences, and nothing saved lost."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from analytics.evidence.release_place import Place
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, default_url
from pages.shared import door
from tests.deploy.deployed import a_folder, skip_without, standing
from tests.imported import evidence_with, figures, made_up_nation, release
from tests.pages.opened import headings, html, opened, said

NOTE = {"kind": "note", "text": "Ask how long children wait."}
# Words that only a machine says.
TECHNICAL = re.compile(r"Traceback|Exception|sqlalchemy|OperationalError|ComputeError|PolarsError|Errno|File \"")


@pytest.fixture(autouse=True)
def _let_go():
    """What the pages keep open for the process is closed with each test."""
    yield
    door._open.clear()


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


@pytest.fixture(scope="module")
def database():
    skip_without(standing.postgres_programs, standing.postgres_user)
    with a_folder() as folder, standing.running_postgres(folder / "postgres") as server:
        yield server


def test_database_that_stops_loses_no_words_and_takes_them_when_it_is_back(database, workspace, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", database.url)
    notebook = kept(Notebook(title="September", authority="barnsley").adding(NOTE))
    page = opened("notebook", notebook=notebook.id)
    assert "Ask how long" in html(page)

    database.stop()
    try:
        write_title(page, "October")
        told = words_of(page)
        other = opened("workforce", authority="barnsley")
        anew = words_of(opened("notebook", notebook=notebook.id))
    finally:
        database.start()

    assert not page.exception
    assert "Not saved yet" in told
    assert "no connection" in told
    assert "no connection" in anew
    assert not TECHNICAL.search(told + anew)
    assert not [part for part in ("postgres", str(database.folder)) if part in (told + anew).replace("PostgreSQL", "")]
    assert headings(other), "A page that needs no notebook shows its figures."
    next(button for button in page.button if "again" in button.label.lower()).click().run()
    assert title_of(notebook) == "October"
    door.kept().close()


def test_what_is_written_once_the_database_is_back_takes_along_what_waited(database, workspace, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", database.url)
    notebook = kept(Notebook(title="September", authority="barnsley").adding(NOTE))
    page = opened("notebook", notebook=notebook.id)

    database.stop()
    try:
        write_title(page, "October")
    finally:
        database.start()
    page.run()
    assert "Not saved yet" in words_of(page)
    next(button for button in page.button if button.label.startswith("Fold")).click().run()

    with repository() as kept_here:
        saved = kept_here.get(notebook.id).notebook
        history = [one.title for one in kept_here.history(notebook.id)]
    assert (saved.title, [held.collapsed for held in saved.cells]) == ("October", [True])
    assert history == ["October", "September"]
    assert "Not saved yet" not in words_of(page)
    assert headings(page, 1) == ["October"]
    door.kept().close()


def test_full_disk_is_said_and_the_words_stay_until_there_is_room(workspace):
    with a_disk(workspace, "1m") as fill:
        notebook = kept(Notebook(title="September", authority="barnsley").adding(NOTE))
        page = opened("notebook", notebook=notebook.id)
        fill()
        write_title(page, "October " + "x" * 150)
        told = words_of(page)
        (workspace / "filling").unlink()
        here = title_of(notebook)
        next(button for button in page.button if "again" in button.label.lower()).click().run()
        after = title_of(notebook)

    assert not page.exception
    assert "is full" in told
    assert "Not saved yet" in told
    assert not TECHNICAL.search(told)
    assert here == "September"
    assert after.startswith("October")


def test_workspace_that_may_only_be_read_is_said_and_figures_go_on(workspace):
    with a_disk(workspace, "20m") as fill:
        notebook = kept(Notebook(title="September", authority="barnsley").adding(NOTE))
        fill.read_only()
        page = opened("notebook", notebook=notebook.id)
        told = words_of(page)
        other = opened("workforce", authority="barnsley")
        listed = words_of(opened("notebooks"))
        bringing = words_of(opened("bring_in_figures"))

    for shown in (told, listed, bringing):
        assert not TECHNICAL.search(shown), TECHNICAL.search(shown)
    assert headings(other)
    for shown in (told, listed):
        assert "Check that it is a file, and that you may read and write the file and its folder" in shown


def test_damaged_table_of_releases_is_said_and_the_reports_are_still_there(workspace):
    folder = workspace / "releases"
    evidence_with(folder, figures(release(2025), made_up_nation(Random(7))))
    assert Place.of(folder).is_whole("index.json", (folder / "index.json").stat().st_size)
    for table in [*folder.glob("built/*/*.parquet"), *folder.glob("files/*/*.parquet")]:
        content = bytearray(table.read_bytes())
        # The end says PAR1 and the size is right, so that only reading it tells.
        content[4:-200] = b"\xff" * (len(content) - 204)
        table.write_bytes(content)

    for name, address in (
        ("beside_other_councils", {"authority": "leeds"}),
        ("indicators", {"authority": "leeds", "figures": "releases"}),
        ("before_the_meeting", {"authority": "barnsley", "figures": "releases"}),
        ("workforce", {"authority": "barnsley"}),
        ("documents_and_data", {"authority": "barnsley"}),
        ("bring_in_figures", {}),
    ):
        page = opened(name, **address)
        assert not page.exception, (name, [problem.value for problem in page.exception])
        assert not TECHNICAL.search(words_of(page)), name
        if address.get("authority") == "leeds":
            assert "Some of what was imported cannot be read" in words_of(page), name


def test_clock_that_goes_back_neither_hides_nor_reorders_what_was_saved(workspace):
    days = iter([40, 10, -400, 0])
    moved = Repository.open(
        default_url(os.environ), clock=lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=next(days))
    )
    saved = moved.save(Notebook(title="One", authority="barnsley"), None)
    for title in ("Two", "Three", "Four"):
        saved = moved.save(saved.notebook.retitled(title), saved.version)
    moved.close()

    assert title_of(saved.notebook) == "Four"
    with repository() as kept_here:
        history = kept_here.history(saved.notebook.id)
    assert [one.title for one in history] == ["Four", "Three", "Two", "One"]
    page = opened("notebook", notebook=saved.notebook.id)
    assert not page.exception
    assert headings(page, 1) == ["Four"]


@pytest.mark.parametrize("day", ["1999-12-31 23:59:58", "2038-02-01 00:00:00"])
def test_wrong_day_of_the_machine_saves_and_reads(workspace, day):
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("The clock of a process can be changed only with faketime: apt-get install faketime")
    notebook = kept(Notebook(title="September", authority="barnsley"))
    command = [faketime, day, sys.executable, "-c", "from analytics.commands import main; main()", "notebook", "list"]
    said = subprocess.run(command, cwd=standing.ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert said.returncode == 0, said.stderr
    assert "September" in said.stdout
    assert title_of(notebook) == "September"


class a_disk:  # noqa: N801 - reads as a function
    """A small disk in place of a folder: as root a real one."""

    def __init__(self, folder, size):
        self.folder, self.size = folder, size

    def __enter__(self):
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", self.folder], capture_output=True, check=False
        )
        if mounted.returncode:
            pytest.skip("A small disk can be made by root only.")
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)

    def __call__(self):
        """Fill it to the last byte."""
        with (self.folder / "filling").open("wb", buffering=0) as file:
            for size in (65536, 4096, 512, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def read_only(self):
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)


@contextmanager
def repository():
    opened = Repository.open(default_url(os.environ))
    try:
        yield opened
    finally:
        opened.close()


def kept(notebook):
    with repository() as opened:
        opened.save(notebook, None)
    return notebook


def title_of(notebook):
    with repository() as opened:
        return opened.get(notebook.id).notebook.title


def write_title(page, title):
    next(box for box in page.text_input if box.label == "Title").set_value(title).run()


def words_of(page):
    parts = [*page.error, *page.warning, *page.info, *page.success, *page.markdown]
    return " ".join([html(page), *said(page), *(part.value for part in parts)])
