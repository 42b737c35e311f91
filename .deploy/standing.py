"""The whole set-up on the loopback of one machine: PostgreSQL, replicas, nginx. Everything ends with its block.

The files of nginx are the shipped ones; only addresses, names and folders are put in their place. Nothing here needs
root, and nothing outside the folder that is given is written.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NGINX = ROOT / ".deploy" / "nginx"
LOOPBACK = "127.0.0.1"
_SECONDS_TO_START = 120
# uvicorn waits for open websockets to close; whoever has not ended by then is ended.
SECONDS_TO_STOP = 20


class CannotStand(Exception):
    """Why the set-up, or a part of it, cannot be brought up; the message says what would help."""


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on, and that the system gives nobody else for a minute.

    For so long the connection that is made here keeps each from whoever asks for any port, but not from the server that
    asks for this one.
    """
    return [_free_port() for _ in range(number)]


def _free_port() -> int:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((LOOPBACK, 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            server.accept()[0].close()
        return int(server.getsockname()[1])


@dataclass
class Postgres:
    """A server of Debian's package in a folder of its own, reached by its socket alone."""

    folder: Path
    settings: Sequence[str] = ()
    _server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for SCRUTINY_DATABASE_URL."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def make(self) -> None:
        """Make the data folder. Raises CannotStand."""
        self.folder.mkdir(parents=True)
        if user := postgres_user():
            shutil.chown(self.folder, user)
        made = self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        if made.returncode:
            raise CannotStand(f"PostgreSQL's data folder could not be made: {made.stderr.strip()}")

    def start(self) -> None:
        """Start it and wait until it answers. Raises CannotStand."""
        command = [postgres_programs() / "postgres", "-D", self.folder / "data", "-k", self.folder]
        for setting in ("listen_addresses=", *self.settings):
            command += ["-c", setting]
        with (self.folder / "log").open("a") as log:
            self._server = subprocess.Popen(command, user=postgres_user(), cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + _SECONDS_TO_START
        while self._asked("pg_isready").returncode:
            if self._server.poll() is not None or time.monotonic() > until:
                raise CannotStand(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def runs(self) -> bool:
        """Whether the server is there."""
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        """Stop it at once; what was committed is kept."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(60)
            self._server = None

    def _asked(self, program: str) -> subprocess.CompletedProcess[str]:
        command = [postgres_programs() / program, "-h", self.folder, "-U", "postgres"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(postgres_programs() / program), "-D", str(self.folder / "data"), *arguments]
        process = subprocess.Popen(
            command,
            user=postgres_user(),
            cwd=self.folder,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            output, errors = process.communicate()
        except BaseException:
            # initdb has servers of its own, which go on writing after it was ended; the pipes are at their end only
            # when the last of them has gone, and the folder can be deleted.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return subprocess.CompletedProcess(command, process.returncode, output, errors)


@contextmanager
def running_postgres(folder: Path, *settings: str) -> Iterator[Postgres]:
    """A server that runs until the block ends, with further settings such as `fsync=off`. Raises CannotStand."""
    server = Postgres(folder, settings)
    server.make()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@dataclass
class Replica:
    """One process of the app on a port of its own."""

    port: int
    log: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start it, as the systemd unit does, without waiting."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.address", LOOPBACK, "--server.port", str(self.port)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SCRUTINY_")}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment | dict(self.environment), stdout=log, stderr=log
            )

    def wait(self) -> None:
        """Wait until it is healthy. Raises CannotStand with the end of its log."""
        until = time.monotonic() + _SECONDS_TO_START
        while not answers(f"{self.address}/_stcore/health"):
            if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                raise CannotStand(f"The replica at {self.address} did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def stop(self) -> float:
        """Ask it to end, as systemd does. Gives the seconds that it took."""
        if self.process is None:
            return 0.0
        began = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        return time.monotonic() - began

    def kill(self) -> None:
        """End it without asking, as a crash does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def running_replicas(ports: Sequence[int], logs: Path, environment: Mapping[str, str]) -> Iterator[list[Replica]]:
    """Replicas of one edition, healthy, until the block ends."""
    replicas = [Replica(port, logs / f"replica-{port}.log", environment) for port in ports]
    try:
        for replica in replicas:
            replica.start()
        for replica in replicas:
            replica.wait()
        yield replicas
    finally:
        for replica in replicas:
            if replica.process is not None:
                replica.process.terminate()
        for replica in replicas:
            replica.stop()


@dataclass
class Front:
    """An nginx with the shipped files, in a folder of its own."""

    folder: Path
    put: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def processes(self) -> list[int]:
        """The numbers of its processes: the first, and those that do the work."""
        if self.process is None:
            return []
        first = self.process.pid
        workers = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="utf-8").split()
        return [first, *map(int, workers)]

    @property
    def access_log(self) -> Path:
        """One line of JSON a request."""
        return self.folder / "logs" / "scrutiny-access.log"

    @property
    def error_log(self) -> Path:
        """What stops nginx."""
        return self.folder / "logs" / "scrutiny-error.log"

    @property
    def configuration(self) -> Path:
        """The main file."""
        return self.folder / "nginx.conf"

    def write(self, servers: Sequence[str]) -> None:
        """Put the shipped files into the folder, for these servers, with addresses and folders in their place."""
        for name in ("logs", "cache", "temporary"):
            (self.folder / name).mkdir(parents=True)
        replaced = {
            f"{Path('/opt/scrutiny/.deploy/nginx/errors')}/": f"{NGINX / 'errors'}/",
            "/opt/scrutiny/.deploy/nginx": str(self.folder),
            "/var/log/nginx": str(self.folder / "logs"),
            "/var/lib/nginx/scrutiny": str(self.folder / "cache"),
        } | dict(self.put)
        unused = set(replaced)
        for file in sorted(NGINX.glob("*.conf")):
            text = file.read_text(encoding="utf-8")
            for shipped, here in replaced.items():
                unused -= {shipped} if shipped in text else set()
                text = text.replace(shipped, here)
            (self.folder / file.name).write_text(text, encoding="utf-8")
        if unused:
            raise CannotStand(f"The shipped files of nginx do not hold {', '.join(sorted(unused))}.")
        includes = "".join(f"    include {self.folder / name};\n" for name in ("http.conf", *servers))
        temporary = "".join(
            f"    {kind}_temp_path {self.folder / 'temporary' / kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.configuration.write_text(
            f"{_user_line()}worker_processes 2;\ndaemon off;\npid {self.folder / 'nginx.pid'};\n"
            f"error_log {self.folder / 'logs' / 'nginx.log'} warn;\n"
            "events { worker_connections 4096; }\n"
            f"http {{\n    default_type application/octet-stream;\n{temporary}{includes}}}\n",
            encoding="utf-8",
        )

    def check(self) -> None:
        """Have nginx look at its files. Raises CannotStand with what it says."""
        said = subprocess.run(
            [nginx_program(), "-t", "-c", self.configuration, "-p", self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode or "[warn]" in said.stderr:
            raise CannotStand(f"nginx will not have its files: {said.stderr.strip()}")


@contextmanager
def running_front(
    folder: Path,
    servers: Sequence[str],
    put: Mapping[str, str],
    at: str,
    change: Callable[[Front], None] = lambda _: None,
) -> Iterator[Front]:
    """An nginx that answers at an address, until the block ends. `change` may write into its files before."""
    front = Front(folder, put)
    front.write(servers)
    change(front)
    front.check()
    process = subprocess.Popen([nginx_program(), "-c", front.configuration, "-p", folder], stderr=subprocess.DEVNULL)
    front.process = process
    try:
        until = time.monotonic() + _SECONDS_TO_START
        while not answers(at):
            if process.poll() is not None or time.monotonic() > until:
                raise CannotStand(f"nginx did not start: {(folder / 'logs' / 'nginx.log').read_text()[-2000:]}")
            time.sleep(0.05)
        yield front
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@dataclass
class Standing:
    """Everything up: where each edition is reached, and its parts."""

    folder: Path
    workspace: str
    public: str
    site: str
    postgres: Postgres
    replicas: list[Replica]
    public_replicas: list[Replica]
    front: Front


@contextmanager
def standing(
    folder: Path, *, data: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Standing]:
    """The whole set-up: PostgreSQL, two replicas of each edition, nginx with both and a published site.

    `folder` is new, but for a folder `workspace` that may be there, and other users may enter it, because PostgreSQL
    will not run as root. `data` is the evidence, where it is not the shipped one; `settings` are further settings of
    every replica.
    """
    ports = free_ports(7)
    first, second, public_first, public_second, *fronts = ports
    workspace, public, site = (f"http://{LOOPBACK}:{port}" for port in fronts)
    make_site(folder / "site")
    with ExitStack() as up:
        postgres = up.enter_context(running_postgres(folder / "postgres"))
        common = {
            "SCRUTINY_DATABASE_URL": postgres.url,
            "SCRUTINY_WORKSPACE": str(folder / "workspace"),
        }
        common |= ({"SCRUTINY_DATA": str(data)} if data else {}) | dict(settings or {})
        (folder / "workspace").mkdir(exist_ok=True)
        # The database's tables are made by whichever replica comes first; the others wait for it.
        secret = {"STREAMLIT_SERVER_COOKIE_SECRET": "one-secret-for-both-replicas-on-loopback"}
        replicas = up.enter_context(running_replicas([first, second], folder, common | secret))
        public_replicas = up.enter_context(
            running_replicas([public_first, public_second], folder, common | {"SCRUTINY_MODE": "public"})
        )
        front = up.enter_context(
            running_front(folder / "nginx", SERVERS, placed(ports, folder / "site"), f"{site}/index.html")
        )
        yield Standing(folder, workspace, public, site, postgres, replicas, public_replicas, front)


SERVERS = ("workspace.conf", "public.conf", "site.conf")


def placed(ports: Sequence[int], site: Path, *, over_a_network: bool = False) -> dict[str, str]:
    """What stands in the shipped files, and what takes its place here: seven ports, and the folder of the site.

    Where people sign in, they come `over_a_network`, and the app is told so as it is in earnest.
    """
    names = ("127.0.0.1:8501", "127.0.0.1:8502", "127.0.0.1:8511", "127.0.0.1:8512")
    put = {name: f"{LOOPBACK}:{port}" for name, port in zip(names, ports, strict=False)}
    escaped = {name.replace(".", "\\."): address.replace(".", "\\.") for name, address in put.items() if ":850" in name}
    servers = ("scrutiny.example.gov.uk", "scrutiny-public.example.gov.uk", "scrutiny-site.example.gov.uk")
    listening = {
        f"listen 80;\n    server_name {server};": f"listen {LOOPBACK}:{port};\n    server_name {server};"
        for server, port in zip(servers, ports[4:], strict=True)
    }
    # Alone on the loopback nobody came over a network, and the workspace asks nobody to sign in.
    quiet = {
        "proxy_set_header X-Forwarded-For $remote_addr;": "",
        "proxy_set_header X-Forwarded-Proto $scheme;": "",
    }
    return put | escaped | listening | ({} if over_a_network else quiet) | {"/srv/scrutiny/site": str(site)}


def make_site(folder: Path) -> None:
    """A site of a few files, to be served where nothing was published."""
    folder.mkdir(parents=True)
    head = '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Figures</title></head>'
    (folder / "index.html").write_text(f"{head}<body>Published figures</body></html>", encoding="utf-8")
    (folder / "figures.csv").write_text("council,figure\n" + "Barnsley,1\n" * 500, encoding="utf-8")


def make_certificate(folder: Path) -> None:
    """A key and a certificate for localhost, of two days. Raises CannotStand."""
    if shutil.which("openssl") is None:
        raise CannotStand("openssl is not installed.")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def with_tls(configuration: Path, folder: Path, port: int) -> None:
    """Put TLS into a server as the comment in its file says, on a port, with the certificate in a folder."""
    text = configuration.read_text(encoding="utf-8")
    found = re.search(
        r"^    listen (?P<plain>\S+);\n"
        r"(?P<name>    server_name .*\n)"
        r"    # On a real name take TLS, in the place of .*\n"
        r"(?P<lines>(    #   .*\n)+)"
        r"    # and send port 80 there, at the end of this file:\n"
        r"    #   (?P<other>server .*)\n",
        text,
        re.MULTILINE,
    )
    if not found:
        raise CannotStand(f"{configuration} has no lines for TLS.")
    lines = found["lines"].replace("    #   ", "    ")
    lines = lines.replace("listen 443 ssl", f"listen {LOOPBACK}:{port} ssl")
    lines = re.sub(r"/etc/letsencrypt/live/[^/]+", str(folder), lines)
    other = found["other"].replace("listen 80;", f"listen {found['plain']};")
    configuration.write_text(text.replace(found[0], found["name"] + lines) + other + "\n", encoding="utf-8")


def answers(address: str) -> bool:
    """Whether anything answers there with success."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def nginx_program() -> str:
    """Where nginx is. Raises CannotStand."""
    # Debian keeps it where only root's path leads.
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise CannotStand("nginx is not installed: apt-get install nginx-light")
    return found


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs. Raises CannotStand."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise CannotStand("PostgreSQL is not installed: apt-get install postgresql")


def postgres_user() -> str | None:
    """Whom PostgreSQL runs as, None for whoever asks: it will not run as root. Raises CannotStand."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    raise CannotStand("PostgreSQL will not run as root, and there is no user postgres. Run this as another user.")


def _user_line() -> str:
    """As root, nginx would hand its workers to a user who may not enter a temporary folder."""
    return f"user {pwd.getpwuid(0).pw_name};\n" if os.geteuid() == 0 else ""
