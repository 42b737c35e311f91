"""Files are taken from the sessions of people who were let in, and from nobody else's."""

import asyncio

import pytest

from pages.shared import gate

STREAM = "/_stcore/upload_file"


def asked(method, path):
    """The status that a request gets; 200 where it is let through."""
    sent = []

    async def app(scope, receive, send):
        sent.append({"status": 200})

    async def send(message):
        sent.append(message)

    asyncio.run(gate.FilesOfPeople(app)({"type": "http", "method": method, "path": path}, None, send))
    return sent[0]["status"]


@pytest.fixture(autouse=True)
def nobody():
    gate._sessions.clear()
    yield
    gate._sessions.clear()


def test_only_from_who_was_let_in_and_until_they_are_not():
    assert asked("PUT", f"{STREAM}/anna/1") == 403
    gate.take_files_of("anna", allowed=True)
    assert asked("PUT", f"{STREAM}/anna/1") == asked("DELETE", f"/base{STREAM}/anna/1") == 200
    assert asked("PUT", f"{STREAM}/ben/1") == asked("PUT", f"{STREAM}/ben/anna") == 403
    gate.take_files_of("anna", allowed=False)
    assert asked("DELETE", f"{STREAM}/anna/1") == 403


@pytest.mark.parametrize("path", ["", "/", "/x", "//", f"{STREAM}/", f"{STREAM}//"])
def test_an_address_that_names_no_session(path):
    gate.take_files_of("anna", allowed=True)
    assert asked("POST", path) == 403
    assert asked("GET", path) == 200


def test_the_oldest_of_very_many_sessions_is_forgotten(monkeypatch):
    monkeypatch.setattr(gate, "_MOST_SESSIONS", 2)
    for name in ("anna", "ben", "anna", "cleo"):
        gate.take_files_of(name, allowed=True)
    assert list(gate._sessions) == ["anna", "cleo"]
