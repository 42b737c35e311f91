"""The measures of every authority worked out on Apache Spark, by the same rules on the same tables.

The only module that knows of Spark. Every rule looks at one indicator at a time, so the figures are put together by
indicator, each group is handed over as an Arrow table, and what is made of it is what this machine would have made.
"""
# ruff: noqa: PLC0415 - PySpark is optional, and this module can be read and checked without it.

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.release_place import Place
from analytics.evidence.release_rows import BY_INDICATOR
from analytics.evidence.release_store import Releases
from analytics.measures.national.build import write_by_area
from analytics.measures.national.context import Context, plain
from analytics.measures.national.measures import TABLES, measured

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

# What a table says of a type in Spark's own words.
_TYPES: dict[pl.DataType, str] = {
    pl.String(): "string",
    pl.Float64(): "double",
    pl.Boolean(): "boolean",
    pl.Date(): "date",
    pl.Int8(): "tinyint",
    pl.Int64(): "bigint",
    pl.UInt32(): "bigint",
}


def build_with_spark(releases: Releases, context: Context, folder: Path, master: str | None = None) -> None:
    """Write the tables of `measures.Measured` under a folder, and `latest_by_area` beside them.

    `master` is Spark's address of a cluster, such as local[4]; without it a session that is there already is used, as
    on Databricks and Fabric. Every worker needs this package, and the folder and the releases have to be where all can
    reach them. Each table is a pass of its own over the figures: cheaper than to send all three through one.
    """
    spark = session(master)
    rows = spark.read.parquet(_by_indicator(releases, folder))
    for table in TABLES:
        made = rows.groupBy("indicator").applyInArrow(_rule(context, table), spark_schema(context, table))
        made.write.parquet(str(folder / table))
    write_by_area(pl.read_parquet(folder / "latest" / "*.parquet"), folder)
    for left_over in folder.glob("rows*"):
        left_over.unlink()


def session(master: str | None) -> "SparkSession":
    """The session that is there already, or a new one. Days are days, in whichever zone the machine is."""
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    if master:
        # On this machine the workers are of the same Python, not of whichever is first on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master).config("spark.ui.enabled", "false")
    found: SparkSession = builder.appName("Scrutiny Notebook").getOrCreate()
    return found


def spark_schema(context: Context, table: str) -> str:
    """A table's columns as Spark writes them, taken from what the rules make of no figures at all."""
    columns = _made(pl.DataFrame(schema=OBSERVATIONS), context, table).schema
    return ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in columns.items())


def _rule(context: Context, table: str) -> Callable[["pa.Table"], "pa.Table"]:
    def of_one_indicator(rows: "pa.Table") -> "pa.Table":
        frame = pl.from_arrow(rows)
        assert isinstance(frame, pl.DataFrame)
        # Spark sends the rows of a group in any order.
        ordered = frame.select(pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items()).sort(BY_INDICATOR)
        # Spark knows text with 32-bit offsets and no unsigned numbers.
        made = _made(ordered, context, table).with_columns(pl.col(pl.UInt32).cast(pl.Int64))
        return made.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_arrow_schema(made))

    return of_one_indicator


def _made(rows: pl.DataFrame, context: Context, table: str) -> pl.DataFrame:
    found: pl.DataFrame = getattr(measured(rows, context), table)
    return plain(found)


def _arrow_schema(frame: pl.DataFrame) -> "pa.Schema":
    import pyarrow as pa

    kinds = {pl.String(): pa.string(), pl.Float64(): pa.float64(), pl.Boolean(): pa.bool_(), pl.Date(): pa.date32()}
    kinds |= {pl.Int8(): pa.int8(), pl.Int64(): pa.int64()}
    return pa.schema([(name, kinds[kind]) for name, kind in frame.schema.items()])


def _by_indicator(releases: Releases, folder: Path) -> str:
    """Where Spark can read the rows: the table made for reading, or a copy where that is damaged."""
    if releases.made:
        return _address(releases.place, releases.index.built["by_indicator"].name)
    folder.mkdir(parents=True)
    releases.rows().sink_parquet(folder / "rows.parquet")
    return str(folder / "rows.parquet")


def _address(place: Place, name: str) -> str:
    # Hadoop's own name for the same stores.
    return place.at(name).replace("s3://", "s3a://", 1)
