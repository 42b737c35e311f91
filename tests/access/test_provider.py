"""The provider’s settings: every fault at once, and never a value of them."""

import pytest

from analytics.access.provider import Provider, ProviderUnusable, provider_from, secrets_of, usual_files
from tests.access.test_bound import PROVIDER

GOOD = {
    "redirect_uri": "https://scrutiny.example/oauth2callback",
    "cookie_secret": "canary-cookie-secret-canary-cookie-secret",
    "client_id": "scrutiny",
    "client_secret": "canary-client-secret",
    "server_metadata_url": "https://login.example/tenant/v2.0/.well-known/openid-configuration",
}


def refused(auth):
    with pytest.raises(ProviderUnusable) as raised:
        provider_from({"auth": auth})
    said = str(raised.value) + repr(raised.value) + str(raised.value.__cause__)
    assert "canary" not in said
    return str(raised.value)


def test_a_good_one():
    provider = provider_from({"auth": GOOD | {"client_kwargs": {"prompt": "login"}}})
    assert provider.issuer == "https://login.example/tenant/v2.0"
    assert "canary" not in f"{provider!r} {provider}"
    assert provider_from({}) is None
    assert provider_from({"database": {}}) is None


def test_every_fault_is_said_at_once():
    said = refused({"cookie_secret": "canary", "redirect_uri": "http://canary.example/", "client_secret": ""})
    assert "redirect_uri: write the app’s own address with https, ending in /oauth2callback" in said
    assert "cookie_secret: take at least 32 random letters" in said
    assert "client_secret: copy it from the provider" in said
    assert "client_id: is missing" in said
    assert "server_metadata_url: is missing" in said


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_nothing_may_be_left_out(missing):
    assert f"{missing}: is missing" in refused({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("redirect_uri", "https://scrutiny.example/"),
        ("redirect_uri", "http://scrutiny.example/oauth2callback"),
        ("redirect_uri", "oauth2callback"),
        ("server_metadata_url", "http://login.example/.well-known/openid-configuration"),
        ("server_metadata_url", "https://login.example/"),
        ("client_id", ""),
        ("client_secret", ["canary"]),
    ],
)
def test_what_would_let_somebody_read_along_is_refused(setting, value):
    assert f"{setting}: " in refused(GOOD | {setting: value})


def test_a_provider_on_this_computer_needs_no_https():
    here = {"redirect_uri": "http://127.0.0.1:8501/oauth2callback"}
    here["server_metadata_url"] = "http://localhost:9000/.well-known/openid-configuration"
    assert isinstance(provider_from({"auth": GOOD | here}), Provider)


@pytest.mark.parametrize("auth", ["canary", 5, ["canary"]])
def test_what_is_no_table(auth):
    assert refused(auth).startswith("[auth] of the secrets is no table.")


def test_files_and_the_environment(tmp_path):
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text('[auth]\nclient_id = "first"\n')
    other.write_text('[auth]\nclient_id = "second"\n')
    assert secrets_of([one, other, tmp_path / "none.toml"], {}) == {"auth": {"client_id": "second"}}
    given = secrets_of([one], {"SCRUTINY_LOGIN_CLIENT_ID": "third", "SCRUTINY_LOGIN_CLIENT_SECRET": " "})
    assert given == {"auth": {"client_id": "third"}}
    assert usual_files(tmp_path, {"STREAMLIT_SECRETS_FILES": f"{one} {other}"}) == [one, other]
    assert usual_files(tmp_path, {"HOME": "/home/a"})[1] == tmp_path / ".streamlit" / "secrets.toml"


@pytest.mark.parametrize("content", [b'[auth]\ncookie_secret = "canary', b"\xff\xfe canary", b"canary"])
def test_a_file_that_cannot_be_read_is_said_without_what_stands_in_it(tmp_path, content):
    file = tmp_path / "secrets.toml"
    file.write_bytes(content)
    with pytest.raises(ProviderUnusable, match="cannot be read as TOML") as raised:
        secrets_of([file], {})
    assert "canary" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_provider_of_the_tests_is_one():
    assert provider_from({"auth": GOOD}).client_id == PROVIDER.client_id
