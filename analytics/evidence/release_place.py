"""Where imported releases are kept: a folder of this machine, or an address in an object store."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import polars as pl
from polars.exceptions import PolarsError

FOLDER_NAME = "releases"
INDEX_NAME = "index.json"


class ReleasesUnreadable(Exception):
    """Kept releases that cannot be read. The message names the file and says what would work."""


@dataclass(frozen=True)
class Place:
    """A folder, or an address such as s3://bucket/releases, under which everything has a name with slashes.

    An object store is read with the options that Polars finds in the environment, such as AWS_ACCESS_KEY_ID.
    """

    base: str

    @classmethod
    def of(cls, given: str | Path) -> "Place":
        """The place that a path, a file:// address or an object store's address names."""
        text = str(given).strip()
        if text.startswith("file:"):
            parts = urlsplit(text)
            host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
            text = host + url2pathname(unquote(parts.path) if os.name != "nt" else parts.path)
        if "://" in text:
            return cls(text.rstrip("/"))
        return cls(str(Path(text).expanduser().absolute()))

    @property
    def folder(self) -> Path | None:
        """The folder; None for an object store."""
        return None if "://" in self.base else Path(self.base)

    def at(self, name: str) -> str:
        """The path or address of something kept here."""
        return str(self.folder.joinpath(*name.split("/"))) if self.folder else f"{self.base}/{name}"

    def read_text(self, name: str) -> str | None:
        """A kept text; None where there is none of that name. Raises ReleasesUnreadable."""
        try:
            if self.folder:
                return Path(self.at(name)).read_text(encoding="utf-8")
            return "\n".join(pl.scan_lines(self.at(name), glob=False).collect()["line"])
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, PolarsError) as error:
            raise ReleasesUnreadable(
                f"{self.at(name)} cannot be read: {error}. Check that the address and the permissions are right."
            ) from error

    def scan(self, name: str) -> pl.LazyFrame:
        """A kept table, not read yet."""
        return pl.scan_parquet(self.at(name), glob=False)

    def is_whole(self, name: str, size: int) -> bool:
        """Whether a kept file has its size, and a table its end. Object stores are not asked."""
        if self.folder is None:
            return True
        path = Path(self.at(name))
        try:
            if path.stat().st_size != size:
                return False
            if path.suffix != ".parquet":
                return True
            with path.open("rb") as file:
                file.seek(-4, os.SEEK_END)
                return file.read() == b"PAR1"
        except OSError:
            return False


def default_place(environ: Mapping[str, str]) -> Place:
    """Where releases are kept unless somebody says otherwise.

    `SCRUTINY_RELEASES` names a folder or an address. Otherwise it is the folder `releases` in the one that
    `SCRUTINY_WORKSPACE` names, and where that is not set either, in `~/.local/share/scrutiny-notebook`. A blank
    variable counts as not set.

    >>> default_place({"SCRUTINY_RELEASES": "s3://council/releases/"}).at("index.json")
    's3://council/releases/index.json'
    """
    named = environ.get("SCRUTINY_RELEASES", "").strip()
    if named:
        return Place.of(named)
    workspace = environ.get("SCRUTINY_WORKSPACE", "").strip()
    home = Path(environ.get("HOME") or Path.home())
    folder = Path(workspace).expanduser() if workspace else home / ".local" / "share" / "scrutiny-notebook"
    return Place.of(folder / FOLDER_NAME)
