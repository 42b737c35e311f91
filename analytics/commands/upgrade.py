"""`scrutiny upgrade`: the tables of the notebooks' database, made or brought up to date before anybody comes."""

import os

import typer

from analytics.commands.evidence import app, stop
from analytics.notebooks.repository import Repository, RepositoryError, default_url


@app.command()
def upgrade() -> None:
    """Make the notebooks’ tables, or bring them up to date with this version of the app. Nothing kept is lost by it.

    The app does so by itself at the first page that somebody opens. A server does it before that, so that what may be
    read of the tables can be settled, and so that the public edition, which changes nothing, finds them as it needs
    them. Where they are up to date it changes nothing.
    """
    try:
        Repository.open(default_url(os.environ)).close()
    except RepositoryError as error:
        stop(f"The tables are as they were. {error.in_full}")
    typer.echo("The tables are up to date.")
