"""What stands before Streamlit: whose files are taken, who may show the app in a frame, and what is logged."""

import asyncio
import logging

import pytest
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.web.server.starlette import starlette_auth_routes

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


@pytest.mark.parametrize("mode", ["public", "workspace"])
def test_no_page_elsewhere_shows_the_app_in_a_frame_or_keeps_hold_of_it(mode, monkeypatch):
    monkeypatch.setattr(gate, "_secrets", lambda _: {})
    app = PlainTextResponse("The app")
    for one in reversed(gate.gate({"SCRUTINY_MODE": mode})):
        app = one.cls(app, *one.args, **one.kwargs)
    for host, status in (("localhost", 200), ("evil.example", 200 if mode == "public" else 403)):
        sent = []

        async def send(message, sent=sent):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host.encode())]}
        asyncio.run(app(scope, None, send))
        headers = dict(sent[0]["headers"])
        assert sent[0]["status"] == status
        assert headers[b"x-frame-options"] == b"DENY"
        assert headers[b"cross-origin-opener-policy"] == b"same-origin"


def test_words_that_a_stranger_writes_into_the_log_stay_one_short_line(monkeypatch, caplog):
    monkeypatch.setattr(config, "set_option", lambda *_: None)
    settings = {
        "REDIRECT_URI": "https://scrutiny.example/oauth2callback",
        "COOKIE_SECRET": "0123456789" * 4,
        "CLIENT_ID": "scrutiny",
        "CLIENT_SECRET": "made up",
        "METADATA_URL": "https://login.example/.well-known/openid-configuration",
    }
    logger = logging.getLogger(starlette_auth_routes._LOGGER.name)
    monkeypatch.setattr(logger, "filters", [])
    monkeypatch.setattr(logger, "propagate", True)
    gate.secrets_at_start({f"SCRUTINY_LOGIN_{name}": value for name, value in settings.items()})

    said = '\x1b[2J\x85\u2028{"what": "published"}' + "x" * 30_000
    logger.error("Error during authentication: %s. Error description: %s", "access_denied", said)

    assert "access_denied. Error description: [2J{what: published}xxx" in caplog.text
    assert len(caplog.messages[0]) < 300
    assert caplog.messages[0].isprintable()
