"""Writing a site: only what changed, never over somebody else’s files, and never by half."""

import hashlib
import json
import os

import pytest

from analytics.site import folder as folder_module
from analytics.site.folder import MANIFEST, Written, earlier_files, write_site
from analytics.site.publication import CannotPublish

FIRST = {"index.html": b"one", "site.css": b"css", "barnet/index.html": b"two", "barnet/old.html": b"old"}
SECOND = {"index.html": b"one", "site.css": b"new css", "barnet/index.html": b"two", "leeds/index.html": b"three"}


def held(folder):
    """Every file in a folder but the list of them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def stamps(folder):
    return {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def out(tmp_path):
    write_site(FIRST, tmp_path / "site")
    return tmp_path / "site"


def test_a_new_folder_holds_the_site_and_nothing_else(out):
    assert held(out) == FIRST
    assert json.loads((out / MANIFEST).read_text())["files"].keys() == FIRST.keys()


def test_the_same_site_again_touches_no_file(out):
    for path in stamps(out):
        os.utime(path, (1, 1))
    before = stamps(out)
    assert write_site(FIRST, out) == Written(0, 4, 0)
    assert stamps(out) == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(out):
    for path in stamps(out):
        os.utime(path, (1, 1))
    assert write_site(SECOND, out) == Written(2, 2, 1)
    assert held(out) == SECOND
    assert stamps(out)[out / "index.html"] == 1_000_000_000
    assert stamps(out)[out / "site.css"] > 1_000_000_000


def test_a_folder_that_was_left_empty_is_removed_with_its_last_file(out):
    write_site({"index.html": b"one"}, out)
    assert [path.name for path in out.iterdir() if path.name != MANIFEST] == ["index.html"]


def test_files_that_somebody_put_beside_the_site_stay(out):
    (out / "CNAME").write_text("example.org")
    (out / "barnet" / "theirs.pdf").write_text("theirs")
    write_site({"index.html": b"one"}, out)
    assert held(out) == {"index.html": b"one", "CNAME": b"example.org", "barnet/theirs.pdf": b"theirs"}


def test_a_file_that_somebody_put_where_a_page_must_be_is_not_overwritten(out):
    (out / "leeds").mkdir()
    (out / "leeds" / "index.html").write_text("theirs")
    before = held(out)
    with pytest.raises(CannotPublish, match="was not written by scrutiny publish"):
        write_site(SECOND, out)
    assert held(out) == before


@pytest.mark.parametrize("name", ["index.html", "notes.txt", ".git"])
def test_a_folder_of_somebody_else_is_refused_and_left_as_it_is(tmp_path, name):
    (tmp_path / name).write_text("theirs")
    with pytest.raises(CannotPublish, match=f"“{name}”.*Name a folder that is new, empty"):
        write_site(FIRST, tmp_path)
    assert held(tmp_path) == {name: b"theirs"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "site").write_text("theirs")
    with pytest.raises(CannotPublish, match="is a file"):
        write_site(FIRST, tmp_path / "site")


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "C:\\x", "a/../../b"])
def test_a_list_of_files_that_names_one_outside_is_refused(out, tmp_path, name):
    (tmp_path / "outside.txt").write_text("theirs")
    manifest = json.loads((out / MANIFEST).read_text())
    manifest["files"][name] = ""
    (out / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(CannotPublish, match="names a file outside"):
        write_site(SECOND, out)
    assert (tmp_path / "outside.txt").read_text() == "theirs"
    assert (out / "barnet" / "old.html").exists()


def test_a_list_of_files_that_is_none_is_refused(out):
    (out / MANIFEST).write_text('{"files": 3}')
    with pytest.raises(CannotPublish, match="not a list of files"):
        write_site(SECOND, out)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(out, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (out / "leeds").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotPublish, match="leads out of"):
        write_site(SECOND, out)
    assert not [*(tmp_path / "elsewhere").iterdir()]


class Interrupted(BaseException):
    """Somebody pulled the plug."""


@pytest.mark.parametrize(
    ("before", "step"),
    [({}, step) for step in range(1, 7)] + [(FIRST, step) for step in range(1, 5)],
    ids=[f"the first run, step {step}" for step in range(1, 7)] + [f"a later run, step {step}" for step in range(1, 5)],
)
def test_wherever_a_run_is_interrupted_every_page_is_whole_and_the_next_run_ends_it(
    tmp_path, monkeypatch, before, step
):
    out = tmp_path / "site"
    if before:
        write_site(before, out)
    calls, replace = 0, os.replace

    def interrupted(*names):
        nonlocal calls
        calls += 1
        if calls == step:
            raise Interrupted
        replace(*names)

    with monkeypatch.context() as patched:
        patched.setattr(folder_module.os, "replace", interrupted)
        with pytest.raises(Interrupted):
            write_site(SECOND, out)
    pages = {path: content for path, content in held(out).items() if path.endswith(".html")}
    assert all(content in (before.get(path), SECOND.get(path)) for path, content in pages.items())
    # Before the last step, which is the list of files, nothing of the earlier site is gone.
    assert step == 4 or {path for path in before if path.endswith(".html")} <= pages.keys()
    write_site(SECOND, out)
    assert held(out) == SECOND


def test_a_full_disk_is_said_in_words_and_leaves_the_earlier_site(out, monkeypatch):
    def full(self, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folder_module.Path, "write_bytes", full)
        with pytest.raises(CannotPublish, match=r"No space left on device.*can still be read"):
            write_site(SECOND, out)
    assert {path: held(out)[path] for path in FIRST} == FIRST


def test_an_earlier_site_is_known_by_what_it_was_made_from_and_only_whole(tmp_path):
    files = {"index.html": b"home", "charts/a.svg": b"<svg/>"}
    assert earlier_files(tmp_path) == {}
    write_site(files, tmp_path, "these figures")
    assert earlier_files(tmp_path, "these figures") == earlier_files(tmp_path) == files
    assert earlier_files(tmp_path, "other figures") == {}
    (tmp_path / "index.html").write_bytes(b"changed by somebody")
    assert earlier_files(tmp_path) == {"charts/a.svg": b"<svg/>"}
    assert earlier_files(tmp_path, "these figures") == {}


def test_a_list_of_files_that_leads_elsewhere_brings_in_nothing(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    site = tmp_path / "site"
    site.mkdir()
    checksum = hashlib.sha256(b"secret").hexdigest()
    (site / MANIFEST).write_text(json.dumps({"files": {"../secret": checksum}}))
    assert earlier_files(site) == {}
