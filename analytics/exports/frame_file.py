"""Writing a frame to a file in the format that its ending names."""

from pathlib import Path

import polars as pl

FORMATS = (".csv", ".json", ".parquet")


def frame_as_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV text; a list column becomes its members with `;` between them."""
    return _without_lists(frame).write_csv()


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write the frame as CSV, JSON (an array of objects) or Parquet. Raises ValueError for another ending."""
    match path.suffix:
        case ".csv":
            path.write_text(frame_as_csv(frame), encoding="utf-8")
        case ".json":
            path.write_text(frame.write_json(), encoding="utf-8")
        case ".parquet":
            frame.write_parquet(path)
        case other:
            raise ValueError(f"“{other}” is not a format. The file's name ends in {', '.join(FORMATS)}.")


def _without_lists(frame: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, kind in frame.schema.items() if kind == pl.List(pl.String)]
    return frame.with_columns(pl.col(name).list.join(";") for name in lists)
