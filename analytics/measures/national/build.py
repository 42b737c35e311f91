"""The measures of every authority as Parquet files, worked out on this machine: some indicators at a time."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Final

import polars as pl

from analytics.evidence.release_store import Releases
from analytics.measures.national.context import Context, plain
from analytics.measures.national.measures import TABLES, measured

# Few enough rows at once that all that is made of them fits in 1 GB. While one part is written or waits for a step that
# only one processor can do, the other keeps the rest busy.
ROWS_AT_ONCE = 400_000
PARTS_AT_ONCE = 2
ROW_GROUP_ROWS = 50_000
# Larger by half than what Polars does unless told otherwise, and written and read in three quarters of the time.
COMPRESSION: Final = "snappy"
# Where a Parquet file says of which types its columns are in Arrow.
_TYPES_OF_A_FILE = "ARROW:schema"
BY_AREA = "latest_by_area"


def build_with_polars(releases: Releases, context: Context, folder: Path, progress: Callable[[float], None]) -> None:
    """Write the tables of `measures.Measured` under a folder, one file each for some indicators, in their order.

    `latest_by_area` has the rows of `latest` once more, by area, for whoever reads one authority.
    """
    for table in TABLES:
        (folder / table).mkdir(parents=True)
    counts = dict(releases.rows().group_by("indicator").len().sort("indicator").collect().iter_rows())
    # Releases without a figure, such as those of ratings alone, make tables without a row.
    parts = list(batches(counts, ROWS_AT_ONCE)) or [[]]
    done, latest = 0, []

    def build_part(number: int, indicators: list[str]) -> tuple[int, pl.DataFrame]:
        found = measured(releases.of_indicators(indicators).collect(engine="in-memory"), context)
        for table in TABLES:
            write_as_text(getattr(found, table), folder / table / f"part-{number:05}.parquet", ROW_GROUP_ROWS)
        return sum(counts[one] for one in indicators), found.latest

    pool = ThreadPoolExecutor(PARTS_AT_ONCE)
    try:
        for rows, some in pool.map(build_part, itertools.count(), parts):
            done += rows
            latest.append(some)
            progress(done / max(sum(counts.values()), 1))
    finally:
        # Whoever stops a build does not wait for the parts that have not begun.
        pool.shutdown(cancel_futures=True)
    write_by_area(pl.concat(latest), folder)


def batches(counts: Mapping[str, int], rows: int) -> Iterator[list[str]]:
    """The indicators in their order, as many together as have at most so many rows; one that has more is by itself.

    >>> list(batches({"a": 5, "b": 4, "c": 3, "d": 20, "e": 1}, 9))
    [['a', 'b'], ['c'], ['d'], ['e']]
    """
    some: list[str] = []
    held = 0
    for indicator, count in counts.items():
        if some and held + count > rows:
            yield some
            some, held = [], 0
        some.append(indicator)
        held += count
    if some:
        yield some


def write_by_area(latest: pl.DataFrame, folder: Path) -> None:
    """Put the latest figures in the order of areas beside those in the order of indicators."""
    ordered = latest.sort("area", "indicator", "dimension", "member")
    write_as_text(ordered, folder / f"{BY_AREA}.parquet", ROW_GROUP_ROWS // 10)


def write_as_text(frame: pl.DataFrame, path: Path, row_group_size: int) -> None:
    """Write a frame as a Parquet file whose categories are text for every reader.

    Written as they are, categories take half the time that their text takes and the same bytes, but Polars and pandas
    would read categories again, which match no text. So the file says of its columns first what a file of text would
    say; readers look no further, and one that did would still find the same words.
    """
    empty = BytesIO()
    plain(frame.clear()).write_parquet(empty)
    empty.seek(0)
    types = {_TYPES_OF_A_FILE: pl.read_parquet_metadata(empty)[_TYPES_OF_A_FILE]}
    frame.write_parquet(path, compression=COMPRESSION, row_group_size=row_group_size, metadata=types)
