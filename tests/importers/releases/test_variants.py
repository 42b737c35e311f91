"""Every mapped dataset in the shapes that files come in: the same figures, or a refusal that says what would work."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from functools import reduce

import polars as pl
import pytest

from analytics.evidence.release_place import Place
from analytics.importers.importing import import_paths
from analytics.importers.store.store import ReleaseStore
from tests.importers.releases.generated import PLACE_COLUMNS, Made, datasets, made
from tests.importers.releases.made import catalogue

DATASETS = datasets()
FIGURE = ["area", "indicator", "dimension", "member", "period", "value", "numerator", "denominator", "missing_reason"]


def imported(folder, content, name="data.csv"):
    """What an import of one file gives and what it refuses. Nothing is kept."""
    return import_paths([(name, content)], ReleaseStore(Place.of(folder)), catalogue(), dry_run=True)


def figures(folder, content, name="data.csv"):
    outcome = imported(folder, content, name)
    assert not outcome.refused, outcome.refused
    (one,) = outcome.read
    return one.observations.select(FIGURE).sort(FIGURE[:5])


def ordered(file: Made, places) -> Made:
    header, *rows = (tuple(line[at] for at in places) for line in (file.header, *file.rows))
    return Made(header, tuple(rows))


def labels_of(file: Made) -> list[str]:
    """The columns in which a text stands that is neither place nor time."""
    known = {"time_period", "time_identifier", *PLACE_COLUMNS}
    return [name for at, name in enumerate(file.header) if name.lower() not in known and not file.rows[0][at].isdigit()]


def in_labels(change: Callable[[str], str]) -> Callable[[Made], Made]:
    def changed(file: Made) -> Made:
        for name in labels_of(file):
            file = file.changed(name, change)
        return file

    return changed


def with_column(name: str, cells: Callable[[int], str]) -> Callable[[Made], Made]:
    def added(file: Made) -> Made:
        return Made((*file.header, name), tuple((*row, cells(at)) for at, row in enumerate(file.rows)))

    return added


def with_parts(file: Made) -> Made:
    """Each row three times: for all, for boys and for girls, with other figures."""
    rows = [(*row, "Total") for row in file.rows]
    rows += [
        (*row[:10], *(f"{int(cell) // 2}" if cell.isdigit() else cell for cell in row[10:]), sex)
        for row in file.rows
        for sex in ("Boys", "Girls")
    ]
    return Made((*file.header, "sex"), tuple(rows))


def of_march(words: str) -> Callable[[str], str]:
    return lambda label: re.sub(r"\b(at|on) 31 March", f"{words} 31 March", label)


SAME: dict[str, Callable[[Made], Made]] = {
    "columns the other way round": lambda file: ordered(file, range(len(file.header) - 1, -1, -1)),
    "columns in capitals": lambda file: replace(file, header=tuple(name.upper() for name in file.header)),
    "columns in small letters": lambda file: replace(file, header=tuple(name.lower() for name in file.header)),
    "columns with spaces": lambda file: replace(file, header=tuple(name.replace("_", " ") for name in file.header)),
    "labels in capitals": in_labels(str.upper),
    "labels in small letters": in_labels(str.lower),
    "at 31 March": in_labels(of_march("at")),
    "on 31 March": in_labels(of_march("on")),
    "as at 31 March": in_labels(of_march("as at")),
    "further columns of figures": with_column("something_new_percent", lambda at: str(at % 90)),
    "a further column of one text": with_column("data_set", lambda _: "This data set"),
    "a further filter with a total": with_parts,
    "rows the other way round": lambda file: replace(file, rows=file.rows[::-1]),
}
BYTES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "as it is": ("data.csv", lambda content: content),
    "a mark of the byte order": ("data.csv", lambda content: b"\xef\xbb\xbf" + content),
    "line ends of Windows": ("data.csv", lambda content: content.replace(b"\n", b"\r\n")),
    "compressed": ("data.csv.gz", lambda content: gzip.compress(content, mtime=0)),
    "another name": ("b1_children_in_need_2013_to_2019 (3).csv", lambda content: content),
}
# Several at a time: each file is still the same to a reader.
TOGETHER = (
    ("columns the other way round", "columns in capitals", "labels in capitals", "a mark of the byte order"),
    ("columns in small letters", "labels in small letters", "rows the other way round", "line ends of Windows"),
    ("as at 31 March", "further columns of figures", "a further column of one text", "compressed"),
    ("a further filter with a total", "at 31 March", "columns with spaces", "another name"),
    ("on 31 March", "as it is"),
)


def test_every_shape_is_tried():
    assert {shape for shapes in TOGETHER for shape in shapes} == {*SAME, *BYTES}


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_the_same_figures_are_read_in_every_shape(name, tmp_path):
    """Columns and rows in any order, other capitals and spellings, more columns, compressed, from any machine."""
    file = made(DATASETS[name])
    expected = figures(tmp_path, file.as_csv())
    asked = {one.indicator for one in DATASETS[name].measures} & set(catalogue().indicators)
    assert set(expected["indicator"]) == asked
    for *shapes, kept_as in TOGETHER:
        other = reduce(lambda changed, shape: SAME[shape](changed), shapes, file)
        called, change = BYTES[kept_as]
        found = figures(tmp_path, change(other.as_csv()), called)
        assert found.equals(expected), (shapes, found.join(expected, on=FIGURE, how="anti", nulls_equal=True))


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_what_cannot_be_read_is_refused_and_never_read_otherwise(name, tmp_path):
    """Without England, with years written otherwise, divided with no total, without a column: the same or nothing."""
    file = made(DATASETS[name])
    expected = figures(tmp_path, file.as_csv())
    level = file.column("geographic_level")
    without = replace(file, rows=tuple(row for row in file.rows if row[level] != "National"))
    if without.rows:
        assert figures(tmp_path, without.as_csv()).equals(expected.filter(pl.col("area") != "england"))
    six = file.changed("time_period", lambda year: year if len(year) == 6 else f"{int(year) - 1}{year[2:]}")
    four = file.changed("time_period", lambda year: year if len(year) == 4 else f"{int(year[:4]) + 1}")
    lacks = file.column(DATASETS[name].columns[0][0])
    changed = {
        "six digits": six,
        "four digits": four,
        "divided and without a total": Made(
            (*file.header, "sex"), tuple((*row, sex) for row in file.rows for sex in ("Boys", "Girls"))
        ),
        "without the first column it is known by": ordered(file, [at for at in range(len(file.header)) if at != lacks]),
    }
    for shape, other in changed.items():
        outcome = imported(tmp_path, other.as_csv())
        if outcome.refused:
            assert not outcome.read, shape
            assert all(problem.wrong and problem.right for one in outcome.refused for problem in one.problems), shape
            continue
        (one,) = outcome.read
        found = one.observations.select(FIGURE).sort(FIGURE[:5])
        assert found.join(expected, on=FIGURE, how="anti", nulls_equal=True).is_empty(), shape
