"""What keeps strangers out before any page runs: at the start of the server, and at every request."""

import logging
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_auth_routes import _LOGGER

from analytics.access.bound import foreign_to
from analytics.access.claims import rules_from
from analytics.access.opening import refusal
from analytics.access.provider import HOW_TO, library_missing, provider_from, secrets_from, secrets_of
from analytics.edition import Edition, edition_of

_READING = {"GET", "HEAD", "OPTIONS"}
_MOST_SESSIONS = 10_000
_APART = ((b"x-frame-options", b"DENY"), (b"cross-origin-opener-policy", b"same-origin"))
_NO_ERROR_CODE = re.compile(r"[^ !#-\[\]-~]")
_LONGEST_ERROR = 200
_sessions: dict[str, None] = {}
_lock = Lock()


def secrets_at_start(environ: Mapping[str, str]) -> dict[str, Any]:
    """The secrets that the environment gives, for Streamlit. Ends the process, saying why, where the app must not open.

    This is asked before any request is answered, whichever way the server was started.
    """
    try:
        edition = edition_of(environ)
        provider = provider_from(_secrets(environ))
        rules_from(environ)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    reason = refusal(edition, config.get_option("server.address"), provider)
    if provider and not reason:
        reason = library_missing() or _trusted_headers()
    if reason:
        raise SystemExit(reason)
    if provider:
        # What is signed while somebody signs in must be understood by every replica, and is made before the secrets
        # that come from the environment are looked at.
        config.set_option("server.cookieSecret", provider.cookie_secret.get_secret_value())
        _LOGGER.addFilter(_without_words_of_strangers)
    return secrets_from(environ)


def gate(environ: Mapping[str, str]) -> list[Middleware]:
    """What stands before Streamlit: a gate for this computer alone, or where people sign in, one for what they send.

    In both editions no page of another site may show the app within itself, nor steer it.
    """
    if edition_of(environ) is Edition.PUBLIC:
        return [Middleware(Unframed)]
    return [Middleware(Unframed), Middleware(FilesOfPeople if provider_from(_secrets(environ)) else OnlyHere)]


def take_files_of(session: str, *, allowed: bool) -> None:
    """Whether files are taken from a reader's session from now on. The oldest of very many sessions are forgotten."""
    with _lock:
        _sessions.pop(session, None)
        if allowed:
            _sessions[session] = None
            while len(_sessions) > _MOST_SESSIONS:
                del _sessions[next(iter(_sessions))]


class Unframed:
    """Tells browsers to show the app in no frame of another page, and to keep it apart from who opened it.

    Behind nginx its own headers take the place of these. Without it, on one's own computer, they are all there is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one reader's connection for as long as it lasts."""

        async def apart(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_APART]
            await send(message)

        await self._app(scope, receive, apart)


class OnlyHere:
    """Answers requests of this computer alone, as far as a request says where it comes from; see `foreign_to`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one reader's connection for as long as it lasts."""
        if scope["type"] in ("http", "websocket"):
            reason = foreign_to(Headers(scope=scope), _peer(scope))
            if reason:
                # Of a websocket that was not accepted yet this is the answer to its handshake.
                said = f"This workspace is for the computer it runs on. {reason} {HOW_TO}\n"
                await PlainTextResponse(said, 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class FilesOfPeople:
    """Takes files only from the sessions of people who were let in: any stranger has a session, to sign in with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; its address ends with the session and the file."""
        if scope["type"] == "http" and scope["method"] not in _READING:
            session = scope["path"].rpartition("/")[0].rpartition("/")[2]
            if session not in _sessions:
                await PlainTextResponse("Sign in before you send a file.\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _without_words_of_strangers(record: logging.LogRecord) -> bool:
    """Whoever opens the address that a provider sends people back to says there why they come, and Streamlit logs it.

    What is not allowed in an error of RFC 6749, section 4.1.2.1, or makes it long is left out: nothing of it can look
    like a line of its own, or steer a terminal.
    """
    given = record.args if isinstance(record.args, tuple) else ()
    record.args = tuple(_NO_ERROR_CODE.sub("", one)[:_LONGEST_ERROR] if isinstance(one, str) else one for one in given)
    return True


def _peer(scope: Scope) -> str | None:
    """The number of the computer at the other end, where it has one: a socket in a folder has none."""
    host = (scope.get("client") or ("",))[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _secrets(environ: Mapping[str, str]) -> dict[str, Any]:
    return secrets_of((Path(file) for file in config.get_option("secrets.files")), environ)


def _trusted_headers() -> str:
    if not config.get_option("server.trustedUserHeaders"):
        return ""
    return "server.trustedUserHeaders would let a request say who sent it. Take it out of the settings."
