import gzip
import struct
import zipfile
from io import BytesIO

import pytest

from analytics.importers.reading import Limits, Unreadable, read_tables
from tests.importers.reading.workbook_files import workbook, zipped

DATA = b"a,b\n1,2\n"
RELEASE = {
    "data/": b"",
    "data/figures.csv": DATA,
    "data/figures.meta.csv": "col_name,label\na,Café\n".encode(),
    "data/others.csv": b"\xef\xbb\xbfc,d\r\n3,4\r\n",
    "data-guidance/data-guidance.txt": b"Describes the data",
    "__MACOSX/data/._figures.csv": b"\0\0",
    "data/.DS_Store": b"\0\0",
}


def problems(data, name="release.zip", **kwargs):
    with pytest.raises(Unreadable) as refused:
        read_tables(data, name, **kwargs)
    return refused.value.problems


def test_a_release_gives_a_table_for_every_data_file_and_its_texts_as_companions():
    figures, others = read_tables(zipped(RELEASE), "release.zip")
    assert (figures.name, figures.inside, figures.frame.rows()) == ("figures.csv", "release.zip", [("1", "2")])
    assert (others.name, others.frame.rows()) == ("others.csv", [("3", "4")])
    assert figures.companions["figures.meta.csv"] == "col_name,label\na,Café\n"
    assert set(others.companions) == {"data-guidance.txt"}
    assert figures.shown_as == "release.zip › figures.csv"
    assert figures.sha256 == read_tables(DATA)[0].sha256


def test_folders_are_never_followed_out_of_the_archive(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tables = read_tables(zipped({"../../one.csv": DATA, "/etc/two.csv": DATA, "..\\three.csv": DATA}), "release.zip")
    assert [table.name for table in tables] == ["one.csv", "two.csv", "three.csv"]
    assert list(tmp_path.iterdir()) == []


def test_a_zip_in_a_zip_is_refused():
    (found,) = problems(zipped({"figures.csv": DATA, "more.zip": zipped({"x.csv": DATA})}))
    assert found.file == "release.zip › more.zip"
    assert "zip file inside a zip file" in found.wrong


def test_a_zip_in_a_zip_by_another_name_is_refused():
    (found,) = problems(zipped({"figures.csv": zipped({"x.csv": DATA})}))
    assert "zip file inside a zip file" in found.wrong


def test_two_files_of_one_name_are_refused_and_the_same_file_twice_is_not():
    (found,) = problems(zipped({"a/figures.csv": DATA, "b/figures.csv": DATA + b"3,4\n"}))
    assert "figures.csv" in found.wrong
    assert len(read_tables(zipped({"a/figures.csv": DATA, "b/figures.csv": DATA}), "release.zip")) == 1


def test_every_faulty_data_file_is_named_at_once():
    found = problems(zipped({"good.csv": DATA, "page.csv": b"<html>", "short.csv": b"a,b\n1\n1,2\n", "none.csv": b""}))
    assert [(entry.file.split(" › ")[1], entry.row) for entry in found] == [
        ("page.csv", 0),
        ("short.csv", 2),
        ("none.csv", 0),
    ]


def test_what_is_no_data_file_is_left_out_with_a_remark():
    parts = {"figures.csv": DATA, "about.pdf": b"%PDF-1.7", "supporting-files/odd.csv": b"Title\na,b\n1,2\n"}
    (table,) = read_tables(zipped(parts), "release.zip")
    assert [remark.file for remark in table.remarks] == ["release.zip › about.pdf", "release.zip › odd.csv"]


def test_a_zip_without_data_says_so():
    (found,) = problems(zipped({"readme.txt": b"hello"}))
    assert "no CSV file" in found.wrong
    (found,) = problems(zipped({"book.xlsx": workbook({"One": [["a", "b"], [1, 2]]})}))
    assert "only CSV files are read from a zip" in found.wrong


def test_a_zip_with_a_password_is_refused():
    data = bytearray(zipped({"figures.csv": DATA}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at] |= 1
    (found,) = problems(bytes(data))
    assert "password" in found.wrong


@pytest.mark.parametrize("cut", [30, 60, 100])
def test_a_zip_that_is_cut_short_is_refused(cut):
    (found,) = problems(zipped(RELEASE)[:-cut])
    assert "damaged" in found.wrong


def test_a_zip_whose_content_was_changed_is_refused():
    data = zipped({"figures.csv": DATA}, zipfile.ZIP_STORED).replace(b"1,2", b"1,3")
    (found,) = problems(data)
    assert "damaged" in found.wrong


def test_too_many_files_are_refused():
    (found,) = problems(zipped({f"{number}.csv": DATA for number in range(301)}))
    assert "301 files; at most 300" in found.wrong


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    (found,) = problems(zipped({"a.csv": b"0" * 900_000, "b.csv": b"0" * 900_000}), limits=Limits(unpacked_bytes=10**6))
    assert "1.8 MB" in found.wrong


def test_a_bomb_is_known_by_how_far_it_unpacks():
    (found,) = problems(zipped({"bomb.csv": b"0" * 20_000_000}))
    assert "more than 250 times its size" in found.wrong


def test_a_bomb_that_states_a_small_size_is_refused():
    data = bytearray(zipped({"bomb.csv": b"0," * 10_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 1000)
    (found,) = problems(bytes(data))
    assert found.wrong


def test_gzip_is_unpacked():
    (table,) = read_tables(gzip.compress(DATA), "figures.csv.gz")
    assert (table.name, table.inside, table.frame.rows()) == ("figures.csv.gz", "", [("1", "2")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(gzip.compress(DATA * 100)[:-9], "cut short", id="cut short"),
        pytest.param(gzip.compress(DATA)[:-8] + b"\0" * 8, "damaged", id="wrong checksum"),
        pytest.param(b"\x1f\x8b\x00nothing", "damaged", id="not gzip at all"),
        pytest.param(gzip.compress(b"0" * 20_000_000), "more than 250 times", id="bomb"),
        pytest.param(gzip.compress(zipped({"x.csv": DATA})), "zip file is packed inside", id="zip inside"),
        pytest.param(gzip.compress(b"%PDF-1.7"), "PDF", id="PDF inside"),
        pytest.param(gzip.compress(b""), "empty", id="empty"),
    ],
)
def test_gzip_that_cannot_be_read_is_refused(data, said):
    (found,) = problems(data, "figures.csv.gz")
    assert said in found.wrong


def test_gzip_over_the_limit_is_refused():
    rows = b"".join(b"%d,%d\n" % (number, number * 7919) for number in range(100_000))
    (found,) = problems(gzip.compress(b"a,b\n" + rows), "figures.csv.gz", limits=Limits(unpacked_bytes=1_200_000))
    assert "at most 1.2 MB" in found.wrong


def test_an_archive_that_overlaps_itself_is_bounded():
    """A bomb of the kind whose many members share one packed content."""
    kernel = zipped({"0.csv": b"0" * 1_000_000})
    start = kernel.index(b"PK\x01\x02")
    entry, body = kernel[start : kernel.index(b"PK\x05\x06")], kernel[:start]
    entries = b"".join(entry.replace(b"0.csv", f"{number % 10}.csv".encode()) for number in range(250))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 250, 250, len(entries), len(body), 0)
    data = body + entries + end
    assert len(zipfile.ZipFile(BytesIO(data)).infolist()) == 250
    (found,) = problems(data, limits=Limits(unpacked_bytes=50_000_000))
    assert "250 MB" in found.wrong
