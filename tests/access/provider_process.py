"""A real OpenID Connect provider in a process of its own: `python tests/access/provider_process.py PORT FILE`.

It signs in whoever is asked for. To some it gives a token that an app must not take, each wrong in one way. Every token
it gives is written to FILE, for tests that look for it elsewhere.
"""

import sys
from pathlib import Path

import flask
from oidc_provider_mock import User, app
from werkzeug.serving import make_server

PEOPLE = ("viewer", "member", "officer", "administrator", "newcomer")
# What of the token is wrong. Authlib takes one for another app where it names this one as the party that asked.
WRONG = {
    "wrong-issuer": {"iss": "https://elsewhere.example"},
    "wrong-audience": {"aud": ["another-app"]},
    "wrong-audience-same-party": {"aud": ["another-app"], "azp": "scrutiny"},
    "expired": {"exp": 1_000_000_000},
    "unverified": {"email_verified": False},
}


def _user(name: str) -> User:
    usual = {"email": f"{name}@council.example", "email_verified": True, "name": f"A {name}"}
    return User(sub=name, claims=usual | WRONG.get(name, {}))


def _provider(file: Path) -> flask.Flask:
    provider = app(user_claims=[_user(name) for name in (*PEOPLE, *WRONG)])

    @provider.after_request
    def write_down(response: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/token":
            with file.open("a") as written:
                written.write(response.get_data(as_text=True) + "\n")
        return response

    return provider


if __name__ == "__main__":
    port, written = sys.argv[1:]
    make_server("127.0.0.1", int(port), _provider(Path(written)), threaded=True).serve_forever()
