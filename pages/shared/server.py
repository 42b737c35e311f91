"""What is settled when the server starts, before the first page; and what the public edition's server refuses."""

import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.pages_manager import PagesManager

from analytics.edition import Edition, edition_of
from analytics.happenings import Happening, happened, listen
from analytics.measures.disclosure.policy import policy_from
from analytics.notebooks.status import PACKAGE

_READING = {"GET", "HEAD", "OPTIONS"}
# What a reader's browser may ask of the server: to run a page, to stop, to stay connected, and for a file that a button
# of the page makes. Of the rest, one would empty what is kept for everybody, and one gives a place to upload to.
_ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
_LONGEST = 1_000_000


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
    listen(sys.stderr)
    happened(Happening.STARTED, version=version(PACKAGE), edition=edition_of(environ).value)


def middleware(environ: Mapping[str, str]) -> list[Middleware]:
    """What stands before Streamlit: nothing in the workspace."""
    return [Middleware(ForReading)] if edition_of(environ) is Edition.PUBLIC else []


class ForReading:
    """Lets pass what reading takes, and nothing that gives the server anything to keep or the browser a cookie."""

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

        async def what_reading_takes() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or _is_for_reading(message):
                    return message

        await self._app(scope, what_reading_takes, without_cookies)


def _is_for_reading(message: Mapping[str, Any]) -> bool:
    """Whether what a browser sends is a message that a page for reading needs."""
    content: bytes = message.get("bytes") or b""
    if len(content) > _LONGEST:
        return False
    asked = BackMsg()
    try:
        asked.ParseFromString(content)
    except DecodeError:
        return False
    return asked.WhichOneof("type") in _ASKED
