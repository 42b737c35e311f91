"""Parquet files, every column as text."""

from io import BytesIO

import polars as pl

from analytics.importers.reading.guarded import guarded
from analytics.importers.reading.limits import Limits, in_words
from analytics.importers.reading.unreadable import refusal


def read_parquet(data: bytes, name: str, limits: Limits) -> pl.DataFrame:
    """All rows with every value as text: a number as short as it can be written, a day as 2025-03-31, null as "".

    Raises Unreadable where a column holds lists or bytes, which no table of figures has.
    """
    with guarded(name, "The Parquet file is damaged or was not wholly downloaded.", "Download it again."):
        schema = pl.read_parquet_schema(BytesIO(data))
        height = pl.scan_parquet(BytesIO(data)).select(pl.len()).collect().item()
    nested = [column for column, kind in schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
    if nested:
        raise refusal(
            name,
            f"These columns hold lists or bytes, not single values: {', '.join(nested)}.",
            "Save the file without them.",
        )
    if len(schema) > limits.columns or height * len(schema) > limits.cells:
        raise refusal(
            name,
            f"The file has {height:,} rows of {len(schema):,} columns; at most {limits.cells:,} cells are read.",
            "Take the columns and years that are wanted.",
        )
    if not height or not schema:
        raise refusal(name, "The file has no rows.", "Download it again, and look for rows.")
    with guarded(name, "The Parquet file is damaged or was not wholly downloaded.", "Download it again."):
        frame = pl.read_parquet(BytesIO(data))
        _refuse_long_texts(frame, name, limits)
        # Columns are numbered meanwhile: Polars takes a name such as * for a pattern.
        frame.columns = [str(number) for number in range(frame.width)]
        frame = frame.select(_as_text(column, frame.schema[column]) for column in frame.columns)
        frame.columns = list(schema)
        return frame


def _refuse_long_texts(frame: pl.DataFrame, name: str, limits: Limits) -> None:
    """A text is kept once, however many rows hold it: a small file can stand for more than there is room for."""
    texts = (column for column in frame.iter_columns() if column.dtype in (pl.String, pl.Categorical, pl.Enum))
    counted = (text.str if text.dtype == pl.String else text.cat for text in texts)
    letters = sum(int(text.len_bytes().sum()) for text in counted)
    if letters > limits.unpacked_bytes:
        raise refusal(
            name,
            f"The file holds {in_words(letters)} of text; at most {in_words(limits.unpacked_bytes)} are read.",
            "Take the columns and years that are wanted.",
        )


def _as_text(column: str, kind: pl.DataType) -> pl.Expr:
    value = pl.col(column)
    if kind.is_float():
        # A count kept as a float is printed 412, not 412.0; not-a-number is how other tools write a blank.
        text = value.fill_nan(None).cast(pl.String).str.strip_suffix(".0")
    elif isinstance(kind, pl.Datetime):
        text = value.dt.to_string("iso:strict").str.replace(r"T00:00:00(\.0+)?$", "")
    elif kind.is_temporal():
        text = value.dt.to_string("iso:strict")
    else:
        text = value.cast(pl.String)
    return text.fill_null("").alias(column)
