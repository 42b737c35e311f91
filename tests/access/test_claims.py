"""A sign-in counts only where the provider, the app and the moment are right."""

from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest

from analytics.access.claims import Refused, Rules, rules_from, signed_in
from tests.access.test_bound import PROVIDER

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CLAIMS = {
    "iss": "https://login.example",
    "aud": "scrutiny",
    "sub": "8f3a",
    "iat": int(NOW.timestamp()) - 60,
    "nonce": "canary-nonce",
    "email": "Anna@Council.example",
    "email_verified": True,
    "name": "Anna <b>",
}


def refused(changes, rules=Rules()):  # noqa: B008 - frozen
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not ...}
    with pytest.raises(Refused) as raised:
        signed_in(claims, PROVIDER, rules, NOW)
    said = str(raised.value)
    assert "Anna" not in said
    assert "canary" not in said
    return said


def test_a_good_sign_in_names_the_person_and_gives_nothing_away():
    found = signed_in(CLAIMS, PROVIDER, Rules(), NOW)
    assert (found.name, found.shown) == ("anna@council.example", "Anna <b>")
    assert len(found.number) == 16
    again = signed_in(CLAIMS | {"nonce": "another"}, PROVIDER, Rules(), NOW)
    assert again.number != found.number, "each sign-in has a number of its own"
    assert signed_in(CLAIMS | {"aud": ["other", "scrutiny"]}, PROVIDER, Rules(), NOW).name == found.name
    assert signed_in(CLAIMS | {"name": 5}, PROVIDER, Rules(), NOW).shown == found.name
    assert signed_in(CLAIMS, PROVIDER, Rules("sub"), NOW).name == "8f3a"


@pytest.mark.parametrize("issuer", ["https://elsewhere.example", "https://login.example/", "", None, ...])
def test_another_provider(issuer):
    assert refused({"iss": issuer}).startswith("Your sign-in was made by another provider.")


@pytest.mark.parametrize("audience", ["another", ["another"], [], "", "scrutiny2", None, ..., {"scrutiny": 1}])
def test_another_app(audience):
    assert refused({"aud": audience, "azp": "scrutiny"}).startswith("Your sign-in was made for another app.")


@pytest.mark.parametrize("moment", [..., None, "now", True, [1], inf, -inf, nan, 10**40, -1e300])
def test_no_moment(moment):
    assert refused({"iat": moment}).startswith("Your sign-in does not say when it was made.")


@pytest.mark.parametrize("seconds", [12 * 3600 + 1, 10**9, -121, -(10**6)])
def test_too_long_ago_or_not_yet(seconds):
    assert refused({"iat": int(NOW.timestamp()) - seconds}) == (
        "Your sign-in has ended: it holds for 12 hours. Sign in again."
    )


def test_just_in_time():
    for seconds in (12 * 3600, 0, -120):
        assert signed_in(CLAIMS | {"iat": int(NOW.timestamp()) - seconds}, PROVIDER, Rules(), NOW)
    assert refused({}, Rules(longest=timedelta(seconds=59)))


@pytest.mark.parametrize("verified", [..., False, None, "true", 1])
def test_an_address_counts_only_where_it_is_the_persons_own(verified):
    assert "does not say that the e-mail address is yours" in refused({"email_verified": verified})
    claims = {name: value for name, value in CLAIMS.items() if name != "email_verified"}
    assert signed_in(claims, PROVIDER, Rules("sub"), NOW).name == "8f3a"


@pytest.mark.parametrize("value", [..., None, "", "  ", 7, ["a@b"], "a\nb", "o\ufb03cer@council.example"])
def test_no_name_to_go_by(value):
    assert refused({"email": value}).startswith("Your sign-in says nothing under email")


@pytest.mark.parametrize("value", ["8f3a ", "\u00a08f3a", "8f3a\u2003"])
def test_what_the_provider_tells_apart_is_not_one_person_here(value):
    assert refused({"sub": value}, Rules("sub")).startswith("Your sign-in says nothing under sub")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna\u202e nimda\n", "Anna nimda"),
        ("Anna \ud800", "Anna"),
        ("\u200b \x1b", "anna@council.example"),
        ("A" * 9000, "A" * 100),
    ],
    ids=["another direction", "half a letter", "nothing to see", "long"],
)
def test_what_a_person_is_called_can_be_shown_and_kept(name, shown):
    assert signed_in(CLAIMS | {"name": name, "sub": "\ud800"}, PROVIDER, Rules(), NOW).shown == shown


def test_rules_of_the_environment():
    assert rules_from({}) == Rules("email", timedelta(hours=12))
    assert rules_from({"SCRUTINY_USER_CLAIM": " oid ", "SCRUTINY_SIGN_IN_HOURS": "8"}) == Rules(
        "oid", timedelta(hours=8)
    )
    for hours in ("0", "721", "-1", "1.5", "day", "१"):
        with pytest.raises(ValueError, match="a whole number from 1 to 720"):
            rules_from({"SCRUTINY_SIGN_IN_HOURS": hours})
