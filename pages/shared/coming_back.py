"""The page that somebody asked for before they signed in: the provider sends everybody back to the first one.

It is kept in this process for a quarter of an hour, by the cookie that the browser has before and after.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

import streamlit as st

_COOKIE = "_streamlit_xsrf"
_SECONDS = 15 * 60
_MOST = 1000
# As many letters as nginx takes of an address. Whoever asks has not signed in yet, and may say anything.
_LONGEST = 32_000
Asked = tuple[str, dict[str, str]]


def remember_page(cookies: Mapping[str, str], path: str, query: dict[str, str]) -> None:
    """Keep the page that a browser asked for; nothing for a browser without the cookie, or where it is very long."""
    browser = browser_of(cookies.get(_COOKIE, ""))
    if browser and len(path) + sum(len(name) + len(value) for name, value in query.items()) <= _LONGEST:
        lock, asked = _pages()
        with lock:
            asked[browser] = (time.monotonic(), (path, query))
            while len(asked) > _MOST:
                asked.popitem(last=False)


def page_asked_for(cookies: Mapping[str, str]) -> Asked | None:
    """The page that a browser asked for, once; None where there is none, or it was too long ago."""
    lock, asked = _pages()
    with lock:
        moment, page = asked.pop(browser_of(cookies.get(_COOKIE, "")), (0.0, None))
    return page if page and time.monotonic() - moment < _SECONDS else None


def browser_of(cookie: str) -> str:
    """What stays the same in Streamlit's cookie, which is masked anew at every request; blank where it is none.

    It is written `2|mask|masked token|moment`, the mask being four bytes.

    >>> browser_of("2|00000000|6162|1"), browser_of("2|01010101|6063|1"), browser_of("nonsense")
    ('6162', '6162', '')
    """
    parts = cookie.split("|")
    try:
        mask, token = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
    except (IndexError, ValueError):
        return ""
    return bytes(byte ^ mask[place % len(mask)] for place, byte in enumerate(token)).hex() if mask else ""


@st.cache_resource(show_spinner=False)
def _pages() -> tuple[Lock, OrderedDict[str, tuple[float, Asked]]]:
    return Lock(), OrderedDict()
