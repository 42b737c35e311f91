"""The server hears what pages ask for and nothing else; the public edition’s lets nothing be kept."""

import asyncio
import logging

import pytest
from streamlit.logger import init_uvicorn_logs
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.pages_manager import PagesManager

from pages.shared import server
from pages.shared.server import ForReading, Heard, middleware, prepare

PUBLIC = {"SCRUTINY_MODE": "public"}
EDITIONS = pytest.mark.parametrize("environ", [PUBLIC, {}], ids=["public", "workspace"])


@pytest.fixture(autouse=True)
def takes(monkeypatch):
    """How long the server took over the last words of readers who are gone, without taking it."""
    took = []

    async def sleep(seconds):
        took.append(seconds)

    monkeypatch.setattr(server.asyncio, "sleep", sleep)
    return took


def message(**asked) -> bytes:
    return BackMsg(**asked).SerializeToString()


def rerun() -> bytes:
    asked = BackMsg()
    asked.rerun_script.query_string = "authority=barnet"
    return asked.SerializeToString()


def operation(**payload) -> bytes:
    return message(backend_operation_request={"request_id": "1", "session_id": "s", **payload})


UPLOAD = message(file_urls_request={"request_id": "1", "file_names": ["a.csv"], "session_id": "s"})


def heard(environ: dict[str, str], *sent: dict) -> list[dict]:
    """What the app behind the middleware hears of what a browser sends, up to the end of the connection."""
    waiting, told = iter([*sent, {"type": "websocket.disconnect", "code": 1005}]), []

    async def app(scope, receive, send):
        while not told or told[-1]["type"] != "websocket.disconnect":
            told.append(await receive())

    async def receive():
        return next(waiting)

    async def send(said):
        raise AssertionError(said)

    behind = app
    for one in reversed(middleware(environ)):
        behind = one.cls(behind, *one.args, **one.kwargs)
    asyncio.run(behind({"type": "websocket"}, receive, send))
    return told[:-1]


def frame(content: bytes) -> dict:
    return {"type": "websocket.receive", "bytes": content}


@EDITIONS
def test_a_browser_may_ask_for_a_page_and_a_file_and_say_that_it_is_there(environ):
    passed = [rerun(), message(stop_script=True), message(app_heartbeat=True)]
    passed += [operation(deferred_file={"file_id": "f"}), operation(dataframe_chunk={})]

    assert heard(environ, *map(frame, passed)) == [frame(content) for content in passed]


@EDITIONS
@pytest.mark.parametrize(
    "content",
    [
        message(clear_cache=True),
        message(set_run_on_save=True),
        message(load_git_info=True),
        message(debug_shutdown_runtime=True),
        message(debug_disconnect_websocket=True),
        operation(install_skills={}),
        operation(dismiss_skills_nudge={}),
        operation(),
        b"",
        b"\xff" * 40,
    ],
    ids=["clear", "save", "git", "shutdown", "disconnect", "install", "nudge", "no operation", "nothing", "no message"],
)
def test_whatever_else_a_browser_sends_is_never_heard(content, environ):
    assert heard(environ, frame(content), frame(rerun())) == [frame(rerun())]


def test_a_place_to_upload_to_is_for_the_workspace_alone():
    assert heard({}, frame(UPLOAD)) == [frame(UPLOAD)]
    assert heard(PUBLIC, frame(UPLOAD)) == []


def test_a_reader_sends_nothing_long_and_who_works_may():
    asked = BackMsg()
    asked.rerun_script.query_string = "x" * 1_000_001
    long = frame(asked.SerializeToString())
    assert heard({}, long) == [long]
    assert heard(PUBLIC, long) == []


@EDITIONS
def test_text_where_bytes_belong_is_never_heard(environ):
    assert heard(environ, {"type": "websocket.receive", "text": "clear_cache"}) == []


def test_no_address_is_logged_even_once_the_settings_have_changed(caplog, monkeypatch):
    """An address may hold a draft, a session’s name or what the provider sends somebody back with."""
    addresses = logging.getLogger("uvicorn.access")
    monkeypatch.setattr(addresses, "disabled", False)
    monkeypatch.setattr(addresses, "handlers", [caplog.handler])
    init_uvicorn_logs()
    addresses.warning("/oauth2callback?code=canary-before")
    prepare({})
    # As Streamlit does whenever somebody changes config.toml, be the server running or not.
    init_uvicorn_logs()
    addresses.warning("/oauth2callback?code=canary-after")

    assert "canary-before" in caplog.text, "it would be logged"
    assert "canary-after" not in caplog.text


def answer(method: str, *headers: tuple[bytes, bytes]) -> tuple[bool, list[dict]]:
    """Whether the app behind the middleware is asked at all, and what the browser gets."""
    asked, got = [], []

    async def app(scope, receive, send):
        asked.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(said):
        got.append(said)

    scope = {"type": "http", "method": method, "path": "/", "headers": []}
    asyncio.run(ForReading(app)(scope, receive, send))
    return bool(asked), got


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "TRACE", "get"])
def test_a_request_that_is_not_for_reading_is_refused(method):
    asked, got = answer(method)

    assert not asked
    assert got[0]["status"] == 405


def test_no_cookie_is_handed_on_and_every_other_header_is():
    asked, got = answer("GET", (b"Set-Cookie", b"a=b"), (b"set-cookie", b"c=d"), (b"etag", b"1"))

    assert asked
    assert got[0]["headers"] == [(b"etag", b"1")]


def test_what_stands_before_each_edition():
    assert [one.cls for one in middleware({})] == [Heard]
    assert [one.cls for one in middleware(PUBLIC)] == [ForReading, Heard]


@pytest.mark.parametrize(
    ("environ", "what"),
    [
        ({"SCRUTINY_MODE": "Public"}, "SCRUTINY_MODE is “Public”"),
        (PUBLIC | {"SCRUTINY_DISCLOSURE": "some"}, "SCRUTINY_DISCLOSURE is “some”"),
    ],
    ids=["mode", "policy"],
)
def test_a_wrong_word_ends_the_server_before_its_first_page(environ, what):
    with pytest.raises(SystemExit, match=what):
        prepare(environ)


def test_the_older_navigation_by_folder_is_off_before_the_first_page(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    prepare({})

    assert PagesManager("app.py").uses_pages_directory is False


@pytest.mark.parametrize(
    ("environ", "sent", "waits"),
    [
        ({}, [frame(rerun())], True),
        ({}, [], False),
        ({}, [frame(message(clear_cache=True))], False),
        (PUBLIC, [frame(rerun())], False),
        ({}, [frame(rerun()), {"type": "websocket.disconnect", "code": 1012}], False),
    ],
    ids=["who-wrote", "who-said-nothing", "who-asked-what-is-not-heard", "who-only-reads", "whose-server-ends"],
)
def test_what_a_reader_who_leaves_said_last_is_done_before_they_are_gone(environ, sent, waits, takes):
    heard(environ, *sent)
    assert bool(takes) is waits
