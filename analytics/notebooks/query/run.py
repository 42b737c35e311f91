"""Running a query: refused before it starts, or run in a process of its own with hard limits."""

import io
import json
import struct
import subprocess
import sys
from collections.abc import Mapping

import polars as pl

from analytics.notebooks.query.allowed import refusal

MOST_ROWS = 2_000
_SECONDS = 10
_MEGABYTES = 4_096


class QueryRefused(Exception):
    """A query that was not answered. The message says why, and what would work."""


def run_query(
    sql: str, tables: Mapping[str, pl.DataFrame], *, most_rows: int = MOST_ROWS, seconds: int = _SECONDS
) -> tuple[pl.DataFrame, bool]:
    """The answer, and whether it was cut off at `most_rows`. Raises QueryRefused.

    The query sees only `tables`. It runs in a process that can open no file and no connection and has so many seconds
    and so much memory; what it does there cannot hurt the app.
    """
    why = refusal(sql)
    if why:
        raise QueryRefused(why)
    asked = {"tables": list(tables), "sql": sql, "rows": most_rows, "seconds": seconds, "megabytes": _MEGABYTES}
    parts = [json.dumps(asked).encode(), *(_as_arrow(frame) for frame in tables.values())]
    sent = b"".join(struct.pack(">Q", len(part)) + part for part in parts)
    worker = [sys.executable, "-I", "-m", "analytics.notebooks.query.worker"]
    try:
        done = subprocess.run(worker, input=sent, capture_output=True, timeout=seconds * 2 + 10, check=False)
    except subprocess.TimeoutExpired:
        raise QueryRefused(_TOO_MUCH) from None
    return _answer(done.stdout, most_rows)


_TOO_MUCH = "The query took too long or too much memory. Join fewer tables, or filter them first with WHERE."


def _answer(output: bytes, most_rows: int) -> tuple[pl.DataFrame, bool]:
    parts = _parts(output)
    if not parts:
        raise QueryRefused(_TOO_MUCH)
    outcome = json.loads(parts[0])
    if not outcome["ok"] and "maximum length" in outcome["why"]:
        raise QueryRefused(_TOO_MUCH)
    if not outcome["ok"]:
        raise QueryRefused(f"The query could not be answered: {outcome['why'].splitlines()[0]}")
    if len(parts) < 2:
        raise QueryRefused(_TOO_MUCH)
    rows = pl.read_ipc(io.BytesIO(parts[1]))
    return rows.head(most_rows), rows.height > most_rows


def _parts(output: bytes) -> list[bytes]:
    found, place = [], 0
    while place + 8 <= len(output):
        (length,) = struct.unpack(">Q", output[place : place + 8])
        part = output[place + 8 : place + 8 + length]
        if len(part) < length:
            break
        found.append(part)
        place += 8 + length
    return found


def _as_arrow(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_ipc(buffer)
    return buffer.getvalue()
