"""With TLS as `workspace.conf` says to put it, no cookie goes over an open line."""

import http.client
import re
import shutil
import ssl
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.deploy.deployed import a_folder, skip_without, standing

COOKIES = ("_streamlit_user=x; HttpOnly; Path=/; SameSite=lax", "_streamlit_xsrf=y; Path=/")


class Replica(BaseHTTPRequestHandler):
    """Sets cookies as Streamlit does when somebody signs in: without Secure."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        for cookie in COOKIES:
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Nothing is said."""


@pytest.fixture
def replica():
    server = ThreadingHTTPServer((standing.LOOPBACK, 0), Replica)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def with_tls(configuration, folder, port):
    """The shipped server with what stands there as a comment, on a port and with a certificate of its own."""
    text = configuration.read_text(encoding="utf-8")
    block = re.search(r"# On a real name take TLS here.*?\n(.*?)    # and in a server of its own", text, re.DOTALL)[1]
    lines = "".join(line.replace("    #   ", "    ", 1) + "\n" for line in block.splitlines())
    assert "ssl_certificate " in lines
    lines = re.sub(r"listen 443 ssl", f"listen {standing.LOOPBACK}:{port} ssl", lines)
    lines = re.sub(r"/etc/letsencrypt/live/[^/]+", str(folder), lines)
    configuration.write_text(text.replace(block, lines), encoding="utf-8")


def test_every_cookie_is_for_tls_alone(replica):
    skip_without(standing.nginx_program)
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed.")
    with a_folder() as folder:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        plain, tls = standing.free_ports(2)
        ports = [replica, replica, replica, replica, plain, *standing.free_ports(2)]
        front = standing.Front(folder / "nginx", standing.placed(ports, folder / "site"))
        front.write(["workspace.conf"])
        with_tls(front.folder / "workspace.conf", folder, tls)
        front.check()
        process = subprocess.Popen(
            [standing.nginx_program(), "-c", front.configuration, "-p", front.folder], stderr=subprocess.DEVNULL
        )
        try:
            for _ in range(200):
                if standing.answers(f"http://{standing.LOOPBACK}:{plain}/"):
                    break
                assert process.poll() is None, (front.folder / "logs" / "nginx.log").read_text()
                time.sleep(0.05)
            trusting = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
            trusting.check_hostname = False
            connection = http.client.HTTPSConnection(standing.LOOPBACK, tls, timeout=10, context=trusting)
            connection.request("GET", "/")
            answer = connection.getresponse()
            given = answer.headers.get_all("Set-Cookie")
            connection.close()
        finally:
            process.terminate()
            process.wait(30)
    assert len(given) == len(COOKIES) + 1, "the app's, and the one that keeps a reader on a replica"
    assert [cookie for cookie in given if "secure" not in cookie.casefold().split("; ")] == []
