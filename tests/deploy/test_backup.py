import json
import os
import sqlite3
import stat
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import polars as pl
import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from analytics.access.actions import Role
from analytics.access.log import AuditLog
from analytics.access.publications import Publications
from analytics.access.roles import Roles
from analytics.commands import app
from analytics.commands.backup import Places, checked, make_backup, restore_backup
from analytics.commands.backup_folder import BackupError, change_places
from analytics.importers.store.lock import LOCK_NAME
from analytics.measures.disclosure.memory import SHOWN
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository, RepositoryError, decided_in, default_url
from analytics.notebooks.repository.copies import put_back
from analytics.notebooks.repository.decided import nothing_shown
from tests.notebooks.repository.postgres import USER, NoServer, running_server

MOMENT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server():
    try:
        with running_server() as folder:
            yield folder
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def environ(request, tmp_path, monkeypatch):
    """A workspace with a notebook, a mapping and something like a release, on each kind of database."""
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    if request.param == "postgresql":
        monkeypatch.setenv("SCRUTINY_DATABASE_URL", new_database(request.getfixturevalue("server")))
    for name in ("mappings/layouts/own.toml", "releases/index.json", "releases/files/a/b.parquet"):
        put(tmp_path / "workspace" / name, name)
    save("Before")
    return os.environ


def test_what_was_backed_up_comes_back(environ, tmp_path):
    saved = titles()
    assert run("backup", tmp_path / "kept").exit_code == 0
    save("After")
    put(tmp_path / "workspace" / "mappings" / "layouts" / "own.toml", "changed")
    put(tmp_path / "workspace" / "releases" / "files" / "new", "new")

    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 0, said.output
    assert titles() == saved == {"Before"}
    assert contents(tmp_path / "workspace" / "mappings") == {"layouts/own.toml": "mappings/layouts/own.toml"}
    assert contents(tmp_path / "workspace" / "releases") == {
        "index.json": "releases/index.json",
        "files/a/b.parquet": "releases/files/a/b.parquet",
    }


def test_backup_and_restore_are_in_the_log(environ, tmp_path):
    run("backup", tmp_path / "kept")
    assert entries(environ) == [("exported", "workspace", "backup, administrators")]

    run("restore", tmp_path / "kept", "--replace")

    # The log is that of the backup, which was copied before it was set down.
    [(what, about, detail)] = entries(environ)
    assert (what, about) == ("put a backup back", "workspace")
    made = json.loads((tmp_path / "kept" / "manifest.json").read_text())["made"]
    assert detail.removeprefix("made ")[:19] == made[:19]


def test_what_the_public_was_shown_since_is_remembered_by_the_restored_database(environ, tmp_path):
    show("12")
    run("backup", tmp_path / "kept")
    show("29")
    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 0, said.output
    assert "1 figure that the public was shown since is remembered with it." in said.stdout
    assert sorted(decided_in(environ).shown["value"]) == ["12", "29"]
    assert [what for what, _, _ in entries(environ)] == ["published", "put a backup back", "published"]


def test_what_was_taken_back_since_and_holds_again_is_named(environ, tmp_path):
    with opened(environ) as database:
        publications, roles = Publications(database), Roles(database)
        for release in ("own-figures-2024", "own-figures-2025"):
            publications.publish_release(release, "f" * 64, nothing_shown(), "anna@a", knowing="")
        for name in ("anna@a", "ben@a", "carl@a"):
            roles.grant(name, Role.OFFICER, "the test")
        publish_notebook(environ, "Caseloads")
        run("backup", tmp_path / "kept")
        Repository(database).delete(publish_notebook(environ, "Never backed up"))
        [(notebook, _)] = publications.notebooks().items()
        publications.withdraw_notebook(notebook, "anna@a")
        publications.withdraw_release("own-figures-2024", "anna@a")
        roles.revoke("ben@a", "anna@a")
        roles.grant("carl@a", Role.VIEWER, "anna@a")

    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 0, said.output
    assert said.stderr.splitlines() == [
        "Changed since the backup was made, and again as it was then. Look whether it is to be:",
        "  Anybody may read the notebook “Caseloads”, version 1.",
        "  Anybody may read the figures of own-figures-2024.",
        "  ben@a is officer.",
        "  carl@a is officer.",
    ]


def test_a_restore_that_brings_back_no_right_names_none(environ, tmp_path):
    with opened(environ) as database:
        Roles(database).grant("anna@a", Role.OFFICER, "the test")
    publish_notebook(environ, "Caseloads")
    run("backup", tmp_path / "kept")

    assert run("restore", tmp_path / "kept", "--replace").stderr == ""


@contextmanager
def opened(environ):
    repository = Repository.open(default_url(environ))
    yield repository.database
    repository.close()


def publish_notebook(environ, title):
    with opened(environ) as database:
        notebook = Notebook(authority="barnsley", title=title, public=True)
        Repository(database).save(notebook, None)
        Publications(database).publish_notebook(notebook.id, 1, "anna@a")
        return notebook.id


def test_there_is_no_backup_that_cannot_be_set_down(environ, tmp_path, monkeypatch):
    def full(*_):
        raise RepositoryError("The disk is full.")

    monkeypatch.setattr(AuditLog, "record", full)
    said = run("backup", tmp_path / "below" / "kept")

    assert said.exit_code == 1
    assert "because the audit log could not say so. The disk is full." in said.stderr
    assert list((tmp_path / "below").iterdir()) == []


def test_where_the_log_cannot_say_that_a_backup_was_put_back_whoever_signed_out_since_is_spoken_of(
    environ, tmp_path, monkeypatch
):
    assert run("backup", tmp_path / "kept").exit_code == 0

    def full(*_):
        raise RepositoryError("The disk is full.")

    monkeypatch.setattr(AuditLog, "record", full)
    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 0, said.output
    assert "The audit log could not say so. The disk is full. Give the sign-in another cookie_secret" in said.stderr


def entries(environ):
    repository = Repository.open(default_url(environ))
    found = AuditLog(repository.database).newest()
    repository.close()
    return [(row.what, row.about, row.detail) for row in found]


def test_what_was_there_before_is_kept(environ, tmp_path):
    run("backup", tmp_path / "kept")
    save("After")
    put(tmp_path / "workspace" / "mappings" / "layouts" / "own.toml", "changed")

    run("restore", tmp_path / "kept", "--replace")

    before = list((tmp_path / "workspace").glob(".before-restore-*"))
    assert len(before) == 1
    assert (before[0] / "mappings" / "layouts" / "own.toml").read_text() == "changed"
    database = next(before[0].glob("notebooks.*"))
    put_back(database, default_url(environ))
    assert titles() == {"Before", "After"}


def test_backup_is_restored_where_there_is_nothing(environ, tmp_path, monkeypatch, request):
    run("backup", tmp_path / "kept")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "elsewhere"))
    if "SCRUTINY_DATABASE_URL" in os.environ:
        monkeypatch.setenv("SCRUTINY_DATABASE_URL", new_database(request.getfixturevalue("server")))

    said = run("restore", tmp_path / "kept")

    assert said.exit_code == 0, said.output
    assert titles() == {"Before"}
    assert (tmp_path / "elsewhere" / "releases" / "index.json").is_file()


def test_restore_refuses_to_take_the_place_of_anything(environ, tmp_path):
    run("backup", tmp_path / "kept")
    save("After")

    said = run("restore", tmp_path / "kept")

    assert said.exit_code == 1
    assert "--replace" in said.stderr
    assert titles() == {"Before", "After"}


def test_restore_goes_back_over_tables_of_a_newer_version(environ, tmp_path):
    run("backup", tmp_path / "kept")
    engine = create_engine(default_url(environ))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_tomorrow (notebook VARCHAR REFERENCES notebooks (id))"))
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    engine.dispose()

    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 0, said.output
    assert titles() == {"Before"}
    engine = create_engine(default_url(environ))
    with engine.begin() as connection, pytest.raises(Exception, match="of_tomorrow"):
        connection.execute(text("SELECT * FROM of_tomorrow"))
    engine.dispose()


def test_backup_holds_what_was_saved_by_then(environ, tmp_path):
    for number in range(5):
        save(f"Meanwhile {number}")
        assert run("backup", tmp_path / f"kept {number}").exit_code == 0
    run("restore", tmp_path / "kept 2", "--replace")

    assert titles() == {"Before", "Meanwhile 0", "Meanwhile 1", "Meanwhile 2"}


@pytest.mark.parametrize("harm", ["changed", "gone", "shorter"])
def test_damaged_backup_is_refused_and_changes_nothing(environ, tmp_path, harm):
    run("backup", tmp_path / "kept")
    file = tmp_path / "kept" / "releases" / "files" / "a" / "b.parquet"
    if harm == "gone":
        file.unlink()
    else:
        content = file.read_bytes()
        file.write_bytes(content[:-1] + (b"!" if harm == "changed" else b""))
    save("After")

    for arguments in (["--replace"], ["--check"]):
        said = run("restore", tmp_path / "kept", *arguments)

        assert said.exit_code == 1
        assert "releases/files/a/b.parquet" in said.stderr
    assert titles() == {"Before", "After"}
    assert (tmp_path / "workspace" / "releases" / "files" / "a" / "b.parquet").is_file()


def test_backup_of_a_newer_version_is_refused(environ, tmp_path):
    run("backup", tmp_path / "kept")
    manifest = tmp_path / "kept" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"tables": "99"}))

    said = run("restore", tmp_path / "kept", "--replace")

    assert said.exit_code == 1
    assert "newer version of the app" in said.stderr


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "workspace/../../outside"])
def test_manifest_reaches_nothing_outside_its_folder(environ, tmp_path, name):
    run("backup", tmp_path / "kept")
    manifest = tmp_path / "kept" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["files"].append({"name": name, "size": 1, "sha256": "0" * 64})
    manifest.write_text(json.dumps(told))

    with pytest.raises(BackupError, match="damaged"):
        checked(tmp_path / "kept")


def test_folder_that_is_there_is_not_written_into(environ, tmp_path):
    (tmp_path / "kept").mkdir()

    said = run("backup", tmp_path / "kept")

    assert said.exit_code == 1
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder has no such mode")
def test_nobody_else_with_an_account_on_the_machine_may_read_a_backup(environ, tmp_path):
    """It holds private notes, roles and the log; what new files may be read by is settled by whoever makes it."""
    before = os.umask(0o022)
    try:
        assert run("backup", tmp_path / "kept").exit_code == 0
        assert run("restore", tmp_path / "kept", "--replace").exit_code == 0
    finally:
        os.umask(before)
    aside = list((tmp_path / "workspace").glob(".before-restore-*"))
    assert aside
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path / "kept", *aside)] == [0o700] * (1 + len(aside))


def test_backup_that_fails_leaves_nothing(environ, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analytics.commands.backup.copy_file", full)
    said = run("backup", tmp_path / "below" / "kept")

    assert said.exit_code == 1
    assert "No space left" in said.stderr
    assert list((tmp_path / "below").iterdir()) == []


def test_restore_that_fails_half_way_leaves_the_files_as_they_were(environ, tmp_path, monkeypatch):
    run("backup", tmp_path / "kept")
    put(tmp_path / "workspace" / "mappings" / "layouts" / "own.toml", "changed")
    before = contents(tmp_path / "workspace" / "mappings")
    places, manifest = Places.of(environ), checked(tmp_path / "kept")
    monkeypatch.setattr("analytics.commands.backup.put_back", fails)

    with pytest.raises(RepositoryError, match="no longer answers"):
        restore_backup(places, tmp_path / "kept", manifest, MOMENT, replace=True)

    assert contents(tmp_path / "workspace" / "mappings") == before
    assert not list((tmp_path / "workspace").glob(".restoring-*"))
    assert titles() == {"Before"}


def test_files_go_back_where_a_rename_fails(tmp_path, monkeypatch):
    put(tmp_path / "to" / "a", "old a")
    put(tmp_path / "to" / "b", "old b")
    put(tmp_path / "from" / "a", "new a")
    put(tmp_path / "from" / "c", "new c")
    path_type = type(tmp_path)
    replace = path_type.replace
    failing = tmp_path / "from" / "c"

    def some(path, target):
        if path == failing:
            raise OSError(30, "Read-only file system")
        return replace(path, target)

    monkeypatch.setattr(path_type, "replace", some)
    with pytest.raises(OSError, match="Read-only"):
        change_places(tmp_path / "to", tmp_path / "from", "now", ())

    assert contents(tmp_path / "to") == {"a": "old a", "b": "old b"}


def test_damaged_database_makes_no_backup(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    save("Before")
    with sqlite3.connect(tmp_path / "notebooks.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray((tmp_path / "notebooks.db").read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / "notebooks.db").write_bytes(content)

    said = run("backup", tmp_path / "kept")

    assert said.exit_code == 1
    assert not (tmp_path / "kept").exists()


def test_password_of_the_database_is_told_to_nobody(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", "postgresql+psycopg://me:canary-word@127.0.0.1:9/none")

    said = run("backup", tmp_path / "kept")

    assert said.exit_code == 1
    assert "canary-word" not in said.output
    assert not (tmp_path / "kept").exists()


def test_every_file_is_in_the_manifest(environ, tmp_path):
    put(tmp_path / "workspace" / "releases" / LOCK_NAME, "")
    put(tmp_path / "workspace" / "releases" / ".index.json.part", "half")
    manifest = make_backup(Places.of(environ), tmp_path / "kept", MOMENT)

    named = {file.name for file in manifest.files}
    assert named == set(contents(tmp_path / "kept", bytes)) - {"manifest.json"}
    assert not any("lock" in name or name.endswith((".part", "-wal", "-shm")) for name in named)


def new_database(server):
    name = f"backup_{uuid4().hex}"
    engine = create_engine(f"postgresql+psycopg://{USER}@/postgres?host={server}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"postgresql+psycopg://{USER}@/{name}?host={server}"


def fails(*_):
    raise RepositoryError("The database no longer answers.")


def run(command, *arguments):
    return CliRunner().invoke(app, [command, *map(str, arguments)])


def save(title):
    repository = Repository.open(default_url(os.environ))
    repository.save(Notebook(title=title, authority="barnsley"), None)
    repository.close()


def show(value):
    """Keep that the public was shown a figure."""
    repository = Repository.open(default_url(os.environ))
    figure = pl.DataFrame([("leeds", "cp_n", "", "", "31 March 2025", value)], SHOWN, orient="row")
    Publications(repository.database).remember(figure, "an officer", knowing=decided_in().mark)
    repository.close()


def titles():
    repository = Repository.open(default_url(os.environ))
    found = {entry.title for entry in repository.listed()}
    repository.close()
    return found


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def contents(folder, kind=str):
    files = [path for path in folder.rglob("*") if path.is_file() and ".before-restore-" not in str(path)]
    files = [path for path in files if path.name != LOCK_NAME]
    return {
        path.relative_to(folder).as_posix(): path.read_text() if kind is str else path.read_bytes() for path in files
    }
