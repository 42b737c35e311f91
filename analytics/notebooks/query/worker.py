"""The process that runs one query: the tables come in, the answer goes out, and nothing else can be opened.

It reads the tables, as Arrow files one after another, and the query from standard input. Before the query runs, the
process gives up opening any file and any connection, more memory and more time than allowed: what a query could still
ask for, the operating system refuses.
"""

import contextlib
import io
import json
import struct
import sys
from typing import BinaryIO

import polars as pl

try:
    import resource
except ImportError:  # Windows has no such limits, so no query is run there
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer the query on standard input: a JSON line with the outcome, then the rows as an Arrow file."""
    asked = json.loads(_read(sys.stdin.buffer))
    tables = {name: pl.read_ipc(io.BytesIO(_read(sys.stdin.buffer))) for name in asked["tables"]}
    try:
        _warm_up(tables)
        _give_up(asked["megabytes"], asked["seconds"])
        context = pl.SQLContext(frames=tables, eager=False)
        rows = context.execute(asked["sql"]).head(asked["rows"] + 1).collect()
        answer = io.BytesIO()
        rows.write_ipc(answer)
        _write(json.dumps({"ok": True}).encode())
        _write(answer.getvalue())
    except Exception as error:
        _write(json.dumps({"ok": False, "why": str(error)}).encode())


def _warm_up(tables: dict[str, pl.DataFrame]) -> None:
    """Start the threads and load what polars loads late, while files can still be opened."""
    context = pl.SQLContext(frames=tables, eager=False)
    for name in tables:
        context.execute(f"SELECT count(*) FROM {name}").collect()


def _give_up(megabytes: int, seconds: int) -> None:
    if resource is None:
        raise OSError("Queries need Linux or macOS, where a process can be kept from opening files.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with contextlib.suppress(ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _read(stream: BinaryIO) -> bytes:
    (length,) = struct.unpack(">Q", stream.read(8))
    return stream.read(length)


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(struct.pack(">Q", len(data)) + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
