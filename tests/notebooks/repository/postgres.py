"""A PostgreSQL server of Debian's package for the time of the tests, with a folder of its own and no open port."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER = "postgres"


class NoServer(Exception):
    """Why no server could be started."""


@contextmanager
def running_server() -> Iterator[str]:
    """The folder of the server's socket, while it runs. Raises NoServer where it cannot."""
    programs = _programs()
    user = _user()
    # pytest's own folders may be entered by nobody else, and PostgreSQL will not run as root.
    folder = Path(tempfile.mkdtemp(prefix="scrutiny-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync"],
            user=user, cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise NoServer(f"initdb said: {made.stderr.strip()}")
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                user=user, cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(folder, server)
            yield str(folder)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoServer("PostgreSQL is not installed: apt-get install postgresql")


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER).pw_name
    except KeyError:
        raise NoServer(f"PostgreSQL will not run as root, and there is no user {USER}") from None


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    said = ""
    for _ in range(300):
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
            return
        except psycopg.OperationalError as error:
            said = str(error)
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise NoServer(f"The server did not start: {said} {(folder / 'log').read_text()}")
