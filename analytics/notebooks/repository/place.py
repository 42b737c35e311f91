"""Where notebooks are kept unless somebody says otherwise."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL

FILE_NAME = "notebooks.db"


def default_url(environ: Mapping[str, str]) -> str:
    """The address of the database that the environment names.

    `SCRUTINY_DATABASE_URL` is taken as it is, such as `postgresql+psycopg://user:password@host/name`. Otherwise it is
    the SQLite file `notebooks.db` in the folder that `SCRUTINY_WORKSPACE` names, and where that is not set either, in
    `~/.local/share/scrutiny-notebook`. A blank variable counts as not set.

    >>> default_url({"SCRUTINY_WORKSPACE": "/srv/scrutiny"})
    'sqlite:////srv/scrutiny/notebooks.db'
    """
    url = environ.get("SCRUTINY_DATABASE_URL", "").strip()
    if url:
        return url
    workspace = environ.get("SCRUTINY_WORKSPACE", "").strip()
    home = Path(environ.get("HOME") or Path.home())
    folder = Path(workspace).expanduser() if workspace else home / ".local" / "share" / "scrutiny-notebook"
    # Made by SQLAlchemy, because a folder's name may hold what means something in an address.
    return URL.create("sqlite", database=str(folder.absolute() / FILE_NAME)).render_as_string()
