"""The workspace is for this computer alone, however it is started and however somebody comes to it."""

import http.client
import os
import subprocess
import sys
from contextlib import closing, suppress

import pytest

from tests.access.served import ROOT, SERVE, running
from tests.processes import a_port

LOGIN = {
    "SCRUTINY_LOGIN_REDIRECT_URI": "https://scrutiny.example/oauth2callback",
    "SCRUTINY_LOGIN_CLIENT_ID": "scrutiny",
    "SCRUTINY_LOGIN_CLIENT_SECRET": "canary-client-secret",
    "SCRUTINY_LOGIN_COOKIE_SECRET": "short-canary",
    "SCRUTINY_LOGIN_METADATA_URL": "https://login.example/.well-known/openid-configuration",
}
STREAMLIT = (sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true")


def refused(*command, **environment):
    """What a process says that ends by itself with a failure, and never answers."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    port = int(command[-1])
    while process.poll() is None:
        # Streamlit takes the port before it reads the app, so a caller may get through; there is never an answer.
        with suppress(OSError, http.client.HTTPException):
            assert answered(port, timeout=0.5) is None, "it answers"
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    assert process.returncode == 1
    said = process.stdout.read()
    process.stdout.close()
    assert "canary" not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("command", "address"), [(SERVE, "--address"), (STREAMLIT, "--server.address")], ids=["serve", "streamlit"]
)
def test_it_does_not_start_where_others_could_reach_it(command, address):
    port = "--port" if command is SERVE else "--server.port"
    said = refused(*command, address, "0.0.0.0", port, str(a_port()), SCRUTINY_MODE="")
    assert "The workspace does not start at 0.0.0.0: others could reach it, and nobody would have to sign in." in said
    assert "SCRUTINY_LOGIN_CLIENT_ID" in said


def test_it_does_not_start_with_a_provider_that_will_not_do():
    said = refused(*SERVE, "--port", str(a_port()), **LOGIN)
    assert "cookie_secret: take at least 32 random letters" in said
    said = refused(*SERVE, "--mode", "open", "--port", str(a_port()))
    assert "SCRUTINY_MODE is “open”" in said


def answered(port, path="/", timeout=120.0, **headers):
    """The status and the words of an answer, to a request with these headers and no others."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)) as connection:
        connection.putrequest("GET", path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as response:
            return response.status, "" if response.status == 101 else response.read().decode()


def test_a_workspace_without_sign_in_answers_nobody_from_elsewhere(tmp_path):
    port = a_port()
    handshake = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec_WebSocket_Protocol": "streamlit",
    }
    strange = [{"Host": "scrutiny.example"}, {"Host": f"evil.example:{port}"}, {"X_Forwarded_For": "127.0.0.1"}]
    strange += [{"Forwarded": "for=127.0.0.1"}, {"Via": "1.1 proxy"}, {"Origin": "https://evil.example"}]
    strange += [{"Origin": "http://localhost:1"}]
    health = f"http://127.0.0.1:{port}/_stcore/health"
    with running([*SERVE, "--port", str(port)], tmp_path / "output", health, SCRUTINY_WORKSPACE=str(tmp_path)):
        assert answered(port)[0] == 200
        assert answered(port, "/_stcore/stream", **handshake)[0] == 101
        # No page elsewhere may steer it, those of Streamlit's hosting service neither.
        assert '"allowedOrigins":[]' in answered(port, "/_stcore/host-config")[1]
        for headers in strange:
            for path, more in (("/", {}), ("/_stcore/health", {}), ("/_stcore/stream", handshake)):
                status, said = answered(port, path, **headers, **more)
                assert (status, said[:47]) == (403, "This workspace is for the computer it runs on. ")
    assert "Nobody has to sign in" in (tmp_path / "output").read_text()
