import os
import socket
import tracemalloc

import pytest

from analytics.importers.reading import Limits, Unreadable, read_tables
from tests.importers.reading.workbook_files import workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def problem(source, name="figures.csv", **kwargs):
    with pytest.raises(Unreadable) as refused:
        read_tables(source, name, **kwargs)
    (found,) = refused.value.problems
    return found


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\n\n%PDF-1.4", "PDF"),
        (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "web page"),
        (b"\xef\xbb\xbf\n  <HTML>\n", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'[{"a": 1}]', "JSON"),
        (b'{"status": 500}', "JSON"),
        (b"{\\rtf1 hello}", "Word"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}), "Word"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "Word"),
        (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "slide show"),
        (zipped({"xl/workbook.bin": "x"}), ".xlsb"),
        (b"7z\xbc\xaf\x27\x1c....", "7-Zip"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"ARROW1\0\0", "Arrow"),
        (b"a,b\n1,\0\n", "not text"),
        (bytes(range(1, 256)), "Windows-1252"),
        (b"a\x01b,\xe9\n1,2\n", "not text"),
        (b"\xff\xfea", "UTF-16"),
        (b"PAR1 is how it begins", "Parquet file is damaged"),
        (b"PK\x03\x04 is how it begins", "zip file is damaged"),
    ],
)
@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx", ""])
def test_what_holds_no_table_is_refused_by_what_it_is_whatever_it_is_called(data, said, name):
    found = problem(data, name)
    assert said in found.wrong
    assert found.right


@pytest.mark.parametrize("name", ["figures.csv", "figures.zip", "figures.parquet"])
def test_a_workbook_by_another_name_is_read_as_one_with_a_remark(name):
    (table,) = read_tables(workbook({"One": [["area", "rate"], ["Barnsley", 71.4]]}), name)
    assert table.frame.rows() == [("Barnsley", "71.4")]
    (remark,) = table.remarks
    assert "is an Excel workbook" in remark.wrong


def test_a_text_called_a_workbook_is_read_as_text_with_a_remark():
    (table,) = read_tables(b"a,b\n1,2\n", "figures.xlsx")
    assert table.frame.rows() == [("1", "2")]
    assert "is a text file" in table.remarks[0].wrong


def test_a_folder_is_refused(tmp_path):
    assert "folder" in problem(tmp_path).wrong


def test_a_missing_file_is_refused(tmp_path):
    assert "not there" in problem(tmp_path / "none.csv").wrong
    assert problem(tmp_path / "bad\0name.csv").wrong


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="This system has no devices as files.")  # noqa: PTH110
def test_a_device_is_refused(tmp_path):
    link = tmp_path / "figures.csv"
    link.symlink_to("/dev/zero")
    assert "device" in problem(link).wrong


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_that_nobody_writes_to_does_not_hold_the_reader(tmp_path):
    pipe = tmp_path / "figures.csv"
    os.mkfifo(pipe)
    assert "pipe" in problem(pipe).wrong


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="This system has no sockets as files.")
def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.csv")
        assert problem(tmp_path / "s.csv").wrong


def test_a_link_is_followed_and_a_link_to_itself_is_refused(tmp_path):
    (tmp_path / "real.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (table,) = read_tables(tmp_path / "link.csv")
    assert table.name == "link.csv"
    assert "cannot be opened" in problem(tmp_path / "loop.csv").wrong


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    tracemalloc.start()
    found = problem(path, "huge.csv")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert "500 MB" in found.wrong
    assert "400 MB" in found.wrong


def test_the_limit_is_for_the_caller_to_set(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert "at most 6 bytes" in problem(path, limits=Limits(unpacked_bytes=6)).wrong
    assert len(read_tables(path, limits=Limits(unpacked_bytes=8))) == 1


def test_a_description_beside_a_data_file_comes_with_it(tmp_path):
    (tmp_path / "figures.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "figures.meta.csv").write_bytes("\ufeffcol_name,label\na,é\n".encode())
    (table,) = read_tables(tmp_path / "figures.csv")
    assert table.companions == {"figures.meta.csv": "col_name,label\na,é\n"}
    (tmp_path / "others.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "others.meta.csv").write_bytes(b"a\0")
    (table,) = read_tables(tmp_path / "others.csv")
    assert table.companions == {}
    assert [remark.file for remark in table.remarks] == ["others.meta.csv"]
    (meta,) = read_tables(tmp_path / "figures.meta.csv")
    assert meta.frame.columns == ["col_name", "label"]
