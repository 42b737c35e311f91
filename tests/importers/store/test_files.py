"""A file is put in its place whole, over whatever was there, or what was there stays."""

import os
import sys

import pytest

from analytics.importers.store.files import put_file

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has neither rights by number nor pipes with a name.")


def test_a_file_comes_whole_with_nothing_beside_it(tmp_path):
    for content in (b"first", b"", b"x" * 100_000):
        put_file(tmp_path / "kept.csv", content)
        assert (tmp_path / "kept.csv").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux is asked to let no file grow here.")
def test_a_disk_that_is_full_leaves_what_was_there(tmp_path):
    import resource  # noqa: PLC0415 - Windows has none

    put_file(tmp_path / "kept.csv", b"as it was")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            put_file(tmp_path / "kept.csv", b"x" * 2_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (tmp_path / "kept.csv").read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]


@posix
def test_who_may_read_a_file_stays_as_its_owner_has_set_it(tmp_path):
    put_file(tmp_path / "kept.json", b"1")
    (tmp_path / "kept.json").chmod(0o600)
    put_file(tmp_path / "kept.json", b"2")
    assert (tmp_path / "kept.json").stat().st_mode & 0o777 == 0o600


@pytest.fixture
def theirs(tmp_path):
    """A file of another person in a folder of several people."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("Only the administrator of a computer can make a file somebody else's.")
    file = tmp_path / "shared" / "notebook.json"
    file.parent.mkdir()
    file.write_bytes(b"as it was")
    os.chown(file, 4001, 5001)
    file.chmod(0o640)
    for folder in (file.parent, *file.parent.parents):
        folder.chmod(folder.stat().st_mode | 0o011)
    file.parent.chmod(0o777)
    return file


def written_by(user, groups, file):
    """What stands in the place of a file that somebody in these groups has written over: owner, group, rights."""
    child = os.fork()
    if not child:
        try:
            os.setgroups(groups)
            os.setgid(groups[0])
            os.setuid(user)
            put_file(file, b"as it is")
        finally:
            os._exit(file.read_bytes() != b"as it is")
    assert os.waitpid(child, 0)[1] == 0
    now = file.stat()
    return now.st_uid, now.st_gid, now.st_mode & 0o777


def test_a_file_that_the_administrator_writes_over_stays_its_owners(theirs):
    put_file(theirs, b"as it is")
    now = theirs.stat()
    assert (now.st_uid, now.st_gid, now.st_mode & 0o777) == (4001, 5001, 0o640)


FORKS = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")


@FORKS
def test_a_file_that_a_colleague_writes_over_stays_readable_by_the_group(theirs):
    assert written_by(4002, [5002, 5001], theirs) == (4002, 5001, 0o640)


@FORKS
@pytest.mark.parametrize(("before", "after"), [(0o640, 0o600), (0o664, 0o644)], ids=["closed", "open"])
def test_a_file_that_a_stranger_to_its_group_writes_over_is_opened_to_no_other_group(theirs, before, after):
    theirs.chmod(before)
    assert written_by(4002, [5002], theirs) == (4002, 5002, after)


@posix
def test_a_link_still_leads_where_it_led(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere" / "kept.csv")
    for content in (b"1", b"2"):
        put_file(tmp_path / "link.csv", content)
        assert (tmp_path / "elsewhere" / "kept.csv").read_bytes() == content
    assert (tmp_path / "link.csv").is_symlink()


@posix
def test_what_is_no_file_is_written_to_and_stays(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        put_file(tmp_path / "pipe", b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
