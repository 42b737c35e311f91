"""What a stranger may have a server hold in memory: connections are open to anybody, before and without a sign-in."""

import base64
import os
import socket
import struct
import urllib.request
from urllib.parse import urlsplit

import pytest
from streamlit.runtime import runtime_util

from pages.shared.server import prepare
from tests.browser.running import a_server
from tests.deploy.talking import a_session

TOO_BIG = 1009  # RFC 6455, section 7.4.1


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with a_server(workspace=tmp_path_factory.mktemp("workspace")) as (address, _):
        yield address


def opened(address):
    """A connection as a browser opens it, without a library that keeps to rules."""
    place = urlsplit(address)
    connection = socket.create_connection((place.hostname, place.port), timeout=60)
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall(
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
    )
    assert connection.recv(4096).startswith(b"HTTP/1.1 101 ")
    return connection


def beginning(length, *, opcode=2):
    """The head of a frame that is not the last of its message and says how long it is; its mask is of zeros."""
    return bytes([opcode, 0x80 | 127]) + struct.pack(">Q", length) + bytes(4)


def closed_because(connection):
    """The reason that the server gives for closing, after whatever else it says."""
    said = b""
    while more := connection.recv(65536):
        said += more
        if len(said) >= 4 and said[0] == 0x88:
            return struct.unpack(">H", said[2:4])[0]
    raise AssertionError(f"It was closed without a reason: {said[:200]!r}")


def test_a_long_message_ends_the_connection_when_it_says_its_length_before_any_of_it_is_held(address):
    with opened(address) as connection:
        connection.sendall(beginning(150_000_000))
        assert closed_because(connection) == TOO_BIG


def test_a_long_message_in_short_pieces_ends_it_too(address):
    piece = 400_000
    with opened(address) as connection:
        connection.sendall(beginning(piece) + bytes(piece))
        for _ in range(3):
            connection.sendall(beginning(piece, opcode=0) + bytes(piece))
        # Only the head of the piece that is too many: a server that closes with words unread says no reason.
        connection.sendall(beginning(2 * piece, opcode=0))
        assert closed_because(connection) == TOO_BIG


def test_what_a_reader_has_to_say_gets_through_and_is_answered(address):
    with a_session(address) as session:
        session.open("about", f"words={'x' * 500_000}")
        assert "About Scrutiny Notebook" in session.words
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as answer:
        assert answer.status == 200


def test_what_a_page_has_to_say_may_be_longer(monkeypatch):
    monkeypatch.setattr(runtime_util, "_max_message_size_bytes", None)
    assert runtime_util.get_max_message_size_bytes() <= 2_000_000
    prepare({})
    assert runtime_util.get_max_message_size_bytes() > 50_000_000
