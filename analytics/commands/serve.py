"""`scrutiny serve`: starts the app, unless somebody could then reach it who does not belong."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from analytics.access.bound import is_loopback
from analytics.access.claims import rules_from
from analytics.access.opening import refusal
from analytics.access.provider import ProviderUnusable, library_missing, provider_from, secrets_of, usual_files
from analytics.commands.evidence import app, stop
from analytics.edition import MODE, Edition, edition_of

ROOT = Path(__file__).parents[2]


@app.command()
def serve(
    address: Annotated[str, typer.Option(help="Where to listen. Without it: this computer alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8501,
    mode: Annotated[str, typer.Option(help="workspace or public. Without it: SCRUTINY_MODE, else workspace.")] = "",
) -> None:
    """Start the app. The workspace listens to other computers only where people have to sign in."""
    environment = os.environ | ({MODE: mode} if mode else {})
    try:
        edition = edition_of(environment)
        provider = provider_from(secrets_of(usual_files(ROOT, environment), environment))
        rules_from(environment)
    except (ProviderUnusable, ValueError) as error:
        stop(str(error))
    reason = refusal(edition, address, provider) or (library_missing() if provider else "")
    if reason:
        stop(reason)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", address]
    command += ["--server.port", str(port), "--server.headless", "true"]
    if edition is Edition.WORKSPACE and provider is None and is_loopback(address):
        typer.echo("Nobody has to sign in: only this computer can reach the app.", err=True)
    os.chdir(ROOT)
    if os.name == "posix":
        # In the place of this process, so that whoever stops this one stops the app.
        os.execve(command[0], command, environment)
    raise typer.Exit(subprocess.call(command, env=environment))
