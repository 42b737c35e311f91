"""Who a token names: checked again at every page, after the library that took it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from analytics.access.person import name_from
from analytics.access.provider import Provider

USUAL_CLAIM = "email"
USUAL_HOURS = 12
_LEEWAY = timedelta(minutes=2)
_NO_MOMENT = 1e11  # seconds since 1970, in the year 5138
_LONGEST_SHOWN = 100


class Refused(Exception):
    """A sign-in that does not count. Its text says why and what would work; nothing of the token is in it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Which claim names a person, and for how long a sign-in holds."""

    claim: str = USUAL_CLAIM
    longest: timedelta = timedelta(hours=USUAL_HOURS)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in: whom it names, what the screen calls them, and a number of its own that gives nothing away.

    `at` is when the provider made it, in UTC.
    """

    name: str
    shown: str
    number: str
    at: datetime


def rules_from(environ: Mapping[str, str]) -> Rules:
    """The rules that the environment gives: SCRUTINY_USER_CLAIM and SCRUTINY_SIGN_IN_HOURS.

    Raises ValueError, in words, where the hours are no number from 1 to 720.
    """
    claim = environ.get("SCRUTINY_USER_CLAIM", "").strip() or USUAL_CLAIM
    hours = environ.get("SCRUTINY_SIGN_IN_HOURS", "").strip() or str(USUAL_HOURS)
    if not (hours.isascii() and hours.isdecimal()) or not 1 <= int(hours) <= 720:
        raise ValueError("SCRUTINY_SIGN_IN_HOURS is how long a sign-in holds: a whole number from 1 to 720.")
    return Rules(claim, timedelta(hours=int(hours)))


def signed_in(claims: Mapping[str, Any], provider: Provider, rules: Rules, now: datetime) -> SignIn:
    """The sign-in that a token's claims stand for. Raises Refused, in words.

    OpenID Connect Core 1.0, section 3.1.3.7: the issuer is the provider, the audience is this app, and the token was
    made lately. Authlib checks the issuer and the signature; an audience that is not this app's it lets pass where the
    token names this app as the authorized party, and Streamlit's cookie lives thirty days, so both are checked here.
    An e-mail address counts only where the provider says that it is the person's own.
    """
    if claims.get("iss") != provider.issuer:
        raise Refused("Your sign-in was made by another provider. Sign in again.")
    audience = claims.get("aud")
    if provider.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise Refused("Your sign-in was made for another app. Sign in again.")
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float) or not 0 <= issued < _NO_MOMENT:
        raise Refused("Your sign-in does not say when it was made. Sign in again.")
    age = timedelta(seconds=now.timestamp() - issued)
    if not -_LEEWAY <= age <= rules.longest:
        raise Refused(
            f"Your sign-in has ended: it holds for {rules.longest // timedelta(hours=1)} hours. Sign in again."
        )
    given = claims.get(rules.claim)
    if rules.claim == USUAL_CLAIM and claims.get("email_verified") is not True:
        raise Refused(
            "The provider does not say that the e-mail address is yours. Ask whoever runs this app to have it say so, "
            "or to name another claim in SCRUTINY_USER_CLAIM, such as sub or oid."
        )
    try:
        # Spaces that somebody types at the ends of a name are slips. To a provider they are another person's.
        name = name_from(given if isinstance(given, str) and given == given.strip() else "")
    except ValueError:
        raise Refused(
            f"Your sign-in says nothing under {rules.claim} that somebody can be known by here. Ask whoever runs this "
            "app to name another claim in SCRUTINY_USER_CLAIM."
        ) from None
    parts = "|".join(str(claims.get(part, "")) for part in ("iss", "sub", "iat", "nonce"))
    number = sha256(parts.encode(errors="surrogatepass")).hexdigest()[:16]
    return SignIn(name, _printable(claims.get("name")) or name, number, datetime.fromtimestamp(issued, UTC))


def _printable(shown: object) -> str:
    """What a person is called, on one line and in the order of its letters; blank where that is nothing."""
    letters = (letter for letter in shown if letter.isprintable()) if isinstance(shown, str) else ()
    return "".join(letters).strip()[:_LONGEST_SHOWN]
