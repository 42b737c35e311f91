from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared import address
from tests.pages.opened import followed, headings, stands

PAGES = Path(__file__).resolve().parents[3] / "pages"
NAMES = st.sampled_from(["authority", "known", "theme", "words"])
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, st.sampled_from(["", "a", "b", "ä & ?=#"])),
    st.tuples(st.just("menu"), st.just(""), st.just("")),
    st.tuples(st.just("link"), NAMES, st.sampled_from(["c", "d"])),
)


@contextmanager
def a_browser():
    """An address bar and a session of their own."""
    browser = SimpleNamespace(query_params={}, session_state={})
    with patch.object(address, "st", browser):
        yield browser


def parsed(link):
    parts = urlsplit(link)
    assert parts.fragment == ""
    return parts.path, {name: value for name, [value] in parse_qs(parts.query, keep_blank_values=True).items()}


@given(st.lists(STEPS, max_size=12))
def test_council_and_day_go_along_and_the_rest_belongs_to_one_page(steps):
    with a_browser() as browser:
        address.restore()
        here, shared = {}, {}
        for step, name, value in steps:
            if step == "write":
                address.write(name, value)
                here[name] = value
                if name in ("authority", "known"):
                    shared[name] = value
            else:
                here = dict(shared)
                browser.query_params = {}
                if step == "link":
                    browser.query_params[name] = here[name] = value
                    if name in ("authority", "known"):
                        shared[name] = value
                address.restore()
            assert browser.query_params == {name: value for name, value in here.items() if value}
            assert {name: address.read(name) for name in here} == here


def test_name_that_the_address_does_not_hold_reads_as_blank():
    with a_browser():
        assert address.read("theme") == ""


@given(
    kind=st.sampled_from(["indicator", "document"]),
    name=st.text(min_size=1),
    council=st.text(min_size=1),
    day=st.none() | st.dates(),
)
def test_link_says_what_it_was_made_of(kind, name, council, day):
    page, values = parsed(address.link_to(f"{kind}:{name}", council, day))

    expected = {"authority": council, kind: name} | ({"known": day.isoformat()} if day else {})
    assert values == expected
    assert (PAGES / f"{page}.py").is_file()


@pytest.mark.parametrize("target", ["", "person:someone", "finding:L9", ":cl_eet"])
def test_target_without_a_page_has_no_link(target):
    assert address.link_to(target, "barnsley", None) == ""


@pytest.mark.parametrize(
    ("target", "title"),
    [
        ("indicator:cl_eet", "Care leavers in education or work"),
        ("document:barnsley-peer-challenge-2018", "Barnsley front door peer challenge, 2018"),
    ],
)
@pytest.mark.parametrize("day", [None, date(2023, 12, 31)])
def test_link_opens_what_it_is_about(target, title, day):
    link = address.link_to(target, "barnsley", day)

    app = followed(link)

    stands(app, urlsplit(link).path)
    assert not app.warning
    assert headings(app)[0].startswith(title)
    assert parsed(link)[1] == app.query_params


@given(council=st.text(), day=st.text())
def test_address_of_another_page_holds_council_and_day_and_nothing_else(council, day):
    with a_browser() as browser:
        browser.query_params = {"authority": council, "known": day, "theme": "stability"}
        page, values = parsed(address.page_address("about"))

    assert page == "about"
    assert values == {name: value for name, value in (("authority", council), ("known", day)) if value}
