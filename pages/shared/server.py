"""What is settled when the server starts, before the first page; and what the server refuses to hear."""

import asyncio
import logging
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from math import inf
from typing import Any

from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import runtime_util
from streamlit.runtime.pages_manager import PagesManager

from analytics.edition import Edition, edition_of
from analytics.happenings import Happening, happened, listen
from analytics.measures.disclosure.policy import policy_from
from analytics.notebooks.status import PACKAGE
from pages.shared.giving import say_why

_READING = {"GET", "HEAD", "OPTIONS"}
# What a browser may ask of the server: to run a page, to stop, to stay connected, and for a file that a button of the
# page makes or the rest of its table. Of what is left, one would empty what is kept for everybody, and others write
# files or are for whoever develops. Any stranger has a session, to sign in with, so this holds in both editions.
_READS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "deferred_file", "dataframe_chunk"})
# Where people work they also ask for a place to upload to; whether a file is taken there is asked when it comes.
_WORKS = _READS | {"file_urls_request"}
_LONGEST_READING = 1_000_000
# A page that is left sends what was being written there and is gone; see keys_and_voice.js. Then so long is it heard.
_LAST_WORDS_SECONDS = 10.0
_LAST_WORDS_TAKE_SECONDS = 4.0
# How a connection is closed by a server that ends: nobody left, and the browser asks again.
_SERVER_ENDS = 1012
# What a page may say at once, in bytes: what Streamlit allows usually.
_LONGEST_SAID = 200_000_000


def prepare(environ: Mapping[str, str]) -> None:
    """Settle what every page rests on. Ends the process, saying why, where the edition or its policy is none."""
    try:
        if edition_of(environ) is Edition.PUBLIC:
            policy_from(environ)
    except ValueError as error:
        raise SystemExit(str(error)) from error
    # Until a page has run, Streamlit takes a folder called pages for its older kind of navigation, and would run
    # whichever of its files the first address names, without app.py and past its choice of pages.
    PagesManager.uses_pages_directory = False
    # Streamlit has read server.maxMessageSize by now for what browsers send, and looks here at what pages say.
    runtime_util._max_message_size_bytes = _LONGEST_SAID
    # An address may hold a draft, and what a provider sends people back with. The server was started without a log of
    # them, and Streamlit begins one as soon as somebody changes config.toml.
    logging.getLogger("uvicorn.access").disabled = True
    say_why()
    listen(sys.stderr)
    happened(Happening.STARTED, version=version(PACKAGE), edition=edition_of(environ).value)


def middleware(environ: Mapping[str, str]) -> list[Middleware]:
    """What stands before Streamlit: only what pages ask for is heard, and in the public edition nothing is kept."""
    if edition_of(environ) is Edition.PUBLIC:
        return [Middleware(ForReading), Middleware(Heard, asked=_READS, longest=_LONGEST_READING)]
    return [Middleware(Heard, asked=_WORKS)]


class Heard:
    """Lets pass what a browser may ask over its connection, and nothing else, whoever is at the other end.

    `asked` are the messages by their names in Streamlit's protocol, `longest` their bytes; without it Streamlit's own
    limit holds, for somebody's work may be long.
    """

    def __init__(self, app: ASGIApp, asked: frozenset[str], longest: int | None = None) -> None:
        self._app = app
        self._asked = asked
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one reader's connection for as long as it lasts."""
        heard_at = -inf

        async def what_may_be_asked() -> Message:
            nonlocal heard_at
            while True:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    is_leaving = self._longest is None and message.get("code") != _SERVER_ENDS
                    if is_leaving and time.monotonic() - heard_at < _LAST_WORDS_SECONDS:
                        # Streamlit stops what runs for a reader who is gone, also while it saves what they wrote last.
                        await asyncio.sleep(_LAST_WORDS_TAKE_SECONDS)
                    return message
                if message["type"] != "websocket.receive":
                    return message
                if self._may_be_asked(message):
                    heard_at = time.monotonic()
                    return message

        await self._app(scope, what_may_be_asked, send)

    def _may_be_asked(self, message: Mapping[str, Any]) -> bool:
        content: bytes = message.get("bytes") or b""
        return (self._longest is None or len(content) <= self._longest) and _asked_by(content) in self._asked


class ForReading:
    """Lets pass requests for reading, and nothing that gives the server anything to keep or the browser a cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one reader's connection for as long as it lasts."""
        if scope["type"] == "http" and scope["method"] not in _READING:
            refusal = PlainTextResponse("This edition is for reading only.\n", 405, {"Allow": ", ".join(_READING)})
            await refusal(scope, receive, send)
            return

        async def without_cookies(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                headers: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
                message["headers"] = [header for header in headers if header[0].lower() != b"set-cookie"]
            await send(message)

        await self._app(scope, receive, without_cookies)


def _asked_by(content: bytes) -> str | None:
    """What a message asks for, by its name in Streamlit's protocol; None for what is no message of it."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return None
    asked = message.WhichOneof("type")
    return message.backend_operation_request.WhichOneof("payload") if asked == "backend_operation_request" else asked
