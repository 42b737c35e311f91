"""Whatever bytes are given, tables come back or a refusal, and a table written as CSV comes back as it was."""

import csv
import gzip
from io import StringIO

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.importers.reading import Limits, Unreadable, read_tables
from tests.importers.reading.workbook_files import ods_row, raw_ods, workbook, zipped

STARTS = (
    b"",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1f\x8b",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"a,b\n",
    b"sep=;\n",
    b'"',
)
SOUND = (
    workbook({"One": [["a", "b"], [1, "x"]]}),
    raw_ods(ods_row("a", "b") + ods_row("x", 1)),
    zipped({"data/x.csv": b"a,b\n1,2\n", "data/x.meta.csv": b"c\n"}),
    gzip.compress(b"a,b\n1,2\n"),
    'a,b\n"x\ny",é\n'.encode(),
)
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5)
LIMITS = Limits(unpacked_bytes=5_000_000, cells=100_000)


def check(data, name="figures"):
    found, problems = [], ()
    try:
        found = read_tables(data, name, limits=LIMITS)
    except Unreadable as refused:
        problems = refused.problems
    assert bool(found) != bool(problems)
    assert all(problem.wrong and problem.right for problem in problems)
    for table in found:
        assert table.frame.height
        assert set(table.frame.dtypes) == {pl.String}
        assert sum(table.frame.null_count().row(0)) == 0


@settings(max_examples=300)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
def test_any_bytes_give_tables_or_a_refusal(start, rest):
    check(start + rest)


@settings(max_examples=200)
@given(text=st.text(st.sampled_from('ab,;\t"\n\r é\x1f'), max_size=40))
def test_any_text_of_awkward_letters_gives_a_table_or_a_refusal(text):
    check(text.encode())


@settings(max_examples=300)
@given(
    data=st.sampled_from(SOUND), changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6)
)
def test_a_sound_file_with_some_bytes_changed_gives_tables_or_a_refusal(data, changes):
    damaged = bytearray(data)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    check(bytes(damaged))


@st.composite
def tables(draw):
    """Column names and rows, the last of which is not blank."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    rows = draw(st.lists(st.tuples(*[CELLS] * len(names)), max_size=5))
    return names, [*rows, tuple("end" for _ in names)]


@settings(max_examples=300)
@given(
    table=tables(),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_table_written_as_csv_comes_back(table, end, encoding, separator, quoting):
    names, rows = table
    written = StringIO(newline="")
    # Where a table leaves the separator or the line ends open, quotation marks settle it.
    open_choice = len(names) == 1 or any(letter in cell for row in rows for cell in row for letter in ",;\t\r\n")
    style = csv.QUOTE_ALL if open_choice else quoting
    csv.writer(written, delimiter=separator, lineterminator=end, quoting=style).writerows([names, *rows])
    (read,) = read_tables(written.getvalue().encode(encoding), "figures.csv")
    assert read.frame.columns == names
    assert read.frame.rows() == rows
    assert read.first_row == 2
