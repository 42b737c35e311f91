"""Damaged files: a message that says which and what would work, and everything else is still read."""

import hashlib
from pathlib import Path

import pytest

from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import open_releases
from tests.importers.store.made_up import CATALOGUE, LATER, RATES, add, imported, release, store

TWO = (imported(values=RATES), imported(release(2024), values={("barnsley", 2023): 78.0}))


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def fill(path):
    path.write_bytes(b"\0" * path.stat().st_size)


def part(folder, of):
    (file,) = open_releases(folder).index.files_of(of)
    return folder / file.parts["observations"].name


def built(folder, name):
    return folder / open_releases(folder).index.built[name].name


@pytest.mark.parametrize("damage", [cut, fill, lambda path: path.unlink()], ids=["cut", "zeros", "gone"])
@pytest.mark.parametrize("table", ["by_area", "by_indicator", "ratings"])
def test_without_a_table_for_reading_the_files_are_read(tmp_path, table, damage):
    add(tmp_path, *TWO)
    whole = open_releases(tmp_path).rows().collect()
    damage(built(tmp_path, table))
    releases = open_releases(tmp_path)
    assert releases.rows().collect().equals(whole)
    assert releases.of_indicator("cla_rate").collect().height == whole.height
    (problem,) = releases.problems
    assert problem.file.endswith(f"{table}.parquet")
    assert problem.right == "Run scrutiny releases mend."


def test_a_damaged_file_and_table_leave_the_other_releases(tmp_path):
    add(tmp_path, *TWO)
    cut(part(tmp_path, "looked-after-2024"))
    cut(built(tmp_path, "by_area"))
    releases = open_releases(tmp_path)
    assert list(releases.documents) == ["looked-after-2025"]
    assert releases.of_areas(["barnsley"]).collect()["value"].to_list() == [79.0, 80.0]
    told = "\n".join(str(problem) for problem in releases.problems)
    assert "What was kept of rates.csv (Children looked after in England: 2024) is damaged or gone" in told
    assert "Import that file again" in told


def test_a_kept_file_is_looked_through_once_and_again_when_it_changes(tmp_path, monkeypatch):
    looked_through, digest = [], hashlib.file_digest

    def counted(file, name):
        looked_through.append(Path(file.name).name)
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    add(tmp_path, *TWO)
    table = built(tmp_path, "by_area")
    assert looked_through.count("by_area.parquet") == 1
    assert open_releases(tmp_path).problems == ()
    assert looked_through.count("by_area.parquet") == 1
    flip(table)
    (problem,) = open_releases(tmp_path).problems
    assert problem.file == str(table)
    assert looked_through.count("by_area.parquet") == 2


def test_mending_makes_the_tables_again(tmp_path):
    add(tmp_path, *TWO)
    whole = open_releases(tmp_path).rows().collect()
    flip(built(tmp_path, "by_area"))
    change = store(tmp_path).mend(CATALOGUE)
    assert change.problems == ()
    assert open_releases(tmp_path).rows().collect().equals(whole)


def test_mending_finds_one_changed_byte_and_lets_the_file_go(tmp_path):
    add(tmp_path, *TWO)
    flip(part(tmp_path, "looked-after-2024"))
    (problem,) = store(tmp_path).mend(CATALOGUE).problems
    assert "rates.csv (Children looked after in England: 2024) is damaged" in problem.wrong
    assert list(open_releases(tmp_path).documents) == ["looked-after-2025"]


def test_importing_the_damaged_file_again_mends_it(tmp_path):
    add(tmp_path, *TWO)
    whole = open_releases(tmp_path).rows().collect()
    flip(part(tmp_path, "looked-after-2024"))
    change = add(tmp_path, TWO[1], now=LATER)
    assert change.problems == ()
    assert open_releases(tmp_path).rows().collect().equals(whole)


@pytest.mark.parametrize("text", ["", "{", '{"version": 3}', "\x00" * 50], ids=["empty", "half", "strange", "zeros"])
def test_a_damaged_index_is_stood_in_for_by_the_copy_of_the_last_import(tmp_path, text):
    add(tmp_path, *TWO)
    whole = open_releases(tmp_path).rows().collect()
    (tmp_path / "index.json").write_text(text)
    releases = open_releases(tmp_path)
    assert releases.rows().collect().equals(whole)
    assert "index.json is damaged" in releases.problems[0].wrong
    store(tmp_path).mend(CATALOGUE)
    assert open_releases(tmp_path).problems == ()


def test_an_import_over_a_damaged_index_keeps_what_the_copy_names(tmp_path):
    add(tmp_path, TWO[0])
    (tmp_path / "index.json").write_bytes(b"\xff\xfe")
    add(tmp_path, TWO[1])
    releases = open_releases(tmp_path)
    assert len(releases.documents) == 2
    assert releases.problems == ()


def test_a_damaged_index_without_a_copy_is_refused_with_what_would_work(tmp_path):
    add(tmp_path, *TWO)
    for copy in tmp_path.glob("built/*/index.json"):
        copy.unlink()
    (tmp_path / "index.json").write_text("{")
    with pytest.raises(ReleasesUnreadable, match=r"index\.json is damaged.*import the files again"):
        open_releases(tmp_path)
    with pytest.raises(ReleasesUnreadable):
        add(tmp_path, TWO[0])


def test_an_index_of_a_later_format_is_not_guessed_at(tmp_path):
    add(tmp_path, *TWO)
    index = tmp_path / "index.json"
    for copy in tmp_path.glob("built/*/index.json"):
        copy.unlink()
    index.write_text(index.read_text().replace('{"', '{"format":2,"', 1))
    with pytest.raises(ReleasesUnreadable, match="is of format 2, and this version reads format 1"):
        open_releases(tmp_path)
