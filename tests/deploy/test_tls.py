"""With TLS as `workspace.conf` says to put it, no cookie goes over an open line."""

import http.client
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.deployed import a_folder, make_certificate, skip_without, standing, with_tls

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


@pytest.fixture
def reached(replica):
    """Asks over TLS, or in the open, and gives the answer."""
    skip_without(standing.nginx_program)
    with a_folder() as folder:
        make_certificate(folder)
        standing.make_site(folder / "site")
        plain, public, site, tls = standing.free_ports(4)
        put = standing.placed([replica] * 4 + [plain, public, site], folder / "site", over_a_network=True)

        def put_in(front):
            with_tls(front.folder / "workspace.conf", folder, tls)

        trusting = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        trusting.check_hostname = False

        def ask(path, *, open_line=False):
            connection = (
                http.client.HTTPConnection(standing.LOOPBACK, plain, timeout=120)
                if open_line
                else http.client.HTTPSConnection(standing.LOOPBACK, tls, timeout=120, context=trusting)
            )
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer

        at = f"http://{standing.LOOPBACK}:{site}/index.html"
        with standing.running_front(folder / "nginx", standing.SERVERS, put, at, change=put_in):
            yield ask


def test_every_cookie_is_for_tls_alone(reached):
    answer = reached("/")
    given = answer.headers.get_all("Set-Cookie")

    assert len(given) == len(COOKIES) + 1, "the app's, and the one that keeps a reader on a replica"
    assert [cookie for cookie in given if "secure" not in cookie.casefold().split("; ")] == []
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_open_line_leads_to_tls_and_gives_no_cookie(reached):
    answer = reached("/indicators?authority=barnet", open_line=True)

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{standing.LOOPBACK}/indicators?authority=barnet"
    assert answer.headers.get_all("Set-Cookie") is None


def test_files_go_into_the_main_file_that_the_system_ships(tmp_path):
    """As README.md links them: http.conf below conf.d, the servers below sites-enabled."""
    skip_without(standing.nginx_program)
    shipped = Path("/etc/nginx/nginx.conf")
    if not shipped.exists():
        pytest.skip("The system ships no main file of nginx.")
    front = standing.Front(tmp_path / "nginx", standing.placed(standing.free_ports(7), tmp_path / "site"))
    front.write(standing.SERVERS)
    text = shipped.read_text(encoding="utf-8")
    servers = "".join(f"include {front.folder / name};" for name in standing.SERVERS)
    for there, here in {
        "include /etc/nginx/conf.d/*.conf;": f"include {front.folder / 'http.conf'};",
        "include /etc/nginx/sites-enabled/*;": servers,
        "include /etc/nginx/modules-enabled/*.conf;": "",
        "/run/nginx.pid": str(front.folder / "nginx.pid"),
        "/var/log/nginx": str(front.folder / "logs"),
    }.items():
        assert there in text
        text = text.replace(there, here)
    front.configuration.write_text(text, encoding="utf-8")

    front.check()
