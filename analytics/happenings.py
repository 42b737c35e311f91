"""What happens in the app, a line of JSON each, for whoever looks after it.

A line says what happened and a few facts from a closed list: counts, seconds, versions, the kind of a cell or of an
error. What somebody wrote, chose or is called has no place in it, nor has an address of a page or of a server.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TextIO

_LOG = logging.getLogger("scrutiny")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False
_LONGEST = 120


class Happening(StrEnum):
    """What may happen."""

    STARTED = "started"
    EVIDENCE_LOADED = "evidence loaded"
    CELL_FAILED = "cell failed"
    CHART_FAILED = "chart failed"
    PAGE_FAILED = "page failed"
    DATABASE_FAILED = "database failed"
    IMPORTED = "imported"
    EXPORTED = "exported"


# Every fact that a line may hold, and what it is.
FACTS: Mapping[str, str] = {
    "version": "version of the app",
    "edition": "workspace or public",
    "documents": "number of documents",
    "observations": "number of figures",
    "problems": "number of rows or files left out",
    "releases": "fingerprint of the imported releases",
    "held_back": "number of documents that the public edition does not show yet",
    "files": "number of files",
    "rows": "number of rows",
    "replaced": "number of files that gave way to newer ones",
    "format": "ending of a file that left the app",
    "bytes": "size of that file",
    "cell": "kind of the cell",
    "error": "kind of the error, without its words, which may quote what somebody wrote",
    "where": "places in our own code that led to it",
    "file": "path of the database on this machine, where it is a file",
    "seconds": "how long it took",
}
Fact = str | int | float | None


def happened(what: Happening, **facts: Fact) -> None:
    """Set down what happened, where anybody listens. Raises ValueError for a fact that is not in the list.

    >>> happened(Happening.IMPORTED, files=2, rows=7_840)
    """
    unknown = sorted(facts.keys() - FACTS.keys())
    if unknown:
        raise ValueError(f"The log has no place for {', '.join(unknown)}. It takes: {', '.join(FACTS)}.")
    _LOG.info(what.value, extra={"facts": facts})


def went_wrong(what: Happening, error: BaseException, **facts: Fact) -> None:
    """Set down an error: its kind and where in our code it arose, never its words."""
    happened(what, error=type(error).__name__, where=_places(error), **facts)


def listen(stream: TextIO) -> None:
    """Write every happening to a stream from now on, and to no other."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_AsJson())
    _LOG.handlers[:] = [handler]
    _LOG.setLevel(logging.INFO)


class _AsJson(logging.Formatter):
    """One line of JSON a happening."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        facts: Mapping[str, Fact] = getattr(record, "facts", {})
        told = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in facts.items()}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "what": record.getMessage()} | told, ensure_ascii=False)


def _places(error: BaseException) -> str:
    """The last steps in our own code, such as analytics/notebooks/render.py:40."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        f"{part}{frame.filename.rpartition(part)[2]}:{frame.lineno}"
        for frame in frames
        for part in ("analytics/", "pages/")
        if f"/{part}" in frame.filename.replace("\\", "/") and "site-packages" not in frame.filename
    ]
    return " ".join(ours[-2:])
