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
