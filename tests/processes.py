"""Servers that tests start: at a port that nobody else is given, and with an end that comes."""

import socket
import subprocess

_SECONDS_TO_END = 60


def a_port() -> int:
    """A port that nobody listens on, and that the system gives nobody else for a minute.

    For so long the connection that is made here keeps it from whoever asks for any port, but not from the server that
    asks for this one.
    """
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            server.accept()[0].close()
        return int(server.getsockname()[1])


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it where it does not: a server may wait for a browser that never says goodbye."""
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
