"""Who comes back from signing in goes on to the page they asked for, and to nobody else's."""

import time

import pytest
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string, generate_xsrf_token_string

from pages.shared import coming_back
from pages.shared.coming_back import browser_of, page_asked_for, remember_page


@pytest.fixture(autouse=True)
def nothing_asked():
    coming_back._pages.clear()
    yield
    coming_back._pages.clear()


def a_browser():
    """A browser's cookie, each time as another request of the same browser has it."""
    first = generate_xsrf_token_string()
    token, moment = decode_xsrf_token_string(first)
    return lambda: {"_streamlit_xsrf": generate_xsrf_token_string(token, moment)}


def test_the_cookie_is_masked_anew_and_still_the_same_browsers():
    anna, ben = a_browser(), a_browser()
    assert anna() != anna()
    names = {browser_of(anna()["_streamlit_xsrf"]) for _ in range(20)}
    assert len(names) == 1
    assert browser_of(ben()["_streamlit_xsrf"]) not in names


def test_once_and_only_for_the_same_browser():
    anna, ben = a_browser(), a_browser()
    remember_page(anna(), "indicators", {"authority": "barnet"})
    assert page_asked_for(ben()) is None
    assert page_asked_for(anna()) == ("indicators", {"authority": "barnet"})
    assert page_asked_for(anna()) is None


def test_the_last_page_counts_and_not_for_ever(monkeypatch):
    anna = a_browser()
    remember_page(anna(), "indicators", {})
    remember_page(anna(), "findings", {})
    assert page_asked_for(anna()) == ("findings", {})
    remember_page(anna(), "findings", {})
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 16 * 60)
    assert page_asked_for(anna()) is None


def test_an_address_that_no_link_can_have_is_not_kept():
    anna = a_browser()
    remember_page(anna(), "indicators", {"words": "x" * 30_000})
    assert page_asked_for(anna()) is not None
    for path, query in (
        ("x" * 40_000, {}),
        ("indicators", {"words": "x" * 40_000}),
        ("indicators", {"x" * 40_000: ""}),
    ):
        remember_page(anna(), path, query)
        assert page_asked_for(anna()) is None


@pytest.mark.parametrize("cookie", ["", "2|", "2||", "2||6162|1", "2|zz|6162|1", "nonsense", "2|00000000"])
def test_a_browser_without_a_cookie_of_the_kind_is_no_browser(cookie):
    assert browser_of(cookie) == ""
    remember_page({"_streamlit_xsrf": cookie}, "indicators", {})
    assert page_asked_for({"_streamlit_xsrf": cookie}) is None
    assert page_asked_for({}) is None


def test_very_many_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(coming_back, "_MOST", 3)
    browsers = [a_browser() for _ in range(5)]
    for browser in browsers:
        remember_page(browser(), "indicators", {})
    assert [page_asked_for(browser()) is not None for browser in browsers] == [False, False, True, True, True]
