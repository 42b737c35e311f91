import csv
import gzip

import pytest

from analytics.importers.reading import read_tables
from tests.importers.real_files import REAL, beside_the_repository, real_files

pytestmark = beside_the_repository
TEXTS = real_files("**/*.csv") + real_files("**/*.csv.gz")


@pytest.mark.parametrize("path", TEXTS or ["none"])
def test_a_published_text_file_is_read_as_the_standard_library_reads_it(path):
    data = (REAL / path).read_bytes()
    text = (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8-sig")
    header, *rows = list(csv.reader(text.splitlines(keepends=True)))
    while rows and not any(rows[-1]):
        rows.pop()
    (table,) = read_tables(REAL / path)
    assert list(table.header) == header
    assert table.frame.rows() == [tuple(row) for row in rows]


@pytest.mark.parametrize("path", real_files("**/*.xlsx") + real_files("**/*.ods") or ["none"])
def test_a_published_workbook_is_read(path):
    tables = read_tables(REAL / path)
    assert all(table.sheet and table.frame.height for table in tables)


def test_the_large_parquet_file_keeps_its_digits():
    (table,) = read_tables(REAL / "lait" / "bds_long_0.parquet")
    assert table.frame.shape == (641_070, 7)
    values = table.frame["Values"]
    assert (values == "17.600000000000001").any()
    assert (values == "-").sum() == 93_883
    assert table.frame["LA Number"].str.contains(r"^\d{3}$").mean() > 0.9
