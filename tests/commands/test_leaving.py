"""Whatever the command lets leave is in the audit log: which, as what, for whom. Never what is in it."""

from collections.abc import Iterator

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from analytics.access.log import AuditLog, Event, Wanted
from analytics.commands import app
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, RepositoryError

CANARY = "canary in the reeds"
MEETING = ("--notebook", "mine", "--meeting-date", "2023-09-12", "--format", "html", "--out", "{out}")
# Each command that gives something away, how it is called, and what is then in the log.
LEAVES = {
    "documents": ([], ["documents · csv, members"]),
    "observations": (["--output", "{out}/a.parquet"], ["observations · parquet, members"]),
    "ratings": (["--output", "{out}/a.json"], ["ratings · json, members"]),
    "findings": ([], ["findings · csv, members"]),
    "signals": (["--authority", "barnet", "--format", "csv"], ["signals · csv, members"]),
    "questions": (["--authority", "barnet", "--format", "json"], ["lines-of-questioning · json, members"]),
    "reconcile": (["--authority", "barnet", "--format", "csv"], ["reconciliation · csv, members"]),
    "backup": (["{out}/kept"], ["workspace · backup, administrators"]),
    "notebook list": ([], ["notebooks · text, members"]),
    "notebook show": (["mine"], ["mine · contents, text, members"]),
    "notebook diff": (["mine"], ["mine · differences, text, members"]),
    "notebook export": (["mine"], ["mine · json, members"]),
    "notebook render": (["mine", "--for", "members"], ["mine · text, members"]),
    "pack member": (MEETING, ["mine · members-pack, html, members", "mine · evidence-lock, json, members"]),
    "pack witness": ((*MEETING, "--role", "director"), ["mine · brief-director, html, witnesses"]),
    "pack papers": (
        MEETING,
        [
            f"mine · {paper}, html, {whom}"
            for whom in ("public", "members")
            for paper in ("cover-report", "data-report", "understanding-the-figures")
        ],
    ),
    "pack print": (MEETING, ["mine · two-pages, html, members"]),
}
# Those that are tried where they have something to write.
ELSEWHERE = {
    "disclosure": "a minute of work; its call is the same as that of reconcile",
    "build": "takes imported releases; its call is the same as that of reconcile",
}
# Those that give nothing of the workspace away, and the public site, which is set down as what it is.
REST = {
    "validate", "lint", "import", "releases", "serve", "status", "template", "upgrade", "restore", "publish", "access",
    "notebook new", "notebook import", "pack dates",
}  # fmt: skip


def every_command() -> Iterator[str]:
    """By name; of the groups that give something away each command of theirs."""
    for name, command in get_command(app).commands.items():
        yield from (f"{name} {one}" for one in command.commands) if name in ("notebook", "pack") else (name,)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    history = {"kind": "history", "indicator": "cl_eet"}
    notebook = Notebook(id="mine", title=CANARY, authority="barnsley").adding(history)
    repository.save(notebook.adding({"kind": "note", "text": CANARY, "private": True}), None)
    yield repository
    repository.close()


def set_down(workspace):
    found = AuditLog(workspace.database).found(Wanted(what=Event.EXPORTED))
    assert {row.place for row in found} <= {"command line"}
    assert all(row.who.endswith(" at the server") for row in found)
    assert CANARY not in repr(found)
    return [f"{row.about} · {row.detail}" for row in reversed(found)]


def run(command, arguments, folder):
    return CliRunner().invoke(app, [*command.split(), *(part.format(out=folder) for part in arguments)])


@pytest.mark.parametrize("command", sorted(LEAVES))
def test_what_leaves_is_set_down(command, workspace, tmp_path):
    arguments, expected = LEAVES[command]
    result = run(command, arguments, tmp_path)
    assert result.exit_code == 0, result.output
    assert sorted(set_down(workspace)) == sorted(expected)


def test_every_command_was_thought_of():
    assert set(every_command()) - REST - set(ELSEWHERE) == set(LEAVES)


def test_what_cannot_be_set_down_does_not_leave(workspace, tmp_path, monkeypatch):
    def full(*_):
        raise RepositoryError("The disk is full.")

    monkeypatch.setattr(AuditLog, "record", full)
    for command in ("observations", "notebook export", "pack print", "backup"):
        result = run(command, LEAVES[command][0], tmp_path)
        assert result.exit_code == 1
        assert result.stderr.endswith("because the audit log could not say so. The disk is full.\n")
        assert result.stdout == ""
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"notebooks.db"}


def test_a_file_takes_the_place_of_another_whole_and_whoever_reads_that_reads_it_to_its_end(workspace, tmp_path):
    calls = {
        "a.csv": ("observations", ["--output", "{out}/a.csv"]),
        "a.json": ("ratings", ["--output", "{out}/a.json"]),
        "a.parquet": ("documents", ["--output", "{out}/a.parquet"]),
        "mine.json": ("notebook export", ["mine", "--output", "{out}/mine.json"]),
        "canary-in-the-reeds.html": ("notebook render", ["mine", "--format", "html", "--out", "{out}"]),
        "seen.csv": ("disclosure", ["--write-seen", "{out}/seen.csv"]),
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (command, arguments) in calls.items():
        (folder / name).write_text("what was there before")
        with (folder / name).open() as earlier:
            result = run(command, arguments, folder)
            assert result.exit_code == 0, result.output
            assert earlier.read() == "what was there before", name
        assert "what was there before" not in (folder / name).read_text(encoding="latin-1")
    assert {path.name for path in folder.iterdir()} == set(calls)


@pytest.mark.parametrize("command", ["questions", "reconcile", "signals"])
def test_what_is_read_on_the_terminal_is_set_down_too(command, workspace, tmp_path):
    assert run(command, ["--authority", "barnet"], tmp_path).exit_code == 0
    (said,) = set_down(workspace)
    assert said.endswith(" · text, members")


def test_who_keeps_the_server_is_told_where_the_log_is_that_cannot_be_written(workspace, tmp_path, monkeypatch):
    def full(*_):
        error = RepositoryError("The disk is full.")
        error.detail = "(/srv/notebooks.db: no space left.)"
        raise error

    monkeypatch.setattr(AuditLog, "record", full)
    said = run("documents", [], tmp_path)
    assert said.stderr.endswith("could not say so. The disk is full. (/srv/notebooks.db: no space left.)\n")


def test_where_there_is_no_workspace_none_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "nothing"))
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    assert run("documents", [], tmp_path).exit_code == 0
    assert not (tmp_path / "nothing").exists()
