"""What is looked at once everything stands: each check is a sentence and a function that raises where it is not so."""

import base64
import hashlib
import http.client
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from standing import ROOT, Standing

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
# Streamlit and nginx both say that compression varies, which adds up to the same.
MAY_STAND_TWICE = ("set-cookie", "vary")
SECRET_WORDS = "the-words-of-a-draft-question"


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers with small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, path: str = "/", *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request on a connection of its own; a header's `_` is written as a hyphen."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        once = sorted(name for name, _ in found if name not in MAY_STAND_TWICE)
        assert len(once) == len(set(once)), f"{path[:80]} has a header twice: {once}"
        return Answer(answer.status, dict(found), answer.read())
    finally:
        connection.close()


def every_kind_of_answer_has_its_headers(up: Standing) -> None:
    """Pages, assets, health, and errors of nginx and of the app, of both editions and of the site."""
    asset = asset_of(up)
    for edition in (up.workspace, up.public):
        asked = {
            "/": 200,
            "/workforce?authority=barnsley": 200,
            asset: 200,
            "/_stcore/health": 200,
            "/media/nothing": 404,
            "/_stcore/metrics": 404,
            "/_stcore/agent/openapi.json": 404,
            "/_stcore/script-health-check": 404,
            "/%ZZ": 400,
        }
        for path, status in asked.items():
            answer = ask(edition, path)
            assert answer.status == status, f"{edition}{path} answered {answer.status}, and {status} was expected"
            _has(answer, "default-src 'none'", path)
        assert ask(edition, asset).headers["cache-control"].startswith("public, immutable")
        assert "set-cookie" not in ask(edition, asset).headers
    for path, status in {"/index.html": 200, "/figures.csv": 200, "/nowhere": 404, "/.scrutiny": 404}.items():
        answer = ask(up.site, path)
        assert answer.status == status, f"{up.site}{path} answered {answer.status}, and {status} was expected"
        _has(answer, "default-src 'none'", path)


def policy_lets_nothing_evaluate(up: Standing) -> None:
    """No script may be evaluated or come from another host, and what is within the pages we serve is let through."""
    for address in (up.workspace, up.public, up.site):
        policy = ask(address, "/").headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "http" not in policy
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy.split("script-src", 1)[1].split(";", 1)[0]
    for address, path, within in (
        (up.workspace, "/", "script"),
        (up.public, "/", "script"),
        (up.site, "/none", "style"),
    ):
        answer = ask(address, path)
        for content in re.findall(f"<{within}>(.*?)</{within}>".encode(), answer.body, re.DOTALL):
            fingerprint = base64.b64encode(hashlib.sha256(content).digest()).decode()
            assert f"'sha256-{fingerprint}'" in answer.headers["content-security-policy"], (
                f"The policy does not let the {within} in {address}{path} through: put 'sha256-{fingerprint}' there."
            )


def what_is_sent_has_a_limit(up: Standing) -> None:
    """A file may be as large as the app takes, in the workspace; nothing is taken in the public edition."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    limit = settings["server"]["maxUploadSize"]
    shipped = (ROOT / ".deploy" / "nginx" / "workspace.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {limit + 1}m;" in shipped, "The limit of nginx is not that of the app."
    megabyte = 1024 * 1024
    refused = ask(up.workspace, "/_stcore/upload_file/a/b", method="PUT", Content_Length=str((limit + 2) * megabyte))
    assert refused.status == 413
    assert b"100 MB" in refused.body
    assert ask(up.workspace, "/", method="POST", body=b"x" * 70_000).status == 413
    assert ask(up.public, "/_stcore/upload_file/a/b", method="PUT", body=b"x").status in (403, 413)
    assert ask(up.public, "/", method="POST", body=b"x" * 2000).status == 413
    assert ask(up.site, "/index.html", method="POST", body=b"x").status in (403, 405)


def errors_are_plain_sentences(up: Standing) -> None:
    """Nobody sees a stack trace or nginx's own page."""
    for address, path in ((up.site, "/nowhere"), (up.workspace, "/_stcore/metrics")):
        answer = ask(address, path)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert b"<h1>There is nothing at this address</h1>" in answer.body


def texts_are_sent_small_and_asked_for_again(up: Standing) -> None:
    """Scripts and tables are compressed; who has a page already is told that it has not changed."""
    for address, path in ((up.workspace, asset_of(up)), (up.site, "/figures.csv")):
        answer = ask(address, path, Accept_Encoding="gzip")
        assert answer.headers.get("content-encoding") == "gzip", f"{path} is not compressed"
        assert "accept-encoding" in answer.headers["vary"].lower()
    for address in (up.site, up.workspace):
        tag = ask(address, "/index.html").headers["etag"]
        again = ask(address, "/index.html", If_None_Match=tag)
        assert again.status == 304, f"{address} answered {again.status} to its own ETag {tag}"


def reader_stays_on_one_replica(up: Standing) -> None:
    """The cookie names the replica that answered, and all that comes with it goes there."""
    drawn = {replica_cookie(ask(up.workspace)) for _ in range(40)}
    assert drawn == {"a", "b"}, f"Forty new readers were all sent to {drawn}."
    for letter, replica in zip("ab", up.replicas, strict=True):
        for _ in range(10):
            cookie = replica_cookie(ask(up.workspace, f"/stay-on-{letter}", Cookie=f"scrutiny_replica={letter}"))
            assert cookie is None, f"A reader of replica {letter} was moved to {cookie}."
        # A line is written after its answer was sent, so the last may be missing yet.
        answered = {entry["replica"] for entry in _logged(up) if entry["path"] == f"/stay-on-{letter}"}
        assert answered == {f"127.0.0.1:{replica.port}"}, f"A reader of replica {letter} reached {answered}."
    cookie = ask(up.workspace, Cookie="scrutiny_replica=<script>").headers["set-cookie"]
    assert re.fullmatch(r"scrutiny_replica=[ab]; Path=/; HttpOnly; SameSite=Lax", cookie)
    assert replica_cookie(ask(up.public)) is None, "The public edition set a cookie."


def other_replica_takes_over(up: Standing) -> None:
    """A replica that was killed is not noticed by who asks for a page, and is used again once it is back."""
    lost = up.replicas[0]
    lost.kill()
    for _ in range(3):
        answer = ask(up.workspace, Cookie="scrutiny_replica=a")
        assert answer.status == 200
    assert replica_cookie(answer) == "b", "The reader was not moved to the replica that answers."
    lost.start()
    lost.wait()


def logs_hold_no_words_of_a_reader(up: Standing) -> None:
    """Neither query nor referrer nor cookie is in a log, nor what names a file that somebody sent or takes away."""
    for address in (up.workspace, up.public, up.site):
        ask(address, f"/?own={SECRET_WORDS}", Cookie=f"x={SECRET_WORDS}", Referer=f"http://a/?q={SECRET_WORDS}")
        ask(address, f"/_stcore/upload_file/{SECRET_WORDS}/1", method="PUT", body=b"x")
        ask(address, f"/media/{SECRET_WORDS}.csv")
        ask(address, f"/%ZZ?{SECRET_WORDS}")
        ask(address, f"/nowhere?{SECRET_WORDS}", method="POST", body=b"x" * 70_000)
    for log in up.front.access_log.parent.iterdir():
        assert SECRET_WORDS not in log.read_text(encoding="utf-8"), f"{log.name} holds what a reader wrote."
    assert {"at", "method", "path", "status", "seconds"} <= _logged(up)[-1].keys()


def long_addresses_are_taken(up: Standing) -> None:
    """Own wording of many questions is in the address of a page."""
    assert ask(up.workspace, "/lines_of_questioning?own=" + "a" * 24_000).status == 200
    refused = ask(up.workspace, "/?own=" + "a" * 60_000)
    assert refused.status in (400, 414)
    assert b"This address cannot be opened" in refused.body


CHECKS: tuple[Callable[[Standing], None], ...] = (
    every_kind_of_answer_has_its_headers,
    policy_lets_nothing_evaluate,
    what_is_sent_has_a_limit,
    errors_are_plain_sentences,
    texts_are_sent_small_and_asked_for_again,
    reader_stays_on_one_replica,
    long_addresses_are_taken,
    logs_hold_no_words_of_a_reader,
    other_replica_takes_over,
)


def asset_of(up: Standing) -> str:
    """The path of Streamlit's main script."""
    found = re.search(rb'src="\.(/static/js/[^"]+)"', ask(up.workspace).body)
    assert found, "Streamlit's page names no script."
    return found[1].decode()


def replica_cookie(answer: Answer) -> str | None:
    """The replica that an answer's cookie names; None where it sets none."""
    found = re.search(r"scrutiny_replica=(\w*)", answer.headers.get("set-cookie", ""))
    return found[1] if found else None


def _has(answer: Answer, policy: str, path: str) -> None:
    for name, value in EVERYWHERE.items():
        assert answer.headers.get(name) == value, f"{path} has no {name}: {value}"
    for name in ("content-security-policy", "permissions-policy", "referrer-policy"):
        assert name in answer.headers, f"{path} has no {name}"
    assert policy in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["server"] == "nginx", "The version of nginx is told."


def _logged(up: Standing) -> list[dict[str, str]]:
    return [json.loads(line) for line in up.front.access_log.read_text(encoding="utf-8").splitlines()]
