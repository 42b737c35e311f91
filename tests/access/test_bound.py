"""What counts as this computer alone."""

import pytest

from analytics.access.bound import FORWARDING, foreign_to, is_loopback
from analytics.access.opening import refusal
from analytics.access.provider import Provider
from analytics.edition import Edition

PROVIDER = Provider(
    redirect_uri="https://scrutiny.example/oauth2callback",
    cookie_secret="0123456789" * 4,
    client_id="scrutiny",
    client_secret="made up",
    server_metadata_url="https://login.example/.well-known/openid-configuration",
)
ELSEWHERE = ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "::ffff:10.0.0.1", "scrutiny.example", "localhost.example"]
ELSEWHERE += ["127.0.0.1.example", "127.1", "2130706433", "unix:/run/app.sock", "", None]
HERE = ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"]


@pytest.mark.parametrize("host", HERE)
def test_here(host):
    assert is_loopback(host)
    assert refusal(Edition.WORKSPACE, host, None) == ""


@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere_nothing_starts_without_a_provider(host):
    assert not is_loopback(host)
    said = refusal(Edition.WORKSPACE, host, None)
    assert said.startswith("The workspace does not start at ")
    assert "server_metadata_url under [auth] in .streamlit/secrets.toml" in said
    assert refusal(Edition.WORKSPACE, host, PROVIDER) == ""
    assert refusal(Edition.PUBLIC, host, None) == ""


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "localhost:80", "[::1]:8501"])
def test_a_request_of_this_computer(host):
    assert foreign_to({"Host": host, "Origin": f"http://{host}"}, "127.0.0.1") == ""
    assert foreign_to({"host": host}) == ""


@pytest.mark.parametrize("host", ["scrutiny.example", "10.0.0.1:8501", "", "127.0.0.1@evil.example", "[::1", "a b"])
def test_a_request_for_another_name(host):
    assert foreign_to({"Host": host}, "127.0.0.1") == "It asks for another name than this computer’s own."


def test_a_request_without_a_name():
    assert foreign_to({"Upgrade": "websocket"}) == "It asks for another name than this computer’s own."


@pytest.mark.parametrize("header", sorted(FORWARDING))
def test_a_request_through_a_proxy(header):
    for name in (header, header.upper(), header.title()):
        said = foreign_to({"Host": "localhost", name: "127.0.0.1"}, "127.0.0.1")
        assert said == f"It came through a proxy or a tunnel, which says so in the header {header}."


def test_a_proxy_that_adds_nothing_cannot_be_told_but_a_browser_behind_it_can():
    """The README says so: nginx's bare proxy_pass asks for this computer and hands on where the page came from."""
    assert foreign_to({"Host": "127.0.0.1:8501", "Upgrade": "websocket"}, "127.0.0.1") == ""
    assert foreign_to({"Host": "127.0.0.1:8501", "Origin": "https://scrutiny.example"}, "127.0.0.1") != ""


def test_a_request_from_another_computer_or_site():
    assert foreign_to({"Host": "localhost"}, "10.0.0.7") == "It comes from another computer."
    said = foreign_to({"Host": "localhost", "Origin": "https://evil.example"}, "127.0.0.1")
    assert said == "It was sent by a page of another site."
    assert foreign_to({"Host": "localhost", "Origin": "null"}, "127.0.0.1") == said


@pytest.mark.parametrize(
    "origin", ["http://localhost:8888", "http://localhost", "http://127.0.0.1:8501", "http://[::1"]
)
def test_a_page_of_something_else_on_this_computer_is_another_site(origin):
    said = foreign_to({"Host": "localhost:8501", "Origin": origin}, "127.0.0.1")
    assert said == "It was sent by a page of another site."


def test_whatever_a_proxy_calls_what_it_adds():
    said = foreign_to({"Host": "localhost", "X-Forwarded-Prefix": "/scrutiny"}, "127.0.0.1")
    assert said == "It came through a proxy or a tunnel, which says so in the header x-forwarded-prefix."
