"""What the command lets leave: set down in the log of the workspace before it is given.

Members-only content and figures leave the workspace also as text on a terminal, from where anybody may copy them; each
command that shows some is one entry. What holds nothing of the workspace needs none: a blank template, a version, a
list of commands.
"""

import getpass
import os
from pathlib import Path

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from analytics.access.export import Export
from analytics.access.log import AuditLog, Entry
from analytics.notebooks.repository import Repository, RepositoryError, default_url

PLACE = "command line"


def set_down(export: Export, database: str = "") -> None:
    """Say in the audit log that something leaves, and end with exit code 1 where that cannot be said.

    `database` is that of `--database`. Where nobody has a workspace yet there is no log, and none is made for it.
    """
    url = database or default_url(os.environ)
    if not _is_there(url):
        return
    try:
        record(export.entry(at_the_server(), PLACE), url)
    except RepositoryError as error:
        typer.echo(f"Nothing was written, because the audit log could not say so. {error.in_full}", err=True)
        raise typer.Exit(1) from None


def record(entry: Entry, url: str) -> None:
    """Add an entry to the log in the database at an address. Raises RepositoryError."""
    repository = Repository.open(url)
    try:
        AuditLog(repository.database).record(entry)
    finally:
        repository.close()


def at_the_server() -> str:
    """Who is at the server: the user of the system, who is no user of the app."""
    try:
        return f"{getpass.getuser()} at the server"
    except (KeyError, OSError):
        return f"user {os.getuid()} at the server"


def _is_there(url: str) -> bool:
    """Whether a database may be there. What is no address of one is for the repository to refuse."""
    try:
        address = make_url(url)
    except ArgumentError:
        return True
    return not (address.get_backend_name() == "sqlite" and address.database) or Path(address.database).exists()
