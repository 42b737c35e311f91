"""Servers that tests start: at a port that nobody else is given, and with an end that comes."""

import subprocess

from tests.deploy.deployed import standing

_SECONDS_TO_END = 60


def a_port() -> int:
    """A port that nobody listens on, and that the system gives nobody else for a minute."""
    return int(standing.free_ports(1)[0])


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it where it does not: a server may wait for a browser that never says goodbye."""
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
